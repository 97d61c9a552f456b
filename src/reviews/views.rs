//! From rows to what goes out: a list costs the same queries as one review.

use super::actions::sees_all;
use super::api::{
    ActionLink, AttestationView, AuthorView, HeldView, MaskedPiece, ProofView, ReplyView, ReviewView, VersionView,
};
use super::model::{Event, ProofRow, ProofState, ReplyRow, ReviewRow, ReviewState, Role, VersionRow};
use super::store::parts;
use super::table::Review;
use super::{case, facts::ReviewFacts};
use crate::accounts::{self, AccountId, Person};
use crate::app::{Reader, Site};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::text::masks;
use crate::workflow;
use std::collections::{BTreeMap, HashMap};

/// What lies around a set of reviews.
pub struct Around {
    versions: HashMap<String, Vec<VersionRow>>,
    replies: HashMap<String, Vec<ReplyRow>>,
    proofs: HashMap<String, Vec<ProofRow>>,
    people: HashMap<AccountId, Person>,
}

impl Around {
    /// Of public reviews: proofs are nobody else's business.
    pub fn public(conn: &mut Connection, rows: &[ReviewRow]) -> Result<Self, AppError> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let authors: Vec<AccountId> = rows.iter().map(|row| row.author_id.clone()).collect();
        Ok(Self {
            versions: grouped(parts::versions(conn, &ids)?, |row| row.review_id.clone()),
            replies: grouped(parts::replies(conn, &ids)?, |row| row.review_id.clone()),
            proofs: HashMap::new(),
            people: accounts::people(conn, &authors)?,
        })
    }

    /// What everybody reads of the newest version, where words of it are replaced.
    fn public_text(&self, row: &ReviewRow) -> Option<String> {
        let newest = self.versions.get(&row.id)?.iter().find(|spoken| spoken.number == row.edition)?;
        newest.masked_text.clone()
    }

    /// With the proofs, for the author and the staff.
    pub fn whole(conn: &mut Connection, rows: &[ReviewRow]) -> Result<Self, AppError> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let proofs = grouped(parts::proofs(conn, &ids)?, |row| row.review_id.clone());
        Ok(Self { proofs, ..Self::public(conn, rows)? })
    }
}

fn grouped<R>(rows: Vec<R>, key: impl Fn(&R) -> String) -> HashMap<String, Vec<R>> {
    let mut groups: HashMap<String, Vec<R>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Whether somebody in these capacities may know that there is a review in this state.
pub fn may_be_known(state: ReviewState, roles: &[Role]) -> bool {
    let leaves_a_stub = matches!(state, ReviewState::Held | ReviewState::Removed | ReviewState::Withdrawn);
    sees_all(roles) || state.is_public() || leaves_a_stub
}

/// A review as somebody in these capacities sees it; nothing for those who may not know of it.
pub fn of(row: &ReviewRow, roles: &[Role], around: &Around) -> Result<Option<ReviewView>, AppError> {
    let sees = sees_all(roles);
    match row.state {
        state if sees || state.is_public() => whole(row, sees, around).map(Some),
        state => Ok(may_be_known(state, roles).then(|| stub(row))),
    }
}

/// All that is left of a review for those who may not read it.
fn stub(row: &ReviewRow) -> ReviewView {
    ReviewView {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        physician_id: row.physician_id.clone(),
        clinic_id: row.clinic_id.clone(),
        author: None,
        procedure: None,
        procedure_month: None,
        months: None,
        stage: None,
        overall: None,
        choose_again: None,
        text: None,
        public_text: None,
        interest: None,
        authorship: None,
        scores: None,
        attestation: None,
        proof_level: None,
        proof_due: None,
        reply: None,
        versions: Vec::new(),
        held: held(row),
        ground: row.ground.clone().filter(|_| row.state == ReviewState::Removed),
        proofs: Vec::new(),
        actions: Vec::new(),
        receipt: None,
    }
}

fn held(row: &ReviewRow) -> Option<HeldView> {
    let until = row.hold_until.filter(|_| row.state == ReviewState::Held)?;
    Some(HeldView { reason: row.ground.clone().unwrap_or_default(), until })
}

fn whole(row: &ReviewRow, sees_all: bool, around: &Around) -> Result<ReviewView, AppError> {
    let replies = around.replies.get(&row.id).map_or(&[][..], Vec::as_slice);
    let versions: Vec<VersionView> = around
        .versions
        .get(&row.id)
        .into_iter()
        .flatten()
        .map(|spoken| version(spoken, replies, sees_all))
        .collect::<Result<_, _>>()?;
    let newest = versions.iter().find(|spoken| spoken.number == row.edition).cloned();
    let author = around.people.get(&row.author_id);
    let mut view = stub(row);
    view.author = author.map(|known| AuthorView { id: known.id.clone(), display_name: known.display_name.clone() });
    view.procedure = Some(row.procedure.clone());
    view.procedure_month = Some(row.procedure_month.clone());
    view.months = Some(row.months);
    view.stage = Some(row.stage);
    view.overall = Some(row.overall);
    view.choose_again = Some(row.choose_again);
    view.interest = Some(row.interest.clone());
    view.authorship = Some(true);
    view.proof_level = Some(row.proof_level);
    view.reply = newest.as_ref().and_then(|spoken| spoken.reply.clone());
    view.text = newest.as_ref().map(|spoken| spoken.text.clone());
    view.scores = newest.map(|spoken| spoken.scores);
    view.versions = versions;
    if sees_all {
        view.public_text = around.public_text(row);
        view.attestation = row.attestation.clone().map(|detail| AttestationView { detail });
        view.proof_due = row.proof_due;
        view.ground.clone_from(&row.ground);
        view.proofs = around.proofs.get(&row.id).into_iter().flatten().map(proof).collect();
    }
    Ok(view)
}

fn version(spoken: &VersionRow, replies: &[ReplyRow], sees_all: bool) -> Result<VersionView, AppError> {
    // With a withdrawal the words of both sides go.
    let reply = replies.iter().find(|reply| reply.number == spoken.number && !reply.text.is_empty());
    Ok(VersionView {
        number: spoken.number,
        overall: spoken.overall,
        choose_again: spoken.choose_again,
        months: spoken.months,
        stage: spoken.stage,
        text: if sees_all { spoken.text.clone() } else { spoken.shown().to_owned() },
        masked: spoken.masked_text.as_deref().filter(|_| sees_all).map(|shown| pieces(&spoken.text, shown)),
        scores: spoken.scores.read::<BTreeMap<String, Option<i64>>>()?,
        at: spoken.at,
        reply: reply.map(reply_view),
    })
}

/// What was written, in pieces; as one that is replaced where what is shown has nothing in common with it.
fn pieces(text: &str, shown: &str) -> Vec<MaskedPiece> {
    let whole = || vec![masks::Piece { text: text.to_owned(), masked: true }];
    let pieces = masks::pieces(text, shown).unwrap_or_else(whole);
    pieces.into_iter().map(|piece| MaskedPiece { text: piece.text, masked: piece.masked }).collect()
}

fn reply_view(row: &ReplyRow) -> ReplyView {
    ReplyView { text: row.text.clone(), update: row.update_text.clone(), at: row.at, updated_at: row.updated_at }
}

/// A document, without the file.
pub fn proof(row: &ProofRow) -> ProofView {
    ProofView {
        review_id: row.review_id.clone(),
        number: row.number,
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        bytes: row.bytes,
        sha256: row.sha256.clone(),
        state: row.state,
        level: row.level,
        reason: row.reason.clone(),
        decided_at: row.decided_at,
        created_at: row.at,
    }
}

/// The acts open to somebody in these capacities, in the order of the table; `proofs` are the documents they see.
pub fn actions(
    reader: &mut Reader<'_>,
    row: &ReviewRow,
    roles: &[Role],
    proofs: &[ProofView],
) -> Result<Vec<ActionLink>, AppError> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let facts = case::facts(reader.conn, reader.site, row.clone())?;
    let reply = parts::reply(reader.conn, &row.id, row.edition)?;
    Ok(open_to(&facts, roles, (reply.as_ref(), proofs), reader.now))
}

/// One of several reviews as its author sees it, with what they may do.
pub fn own(row: &ReviewRow, around: &Around, (site, now): (&Site, Timestamp)) -> Result<Option<ReviewView>, AppError> {
    let Some(mut view) = of(row, AUTHOR, around)? else { return Ok(None) };
    let replies = around.replies.get(&row.id);
    let reply = replies.and_then(|replies| replies.iter().find(|reply| reply.number == row.edition));
    view.actions = open_to(&case::alone(site, row.clone()), AUTHOR, (reply, view.proofs.as_slice()), now);
    Ok(Some(view))
}

const AUTHOR: &[Role] = &[Role::Author];

fn open_to(
    facts: &ReviewFacts,
    roles: &[Role],
    said: (Option<&ReplyRow>, &[ProofView]),
    now: Timestamp,
) -> Vec<ActionLink> {
    let mut open: Vec<ActionLink> = Vec::new();
    for role in roles {
        for event in workflow::allowed::<Review>(facts.row.state, *role, facts, now) {
            for action in offered(facts, event, said) {
                if !open.contains(&action) {
                    open.push(action);
                }
            }
        }
    }
    open
}

/// One act, or one for each document that waits for a decision.
fn offered(facts: &ReviewFacts, event: Event, (reply, proofs): (Option<&ReplyRow>, &[ProofView])) -> Vec<ActionLink> {
    if event != Event::LevelDecided {
        return action(facts, event, reply).into_iter().collect();
    }
    let waiting = proofs.iter().filter(|proof| proof.state == ProofState::Pending);
    waiting.map(|proof| link(facts, "proof_decision", "POST", &format!("proofs/{}/decisions", proof.number))).collect()
}

fn action(facts: &ReviewFacts, event: Event, reply: Option<&ReplyRow>) -> Option<ActionLink> {
    let (name, method, path) = match event {
        Event::Withdrawn => ("withdrawal", "POST", "withdrawal"),
        Event::Versioned => ("version", "POST", "versions"),
        Event::ProofAdded => ("proof", "POST", "proofs"),
        Event::ProofAsked => ("proof_request", "POST", "proof-requests"),
        Event::Acknowledged => ("acknowledgement", "PUT", "acknowledgement"),
        Event::Replied if reply.is_none() => ("reply", "PUT", "reply"),
        Event::ReplyUpdated if reply.is_some_and(|reply| reply.update_text.is_none()) => {
            ("reply_update", "POST", "reply/update")
        }
        _ => return None,
    };
    Some(link(facts, name, method, path))
}

fn link(facts: &ReviewFacts, name: &str, method: &str, path: &str) -> ActionLink {
    let href = format!("/api/v1/reviews/{}/{path}", facts.row.id);
    ActionLink { name: name.to_owned(), method: method.to_owned(), href }
}
