//! What warnings add up to while they stand, and what a sum suggests: a hint to moderators, who decide. Pure.

use super::model::{Action, DecisionRow};
use crate::specialty::WarningPoints;

/// The points of a warning on this ground.
pub fn of_ground(rules: &WarningPoints, ground: Option<&str>) -> u32 {
    ground.and_then(|code| rules.points.get(code)).copied().unwrap_or(rules.every_other)
}

/// The points of all these warnings.
pub fn sum(rules: &WarningPoints, warnings: &[DecisionRow]) -> u32 {
    warnings.iter().map(|warning| of_ground(rules, warning.ground.as_deref())).fold(0, u32::saturating_add)
}

/// What a sum suggests.
pub fn suggested(rules: &WarningPoints, sum: u32) -> Option<Action> {
    match sum {
        sum if sum >= rules.ban_from => Some(Action::Ban),
        sum if sum >= rules.suspend_from => Some(Action::Suspend),
        sum if sum >= rules.silence_from => Some(Action::Silence),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn rules() -> WarningPoints {
        let points = BTreeMap::from([("threat".to_owned(), 3), ("spam".to_owned(), 0)]);
        WarningPoints { points, every_other: 1, silence_from: 3, suspend_from: 6, ban_from: 9 }
    }

    #[test]
    fn a_ground_has_its_points_or_those_of_every_other() {
        for (ground, expected) in [(Some("threat"), 3), (Some("spam"), 0), (Some("off_topic"), 1), (None, 1)] {
            assert_eq!(of_ground(&rules(), ground), expected, "{ground:?}");
        }
        assert_eq!(sum(&rules(), &[]), 0);
    }

    #[test]
    fn what_is_suggested_grows_with_the_sum() {
        let expected = [
            (0, None),
            (2, None),
            (3, Some(Action::Silence)),
            (5, Some(Action::Silence)),
            (6, Some(Action::Suspend)),
            (8, Some(Action::Suspend)),
            (9, Some(Action::Ban)),
            (u32::MAX, Some(Action::Ban)),
        ];
        for (sum, action) in expected {
            assert_eq!(suggested(&rules(), sum), action, "{sum}");
        }
    }
}
