//! An application as its applicant, its panel, the board and the officers see it: each only what is theirs to see.

mod known;
mod notes;
mod offers;
mod parts;
mod results;
mod scores;
mod turn;

pub use known::{Known, Reached, known};
pub use notes::NoteView;
pub use parts::{
    Action, AgreementView, CommentView, DecisionView, GateView, RecusalView, RefereeView, ReferencesView, ScoreView,
    SeatView, VoteView, WindowView, by_ground, dissents,
};
pub use results::{PublishedResult, SeenApplication, for_anybody, published, results};
pub use scores::{ScoreKey, agreement, agreement_of, own_score, scores, told_scores};
pub use turn::Next;

use super::blind;
use super::facts::ApplicationFacts;
use super::form::Section;
use super::model::{ApplicationRow, Event, Role, State};
use super::table::Application;
use super::{actions, load, store};
use crate::accounts::{AccountId, Member};
use crate::app::Reader;
use crate::cases::{self, CaseReceipt};
use crate::clock::Timestamp;
use crate::coalition::scoring::Outcome;
use crate::directory::{self, Licence, PhysicianId};
use crate::error::AppError;
use crate::ledger::Receipt;
use crate::web::{Listed, Versioned, Window};
use crate::workflow;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

/// The leaf of an application that is handed in.
pub const HANDED_IN: &str = "membership.submitted";

/// An application, as far as this caller may see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicationView {
    pub id: String,
    pub state: State,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// What reviewers know the applicant by.
    pub code: String,
    /// Null for reviewers.
    pub physician_id: Option<PhysicianId>,
    /// Null for reviewers, until the result is published.
    pub physician: Option<String>,
    /// Empty for reviewers, as are peers and patients.
    pub licences: Option<Vec<Licence>>,
    /// Any JSON value, as it was sent; null where nothing was. Reviewers read it with names, places and addresses
    /// hidden.
    pub practice: Value,
    /// As `practice`.
    pub cases: Value,
    pub peers: Option<Vec<super::form::Person>>,
    pub patients: Option<Vec<super::form::Person>>,
    /// Any JSON value, as it was sent; null for reviewers.
    pub agreements: Option<Value>,
    /// Sections in which something is missing.
    pub gaps: Vec<Section>,
    /// The places in them where something stands that cannot count; empty for reviewers.
    pub gap_fields: Vec<super::form::Gap>,
    /// What an officer found missing.
    pub listed_gaps: Vec<String>,
    pub gates: Vec<GateView>,
    pub references: ReferencesView,
    pub panel: Vec<SeatView>,
    pub recusals: Vec<RecusalView>,
    /// Of scoring, from 1.
    pub round: i64,
    /// Of calibrations for officers, the board and the panel; of a hearing for officers and the board.
    pub notes: Vec<NoteView>,
    pub comments: Option<WindowView>,
    pub vote: Option<VoteView>,
    /// Once decided.
    pub outcome: Option<Outcome>,
    pub decision: Option<DecisionView>,
    pub founding: bool,
    pub next: Option<Next>,
    pub actions: Vec<Action>,
    /// Only in the answer to the submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
}

impl Versioned for ApplicationView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An application with the capacities in which somebody looks at it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub view: ApplicationView,
    /// At least one.
    pub roles: Vec<Role>,
    pub facts: ApplicationFacts,
}

/// The application as `member` may see it.
///
/// # Errors
/// `not_found` for strangers.
pub fn for_member(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<ApplicationView, AppError> {
    seen_by(reader, member, id).map(|seen| seen.view)
}

/// The application as `member` may see it, and why.
///
/// # Errors
/// `not_found` for strangers.
pub fn seen_by(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<Seen, AppError> {
    let row = actions::known(reader.conn, member, id)?;
    let facts = load::facts_of(reader.conn, reader.site, row)?;
    let roles = actions::standing(&facts, member);
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    let view = view(reader, &facts, &roles, &member.id)?;
    Ok(Seen { view, roles, facts })
}

/// Whoever scores sees only the blinded file, whatever else they are.
fn is_blind(facts: &ApplicationFacts, roles: &[Role]) -> bool {
    let scores = matches!(facts.row.state, State::Scoring | State::Calibration);
    roles.contains(&Role::Reviewer) && (scores || roles == [Role::Reviewer])
}

fn view(
    reader: &mut Reader<'_>,
    facts: &ApplicationFacts,
    roles: &[Role],
    who: &AccountId,
) -> Result<ApplicationView, AppError> {
    let row = &facts.row;
    let blind = is_blind(facts, roles);
    let physician = directory::physician(reader.conn, &row.physician_id)?;
    let names = if blind { telling(reader, facts, &physician.name)? } else { Vec::new() };
    let shown = |value: &Value| if blind { blind::blind(value, &names) } else { value.clone() };
    let is_staff = roles.contains(&Role::Officer) || roles.contains(&Role::Board);
    let decided = row.decided_at.is_some();
    Ok(ApplicationView {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        code: row.code.clone(),
        physician_id: (!blind).then(|| row.physician_id.clone()),
        physician: (!blind || row.published_at.is_some()).then_some(physician.name),
        licences: (!blind).then(|| facts.form.licences.clone()),
        practice: shown(&facts.form.practice),
        cases: shown(&facts.form.cases),
        peers: (!blind).then(|| facts.form.peers.clone()),
        patients: (!blind).then(|| facts.form.patients.clone()),
        agreements: (!blind).then(|| facts.form.agreements.clone()),
        gaps: facts.gaps(),
        gap_fields: if blind { Vec::new() } else { facts.wrong_places() },
        listed_gaps: facts.listed_gaps.clone(),
        gates: parts::gates(facts, blind, roles),
        references: parts::references(facts, (blind, is_staff), &names)?,
        panel: parts::panel(facts, is_staff || blind),
        recusals: if is_staff && !blind { parts::recusals(facts) } else { Vec::new() },
        round: row.round,
        notes: notes::notes(reader, facts, (roles, blind), &names)?,
        comments: parts::comments(facts),
        vote: parts::vote(facts, roles, who, decided)?,
        outcome: row.outcome.filter(|_| decided),
        decision: if decided { parts::decision(facts, roles)? } else { None },
        founding: row.founding,
        next: turn::of(reader, facts)?,
        actions: offers::of(facts, roles, (who, reader.now)),
        receipt: None,
    })
}

/// The words that would tell reviewers who the applicant is.
fn telling(reader: &mut Reader<'_>, facts: &ApplicationFacts, name: &str) -> Result<Vec<String>, AppError> {
    let mut names = vec![name.to_owned()];
    for clinic in directory::clinics_of(reader.conn, &facts.row.physician_id)? {
        names.extend([clinic.name, clinic.city]);
    }
    names.extend(facts.form.licences.iter().map(|licence| licence.number.clone()));
    names.extend(facts.form.peers.iter().chain(&facts.form.patients).map(|person| person.name.clone()));
    names.extend(facts.referees.iter().map(|one| one.name.clone()));
    Ok(blind::telling(names))
}

/// One line of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicationLine {
    pub id: String,
    pub state: State,
    pub version: i64,
    pub code: String,
    /// Null where only the code may be known.
    pub physician_id: Option<PhysicianId>,
    pub physician: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submitted_at: Option<Timestamp>,
    pub next: Option<Next>,
    /// Whether the caller has voted; null unless the vote is open and theirs as well.
    pub voted: Option<bool>,
}

/// The lines of a list, in a number of queries that does not depend on how many.
pub fn lines(
    reader: &mut Reader<'_>,
    rows: &[ApplicationRow],
    names: &dyn Fn(&ApplicationRow) -> bool,
) -> Result<Vec<ApplicationLine>, AppError> {
    let turns = turn::of_all(reader, rows)?;
    let physicians: Vec<PhysicianId> = rows.iter().map(|row| row.physician_id.clone()).collect();
    let physicians = directory::physicians(reader.conn, &physicians)?;
    let known: HashMap<_, _> = physicians.into_iter().map(|one| (one.id.clone(), one.name)).collect();
    let line = |row: &ApplicationRow| ApplicationLine {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        code: row.code.clone(),
        physician_id: names(row).then(|| row.physician_id.clone()),
        physician: known.get(&row.physician_id).cloned().filter(|_| names(row)),
        created_at: row.created_at,
        submitted_at: row.submitted_at,
        next: turns.get(&row.id).cloned(),
        voted: None,
    };
    Ok(rows.iter().map(line).collect())
}

/// One page of the public comments.
///
/// # Errors
/// `not_found` before they open, except for those who may see the application.
pub fn comments(
    reader: &mut Reader<'_>,
    member: Option<&Member>,
    id: &str,
    window: &Window<String>,
) -> Result<Listed<CommentView>, AppError> {
    let found = AppError::or_none(store::find(reader.conn, id))?;
    let is_open = found.as_ref().is_some_and(|row| row.comments_from.is_some());
    if !is_open {
        let member = member.ok_or_else(AppError::not_found)?;
        let row = actions::known(reader.conn, member, id)?;
        let facts = load::facts_of(reader.conn, reader.site, row)?;
        if actions::standing(&facts, member).is_empty() {
            return Err(AppError::not_found());
        }
    }
    let rows = store::comments(reader.conn, id, window)?;
    let page = window.listed(rows, |row| row.id.clone(), |row| row);
    let people: Vec<AccountId> = page.items.iter().map(|row| row.account_id.clone()).collect();
    let people = crate::accounts::people(reader.conn, &people)?;
    let items = page.items.into_iter().map(|row| parts::comment(row, &people)).collect();
    Ok(Listed { items, next: page.next, prev: page.prev })
}

/// One comment, as it was just written.
pub fn one_comment(reader: &mut Reader<'_>, row: super::model::CommentRow) -> Result<CommentView, AppError> {
    let people = crate::accounts::people(reader.conn, std::slice::from_ref(&row.account_id))?;
    Ok(parts::comment(row, &people))
}

/// The application after an act of `member`; whoever has just been recused sees it one last time, blinded.
pub fn after_act(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<ApplicationView, AppError> {
    let row = store::find(reader.conn, id)?;
    let facts = load::facts_of(reader.conn, reader.site, row)?;
    let mut roles = actions::standing(&facts, member);
    if roles.is_empty() && facts.is_recused(&member.id) {
        roles.push(Role::Reviewer);
        let mut seen = view(reader, &facts, &roles, &member.id)?;
        seen.actions.clear();
        return Ok(seen);
    }
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    view(reader, &facts, &roles, &member.id)
}

/// The public reference of the caller's own application in the ledger.
///
/// # Errors
/// `not_found` for strangers, `forbidden` for everybody else but the applicant.
pub fn subject_of(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<String, AppError> {
    let seen = seen_by(reader, member, id)?;
    if seen.roles == [Role::Applicant] { Ok(seen.facts.row.subject_ref) } else { Err(crate::error::FORBIDDEN.into()) }
}

/// The receipt of the caller's own application, with what it opens: of the form as it was handed in.
///
/// # Errors
/// Those of [`subject_of`]; `not_found` before it is handed in.
pub fn receipt(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<CaseReceipt, AppError> {
    let subject = subject_of(reader, member, id)?;
    cases::receipt_of_step::<Application>(reader, (id, &subject), (Event::Submitted, HANDED_IN))
}

/// What a letter's link asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AskedView {
    pub kind: super::model::RefereeKind,
    /// Who is asked.
    pub name: String,
    /// About whom.
    pub physician: String,
    pub answered: bool,
}

/// What the holder of a letter's link is asked.
///
/// # Errors
/// `reference_link_over`.
pub fn asked(reader: &mut Reader<'_>, token: &str) -> Result<AskedView, AppError> {
    let referee = actions::referee_of_link(reader, token)?;
    let row = store::find(reader.conn, &referee.application_id)?;
    let physician = directory::physician(reader.conn, &row.physician_id)?.name;
    Ok(AskedView { kind: referee.kind, name: referee.name, physician, answered: false })
}

/// What everybody may know of an application in public comment.
#[derive(Debug, Clone)]
pub struct PublicView {
    pub id: String,
    pub code: String,
    /// Nothing for the panel, which scores blind, until everybody may comment.
    pub physician: Option<String>,
    /// The name in the address of the physician's page.
    pub slug: String,
    /// The end of the reader's days: to comment, or as the applicant to answer.
    pub until: Option<Timestamp>,
    pub is_open: bool,
    /// Whether the reader is one of those who may speak, and it is time.
    pub may_comment: bool,
    pub is_applicant: bool,
    /// Whether the result is there to be read.
    pub is_published: bool,
}

/// An application as its page of comments names it; whether it may be known of, [`comments`] has asked.
pub fn public(reader: &mut Reader<'_>, member: Option<&Member>, id: &str) -> Result<PublicView, AppError> {
    let row = store::find(reader.conn, id)?;
    let mut facts = load::file_of(reader.conn, reader.site, row)?;
    let is_public = facts.row.comments_from.is_some();
    if !is_public {
        facts.seats = store::seats_of(reader.conn, std::slice::from_ref(&facts.row.id))?;
    }
    let sits = member.is_some_and(|member| facts.sits(&member.id));
    let is_applicant = member.is_some_and(|member| member.id == facts.row.applicant_id);
    let (role, event) =
        if is_applicant { (Role::Applicant, Event::CommentAnswered) } else { (Role::Public, Event::Commented) };
    let is_open = workflow::step::<Application>(facts.row.state, event, role, &facts, reader.now).is_ok();
    let speaks = match member {
        Some(member) => actions::comment_standing(reader.conn, &facts, member)?.is_some(),
        None => false,
    };
    let ends = if is_applicant { facts.answers_end() } else { facts.comments_end() };
    let physician = directory::physician(reader.conn, &facts.row.physician_id)?;
    Ok(PublicView {
        code: facts.row.code.clone(),
        physician: (is_public || !sits).then_some(physician.name),
        until: ends.filter(|_| is_open).map(|at| at.minus(chrono::Duration::seconds(1))),
        is_open,
        may_comment: is_open && speaks,
        slug: physician.slug,
        is_applicant,
        is_published: facts.row.published_at.is_some(),
        id: facts.row.id,
    })
}
