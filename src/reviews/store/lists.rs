//! Lists of reviews and of proofs, by keyset.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{review_proofs, reviews};
use crate::directory::{self, Subject};
use crate::error::AppError;
use crate::reviews::model::{ProofRow, ProofState, ReviewRow, ReviewState};
use crate::web::{At, Window};
use diesel::prelude::*;

/// A keyset position: (instant, id).
pub type Position = (Timestamp, String);
/// A keyset position of proofs: (instant, review, number).
pub type ProofPosition = (Timestamp, String, i64);

/// What everybody reads.
const PUBLIC: [ReviewState; 3] = [ReviewState::Published, ReviewState::Masked, ReviewState::Restored];

/// Which reviews of a physician or a clinic a list shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown {
    /// Only those with a proof, or only those without; both when absent.
    pub verified: Option<bool>,
    pub stars: Option<i64>,
}

/// Public reviews of a physician or a clinic, newest first (oldest first when paging back).
pub fn public(
    conn: &mut Connection,
    subject: &Subject,
    shown: Shown,
    window: &Window<Position>,
) -> Result<Vec<ReviewRow>, AppError> {
    use reviews::dsl;
    let mut query = reviews::table.filter(dsl::state.eq_any(PUBLIC)).into_boxed();
    query = match subject {
        Subject::Physician(id) => query.filter(dsl::physician_id.eq(id.clone())),
        Subject::Clinic(id) => query.filter(dsl::clinic_id.eq_any(directory::lineage(conn, id)?)),
    };
    query = match shown.verified {
        Some(true) => query.filter(dsl::proof_level.gt(0)),
        Some(false) => query.filter(dsl::proof_level.eq(0)),
        None => query,
    };
    if let Some(stars) = shown.stars {
        query = query.filter(dsl::overall.eq(stars));
    }
    query = match window.at.clone() {
        At::Start => query.order((dsl::spoken_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::spoken_at.lt(at).or(dsl::spoken_at.eq(at).and(dsl::id.lt(id))))
            .order((dsl::spoken_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::spoken_at.gt(at).or(dsl::spoken_at.eq(at).and(dsl::id.gt(id))))
            .order((dsl::spoken_at.asc(), dsl::id.asc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// The reviews of one author, newest first (oldest first when paging back).
pub fn of_author(
    conn: &mut Connection,
    author: &AccountId,
    window: &Window<Position>,
) -> Result<Vec<ReviewRow>, AppError> {
    use reviews::dsl;
    let query = reviews::table.filter(dsl::author_id.eq(author)).into_boxed();
    let query = match window.at.clone() {
        At::Start => query.order((dsl::created_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::created_at.lt(at).or(dsl::created_at.eq(at).and(dsl::id.lt(id))))
            .order((dsl::created_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::created_at.gt(at).or(dsl::created_at.eq(at).and(dsl::id.gt(id))))
            .order((dsl::created_at.asc(), dsl::id.asc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// The reviews with these ids, in no order.
pub fn with_ids(conn: &mut Connection, ids: &[String]) -> Result<Vec<ReviewRow>, AppError> {
    Ok(reviews::table.filter(reviews::id.eq_any(ids)).load(conn)?)
}

/// Proofs in one state, oldest first (newest first when paging back); not of reviews that were withdrawn, of which
/// there is nothing left to prove.
pub fn proofs(
    conn: &mut Connection,
    state: ProofState,
    window: &Window<ProofPosition>,
) -> Result<Vec<ProofRow>, AppError> {
    use review_proofs::dsl;
    let withdrawn = reviews::table.filter(reviews::state.eq(ReviewState::Withdrawn)).select(reviews::id);
    let query = review_proofs::table.filter(dsl::state.eq(state)).into_boxed();
    let query = query.filter(dsl::review_id.ne_all(withdrawn));
    let query = match window.at.clone() {
        At::Start => query.order((dsl::at.asc(), dsl::review_id.asc(), dsl::number.asc())),
        At::After((at, id, number)) => {
            let same = dsl::review_id.gt(id.clone()).or(dsl::review_id.eq(id).and(dsl::number.gt(number)));
            query.filter(dsl::at.gt(at).or(dsl::at.eq(at).and(same))).order((
                dsl::at.asc(),
                dsl::review_id.asc(),
                dsl::number.asc(),
            ))
        }
        At::Before((at, id, number)) => {
            let same = dsl::review_id.lt(id.clone()).or(dsl::review_id.eq(id).and(dsl::number.lt(number)));
            query.filter(dsl::at.lt(at).or(dsl::at.eq(at).and(same))).order((
                dsl::at.desc(),
                dsl::review_id.desc(),
                dsl::number.desc(),
            ))
        }
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// State, ground, and whether it was taken back soon after the clinic was in touch.
pub type Gone = (ReviewState, Option<String>, bool);

/// What was removed and withdrawn of a physician or a clinic.
pub fn gone(conn: &mut Connection, subject: &Subject) -> Result<Vec<Gone>, AppError> {
    let gone = reviews::table.filter(reviews::state.eq_any([ReviewState::Removed, ReviewState::Withdrawn]));
    let told = (reviews::state, reviews::ground, reviews::withdrawn_after_contact);
    Ok(match subject {
        Subject::Physician(id) => gone.filter(reviews::physician_id.eq(id)).select(told).load(conn)?,
        Subject::Clinic(id) => {
            gone.filter(reviews::clinic_id.eq_any(directory::lineage(conn, id)?)).select(told).load(conn)?
        }
    })
}
