//! The letters of a case, as its page lists them: their subjects to those who know of them, their words to those
//! they were written to.

use crate::accounts::{self, Member};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::complaints::model::Role;
use crate::complaints::views::Seen;
use crate::error::AppError;
use crate::mail::store::of_thread;

/// One letter of a case.
pub struct LetterLine {
    pub subject: String,
    pub at: Timestamp,
    /// `you`, `patient`, `clinic`, `coalition`, `officer` or `panel`.
    pub to: &'static str,
    /// Only for whom it was written to.
    pub text: Option<String>,
}

/// The letters of a case that `member` may know of, newest first.
pub fn of(reader: &mut Reader<'_>, member: &Member, seen: &Seen) -> Result<Vec<LetterLine>, AppError> {
    let row = &seen.loaded.facts.row;
    let mut ids = vec![row.complainant_id.clone()];
    ids.extend(row.officer_id.clone());
    ids.extend(seen.loaded.facts.panel.iter().map(|seat| seat.account_id.clone()));
    let people = accounts::people(reader.conn, &ids)?;
    let is = |id: &accounts::AccountId, address: &str| people.get(id).is_some_and(|person| person.email == address);
    let inbox = &reader.site.config.mail.coalition_inbox;
    let addressee = |address: &str| match () {
        () if address == member.email => "you",
        () if is(&row.complainant_id, address) => "patient",
        () if address == inbox => "coalition",
        () if row.officer_id.as_ref().is_some_and(|id| is(id, address)) => "officer",
        () if ids.iter().any(|id| is(id, address)) => "panel",
        () => "clinic",
    };
    let letters = of_thread(reader.conn, &row.id)?;
    let lines = letters.into_iter().map(|letter| {
        let to = addressee(&letter.recipient);
        let text = (to == "you").then_some(letter.text_body);
        LetterLine { subject: letter.subject, at: letter.created_at, to, text }
    });
    Ok(lines.filter(|line| knows_of(&seen.roles, line.to)).collect())
}

/// Staff see that every letter went out, each side its own and what went to the other side in its name.
fn knows_of(roles: &[Role], to: &str) -> bool {
    let is_staff = roles.iter().any(|role| matches!(role, Role::Officer | Role::Board | Role::Panel));
    match to {
        "you" => true,
        "clinic" => is_staff || roles.contains(&Role::Patient) || roles.contains(&Role::Clinic),
        _ => is_staff,
    }
}
