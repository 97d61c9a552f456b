//! Who is asked about an applicant: how many are still to be, and whom of those who are named the next letters go to.
//!
//! Patients are drawn by the system from a list that is long enough, G8: as long as fewer are known than the rules ask
//! for, none is drawn, whenever the list was written. Whoever could be drawn from a short list would be chosen by the
//! applicant.

use super::facts::ApplicationFacts;
use super::form::{self, Person};
use super::model::{RefereeKind, RefereeRow};
use crate::specialty::References;

/// How many are still to be asked, because too few were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unasked {
    pub peers: usize,
    pub patients: usize,
}

impl Unasked {
    /// Of the first draw, or of the second one, which asks for no more than the answers that the first has not brought.
    pub fn of(referees: &[&RefereeRow], is_redrawn: bool, wanted: &References) -> Self {
        let draw = draw_number(is_redrawn);
        let is_settled = |one: &RefereeRow| one.draw == draw || one.consented == Some(true);
        let peers = referees.iter().filter(|one| one.kind == RefereeKind::Peer).count();
        let patients = referees.iter().filter(|one| one.kind == RefereeKind::Patient && is_settled(one)).count();
        let lacks = |wanted: u32, asked: usize| usize::try_from(wanted).unwrap_or(0).saturating_sub(asked);
        Self { peers: lacks(wanted.peers, peers), patients: lacks(wanted.patients_drawn, patients) }
    }

    pub const fn is_none(self) -> bool {
        self.peers == 0 && self.patients == 0
    }
}

/// The number under which those who are asked now are kept.
pub const fn draw_number(is_redrawn: bool) -> i64 {
    if is_redrawn { 2 } else { 1 }
}

/// Whom the next letters go to: patients by lot, peers as they are named, no more than are still to be asked. Nobody is
/// asked twice, and none for their own word.
pub fn next<'f>(facts: &'f ApplicationFacts, is_redrawn: bool, seed: &str) -> Vec<(RefereeKind, &'f Person)> {
    let referees: Vec<&RefereeRow> = facts.referees.iter().collect();
    let unasked = Unasked::of(&referees, is_redrawn, &facts.pack.references);
    let draws = unasked.patients > 0 && unlisted(facts) == 0;
    let count = if draws { unasked.patients } else { 0 };
    let patients = form::draw(&facts.form.patients, seed, count, &not_drawn(facts));
    let peers = form::without(&facts.form.peers, &known(facts)).into_iter().take(unasked.peers);
    let patients = patients.into_iter().map(|person| (RefereeKind::Patient, person));
    patients.chain(peers.map(|person| (RefereeKind::Peer, person))).collect()
}

/// How many are still to be named before all are asked: peers are as soon as they are named, patients once the list is
/// long enough.
pub fn unnamed(facts: &ApplicationFacts) -> Unasked {
    let unasked = facts.unasked();
    Unasked { peers: unasked.peers, patients: if unasked.patients > 0 { unlisted(facts) } else { 0 } }
}

/// How many patients are still to be listed before any is drawn, besides those who can be and those who were.
fn unlisted(facts: &ApplicationFacts) -> usize {
    let asked = facts.referees.iter().filter(|one| one.kind == RefereeKind::Patient).count();
    let listed = form::without(&facts.form.patients, &not_drawn(facts)).len() + asked;
    usize::try_from(facts.pack.references.patients_listed).unwrap_or(usize::MAX).saturating_sub(listed)
}

/// The addresses of whoever was asked, and of those who answer for the applicant.
fn known(facts: &ApplicationFacts) -> Vec<String> {
    let asked = facts.referees.iter().map(|one| one.email.clone());
    asked.chain(facts.own_addresses.iter().cloned()).collect()
}

/// Whom the lots leave out: those, and the peers who are named.
fn not_drawn(facts: &ApplicationFacts) -> Vec<String> {
    let named = facts.form.peers.iter().map(|peer| peer.email.clone());
    known(facts).into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    const WANTED: References = References { peers: 2, patients_listed: 50, patients_drawn: 10, answers_needed: 6 };

    fn asked(kind: RefereeKind, draw: i64, consented: Option<bool>) -> RefereeRow {
        let at = Timestamp::parse("2026-03-02T09:00:00Z").unwrap();
        RefereeRow {
            id: String::new(),
            application_id: "APP-2026-000001".to_owned(),
            kind,
            name: "Somebody".to_owned(),
            email: "somebody@references.example".to_owned(),
            draw,
            consented,
            statement: None,
            asked_at: at,
            answered_at: None,
        }
    }

    #[test]
    fn as_many_are_still_to_be_asked_as_were_not_named() {
        /// Peers; patients of the first draw, who consented, who did not; those of the second; whether there was one.
        type Case = (usize, (usize, usize), usize, bool, (usize, usize));
        let table: &[Case] = &[
            (0, (0, 0), 0, false, (2, 10)),
            (1, (0, 0), 0, false, (1, 10)),
            (2, (0, 3), 0, false, (0, 7)),
            (2, (2, 8), 0, false, (0, 0)),
            // The second draw asks anew for every answer that the first has not brought.
            (2, (4, 6), 0, true, (0, 6)),
            (2, (4, 6), 2, true, (0, 4)),
            (2, (4, 6), 6, true, (0, 0)),
            (1, (0, 0), 0, true, (1, 10)),
            // Somebody of the first draw answers late.
            (2, (5, 5), 6, true, (0, 0)),
        ];
        for (peers, (consented, silent), second, is_redrawn, expected) in table {
            let rows = |count: usize, row: RefereeRow| std::iter::repeat_n(row, count);
            let referees: Vec<RefereeRow> = rows(*peers, asked(RefereeKind::Peer, 1, None))
                .chain(rows(*consented, asked(RefereeKind::Patient, 1, Some(true))))
                .chain(rows(*silent, asked(RefereeKind::Patient, 1, None)))
                .chain(rows(*second, asked(RefereeKind::Patient, 2, None)))
                .collect();
            let unasked = Unasked::of(&referees.iter().collect::<Vec<_>>(), *is_redrawn, &WANTED);
            assert_eq!((unasked.peers, unasked.patients), *expected, "{peers}, {consented}, {silent}, {second}");
        }
    }
}
