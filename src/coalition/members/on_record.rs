//! What is on record of a measure, of the appeal against it, and of what came after it.

use super::alone::NO_VOTES;
use super::facts::WaitingReview;
use super::model::{DecisionKind, DecisionRow, Measure, MeasureVoteRow, ProposalRow};
use super::store;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::workdays::{Calendar, Span};
use std::collections::{BTreeMap, HashMap};

/// What is on record about the measure that stands: who had a part in it, and who has spoken on the appeal.
#[derive(Debug, Default)]
pub struct OnRecord {
    /// Reviews, measures, appeals, voices and decisions of appeals, oldest first.
    lines: Vec<DecisionRow>,
    proposals: Vec<ProposalRow>,
    votes: Vec<MeasureVoteRow>,
}

/// What came after the measure that an appeal is against: it outlasts the decision on that appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CameSince {
    /// A review was opened, or goes on: what one member restricts alone does not end the one that it is taken in.
    pub review: bool,
    /// The last one that was taken.
    pub measure: Option<Measure>,
}

/// Whether this is what one member of the board restricted alone: that ends no review.
pub fn is_alone(measure: &DecisionRow) -> bool {
    measure.word == Measure::Restriction.as_str() && measure.votes.as_str() == NO_VOTES
}

/// When a measure ends, as its line says.
pub fn ends(measure: &DecisionRow, clock: (&Calendar, Span)) -> Option<Timestamp> {
    let until = measure.until?;
    Some(if is_alone(measure) { ends_alone(until, measure.at, clock) } else { until })
}

/// When that ends which one member restricted at `at`: it holds no longer than the hours to vote on it.
pub fn ends_alone(until: Timestamp, at: Timestamp, (calendar, hours): (&Calendar, Span)) -> Timestamp {
    until.min(calendar.missed_from(at, hours))
}

/// The review that waits behind the last measure, of the lines of one membership, oldest first.
pub fn waiting_review(lines: &[DecisionRow]) -> WaitingReview {
    match lines.iter().rfind(|line| line.kind == DecisionKind::Measure) {
        Some(measure) if is_alone(measure) => WaitingReview::Meanwhile,
        _ if opened_since(lines).is_some() => WaitingReview::Since,
        _ => WaitingReview::None,
    }
}

/// The first review that was opened after the last measure, of the same lines.
pub fn opened_since(lines: &[DecisionRow]) -> Option<&DecisionRow> {
    let last = lines.iter().rposition(|line| line.kind == DecisionKind::Measure);
    lines.iter().skip(last.map_or(0, |place| place + 1)).find(|line| line.kind == DecisionKind::Review)
}

impl OnRecord {
    /// What is on record of each of these memberships, in a number of queries that does not depend on how many.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of_all(conn: &mut Connection, memberships: &[String]) -> Result<HashMap<String, Self>, AppError> {
        let mut all: HashMap<String, Self> = HashMap::new();
        for line in store::appealed_lines(conn, memberships)? {
            all.entry(line.membership_id.clone()).or_default().lines.push(line);
        }
        let proposals = store::proposals_of(conn, memberships)?;
        let ids: Vec<&str> = proposals.iter().map(|one| one.id.as_str()).collect();
        let of: HashMap<String, String> =
            proposals.iter().map(|one| (one.id.clone(), one.membership_id.clone())).collect();
        for vote in store::votes_on(conn, &ids)? {
            if let Some(membership) = of.get(&vote.proposal_id) {
                all.entry(membership.clone()).or_default().votes.push(vote);
            }
        }
        for proposal in proposals {
            all.entry(proposal.membership_id.clone()).or_default().proposals.push(proposal);
        }
        Ok(all)
    }

    pub fn of(conn: &mut Connection, membership: &str) -> Result<Self, AppError> {
        let mut all = Self::of_all(conn, &[membership.to_owned()])?;
        Ok(all.remove(membership).unwrap_or_default())
    }

    /// Where the appeal stands that nobody has decided yet.
    fn waits_at(&self) -> Option<usize> {
        let is_said = |line: &DecisionRow| matches!(line.kind, DecisionKind::Appeal | DecisionKind::AppealDecision);
        let place = self.lines.iter().rposition(is_said)?;
        self.lines.get(place).filter(|line| line.kind == DecisionKind::Appeal).map(|_| place)
    }

    /// The measure that the appeal is against, and where it stands: the last one before it, whatever was taken since;
    /// while there is no appeal, the newest.
    fn appealed(&self) -> Option<(usize, &DecisionRow)> {
        let end = self.waits_at().unwrap_or(self.lines.len());
        self.lines.iter().enumerate().take(end).rev().find(|(_, line)| line.kind == DecisionKind::Measure)
    }

    /// The measure that the appeal is against.
    pub fn measure(&self) -> Option<&DecisionRow> {
        self.appealed().map(|(_, line)| line)
    }

    /// The appeal itself.
    pub fn appeal(&self) -> Option<&DecisionRow> {
        self.lines.iter().rev().find(|line| line.kind == DecisionKind::Appeal)
    }

    /// Whether somebody opened the review that the measure came of, proposed, voted on, took or closed the measure or
    /// what was put to the vote since.
    pub fn took_part(&self, account: &AccountId) -> bool {
        let Some((place, measure)) = self.appealed() else { return false };
        let is_named = |line: &DecisionRow| line.account_id.as_ref() == Some(account);
        let counts = |line: &&DecisionRow| line.kind == DecisionKind::Measure && line.at >= measure.at;
        let acted = |line: &DecisionRow| is_named(line) || line.votes.as_str().contains(account.as_str());
        let has_taken = self.lines.iter().filter(counts).any(acted);
        // The votes on what one member restricted are nowhere in its line.
        let is_open = |one: &&ProposalRow| one.closed_at.is_none_or(|at| at >= measure.at);
        let votes_on =
            |one: &ProposalRow| self.votes.iter().any(|vote| vote.proposal_id == one.id && vote.account_id == *account);
        let has_put = |one: &ProposalRow| one.proposed_by == *account || votes_on(one);
        has_taken || self.reviews_before(place).any(is_named) || self.proposals.iter().filter(is_open).any(has_put)
    }

    /// What came after the measure that the appeal is against.
    ///
    /// # Errors
    /// A measure that nobody knows.
    pub fn came_since(&self) -> Result<CameSince, AppError> {
        let Some((place, appealed)) = self.appealed() else { return Ok(CameSince::default()) };
        let last = |kind: DecisionKind| self.lines.iter().skip(place + 1).rfind(|line| line.kind == kind);
        let measure = last(DecisionKind::Measure).map(|line| line.word.parse::<Measure>());
        Ok(CameSince {
            review: is_alone(appealed) || last(DecisionKind::Review).is_some(),
            measure: measure.transpose().map_err(AppError::internal)?,
        })
    }

    /// The reviews that the measure at this place came of.
    fn reviews_before(&self, place: usize) -> impl Iterator<Item = &DecisionRow> {
        let before = self.lines.iter().take(place).rev().skip_while(|line| line.kind != DecisionKind::Review);
        before.take_while(|line| line.kind != DecisionKind::Measure).filter(|line| line.kind == DecisionKind::Review)
    }

    /// The voice of each who has spoken on this appeal and this measure: the last one counts, and with another measure
    /// that the board has voted for everybody speaks anew. What one member does alone silences nobody.
    pub fn voices(&self) -> BTreeMap<&AccountId, &DecisionRow> {
        let begins = |line: &DecisionRow| match line.kind {
            DecisionKind::Measure => line.votes.as_str() != NO_VOTES,
            kind => !matches!(kind, DecisionKind::AppealVoice | DecisionKind::Review),
        };
        let first = self.lines.iter().rposition(begins).map_or(0, |place| place + 1);
        let said = self.lines.iter().skip(first).filter(|line| line.kind == DecisionKind::AppealVoice);
        said.filter_map(|line| Some((line.account_id.as_ref()?, line))).collect()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::coalition::scoring::Vote;
    use crate::db::JsonText;
    use serde_json::{Value, json};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn account(number: u8) -> AccountId {
        format!("{number:032x}").parse().unwrap()
    }

    /// A line on record, as tests tell of it.
    pub fn plain_line(id: &str, kind: DecisionKind, word: &str, votes: &Value) -> DecisionRow {
        DecisionRow {
            id: id.to_owned(),
            membership_id: "m".to_owned(),
            kind,
            word: word.to_owned(),
            text: "Because.".to_owned(),
            until: None,
            votes: JsonText::of(votes).unwrap(),
            account_id: None,
            at: at("2026-03-05T10:00:00Z"),
        }
    }

    fn line(kind: DecisionKind, word: &str, by: u8, votes: &Value) -> DecisionRow {
        DecisionRow { account_id: Some(account(by)), ..plain_line("", kind, word, votes) }
    }

    fn proposal(id: &str, by: u8, (from, to): (&str, Option<&str>)) -> ProposalRow {
        ProposalRow {
            id: id.to_owned(),
            membership_id: "m".to_owned(),
            measure: Measure::Suspension,
            reasons: "Twice.".to_owned(),
            until_day: None,
            proposed_by: account(by),
            proposed_at: at(from),
            ends_at: at("2026-03-05T10:00:00Z"),
            closed_at: to.map(at),
            quorate: true,
        }
    }

    fn vote(proposal: &str, by: u8) -> MeasureVoteRow {
        let at = at("2026-03-04T10:00:00Z");
        MeasureVoteRow { proposal_id: proposal.to_owned(), account_id: account(by), vote: Vote::Yes, dissent: None, at }
    }

    #[test]
    fn whoever_proposed_voted_or_closed_had_a_part() {
        let listed = json!([{"account_id": account(3), "vote": "no"}]);
        let known = OnRecord {
            lines: vec![
                line(DecisionKind::Review, "other", 10, &json!([])),
                line(DecisionKind::Measure, "warning", 11, &json!([])),
                line(DecisionKind::Review, "other", 12, &json!([])),
                line(DecisionKind::Measure, "suspension", 1, &listed),
            ],
            proposals: vec![
                proposal("before", 7, ("2026-01-01T10:00:00Z", Some("2026-01-04T10:00:00Z"))),
                proposal("taken", 2, ("2026-03-02T10:00:00Z", Some("2026-03-05T10:00:00Z"))),
                proposal("since", 8, ("2026-03-06T10:00:00Z", None)),
            ],
            votes: vec![vote("before", 6), vote("taken", 4), vote("since", 5)],
        };
        let table = [
            (1, true, "closed the vote"),
            (2, true, "proposed it"),
            (3, true, "stands in its votes"),
            (4, true, "voted on it"),
            (5, true, "votes on what followed"),
            (6, false, "voted on something before"),
            (7, false, "proposed something before"),
            (8, true, "proposes what follows"),
            (9, false, "did nothing"),
            (10, false, "opened the review before"),
            (12, true, "opened the review"),
        ];
        for (number, expected, who) in table {
            assert_eq!(known.took_part(&account(number)), expected, "{who}");
        }
        assert!(!OnRecord::default().took_part(&account(1)));
    }

    #[test]
    fn what_is_taken_while_an_appeal_waits_frees_nobody_and_is_not_what_it_is_against() {
        let listed = |by: u8| json!([{"account_id": account(by), "vote": "yes"}]);
        let later = |kind, word: &str, by, votes: &Value| DecisionRow {
            at: at("2026-03-09T10:00:00Z"),
            ..line(kind, word, by, votes)
        };
        let mut known = OnRecord {
            lines: vec![
                line(DecisionKind::Measure, "suspension", 1, &listed(3)),
                line(DecisionKind::Appeal, "fact", 2, &json!([])),
                later(DecisionKind::Measure, "removal", 4, &listed(5)),
            ],
            proposals: vec![
                proposal("taken", 6, ("2026-03-02T10:00:00Z", Some("2026-03-05T10:00:00Z"))),
                proposal("failed", 8, ("2026-03-03T10:00:00Z", Some("2026-03-08T10:00:00Z"))),
            ],
            votes: vec![vote("taken", 7), vote("failed", 9)],
        };
        let parts = |known: &OnRecord| (1..=9).filter(|one| known.took_part(&account(*one))).collect::<Vec<u8>>();
        assert_eq!(known.measure().map(|line| line.word.as_str()), Some("suspension"));
        assert_eq!(parts(&known), [1, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(known.came_since().unwrap(), CameSince { review: false, measure: Some(Measure::Removal) });
        known.lines.push(later(DecisionKind::AppealDecision, "upheld", 10, &json!([])));
        assert_eq!(known.came_since().unwrap(), CameSince::default());
        assert_eq!(known.measure().map(|line| line.word.as_str()), Some("removal"));
        assert_eq!(parts(&known), [4, 5]);
    }

    #[test]
    fn a_review_waits_behind_what_it_did_not_end_with() {
        use DecisionKind::{Appeal, Measure as Taken, Review};
        let voted = json!([{"account_id": account(1), "vote": "yes"}]);
        let (review, appeal) = (line(Review, "other", 1, &json!([])), line(Appeal, "fact", 2, &json!([])));
        let (suspended, warned) = (line(Taken, "suspension", 1, &voted), line(Taken, "warning", 1, &json!([])));
        let (restricted, alone) = (line(Taken, "restriction", 1, &voted), line(Taken, "restriction", 1, &json!([])));
        type Case<'a> = (&'a [&'a DecisionRow], WaitingReview, bool);
        let table: &[Case<'_>] = &[
            (&[], WaitingReview::None, false),
            (&[&review, &suspended], WaitingReview::None, false),
            (&[&review, &suspended, &appeal], WaitingReview::None, false),
            (&[&review, &suspended, &review, &appeal], WaitingReview::Since, true),
            (&[&review, &suspended, &appeal, &review], WaitingReview::Since, true),
            (&[&review, &review, &restricted], WaitingReview::None, false),
            (&[&review, &restricted, &review], WaitingReview::Since, true),
            (&[&review, &alone], WaitingReview::Meanwhile, true),
            (&[&review, &alone, &review], WaitingReview::Meanwhile, true),
            (&[&review, &alone, &restricted], WaitingReview::None, false),
            (&[&review, &alone, &warned], WaitingReview::None, false),
        ];
        for (lines, behind, since) in table {
            let lines: Vec<DecisionRow> = lines.iter().map(|line| (*line).clone()).collect();
            let told: Vec<&str> = lines.iter().map(|line| line.word.as_str()).collect();
            assert_eq!(waiting_review(&lines), *behind, "{told:?}");
            let known = OnRecord { lines: lines.clone(), ..OnRecord::default() };
            assert_eq!(known.came_since().unwrap().review, *since, "{told:?}");
        }
    }

    #[test]
    fn the_last_voice_of_each_counts_and_another_measure_asks_everybody_anew() {
        let says = |by, word: &str| line(DecisionKind::AppealVoice, word, by, &json!([]));
        let mut known = OnRecord {
            lines: vec![
                line(DecisionKind::Measure, "suspension", 1, &json!([])),
                says(9, "upheld"),
                line(DecisionKind::Appeal, "fact", 2, &json!([])),
                says(5, "upheld"),
                says(6, "upheld"),
                says(5, "overturned"),
            ],
            ..OnRecord::default()
        };
        let said = |known: &OnRecord| {
            let voices = known.voices().into_iter().map(|(who, line)| (who.clone(), line.word.clone()));
            voices.collect::<Vec<(AccountId, String)>>()
        };
        let both = [(account(5), "overturned".to_owned()), (account(6), "upheld".to_owned())];
        assert_eq!(said(&known), both);
        known.lines.push(line(DecisionKind::Review, "other", 1, &json!([])));
        known.lines.push(line(DecisionKind::Measure, "restriction", 1, &json!([])));
        assert_eq!(said(&known), both, "one member alone silences nobody");
        let voted = json!([{"account_id": account(1), "vote": "yes"}]);
        known.lines.push(line(DecisionKind::Measure, "removal", 1, &voted));
        assert!(known.voices().is_empty());
    }
}
