//! Which votes on an application count.

use crate::accounts::AccountId;
use crate::coalition::applications::model::VoteRow;

/// The votes that count, for the tally and for the dissents that are published with it alike: those of the seats that have
/// a say at the decision. Whoever was recused by then, or no longer sits on the board, has none, whatever they voted
/// before; what becomes of a seat after the decision changes nothing.
pub fn counted<'v>(votes: &'v [VoteRow], seats: &[&AccountId]) -> Vec<&'v VoteRow> {
    votes.iter().filter(|vote| seats.contains(&&vote.account_id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::coalition::scoring::{Tally, Vote};

    fn account(n: u8) -> AccountId {
        format!("{n:032x}").parse().unwrap()
    }

    fn vote(by: u8, vote: Vote) -> VoteRow {
        VoteRow {
            application_id: "APP-2026-000001".to_owned(),
            account_id: account(by),
            vote,
            dissent: Some(format!("So says {by}.")),
            at: Timestamp::parse("2026-03-02T09:00:00Z").unwrap(),
            counts: true,
        }
    }

    #[test]
    fn tally_and_dissents_are_of_the_seats_at_the_decision() {
        let cast = [(1, Vote::Yes), (2, Vote::Yes), (3, Vote::No), (4, Vote::No), (5, Vote::Abstain)];
        let votes = cast.map(|(by, said)| vote(by, said));
        type Case<'a> = (&'a [u8], (usize, usize, usize), &'a [&'a str]);
        let table: &[Case<'_>] = &[
            (&[1, 2, 3, 4, 5], (2, 2, 1), &["So says 3.", "So says 4.", "So says 5."]),
            // The fourth has left the board; nobody has voted on the sixth seat.
            (&[1, 2, 3, 5, 6], (2, 1, 1), &["So says 3.", "So says 5."]),
            (&[1, 2], (2, 0, 0), &[]),
            (&[], (0, 0, 0), &[]),
        ];
        for (seats, (yes, no, abstain), dissents) in table {
            let seated: Vec<AccountId> = seats.iter().map(|n| account(*n)).collect();
            let counted = counted(&votes, &seated.iter().collect::<Vec<_>>());
            let cast: Vec<Vote> = counted.iter().map(|row| row.vote).collect();
            let tally = Tally { seats: seats.len(), yes: *yes, no: *no, abstain: *abstain };
            assert_eq!(Tally::of(seats.len(), &cast), tally, "{seats:?}");
            let outvoted = counted.iter().filter(|row| row.vote.dissents(true));
            let said: Vec<&str> = outvoted.filter_map(|row| row.dissent.as_deref()).collect();
            assert_eq!(said, *dissents, "{seats:?}");
        }
    }
}
