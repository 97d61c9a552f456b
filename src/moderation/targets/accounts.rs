//! Accounts: reported by their public face, whose name can be masked; silenced, suspended or banned for whatever they
//! wrote.

use super::{Standing, Subject, masks};
use crate::accounts::{self, AccountId, Sanctions};
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::moderation::masking::Masked;
use crate::moderation::model::{Action, DecisionRow, TargetKind};

pub fn find(conn: &mut Connection, id: &str) -> Result<Subject, AppError> {
    let id: AccountId = id.parse().map_err(|_| AppError::not_found())?;
    let person = accounts::person(conn, &id)?;
    Ok(Subject {
        kind: TargetKind::Profile,
        id: id.to_string(),
        author: id,
        text: person.display_name.clone(),
        words: person.display_name.clone(),
        title: person.display_name,
        path: String::new(),
        physician: None,
        clinic: None,
        written_at: person.created_at,
        visible: true,
    })
}

/// What a mask keeps: the names that were reported, whatever was chosen since; while one is masked already, those of
/// the mask before it as well.
pub fn mask(subject: &Subject, reported: Vec<String>, known: Vec<Masked>) -> Masked {
    let is_masked = accounts::is_neutral_name(&subject.author, &subject.words);
    let before = known.into_iter().next_back().filter(|_| is_masked);
    let mut passages = before.map(|mask| mask.passages).unwrap_or_default();
    passages.extend(reported);
    if passages.is_empty() {
        passages.push(subject.words.clone());
    }
    Masked { base: passages.first().cloned().unwrap_or_default(), passages }
}

/// Sets under which name everybody meets an account: under a neutral one while its own is masked.
pub fn settle_name(tx: &mut Tx<'_>, subject: &Subject, standing: Standing<'_>) -> Result<(), AppError> {
    let names = |masks: Vec<Masked>| masks.into_iter().flat_map(|mask| mask.passages).collect::<Vec<_>>();
    let (before, masked) = (names(masks(tx, standing.before)?), names(masks(tx, standing.after)?));
    let known = [before, masked.clone()].concat();
    accounts::show_name(tx, &subject.author, &masked, &known)
}

pub fn settle(tx: &mut Tx<'_>, author: &AccountId, standing: &[DecisionRow]) -> Result<(), AppError> {
    let until = |action| {
        standing.iter().filter(|decision| decision.action == action).filter_map(|decision| decision.until_at).max()
    };
    let sanctions = Sanctions {
        silenced_until: until(Action::Silence),
        suspended_until: until(Action::Suspend),
        banned_at: standing.iter().find(|decision| decision.action == Action::Ban).map(|decision| decision.created_at),
    };
    accounts::sanction(tx, author, &sanctions)
}
