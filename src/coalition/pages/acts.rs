//! What officers, the board, whoever hears appeals and the member do about a membership, as forms on one page; and
//! what is due of whom.

use super::{private, refusal_of, see_other, shown, shown_again, typed, with_refusal, word};
use crate::accounts::{self, AccountId, CredentialingOfficer, Member, page_acts};
use crate::app::{App, Reader, Tx};
use crate::coalition::members::actions;
use crate::coalition::members::api::{
    BoardVote, DecideAppeal, GiveAppeal, MeasureAppealGround, Notes, OpenReview, Reason, RecordCheck, RenewLicence,
    TakeMeasure,
};
use crate::coalition::members::checks::{self, DueKey, DueKind, DueLine};
use crate::coalition::members::model::{AppealOutcome, Ground, Measure};
use crate::coalition::members::views::{self, MemberView};
use crate::coalition::recusal;
use crate::coalition::scoring::Vote;
use crate::directory::PhysicianId;
use crate::error::{AppError, FORBIDDEN, REQUIRED, Refusal};
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Listing, Neighbours, Nothing, ValidForm, Wrong};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

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
    appeal_outcomes: Vec<Choice>,
    /// The members of the board who may vote: field and name.
    board: Vec<(String, String)>,
    votes: Vec<Choice>,
    yes_no: Vec<Choice>,
    act: String,
    raw: Vec<(String, String)>,
}

impl ActsPage {
    fn may(&self, name: &str) -> bool {
        self.view.actions.iter().any(|action| action.name == name)
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
        if actions::standing(reader, &physician, &member)?.is_empty() {
            return Err(FORBIDDEN.into());
        }
        let view = views::record(reader, &physician, Some(&member))?;
        Ok((board(reader, &physician)?, view))
    });
    let (board, view) = read.await?;
    let title = page.t_with("coalition-acts-title", "whom", view.entry.physician.clone());
    let page = private(page, title);
    let choices = |group: &str, words: Vec<&'static str>| -> Vec<Choice> {
        words.into_iter().map(|one| Choice::new(one, word(&page, group, one))).collect()
    };
    let none = Choice::new("", page.t("coalition-acts-not-voted"));
    Ok(ActsPage {
        state: word(&page, "member-state", view.entry.state.as_str()),
        grounds: choices("ground", Ground::ALL.iter().map(|one| one.as_str()).collect()),
        measures: choices("measure", Measure::ALL.iter().map(|one| one.as_str()).collect()),
        appeal_grounds: choices("appeal-ground", MeasureAppealGround::ALL.iter().map(|one| one.as_str()).collect()),
        appeal_outcomes: choices("appeal", AppealOutcome::ALL.iter().map(|one| one.as_str()).collect()),
        votes: std::iter::once(none)
            .chain(choices("vote", Vote::ALL.iter().map(|one| one.as_str()).collect()))
            .collect(),
        yes_no: vec![Choice::new("false", page.t("no")), Choice::new("true", page.t("yes"))],
        board,
        view,
        act: act.to_owned(),
        raw,
        page,
    })
}

/// Everybody on the board whom nothing ties to the member.
fn board(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<Vec<(String, String)>, AppError> {
    let people = accounts::with_role(reader.conn, accounts::Role::Board)?;
    let ids: Vec<AccountId> = people.iter().map(|person| person.id.clone()).collect();
    let tied = recusal::grounds(reader.conn, reader.site, physician, &ids)?;
    let free = people.into_iter().filter(|person| !tied.contains_key(&person.id));
    Ok(free.map(|person| (format!("votes.{}", person.id), person.display_name)).collect())
}

/// What the board decides, and who voted how.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureForm {
    measure: Measure,
    reasons: String,
    until: Option<NaiveDate>,
    #[serde(default)]
    votes: BTreeMap<String, String>,
}

impl MeasureForm {
    fn wire(&self) -> TakeMeasure {
        let vote = |(account, vote): (&String, &String)| {
            Some(BoardVote { account_id: account.parse().ok()?, vote: vote.parse().ok()? })
        };
        TakeMeasure {
            measure: self.measure,
            reasons: self.reasons.clone(),
            until: self.until,
            votes: self.votes.iter().filter_map(vote).collect(),
        }
    }
}

impl Check for MeasureForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

/// What an officer found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckForm {
    source_url: String,
    checked_on: Option<NaiveDate>,
    licence_valid: bool,
    sanction_found: bool,
    note: Option<String>,
}

impl CheckForm {
    fn wire(&self) -> Result<RecordCheck, Refusal> {
        Ok(RecordCheck {
            source_url: self.source_url.clone(),
            checked_on: self.checked_on.ok_or_else(|| Refusal::field("/checked_on", REQUIRED))?,
            licence_valid: self.licence_valid,
            sanction_found: self.sanction_found,
            note: self.note.clone(),
        })
    }
}

impl Check for CheckForm {
    fn check(&self, wrong: &mut Wrong) {
        match self.wire() {
            Ok(wire) => wire.check(wrong),
            Err(_) => wrong.add("/checked_on", REQUIRED),
        }
    }
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
        return Ok(see_other(&format!("/coalition/members/{physician}/acts?done={name}")));
    };
    let refusal = refusal_of(error)?;
    let page = with_refusal(member.page(request)?, &refusal);
    shown_again(&page_of(app, (member, physician), page, (name, form.raw)).await?, &refusal)
}

page_acts! {
    PhysicianId;
    open_review(OpenReview) "/coalition/members/{physician_id}/review" "review" => actions::open_review;
    take_measure(MeasureForm) "/coalition/members/{physician_id}/measure" "measure"
        => |tx, member, physician, form| actions::take_measure(tx, member, physician, &form.wire());
    resign(Reason) "/coalition/members/{physician_id}/resignation" "resignation" => actions::resign;
    appeal(GiveAppeal) "/coalition/members/{physician_id}/appeal" "appeal" => actions::appeal;
    decide_appeal(DecideAppeal) "/coalition/members/{physician_id}/appeal-decision" "appeal-decision"
        => actions::decide_appeal;
    renew_licence(RenewLicence) "/coalition/members/{physician_id}/licence" "licence" => actions::renew_licence;
    recredential(Notes) "/coalition/members/{physician_id}/recredentialing" "recredentialing" => actions::recredential;
    record_death(Notes) "/coalition/members/{physician_id}/death" "death" => actions::record_death;
    record_check(CheckForm) "/coalition/members/{physician_id}/check" "check"
        => |tx, member, physician, form| checks::record_check(tx, member, physician, &form.wire()?);
}

#[derive(Template)]
#[template(path = "coalition/due.html")]
struct DuePage {
    page: Page,
    lines: Vec<(DueLine, String, String)>,
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
        (line, what, state)
    };
    let neighbours = Neighbours::of(&listed, &page.path);
    shown(&DuePage { lines: listed.items.into_iter().map(line).collect(), neighbours, page: page.clone() })
}
