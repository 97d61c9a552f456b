//! What officers, the board, whoever hears appeals and the member do about a membership, as forms on one page; and
//! what is due of whom.

mod choices;
mod forms;

use self::choices::{Stand, dated, day_wrong, grounds, outcomes, yes_no};
use self::forms::{CheckForm, LeaveForm, LicenceForm, MeasureForm};
use super::{day_or, private, refusal_of, see_other, shown, shown_again, typed, with_refusal, word};
use crate::accounts::{CredentialingOfficer, Member, page_acts};
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::coalition::members::api::{
    CastMeasureVote, CloseMeasureVote, DecideAppeal, GiveAppeal, MeasureAppealGround, Notes, OpenReview,
};
use crate::coalition::members::checks::{self, DueKey, DueKind, DueLine};
use crate::coalition::members::days::days;
use crate::coalition::members::model::{Measure, Role, State};
use crate::coalition::members::views::{self, HearingView, MemberView, ProposalView, RegisterEntry};
use crate::coalition::members::{actions, hearing, measures};
use crate::coalition::scoring::Vote;
use crate::directory::PhysicianId;
use crate::error::{AppError, FORBIDDEN};
use crate::web::page::Page;
use crate::web::parts::{Choice, Fact};
use crate::web::{Failure, Listing, Neighbours, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    register(config);
    config.service(show).service(due);
}

#[derive(Template)]
#[template(path = "coalition/acts.html")]
struct ActsPage {
    page: Page,
    view: MemberView,
    state: String,
    grounds: Vec<Choice>,
    measures: Vec<Choice>,
    appeal_grounds: Vec<Choice>,
    /// The measure that an appeal would be against, and until when it may be.
    appealed: Vec<Fact>,
    appeal_outcomes: Vec<Choice>,
    /// What the board votes on now.
    ballot: Option<Ballot>,
    /// The appeal, as the reader hears it.
    hearing: Vec<Fact>,
    hearing_rule: String,
    /// The reader is the member, or answers for them.
    is_own: bool,
    /// Until when their appeal is to be decided, while one waits.
    waits: Vec<Fact>,
    /// Where the member sends a renewed licence, as long as one changes anything.
    inbox: Option<String>,
    /// What a vote on a measure takes.
    rules: Vec<(String, String)>,
    licence_valid: Vec<Choice>,
    sanction_found: Vec<Choice>,
    act: String,
    raw: Vec<(String, String)>,
}

/// What is put to the vote, as the reader votes on it.
struct Ballot {
    /// Of the proposal: nobody votes on what they did not see.
    id: String,
    facts: Vec<Fact>,
    rule: String,
    votes: Vec<Choice>,
    dissent: String,
}

impl ActsPage {
    fn may(&self, name: &str) -> bool {
        self.view.actions.iter().any(|action| action.name == name)
    }

    /// Whether the board votes on something, and all that one of its members may do is not to wait for that.
    fn may_only_restrict(&self) -> bool {
        self.may("measure") && self.ballot.is_some()
    }

    /// Whether one member has restricted already, and the board has not voted since.
    fn has_restricted(&self) -> bool {
        self.view.entry.state == State::UnderReview && !self.view.alone.restricts
    }

    /// What becomes of the reader's part in the appeal where they propose or vote: who has a part in a measure hears none.
    fn silences(&self) -> Option<&'static str> {
        let hearing = self.view.hearing.as_ref()?;
        Some(if hearing.own.is_some() { "coalition-acts-takes-voice-back" } else { "coalition-acts-hears-no-more" })
    }

    /// Until when the board votes on what one member restricted, for whoever it is about.
    fn voted_until(&self) -> Option<String> {
        let until = self.view.alone.voted_until.filter(|_| self.is_own)?;
        Some(self.page.t_with("coalition-acts-voted-until", "closes", self.page.moment_text(until)))
    }

    /// The dissent that was just typed, or that went with the vote before.
    fn dissent<'a>(&'a self, ballot: &'a Ballot) -> &'a str {
        if self.act == "measure-vote" { typed(&self.raw, "dissent") } else { &ballot.dissent }
    }

    /// The reasons that were just typed, or that went with the voice before.
    fn voice(&self) -> &str {
        let said = self.view.hearing.as_ref().and_then(|open| open.own_reasons.as_deref());
        if self.act == "appeal-decision" { typed(&self.raw, "reasons") } else { said.unwrap_or_default() }
    }

    /// What was typed into a field of the act that was refused.
    fn text(&self, act: &str, field: &str) -> &str {
        if self.act == act { typed(&self.raw, field) } else { "" }
    }
}

#[get("/coalition/members/{physician_id}/acts")]
async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    physician: Path<PhysicianId>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&page_of(&app, (member, physician.into_inner()), page, ("", Vec::new())).await?)
}

async fn page_of(
    app: &App,
    (member, physician): (Member, PhysicianId),
    page: Page,
    (act, raw): (&str, Vec<(String, String)>),
) -> Result<ActsPage, Failure> {
    let read = app.read(move |reader| {
        let roles = actions::standing(reader, &physician, &member)?;
        if roles.is_empty() {
            return Err(FORBIDDEN.into());
        }
        let view = views::record_as(reader, &physician, (Some(&member), &roles))?;
        let votes = roles.contains(&Role::Board);
        let board = if votes { measures::board(reader, &physician)? } else { (0, 0) };
        let days = if votes { days(reader, &physician)? } else { Vec::new() };
        Ok((view, roles.contains(&Role::Physician), (board, days)))
    });
    let (view, is_own, (board, days)) = read.await?;
    let title = page.t_with("coalition-acts-title", "whom", view.entry.physician.clone());
    let page = private(page, title);
    let stand = Stand { days: &days, under_appeal: view.entry.under_appeal, may_not_end: view.alone.may_not_end };
    let page = if act == "measure" { day_wrong(page, stand, &raw) } else { page };
    let choices = |group: &str, words: Vec<&'static str>| -> Vec<Choice> {
        words.into_iter().map(|one| Choice::new(one, word(&page, group, one))).collect()
    };
    Ok(ActsPage {
        state: word(&page, "member-state", view.entry.state.as_str()),
        grounds: grounds(&page, if act == "review" { typed(&raw, "ground") } else { "" }),
        inbox: (is_own && takes_licence(&view.entry, page.now)).then(|| app.config().mail.coalition_inbox.clone()),
        measures: choices::measures(&page, stand, if act == "measure" { typed(&raw, "measure") } else { "" }),
        appealed: appealed(&page, &view),
        appeal_grounds: choices("appeal-ground", MeasureAppealGround::ALL.iter().map(|one| one.as_str()).collect()),
        appeal_outcomes: outcomes(&page, view.hearing.as_ref()),
        hearing: view.hearing.as_ref().map(|open| hearing_facts(&page, &view, open)).unwrap_or_default(),
        hearing_rule: view.hearing.as_ref().map(|open| hearing_rule(&page, open)).unwrap_or_default(),
        ballot: view.proposal.as_ref().map(|open| ballot(&page, open)),
        rules: ["majority", "two-thirds"]
            .iter()
            .map(|majority| (page.t(&format!("coalition-rule-of-{majority}")), super::rule(&page, majority, board)))
            .collect(),
        waits: super::hear_by(&page, &view.entry).filter(|_| is_own).into_iter().collect(),
        is_own,
        licence_valid: yes_no(&page, if act == "check" { typed(&raw, "licence_valid") } else { "" }),
        sanction_found: yes_no(&page, if act == "check" { typed(&raw, "sanction_found") } else { "" }),
        view,
        act: act.to_owned(),
        raw,
        page,
    })
}

/// Whether a renewed licence goes on record: of a member, and during a lapse until the credentials are over as well.
fn takes_licence(entry: &RegisterEntry, now: Timestamp) -> bool {
    entry.state.is_standing() || entry.state.may_be_renewed(entry.next_recredential, now)
}

/// What is put to the vote, and by which rule.
fn ballot(page: &Page, open: &ProposalView) -> Ballot {
    let day = open.until.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![fact("measure", word(page, "measure", open.measure.as_str()))];
    let last = day.map(|day| page.day(day));
    let last = last.or_else(|| open.measure.has_end().then(|| page.t("coalition-longest")));
    facts.extend(last.map(|last| Fact::new(page.t("coalition-acts-until"), last)));
    facts.push(fact("vote-until", page.moment_text(open.ends_at)));
    facts.push(fact("reasons", open.reasons.clone()));
    let own = open.own.map(|vote| vote.as_str()).unwrap_or_default();
    let choice = |vote: &Vote| Choice::new(vote.as_str(), word(page, "vote", vote.as_str())).chosen_if(own);
    let majority = if open.measure == Measure::Removal { "two-thirds" } else { "majority" };
    Ballot {
        id: open.id.clone(),
        facts,
        rule: super::rule(page, majority, (open.quorum, open.seats)),
        votes: Vote::ALL.iter().map(choice).collect(),
        dissent: open.own_dissent.clone().unwrap_or_default(),
    }
}

/// The last measure, when it was taken, its last day, and the last one to appeal.
fn appealed(page: &Page, view: &MemberView) -> Vec<Fact> {
    let Some(taken) = view.decisions.iter().rev().find(|line| line.event == "measure_taken") else {
        return Vec::new();
    };
    let mut facts = vec![
        Fact::new(page.t("coalition-fact-measure"), word(page, "measure", taken.word.as_deref().unwrap_or_default())),
        Fact::new(page.t("coalition-fact-decided"), day_or(page, Some(taken.day.as_str()), taken.at)),
    ];
    let day = |key: &str, day: &Option<String>| Some(Fact::new(page.t(key), dated(page, day.as_deref()?)?));
    facts.extend(day("coalition-fact-measure-until", &taken.last_day));
    facts.extend(day("coalition-fact-appeal-until", &view.appeal_last_day));
    facts
}

/// What the appeal is against, and what it says.
fn hearing_facts(page: &Page, view: &MemberView, open: &HearingView) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(name), value);
    let mut facts = vec![
        fact("coalition-fact-measure", word(page, "measure", open.measure.as_str())),
        fact("coalition-fact-decided", dated(page, &open.measure_day).unwrap_or_default()),
    ];
    let last = open.measure_last_day.as_deref().and_then(|day| dated(page, day));
    facts.extend(last.map(|day| fact("coalition-fact-measure-until", day)));
    facts.extend([
        fact("coalition-fact-reasons", open.measure_reasons.clone()),
        fact("coalition-acts-ground", word(page, "appeal-ground", open.ground.as_str())),
        fact("coalition-acts-text", open.text.clone()),
        fact("coalition-event-appealed", page.day_of(open.appealed_at)),
    ]);
    facts.extend(super::hear_by(page, &view.entry));
    facts
}

/// How many must speak, and what is missing where too few may.
fn hearing_rule(page: &Page, open: &HearingView) -> String {
    let name = if open.hearers < open.needed { "coalition-hearing-too-few" } else { "coalition-hearing-panel" };
    let panel = page.t_with2(name, "needed", open.needed, "hearers", open.hearers);
    format!("{panel} {}", page.t("coalition-hearing-change"))
}

/// An act on a membership, as `actions` has them.
type Act<T> = fn(&mut Tx<'_>, &Member, &PhysicianId, &T) -> Result<(), AppError>;

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    (member, physician, name): (Member, PhysicianId, &str),
    form: ValidForm<T>,
    action: Act<T>,
) -> Result<HttpResponse, Failure> {
    member.check_form(app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let (who, whom) = (member.clone(), physician.clone());
            app.write(move |tx| action(tx, &who, &whom, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else {
        let name = if name == "measure" { became(app, (member, &physician), &form.raw).await? } else { name };
        return Ok(see_other(&next(&physician, name)));
    };
    let refusal = refusal_of(error)?;
    let page = with_refusal(member.page(request)?, &refusal, FIELDS);
    shown_again(&page_of(app, (member, physician), page, (name, form.raw)).await?, &refusal)
}

/// What became of a measure that was proposed: taken at once, put to the vote, or both, as `?done=` names it.
async fn became(
    app: &App,
    (member, physician): (Member, &PhysicianId),
    raw: &[(String, String)],
) -> Result<&'static str, Failure> {
    let is_meanwhile = typed(raw, "measure") == Measure::Restriction.as_str() && !typed(raw, "at_once").is_empty();
    let whom = physician.clone();
    let view = app.read(move |reader| views::record(reader, &whom, Some(&member))).await?;
    Ok(match view.proposal.map(|open| open.measure) {
        Some(Measure::Restriction) if is_meanwhile => "measure-meanwhile",
        _ if is_meanwhile => "measure-besides",
        Some(_) => "measure-proposed",
        None => "measure-taken",
    })
}

/// What this page itself calls its fields, and how it asks for one that was left empty.
const FIELDS: &[(&str, &str, &str)] = &[
    ("measure", "coalition-fact-measure", "coalition-needed-measure"),
    ("reasons", "coalition-fact-reasons", "coalition-needed-reasons"),
    ("reason", "coalition-reason", "coalition-needed-reason"),
    ("until", "coalition-acts-until", "error-required"),
    ("outcome", "coalition-fact-outcome", "coalition-needed-outcome"),
    ("expires_on", "coalition-acts-expires", "coalition-needed-expires"),
    ("text", "coalition-acts-text", "coalition-needed-appeal"),
    ("source_url", "coalition-source", "coalition-needed-source"),
    ("checked_on", "coalition-checked", "coalition-needed-checked"),
    ("licence_valid", "coalition-acts-licence-valid", "coalition-needed-licence-valid"),
    ("sanction_found", "coalition-acts-sanction-found", "coalition-needed-sanction-found"),
    ("note", "coalition-note", "error-required"),
    ("notes", "coalition-notes", "coalition-needed-notes"),
];

/// Where an act leads: whoever sat for one appeal only has no business with the membership once it is decided.
fn next(physician: &PhysicianId, name: &str) -> String {
    match name {
        "appeal-decision" => format!("/coalition/votes?done={name}"),
        _ => format!("/coalition/members/{physician}/acts?done={name}"),
    }
}

page_acts! {
    PhysicianId;
    open_review(OpenReview) "/coalition/members/{physician_id}/review" "review" => actions::open_review;
    take_measure(MeasureForm) "/coalition/members/{physician_id}/measure" "measure"
        => |tx, member, physician, form| measures::take_measure(tx, member, physician, &form.wire()?);
    vote_on_measure(CastMeasureVote) "/coalition/members/{physician_id}/measure-vote" "measure-vote" => measures::vote;
    decide_measure(CloseMeasureVote) "/coalition/members/{physician_id}/measure-decision" "measure-decision"
        => measures::decide;
    resign(LeaveForm) "/coalition/members/{physician_id}/resignation" "resignation"
        => |tx, member, physician, form| actions::resign(tx, member, physician, &form.wire().said());
    appeal(GiveAppeal) "/coalition/members/{physician_id}/appeal" "appeal" => actions::appeal;
    hear_appeal(DecideAppeal) "/coalition/members/{physician_id}/appeal-decision" "appeal-decision"
        => hearing::hear;
    renew_licence(LicenceForm) "/coalition/members/{physician_id}/licence" "licence"
        => |tx, member, physician, form| actions::renew_licence(tx, member, physician, &form.wire()?);
    recredential(Notes) "/coalition/members/{physician_id}/recredentialing" "recredentialing" => actions::recredential;
    record_death(Notes) "/coalition/members/{physician_id}/death" "death" => actions::record_death;
    record_check(CheckForm) "/coalition/members/{physician_id}/check" "check"
        => |tx, member, physician, form| checks::record_check(tx, member, physician, &form.wire()?);
}

#[derive(Template)]
#[template(path = "coalition/due.html")]
struct DuePage {
    page: Page,
    /// Of each what is due, where the member stands, and of an appeal its last day.
    lines: Vec<(DueLine, String, String, Option<String>)>,
    neighbours: Neighbours,
}

/// What is due of members, for whoever looks after it.
#[get("/coalition/due")]
async fn due(
    app: Data<App>,
    request: HttpRequest,
    officer: CredentialingOfficer,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<DueKey>("coalition-due")?;
    let listed = app.read(move |reader| checks::due(reader, &window)).await?;
    let page = officer.page(&request)?;
    let title = page.t("coalition-due-title");
    let page = private(page, title);
    let line = |line: DueLine| {
        let kind: DueKind = line.kind;
        let (what, state) = (word(&page, "due", kind.as_str()), word(&page, "member-state", line.state.as_str()));
        let day = line.last_day.as_deref().map(|day| super::last_day(&page, Some(day), line.due_at));
        (line, what, state, day)
    };
    let neighbours = Neighbours::of(&listed, &page.path);
    shown(&DuePage { lines: listed.items.into_iter().map(line).collect(), neighbours, page: page.clone() })
}
