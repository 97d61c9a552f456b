//! The conditions that the board imposes on a member: since when they hold, and by whose votes.

use super::decisions::{VotesCast, votes_cast};
use super::model::{AppealOutcome, DecisionKind, DecisionRow, Measure, MembershipRow};
use super::on_record::is_alone;
use super::{publication, store};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::error::AppError;
use std::collections::HashMap;

/// Conditions that hold.
#[derive(Debug, Clone, Copy)]
pub struct Imposed {
    pub since: Timestamp,
    /// How the board voted; none where one of its members imposed them.
    pub tally: Option<VotesCast>,
}

/// Who of these members stands under conditions that the register still tells of, by membership: in one query.
pub(super) fn on_members(
    reader: &mut Reader<'_>,
    rows: &[MembershipRow],
) -> Result<HashMap<String, Imposed>, AppError> {
    let ids: Vec<String> = rows.iter().filter(|row| row.state.wears_badge()).map(|row| row.id.clone()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut lines: HashMap<String, Vec<DecisionRow>> = HashMap::new();
    for line in store::measured_lines(reader.conn, &ids)? {
        lines.entry(line.membership_id.clone()).or_default().push(line);
    }
    let rules = &reader.site.pack.membership.publication;
    let is_told =
        |line: &DecisionRow| reader.now < publication::shown_until((Measure::Conditions, line.at, None), rules);
    let found = lines.iter().filter_map(|(id, lines)| Some((id, conditions(lines).filter(|line| is_told(line))?)));
    found.map(|(id, line)| Ok((id.clone(), Imposed { since: line.at, tally: votes_cast(line)? }))).collect()
}

/// Until when the register tells of the conditions under which a member stands; none while none hold.
pub(super) fn told_until(reader: &mut Reader<'_>, row: &MembershipRow) -> Result<Option<Timestamp>, AppError> {
    let found = on_members(reader, std::slice::from_ref(row))?;
    let rules = &reader.site.pack.membership.publication;
    let until = |imposed: &Imposed| publication::shown_until((Measure::Conditions, imposed.since, None), rules);
    Ok(found.get(&row.id).map(until))
}

/// The line of the conditions that hold, of those about one member, oldest first: until the board decides something else,
/// or an appeal undoes them. What one member restricts alone takes the place of nothing.
fn conditions(lines: &[DecisionRow]) -> Option<&DecisionRow> {
    let (mut standing, mut last, mut appealed) = (Vec::new(), None, None);
    for line in lines {
        match line.kind {
            DecisionKind::Measure => {
                last = Some(line.id.as_str());
                standing.extend((!is_alone(line)).then_some(line));
            }
            DecisionKind::Appeal => appealed = last,
            DecisionKind::AppealDecision if line.word == AppealOutcome::Overturned.as_str() => {
                standing.retain(|measure| Some(measure.id.as_str()) != appealed);
            }
            _ => {}
        }
    }
    standing.last().copied().filter(|measure| measure.word == Measure::Conditions.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::on_record::tests::plain_line as line;
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_hold_until_something_else_is_decided_or_an_appeal_undoes_them() {
        use DecisionKind::{Appeal, AppealDecision, Measure as Taken};
        let none = json!([]);
        let voted = json!([{"account_id": "a", "vote": "yes"}]);
        let (first, again) = (line("1", Taken, "conditions", &none), line("5", Taken, "conditions", &none));
        let (warned, suspended) = (line("2", Taken, "warning", &none), line("2", Taken, "suspension", &voted));
        let (alone, restricted) = (line("2", Taken, "restriction", &none), line("2", Taken, "restriction", &voted));
        let appeal = line("3", Appeal, "fact", &none);
        let undone = line("4", AppealDecision, "overturned", &none);
        let upheld = line("4", AppealDecision, "upheld", &none);
        type Case<'a> = (&'a [&'a DecisionRow], Option<&'a str>);
        let table: &[Case<'_>] = &[
            (&[], None),
            (&[&warned], None),
            (&[&first], Some("1")),
            (&[&first, &warned], None),
            (&[&first, &alone], Some("1")),
            (&[&first, &restricted], None),
            (&[&first, &appeal], Some("1")),
            (&[&first, &appeal, &upheld], Some("1")),
            (&[&first, &appeal, &undone], None),
            (&[&first, &suspended, &appeal, &undone], Some("1")),
            (&[&first, &alone, &appeal, &undone], Some("1")),
            (&[&first, &warned, &again], Some("5")),
        ];
        for (lines, expected) in table {
            let lines: Vec<DecisionRow> = lines.iter().map(|line| (*line).clone()).collect();
            let told: Vec<&str> = lines.iter().map(|line| line.word.as_str()).collect();
            assert_eq!(conditions(&lines).map(|line| line.id.as_str()), *expected, "{told:?}");
        }
    }
}
