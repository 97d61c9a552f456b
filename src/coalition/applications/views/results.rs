//! What everybody may read of an application once its result is published: how it ended and what led there, without the
//! form, those who are named in it, the notes, and who scored or voted how.

use super::super::model::{ApplicationRow, RecusalGround, State};
use super::super::store::{self, Position};
use super::parts::{Action, by_ground, dissents};
use super::{ApplicationView, for_member};
use crate::accounts::Member;
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::coalition::members::views::RegisterRecusal;
use crate::coalition::scoring::{Assessment, FORMULA, Outcome, Recommendation, Tally};
use crate::db::JsonText;
use crate::directory::{self, PhysicianId, PhysicianRow};
use crate::error::{AppError, NOT_FOUND, UNAUTHENTICATED};
use crate::web::{Listed, Versioned, Window};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An application, as far as this caller may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum SeenApplication {
    /// For those who have a part in it.
    Part(Box<ApplicationView>),
    /// For everybody, once the result is published.
    Public(Box<PublishedResult>),
}

impl Versioned for SeenApplication {
    fn version(&self) -> i64 {
        match self {
            Self::Part(view) => view.version,
            Self::Public(result) => result.version,
        }
    }
}

/// The published result of an application.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublishedResult {
    pub id: String,
    pub state: State,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub physician_id: PhysicianId,
    pub physician: String,
    /// The name in the address of the physician's page.
    pub slug: String,
    pub outcome: Option<Outcome>,
    /// Judged while outside physicians filled the coalition's seats.
    pub founding: bool,
    pub formula: &'static str,
    /// Of scoring, from 1: the round that counts.
    pub round: i64,
    pub medians: BTreeMap<String, f64>,
    pub composite: Option<f64>,
    pub alpha: Option<f64>,
    /// The reviewers still did not agree enough after the last calibration.
    pub low_agreement: bool,
    /// Criteria whose median is below their minimum.
    pub failed_minimums: Vec<String>,
    /// The criteria that a deferral names: those, and where the composite is too low each that pulls it down.
    pub gaps: Vec<String>,
    pub recommendation: Option<Recommendation>,
    pub tally: Option<Tally>,
    /// Recusals, by why.
    pub recusals: Vec<RegisterRecusal>,
    /// Why the board departed from the recommendation, or what it said with the decision.
    pub reasons: Option<String>,
    pub dissents: Vec<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Timestamp>,
    /// From when on the physician may apply again.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reapply_from: Option<Timestamp>,
    /// None: nobody acts on a result.
    pub actions: Vec<Action>,
}

/// The application for whoever asks: all that is theirs to see for those with a part in it, else the published result.
///
/// # Errors
/// `not_found` for everybody else before the result is published; `unauthenticated` for whoever has not said who they are.
pub fn for_anybody(reader: &mut Reader<'_>, member: Option<&Member>, id: &str) -> Result<SeenApplication, AppError> {
    if let Some(member) = member {
        match for_member(reader, member, id) {
            Err(error) if error.code() == NOT_FOUND => {}
            other => return other.map(Box::new).map(SeenApplication::Part),
        }
    }
    match published(reader, id) {
        Err(error) if member.is_none() && error.code() == NOT_FOUND => Err(UNAUTHENTICATED.into()),
        other => other.map(Box::new).map(SeenApplication::Public),
    }
}

/// The result of one application.
///
/// # Errors
/// `not_found` before it is published; that there is an application is nobody's to know by this.
pub fn published(reader: &mut Reader<'_>, id: &str) -> Result<PublishedResult, AppError> {
    let found = AppError::or_none(store::find(reader.conn, id))?;
    let row = found.filter(|row| row.published_at.is_some()).ok_or_else(AppError::not_found)?;
    all_of(reader, &[row])?.pop().ok_or_else(AppError::not_found)
}

/// One page of the published results, the latest first.
///
/// # Errors
/// Those of the database.
pub fn results(reader: &mut Reader<'_>, window: &Window<Position>) -> Result<Listed<PublishedResult>, AppError> {
    let rows = store::published(reader.conn, window)?;
    let page = window.listed(rows, |row| (row.published_at.unwrap_or(row.created_at), row.id.clone()), |row| row);
    Ok(Listed { items: all_of(reader, &page.items)?, next: page.next, prev: page.prev })
}

/// The results of these applications, in a number of queries that does not depend on how many.
fn all_of(reader: &mut Reader<'_>, rows: &[ApplicationRow]) -> Result<Vec<PublishedResult>, AppError> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let people: Vec<PhysicianId> = rows.iter().map(|row| row.physician_id.clone()).collect();
    let physicians = directory::physicians(reader.conn, &people)?;
    let recusals = store::recusals_of(reader.conn, &ids)?;
    let votes = store::votes_of(reader.conn, &ids)?;
    let admit = reader.site.pack.membership.thresholds.admit;
    let one = |row: &ApplicationRow| -> Result<PublishedResult, AppError> {
        let physician = physicians.iter().find(|known| known.id == row.physician_id);
        let physician = physician.ok_or_else(|| AppError::internal("an application without its physician"))?;
        let recused: Vec<_> = recusals.iter().filter(|recusal| recusal.application_id == row.id).collect();
        let own: Vec<_> = votes.iter().filter(|vote| vote.application_id == row.id).collect();
        let grounds: Vec<RecusalGround> = recused.iter().map(|recusal| recusal.ground).collect();
        let bare = result_of(row, physician, admit)?;
        Ok(PublishedResult { recusals: by_ground(&grounds), dissents: dissents(row.outcome, &recused, &own), ..bare })
    };
    rows.iter().map(one).collect()
}

/// The result without recusals and dissents.
fn result_of(row: &ApplicationRow, physician: &PhysicianRow, admit: f64) -> Result<PublishedResult, AppError> {
    let assessed: Option<Assessment> = row.result.as_ref().map(JsonText::read).transpose()?;
    let deferred = assessed.as_ref().filter(|_| row.outcome == Some(Outcome::Deferred));
    Ok(PublishedResult {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        physician_id: row.physician_id.clone(),
        physician: physician.name.clone(),
        slug: physician.slug.clone(),
        outcome: row.outcome,
        founding: row.founding,
        formula: FORMULA,
        round: row.round,
        composite: assessed.as_ref().map(|result| result.composite),
        alpha: assessed.as_ref().and_then(|result| result.alpha),
        low_agreement: assessed.as_ref().is_some_and(|result| result.low_agreement),
        recommendation: assessed.as_ref().map(|result| result.recommendation),
        failed_minimums: assessed.as_ref().map(|result| result.failed_minimums.clone()).unwrap_or_default(),
        gaps: deferred.map(|result| result.gaps(admit)).unwrap_or_default(),
        medians: assessed.map(|result| result.medians).unwrap_or_default(),
        tally: row.tally.as_ref().map(JsonText::read).transpose()?,
        recusals: Vec::new(),
        reasons: row.reasons.clone(),
        dissents: Vec::new(),
        decided_at: row.decided_at,
        published_at: row.published_at,
        reapply_from: row.reapply_from,
        actions: Vec::new(),
    })
}
