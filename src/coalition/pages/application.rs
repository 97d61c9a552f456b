//! An application as its applicant, officers, panel and board see it, with what each may do now.

mod forms;

use self::forms::{GapsForm, GateForm, PanelForm, on_form};
use super::basis::{self, Reasons};
use super::panel::{self, SeatChoices, candidates};
use super::results;
use super::{Act, carry_out, private, see_other, shown, shown_again, typed, with_refusal, word};
use crate::accounts::{AccountId, MaybeMember, Member, page_acts};
use crate::app::App;
use crate::clock::Timestamp;
use crate::coalition::applications::actions::{self, Taken};
use crate::coalition::applications::api::{CastVote, Decide, Notes, Reason};
use crate::coalition::applications::model::{GateAnswer, Role, State};
use crate::coalition::applications::views::{self, Seen, VoteView};
use crate::coalition::applications::{ApplicationFacts, gaps};
use crate::coalition::letters::{Missing, missing};
use crate::coalition::scoring::{Majority, Outcome, Vote};
use crate::error::{NOT_FOUND, Refusal};
use crate::web::page::Page;
use crate::web::parts::{Choice, Fact};
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use std::collections::HashMap;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    register(config);
    config.service(show);
}

#[derive(Template)]
#[template(path = "coalition/application.html")]
struct ApplicationPage {
    page: Page,
    seen: Seen,
    state: String,
    /// What comes next, until when, and whether that is the day of the decision rather than the step's own.
    next: Option<(String, Option<Timestamp>, bool)>,
    gates: Vec<GateLine>,
    gate_choices: Vec<Choice>,
    /// Who sits on the panel, and who was recused from it, for officers.
    panel: Vec<Fact>,
    /// Who may take each seat of the panel.
    seats: Vec<SeatChoices>,
    votes: Vec<Choice>,
    /// How the reader has voted; empty before.
    voted: String,
    /// What the vote takes, and whether one may change one's own.
    rule: String,
    verdict: Vec<Fact>,
    medians: Vec<Fact>,
    reasons: Vec<Reasons>,
    file: Vec<Fact>,
    /// What they belong to, and what they say.
    notes: Vec<(String, String)>,
    decision: Vec<Fact>,
    references: Vec<Fact>,
    answers: Vec<(String, String)>,
    missing: Vec<Missing>,
    /// How many are still to be named, where too few were to be asked and more may be.
    lacks_names: Option<String>,
    /// For officers: that too few of the board may vote.
    lacks_voters: Option<String>,
    /// That too few may vote once the reader has none.
    leaves_too_few: Option<String>,
    typed: Typed,
}

/// What was typed into the form that was refused.
struct Typed {
    act: String,
    text: String,
}

struct GateLine {
    code: String,
    name: String,
    answer: String,
    class: &'static str,
    note: String,
    source: String,
    /// It can be answered now, and waits for that.
    is_open: bool,
    /// The first that does.
    is_next: bool,
    /// It was answered, and can be anew.
    is_anew: bool,
    /// Only a no is still heard.
    is_only_no: bool,
}

impl ApplicationPage {
    fn may(&self, act: &str) -> bool {
        self.seen.view.actions.iter().any(|open| open.name == *act)
    }

    fn is_reviewer(&self) -> bool {
        self.seen.roles.contains(&Role::Reviewer)
    }

    /// The applicant has handed it in, and may keep what proves so.
    fn has_receipt(&self) -> bool {
        self.seen.roles == [Role::Applicant] && self.seen.facts.row.submitted_at.is_some()
    }

    /// The entry in the register that came of it, for the applicant: the letter of the result promises the way there.
    fn record(&self) -> Option<String> {
        let row = &self.seen.facts.row;
        let is_told = self.seen.roles == [Role::Applicant] && row.published_at.is_some();
        let is_in = is_told && row.outcome == Some(Outcome::Admitted);
        is_in.then(|| format!("/coalition/members/{}", row.physician_id))
    }

    /// What was typed before, in the form that was refused.
    fn text(&self, act: &str) -> String {
        if self.typed.act == *act { self.typed.text.clone() } else { String::new() }
    }

    /// The dissent that was just typed, or that went with the vote before.
    fn dissent(&self) -> String {
        let kept = self.seen.view.vote.as_ref().and_then(|vote| vote.own_dissent.clone());
        if self.typed.act == "vote" { self.text("vote") } else { kept.unwrap_or_default() }
    }

    /// What was typed into a form that is not offered any more; it is shown, so that it is not lost.
    fn left_over(&self) -> &str {
        let act = if self.typed.act == "gate" { "gates" } else { &self.typed.act };
        if self.may(act) { "" } else { &self.typed.text }
    }
}

#[get("/applications/{id}")]
async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let (page, id) = (viewer.page(&request)?, id.into_inner());
    let Some(member) = viewer.0 else { return results::show_to_guest(&app, page, id).await };
    let nothing = Typed { act: String::new(), text: String::new() };
    match page_of(&app, (member, id.clone()), page.clone(), nothing).await {
        Err(failure) if failure.cause().code() == NOT_FOUND => results::show(&app, page, id).await,
        seen => shown(&seen?),
    }
}

async fn page_of(
    app: &App,
    (member, id): (Member, String),
    page: Page,
    typed: Typed,
) -> Result<ApplicationPage, Failure> {
    let who = member.id.clone();
    let read = app.read(move |reader| {
        let seen = views::seen_by(reader, &member, &id)?;
        let is_officer = seen.roles.contains(&Role::Officer);
        let seats = seen.view.actions.iter().any(|act| act.name == "panel");
        let reviewers = if is_officer && seats { candidates(reader, &seen.facts)? } else { Vec::new() };
        let is_told = is_officer && !seen.roles.contains(&Role::Reviewer);
        let seated = if is_told { panel::seated(reader, &seen.facts)? } else { HashMap::new() };
        Ok((seen, reviewers, seated))
    });
    let (seen, reviewers, seated) = read.await?;
    let view = &seen.view;
    let name = view.physician.clone().unwrap_or_else(|| page.t_with("coalition-applicant", "code", view.code.clone()));
    let title = page.t_with(&format!("coalition-heading-{}", view.state.as_str().replace('_', "-")), "whom", name);
    let page = private(page, title);
    let may_know = seen.roles.iter().any(|role| matches!(role, Role::Reviewer | Role::Board));
    let is_told = seen.facts.row.published_at.is_some();
    let agreement = views::agreement_of(&seen.facts).filter(|_| may_know || is_told);
    let choice = |value: &str| Choice::new(value, page.t(&format!("coalition-vote-{value}")));
    let own = view.vote.as_ref().and_then(|vote| vote.own).map(|vote| vote.as_str()).unwrap_or_default();
    Ok(ApplicationPage {
        state: word(&page, "state", view.state.as_str()),
        next: super::next(&page, &seen, &who),
        gates: gates(app, &page, &seen),
        gate_choices: GateAnswer::ALL.iter().map(|one| Choice::new(one.as_str(), page.t(one.as_str()))).collect(),
        panel: panel::named(&page, &seen.facts, &seated),
        seats: panel::seats(&page, &seen.facts, &reviewers),
        rule: view.vote.as_ref().map(|vote| rule(&page, &seen.facts, vote)).unwrap_or_default(),
        voted: if own.is_empty() { String::new() } else { page.t(&format!("coalition-voted-{own}")) },
        votes: Vote::ALL.iter().map(|vote| choice(vote.as_str()).chosen_if(own)).collect(),
        medians: agreement.as_ref().map(|found| basis::medians(&page, found, &seen.facts.pack)).unwrap_or_default(),
        verdict: agreement.map(|found| super::sheet::verdict(&page, &found, &seen.facts.pack)).unwrap_or_default(),
        reasons: basis::reasons(&page, &seen),
        file: basis::file(&page, &seen),
        notes: super::notes(&page, &seen.view.notes),
        decision: decision(&page, &seen),
        references: basis::references(&page, &seen),
        answers: basis::answers(&page, &seen),
        missing: missing(&seen.facts, page.lang),
        lacks_names: lacks_names(&page, &seen.facts),
        lacks_voters: lacks_voters(&page, &seen),
        leaves_too_few: leaves_too_few(&page, &seen.facts, &who),
        typed,
        seen,
        page,
    })
}

fn lacks_names(page: &Page, facts: &ApplicationFacts) -> Option<String> {
    if facts.row.state != State::References || !facts.lacks_names() {
        return None;
    }
    let missing = facts.unnamed();
    Some(page.t_with2("coalition-lacks-names", "peers", missing.peers, "patients", missing.patients))
}

/// The board reads it with its own vote.
fn lacks_voters(page: &Page, seen: &Seen) -> Option<String> {
    let is_told = seen.roles.contains(&Role::Officer) && !seen.roles.contains(&Role::Board);
    let lacks = is_told && seen.facts.row.state == State::Vote && seen.facts.lacks_voters();
    lacks.then(|| super::rule(page, "two-thirds", seen.facts.voters_without(0)))
}

fn leaves_too_few(page: &Page, facts: &ApplicationFacts, who: &AccountId) -> Option<String> {
    let (quorum, seats) = facts.voters_without(1);
    let votes = facts.voters().contains(&who);
    (votes && seats < quorum).then(|| page.t_with2("coalition-recuse-too-few", "quorum", quorum, "seats", seats))
}

fn rule(page: &Page, facts: &ApplicationFacts, vote: &VoteView) -> String {
    let majority = if facts.majority() == Majority::FourFifths { "four-fifths" } else { "two-thirds" };
    let rule = super::rule(page, majority, (vote.quorum, vote.seats));
    if lacks_seats(vote) { rule } else { format!("{rule} {}", page.t("coalition-act-vote-text")) }
}

/// Fewer may vote than must.
const fn lacks_seats(vote: &VoteView) -> bool {
    vote.seats < vote.quorum
}

fn gates(app: &App, page: &Page, seen: &Seen) -> Vec<GateLine> {
    let rules = &app.site().pack.membership;
    let name = |code: &str| {
        let known = rules.gates.iter().find(|gate| gate.code == code);
        known.map(|gate| gate.words.get(page.lang.as_str()).to_owned()).unwrap_or_default()
    };
    let takes = |gate: &views::GateView| actions::gate_takes(&seen.facts, &gate.code);
    let waits = |gate: &&views::GateView| gate.answer.is_none() && takes(gate) == Taken::Both;
    let next = seen.view.gates.iter().find(waits).map(|gate| gate.code.as_str());
    let line = |gate: &views::GateView| {
        let (answer, class) = match gate.answer {
            Some(GateAnswer::Yes) => (page.t("yes"), "ok check"),
            Some(GateAnswer::No) => (page.t("no"), "bad cross"),
            None => (page.t("coalition-gate-waits"), "ring"),
        };
        let (note, source) = (gate.note.clone().unwrap_or_default(), gate.source_url.clone().unwrap_or_default());
        let source = match gate.captured {
            Some(false) => page.t("coalition-not-captured"),
            _ => source,
        };
        let is_next = next == Some(gate.code.as_str());
        GateLine {
            name: name(&gate.code),
            code: gate.code.clone(),
            answer,
            class,
            note,
            source,
            is_open: waits(&gate),
            is_next,
            is_anew: gate.answer.is_some() && takes(gate) == Taken::Both,
            is_only_no: takes(gate) == Taken::No,
        }
    };
    seen.view.gates.iter().map(line).collect()
}

fn decision(page: &Page, seen: &Seen) -> Vec<Fact> {
    let Some(outcome) = seen.view.outcome else { return Vec::new() };
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![fact("outcome", word(page, "state", outcome.as_str()))];
    let Some(told) = &seen.view.decision else { return facts };
    facts.extend(told.tally.map(|tally| fact("tally", super::tally(page, tally.yes, tally.no, tally.abstain))));
    facts.extend(told.reasons.clone().map(|text| fact("reasons", text)));
    let named = gaps::in_words(&told.gaps, &told.failed_minimums, (&seen.facts.pack, page.lang));
    facts.extend((!named.is_empty()).then(|| fact("gaps", named.join("; "))));
    facts.extend((!told.recusals.is_empty()).then(|| fact("recusals", super::recusals(page, &told.recusals))));
    facts.extend(told.dissents.iter().map(|text| fact("dissent", text.clone())));
    facts.extend(told.reapply_from.map(|at| fact("reapply", page.day(seen.facts.calendar.local_day(at)))));
    facts
}

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    (member, id, name): (Member, String, &str),
    form: ValidForm<T>,
    action: Act<T>,
) -> Result<HttpResponse, Failure> {
    member.check_form(app, &form.csrf)?;
    let refusal: Option<Refusal> = carry_out(app, (&member, &id), form.value, action).await?;
    let Some(refusal) = refusal else {
        // Whoever has just left may not read on.
        let to = if name == "recusal" { "/applications".to_owned() } else { format!("/applications/{id}") };
        return Ok(see_other(&format!("{to}?done={name}")));
    };
    let refusal = on_form(refusal);
    let page = with_refusal(member.page(request)?, &refusal, FIELDS);
    let fields = ["reason", "notes", "note", "gaps", "dissent", "reasons"];
    let text = fields.iter().map(|field| typed(&form.raw, field)).find(|text| !text.is_empty()).unwrap_or_default();
    let before = Typed { act: name.to_owned(), text: text.to_owned() };
    shown_again(&page_of(app, (member, id), page, before).await?, &refusal)
}

/// What the forms call their fields, and how they ask for one that was left empty.
const FIELDS: &[(&str, &str, &str)] = &[
    ("reason", "coalition-reason", "coalition-needed-reason"),
    ("reasons", "coalition-fact-reasons", "coalition-needed-reasons"),
    ("notes", "coalition-notes", "coalition-needed-notes"),
    ("note", "coalition-note", "error-required"),
    ("gaps", "coalition-act-gaps-label", "coalition-needed-gaps"),
    ("answer", "coalition-act-answer", "coalition-needed-answer"),
    ("source_url", "coalition-source", "coalition-needed-source"),
    ("checked_on", "coalition-checked", "coalition-needed-checked"),
    ("dissent", "coalition-fact-dissent", "error-required"),
    ("defer_months", "coalition-defer-months", "error-required"),
    ("patient", "coalition-seat-patient", "coalition-needed-patient"),
    ("coalition_member", "coalition-seat-coalition-member", "coalition-needed-coalition-member"),
    ("lay", "coalition-seat-lay", "coalition-needed-lay"),
];

page_acts! {
    String;
    submit_application(Nothing) "/applications/{id}/submission" "submission"
        => |tx, member, id, _| actions::submit(tx, member, id);
    withdraw(Reason) "/applications/{id}/withdrawal" "withdrawal" => actions::withdraw;
    list_gaps(GapsForm) "/applications/{id}/gaps" "gaps"
        => |tx, member, id, form| actions::list_gaps(tx, member, id, &form.wire());
    lapse(Reason) "/applications/{id}/lapse" "lapse" => actions::lapse;
    answer_gate(GateForm) "/applications/{id}/gate" "gate"
        => |tx, member, id, form| actions::answer_gate(tx, member, (id, &form.gate), &form.wire());
    seat_panel(PanelForm) "/applications/{id}/panel" "panel"
        => |tx, member, id, form| actions::seat_panel(tx, member, id, &form.wire());
    open_calibration(Notes) "/applications/{id}/calibration" "calibration" => actions::open_calibration;
    call_hearing(Notes) "/applications/{id}/hearing" "hearing" => actions::call_hearing;
    cast_vote(CastVote) "/applications/{id}/vote" "vote" => actions::vote;
    decide(Decide) "/applications/{id}/decision" "decision" => actions::decide;
    recuse(Reason) "/applications/{id}/recusal" "recusal" => actions::recuse;
}
