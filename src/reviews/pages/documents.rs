//! The documents of a review on its page, and the form by which an officer decides about one of them.

use super::typed;
use crate::reviews::api::{ProofView, ReviewView};
use crate::reviews::letters::level_name;
use crate::reviews::model::{ProofState, ReviewState};
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::Choice;

/// A document of a proof.
pub struct Document {
    pub number: i64,
    pub name: String,
    pub state: String,
    /// Somebody has yet to decide about it.
    pub waits: bool,
    /// This reader may do so.
    pub decidable: bool,
    /// Its form is on the page: of several that wait there is one at a time, so that what was typed, what was wrong with
    /// it and the names of the fields belong to one document.
    pub is_open: bool,
    /// What was decided, and why.
    pub decided: String,
}

/// What stands in the form of a decision.
#[derive(Default)]
pub struct Deciding {
    pub levels: Vec<Choice>,
    pub lowers: bool,
    pub reason: String,
}

/// The documents, and the form of the one that this address is about: where it was sent to, where a link led to, or
/// else the first that waits.
pub fn of(view: &ReviewView, raw: &[(String, String)], (pack, page): (&Pack, &Page)) -> (Vec<Document>, Deciding) {
    let may_decide = |number: i64| {
        let path = format!("/proofs/{number}/decisions");
        view.actions.iter().any(|link| link.name == "proof_decision" && link.href.ends_with(&path))
    };
    let (sent, linked) = asked_for(&page.path);
    let first = view.proofs.iter().map(|proof| proof.number).find(|number| may_decide(*number));
    let open = sent.or(linked).filter(|number| may_decide(*number)).or(first);
    let document = |proof: &ProofView| Document {
        decidable: may_decide(proof.number),
        is_open: open == Some(proof.number),
        ..document(view, proof, (pack, page))
    };
    let is_sent = sent.is_some() && sent == open;
    let deciding = deciding(if is_sent { raw } else { &[] }, (pack, page));
    (view.proofs.iter().map(document).collect(), deciding)
}

/// The number of the document to which a decision was sent, and of the one that a link asks for.
fn asked_for(path: &str) -> (Option<i64>, Option<i64>) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let sent = path.split_once("/proofs/").and_then(|(_, rest)| rest.split('/').next());
    let linked = query.split('&').find_map(|pair| pair.strip_prefix("document="));
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
    (number(sent), number(linked))
}

/// What a document can prove, and what was typed.
fn deciding(raw: &[(String, String)], (pack, page): (&Pack, &Page)) -> Deciding {
    let level = typed(raw, "level");
    let levels = pack.reviews.proof_levels.iter().map(|known| i64::from(known.level));
    let choice = |known: i64| Choice::new(known.to_string(), level_name(pack, known, page.lang)).chosen_if(&level);
    Deciding {
        levels: levels.map(choice).collect(),
        lowers: typed(raw, "lowers") == "true",
        reason: typed(raw, "reason"),
    }
}

fn document(view: &ReviewView, proof: &ProofView, (pack, page): (&Pack, &Page)) -> Document {
    let level = proof.level.map(|level| level_name(pack, level, page.lang));
    let is_pending = proof.state == ProofState::Pending;
    let is_moot = is_pending && view.state == ReviewState::Withdrawn;
    let state = if is_moot { "reviews-proof-moot".to_owned() } else { format!("reviews-proof-state-{}", proof.state) };
    Document {
        number: proof.number,
        name: proof.name.clone(),
        state: page.t(&state),
        waits: is_pending && !is_moot,
        decidable: false,
        is_open: false,
        decided: level.into_iter().chain(proof.reason.clone()).collect::<Vec<_>>().join(": "),
    }
}
