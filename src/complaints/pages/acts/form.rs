//! The page of one act: what will happen, and the fields it needs.

use super::Act;
use super::bench::{self, Candidate};
use super::forms::{Answer, PREVIEW};
use crate::accounts::Member;
use crate::app::App;
use crate::complaints::actions::IN_PROGRESS;
use crate::complaints::load::Loaded;
use crate::complaints::model::{AppealGround, Seat, Side, State};
use crate::complaints::pages::fields::{Field, Typed};
use crate::complaints::pages::sheet::Sheet;
use crate::complaints::pages::words::{self, label};
use crate::complaints::pages::{due, private};
use crate::complaints::rules::{DECISIONS, DOCUMENT, OFF_RAMPS, PLAUSIBLE, highest_level};
use crate::specialty::{Pack, ResponseCode};
use crate::text::plain;
use crate::web::Failure;
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, ChoiceGroup};
use askama::Template;

#[derive(Template)]
#[template(path = "complaints/act.html")]
pub struct ActPage {
    page: Page,
    id: String,
    act: Act,
    will: String,
    whom: String,
    fields: Vec<Field>,
    /// How the answer will read, where that was asked for.
    preview: Option<Preview>,
    /// It can be looked at before it is sent.
    has_preview: bool,
    /// The act ends something that does not come back.
    is_final: bool,
}

impl ActPage {
    /// The page of an act; nothing when this reader may not do it now and nothing was sent.
    ///
    /// # Errors
    /// `not_found` for strangers.
    pub async fn read(
        app: &App,
        member: &Member,
        id: &str,
        (act, raw): (Act, Option<&[(String, String)]>),
        page: Page,
    ) -> Result<Option<Self>, Failure> {
        let (reader_is, case) = (member.clone(), id.to_owned());
        let read = app.read(move |reader| {
            let sheet = Sheet::read(reader, &reader_is, &case)?;
            let people = if act == Act::Panel { bench::candidates(reader, &sheet)? } else { Vec::new() };
            Ok((sheet, people))
        });
        let (sheet, people) = read.await?;
        let typed = Typed(raw);
        let is_preview = typed.get(PREVIEW) == "true" && !page.errors.any();
        if (raw.is_none() || is_preview) && !sheet.may(&act.action()) {
            return Ok(None);
        }
        let title = label(page.lang, "act", act.word(&sheet));
        let area = if sheet.side() == "staff" { Area::Staff } else { Area::Complaints };
        let page = private(page, area, title.clone()).crumb(id, format!("/complaints/{id}")).last_crumb(title);
        let form = Form { sheet: &sheet, page: &page, pack: &app.site().pack, people: &people, typed };
        Ok(Some(Self {
            id: id.to_owned(),
            act,
            will: will(act, &sheet, &page),
            whom: sheet.whom(),
            fields: form.fields(act),
            preview: is_preview.then(|| Preview::of(typed, form.pack, &page)),
            has_preview: act == Act::Response,
            is_final: matches!(act, Act::Withdrawal | Act::Closure | Act::NarrativeWithdrawal),
            page,
        }))
    }
}

/// A clinic's answer as the patient will read it.
pub struct Preview {
    pub answer: String,
    pub text: String,
}

impl Preview {
    pub fn of(typed: Typed<'_>, pack: &Pack, page: &Page) -> Self {
        Self { answer: words::response(pack, page.lang, &typed.get("code")), text: plain::tidy(&typed.get("text")) }
    }
}

/// What will happen; where a clinic answers, with the day until which it can.
fn will(act: Act, sheet: &Sheet, page: &Page) -> String {
    let will = label(page.lang, "will", act.will(sheet));
    match act {
        Act::Response => format!("{} {will}", due::answer(&sheet.seen.loaded, page)),
        _ => will,
    }
}

/// What the fields of an act are filled from.
struct Form<'a> {
    sheet: &'a Sheet,
    page: &'a Page,
    pack: &'a Pack,
    people: &'a [Candidate],
    typed: Typed<'a>,
}

impl Form<'_> {
    fn fields(&self, act: Act) -> Vec<Field> {
        match act {
            Act::Triage => self.triage(),
            Act::Assessment => vec![self.level()],
            Act::Response => vec![self.cards("code", self.codes()), self.area("text", "act-response-text")],
            Act::Feedback => self.feedback(),
            Act::Panel => self.panel(),
            Act::Decision => self.decision(),
            Act::Appeal => {
                let grounds = AppealGround::ALL.iter().map(|ground| self.word("ground", ground.as_str()));
                vec![self.cards("ground", grounds), self.area("text", "act-appeal-text")]
            }
            Act::Closure => vec![self.cards("outcome", self.off_ramps()), self.area("reason", "act-closure-reason")],
            Act::Pause => vec![self.area("order", "act-pause-order"), self.line("until", "act-pause-until", "date")],
            Act::Narrative => vec![self.account()],
            Act::Message => self.message(),
            Act::ClinicAddress => vec![self.line("letter_to", "act-clinic-address-hint", "email")],
            Act::Recommendation => {
                vec![
                    self.area("text", "act-recommendation-text"),
                    self.line("due_on", "act-recommendation-due", "date"),
                ]
            }
            Act::Withdrawal => vec![self.area("reason", "act-withdrawal-reason")],
            Act::Escalation | Act::Recusal | Act::Extension => vec![self.area("reason", "act-reason")],
            Act::FactualCheck => vec![self.area("text", "act-factual-check-text")],
            Act::Mediation | Act::EvidenceCall | Act::Findings | Act::Comment => {
                vec![self.area("text", "act-text")]
            }
            Act::IdentityConsent => vec![self.known_by()],
            Act::Acknowledgement | Act::Resumption | Act::NarrativeWithdrawal => Vec::new(),
        }
    }

    fn triage(&self) -> Vec<Field> {
        let view = &self.sheet.seen.view;
        let fixed = self.pack.complaints.category(&view.category).and_then(|category| category.severity);
        let present = self.typed.or("severity", &fixed.map(|level| level.to_string()).unwrap_or_default());
        let severity = |level: &&str| self.word("severity", level).chosen_if(&present);
        let said = self.sheet.attempt(self.page).unwrap_or_else(|| self.own("act-triage-shown-hint"));
        vec![
            Field::Groups {
                name: "category",
                label: self.page.t("field-category"),
                hint: String::new(),
                groups: categories(self.pack, self.page, &self.typed.or("category", &view.category)),
            },
            Field::Cards {
                name: "severity".to_owned(),
                legend: self.page.t("field-severity"),
                hint: self.own("act-triage-severity-hint"),
                choices: ["1", "2", "3", "4"].iter().map(severity).collect(),
            },
            self.tick("proof_needed", "act-triage-proof", self.own("act-triage-proof-hint")),
            self.tick("private_attempt_shown", "act-triage-shown", said),
            Field::Line {
                name: "letter_to",
                label: self.page.t("field-letter-to"),
                hint: self.own("act-triage-letter-hint"),
                value: self.typed.get("letter_to"),
                kind: "email",
                optional: true,
            },
        ]
    }

    /// Levels that can be true: a document was seen only where there is one, and the clinic has confirmed it only if it
    /// has said anything.
    fn level(&self) -> Field {
        let loaded = &self.sheet.seen.loaded;
        let highest = highest_level(!loaded.evidence.is_empty(), loaded.facts.row.acknowledged_at.is_some());
        let hint = match highest {
            ..=PLAUSIBLE => self.own("act-assessment-no-file"),
            DOCUMENT => self.own("act-assessment-unconfirmed"),
            _ => String::new(),
        };
        let present = self.typed.get("level");
        let level = |level: &str| self.word("level", level).chosen_if(&present);
        Field::Cards {
            name: "level".to_owned(),
            legend: self.called("level"),
            hint,
            choices: ["0", "1", "2", "3"].iter().zip(0..=highest).map(|(word, _)| level(word)).collect(),
        }
    }

    /// Codes that would tell who an unnamed patient is are not offered, and time is asked for once.
    fn codes(&self) -> Vec<Choice> {
        response_codes(self.pack, self.page, &self.sheet.seen.loaded)
    }

    fn feedback(&self) -> Vec<Field> {
        let answers = Answer::ALL.iter().map(|answer| {
            let hint = label(self.page.lang, "answer-then", answer.as_str());
            self.word("answer", answer.as_str()).with_hint(hint)
        });
        let none = Choice::new("", self.own("rating-none"));
        let ratings = ["1", "2", "3", "4", "5"].iter().map(|rating| self.word("rating", rating));
        let present = self.typed.get("rating");
        vec![
            self.cards("satisfied", answers),
            Field::Select {
                name: "rating",
                label: self.page.t("field-rating"),
                hint: String::new(),
                choices: std::iter::once(none).chain(ratings).map(|choice| choice.chosen_if(&present)).collect(),
                optional: true,
            },
            Field::Area {
                name: "text",
                label: self.page.t("field-text"),
                hint: String::new(),
                value: self.typed.get("text"),
                class: "",
                optional: true,
            },
        ]
    }

    /// What everybody may read, beginning with what was written before.
    fn account(&self) -> Field {
        let known = self.sheet.seen.view.public_narrative.clone().unwrap_or_default();
        Field::Area {
            name: "text",
            label: self.page.t("field-public-narrative"),
            hint: self.own("act-narrative-text"),
            value: self.typed.or("text", &known),
            class: "long",
            optional: false,
        }
    }

    /// The name that the clinic is told, beginning with the one that was given when the complaint was filed.
    fn known_by(&self) -> Field {
        let known = self.sheet.seen.view.patient_name.as_deref();
        let hint = if known.is_some() { "act-identity-consent-known" } else { "act-identity-consent-name" };
        Field::Line {
            name: "patient_name",
            label: self.called("patient_name"),
            hint: self.own(hint),
            value: self.typed.or("patient_name", known.unwrap_or_default()),
            kind: "text",
            optional: true,
        }
    }

    /// The officer says to whom; a side always writes to the officer.
    fn message(&self) -> Vec<Field> {
        let to = (self.sheet.side() == "staff").then(|| {
            let clinic_knows = self.sheet.seen.loaded.facts.is_sent();
            let sides = Side::ALL.iter().filter(|side| clinic_knows || **side != Side::Clinic);
            self.cards("to", sides.map(|side| self.word("role", side.as_str())))
        });
        to.into_iter().chain([self.area("text", "act-message-text")]).collect()
    }

    fn panel(&self) -> Vec<Field> {
        let seat = |seat: &Seat| Field::Groups {
            name: seat.as_str(),
            label: label(self.page.lang, "seat", seat.as_str()),
            hint: label(self.page.lang, "seat-hint", seat.as_str()),
            groups: bench::groups(self.page.lang, self.people, *seat, &self.typed.get(seat.as_str())),
        };
        let heading =
            Field::Heading { name: "members", text: self.own("act-panel-members"), hint: self.own("act-panel-hint") };
        std::iter::once(heading).chain(Seat::ALL.iter().map(seat)).collect()
    }

    fn decision(&self) -> Vec<Field> {
        let outcomes = DECISIONS.iter().map(|outcome| self.word("outcome", outcome.as_str()));
        let heading =
            Field::Heading { name: "votes", text: self.page.t("field-votes"), hint: self.own("act-decision-votes") };
        let mut fields = vec![self.cards("outcome", outcomes), self.area("reasons", "act-decision-reasons"), heading];
        fields.extend(self.sheet.seen.loaded.facts.sitting().map(|seat| {
            let name = format!("votes.{}", seat.account_id);
            let present = self.typed.get(&name);
            let person = self.sheet.name_of(&seat.account_id);
            let vote = |word: &str, key: &str| Choice::new(word, self.own(key)).chosen_if(&present);
            Field::Cards {
                legend: format!("{} ({})", person, label(self.page.lang, "seat", seat.seat.as_str())),
                hint: String::new(),
                choices: vec![vote("true", "vote-uphold"), vote("false", "vote-not")],
                name,
            }
        }));
        fields
    }

    fn off_ramps(&self) -> Vec<Choice> {
        let escalated = self.sheet.seen.view.escalated_at.is_some();
        let offered = OFF_RAMPS.iter().filter(|outcome| escalated || outcome.as_str() != "resolved_after_escalation");
        offered.map(|outcome| self.word("outcome", outcome.as_str())).collect()
    }

    fn own(&self, key: &str) -> String {
        self.page.t(&format!("complaints-{key}"))
    }

    fn word(&self, set: &str, word: &str) -> Choice {
        Choice::new(word, label(self.page.lang, set, word))
    }

    /// What a field is called; its name has underscores, its key has not.
    fn called(&self, name: &str) -> String {
        self.page.t(&format!("field-{}", name.replace('_', "-")))
    }

    fn cards(&self, name: &str, choices: impl IntoIterator<Item = Choice>) -> Field {
        let present = self.typed.get(name);
        Field::Cards {
            name: name.to_owned(),
            legend: self.called(name),
            hint: String::new(),
            choices: choices.into_iter().map(|choice| choice.chosen_if(&present)).collect(),
        }
    }

    fn area(&self, name: &'static str, hint: &str) -> Field {
        Field::Area {
            name,
            label: self.called(name),
            hint: self.own(hint),
            value: self.typed.get(name),
            class: if name == "text" || name == "reasons" { "long" } else { "" },
            optional: false,
        }
    }

    fn line(&self, name: &'static str, hint: &str, kind: &'static str) -> Field {
        let label = self.called(name);
        Field::Line { name, label, hint: self.own(hint), value: self.typed.get(name), kind, optional: false }
    }

    fn tick(&self, name: &'static str, key: &str, hint: String) -> Field {
        Field::Tick { name, label: self.own(key), hint, checked: self.typed.ticked(name) }
    }
}

/// The pack's categories under their headings.
pub fn categories(pack: &Pack, page: &Page, present: &str) -> Vec<ChoiceGroup> {
    let group = |group: &crate::specialty::Term| ChoiceGroup {
        label: group.words.get(page.lang.as_str()).to_owned(),
        choices: pack
            .complaints
            .categories
            .iter()
            .filter(|category| category.group == group.code)
            .map(|category| {
                Choice::new(category.code.clone(), category.words.get(page.lang.as_str())).chosen_if(present)
            })
            .collect(),
    };
    pack.complaints.groups.iter().map(group).collect()
}

/// The codes that a clinic can answer with now: none that would reveal an unnamed patient, and time only once, with
/// what it gives.
pub fn response_codes(pack: &Pack, page: &Page, loaded: &Loaded) -> Vec<Choice> {
    let row = &loaded.facts.row;
    let codes = pack.complaints.response_codes.iter();
    let fits = codes.filter(|code| row.identity_consent || !code.case_specific);
    let offered = fits.filter(|code| row.state == State::WithClinic || code.code != IN_PROGRESS);
    let choice = |code: &ResponseCode| {
        let hint = if code.code == IN_PROGRESS { due::more_time(loaded, page) } else { String::new() };
        Choice::new(code.code.clone(), words::response(pack, page.lang, &code.code)).with_hint(hint)
    };
    offered.map(choice).collect()
}
