//! What is allowed: refusals, what may be done with what, grounds, and how pressing something is. Pure.

use super::model::{Action, DecisionRow, ItemKind, ItemRow, ItemState, TargetKind};
use crate::error::{Code, NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::specialty::{Pack, Term};

/// The same person raised the same reason against the same thing, and it is open or fresh.
pub const ALREADY_FLAGGED: Code = Code::conflict("already_flagged");
/// Another moderator looks at the item.
pub const CLAIMED_BY_OTHER: Code = Code::conflict("claimed_by_other");
/// The item or the appeal was decided; this side has appealed before: the same codes as in complaints.
pub use crate::complaints::rules::ALREADY_APPEALED;
pub use crate::directory::rules::ALREADY_DECIDED;
/// The time for an appeal is over.
pub const APPEAL_TOO_LATE: Code = Code::conflict("appeal_too_late");

/// Every code that only this domain answers with.
pub const CODES: &[Code] = &[ALREADY_FLAGGED, CLAIMED_BY_OTHER, ALREADY_DECIDED, ALREADY_APPEALED, APPEAL_TOO_LATE];

/// Comes before all others.
pub const URGENT: i64 = 0;
/// Comes in its turn.
pub const IN_TURN: i64 = 1;
/// Characters of what a flagger, an appellant or a moderator says.
pub const WORDS: std::ops::RangeInclusive<usize> = 1..=5_000;

/// Where something stands in the queue for this reason.
pub fn priority(reason: &str, pack: &Pack) -> i64 {
    if pack.flags.score.urgent.iter().any(|urgent| urgent == reason) { URGENT } else { IN_TURN }
}

/// Whether the pack knows this reason for a flag.
pub fn is_reason(pack: &Pack, code: &str) -> bool {
    pack.flags.reasons.iter().any(|term| term.code == code)
}

/// The grounds that a decision about this may name: for reviews only those of §2.3 where they go for good.
pub fn grounds(pack: &Pack, target: TargetKind, action: Action) -> Vec<&Term> {
    let removal = &pack.reviews.removal_grounds;
    if target == TargetKind::Review && action == Action::Remove {
        return removal.iter().collect();
    }
    let mut all: Vec<&Term> = pack.flags.reasons.iter().collect();
    if target == TargetKind::Review {
        all.extend(removal.iter().filter(|ground| !pack.flags.reasons.iter().any(|term| term.code == ground.code)));
    }
    all
}

/// The ground of a decision: the one that was named, else the reason of the flags where it will do, else "other".
///
/// # Errors
/// 422 at `/ground`: not a ground for this, or missing where a review would be removed.
pub fn ground(
    pack: &Pack,
    target: TargetKind,
    action: Action,
    named: Option<&str>,
    flagged: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if !action.restricts() {
        return Ok(None);
    }
    let all = grounds(pack, target, action);
    let known = |code: &&str| all.iter().any(|term| term.code == **code);
    match (named, flagged.filter(known)) {
        (Some(code), _) if known(&code) => Ok(Some(code.to_owned())),
        (Some(_), _) => Err(Refusal::field("/ground", NOT_ALLOWED_HERE)),
        (None, Some(code)) => Ok(Some(code.to_owned())),
        (None, None) if known(&"other") => Ok(Some("other".to_owned())),
        (None, None) => Err(Refusal::field("/ground", REQUIRED)),
    }
}

/// What moderators may do with an item now; nothing with one that is decided or heard elsewhere.
pub fn permitted(item: &ItemRow, standing: &[DecisionRow], author_is_staff: bool) -> Vec<Action> {
    if item.state == ItemState::Decided || item.kind == ItemKind::Appeal {
        return Vec::new();
    }
    let mut actions = vec![Action::NoBreach];
    actions.extend(match item.target_kind {
        TargetKind::Post | TargetKind::Review => [Action::Mask, Action::Hide, Action::Remove].as_slice(),
        TargetKind::Thread => &[Action::Hide, Action::Remove, Action::Lock],
        TargetKind::Profile => &[],
    });
    if standing.iter().any(|decision| decision.action.restricts()) {
        actions.push(Action::Restore);
    }
    // A review that waits is not public yet: there is nothing to mask.
    if matches!(item.kind, ItemKind::Review | ItemKind::HeldReview) {
        actions.retain(|action| *action != Action::Mask);
    }
    // Sanctions against staff begin with their role, which takes two admins.
    if !author_is_staff {
        actions.extend([Action::Warn, Action::Silence, Action::Suspend, Action::Ban]);
    }
    let stands = |action: &Action| {
        let by_people = standing.iter().filter(|decision| decision.decided_by.is_some());
        by_people.clone().any(|decision| decision.action == *action && !matches!(action, Action::Mask | Action::Warn))
            || (*action == Action::Hide && by_people.clone().any(|decision| decision.action == Action::Remove))
    };
    // What came back from an appeal is decided anew, whatever stands.
    if item.kind != ItemKind::Again {
        actions.retain(|action| !stands(action));
    }
    actions
}

/// Every field of a statement that follows from what was done, in the words of the DSA Transparency Database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DsaWords {
    pub visibility: Option<&'static str>,
    pub account: Option<&'static str>,
    pub provision: Option<&'static str>,
    pub ground: &'static str,
    pub category: &'static str,
}

/// The words for an action on a ground.
pub fn dsa_words(action: Action, ground: &str) -> DsaWords {
    let visibility = match action {
        Action::Hide => Some("DECISION_VISIBILITY_CONTENT_DISABLED"),
        Action::Remove => Some("DECISION_VISIBILITY_CONTENT_REMOVED"),
        Action::Mask => Some("DECISION_VISIBILITY_OTHER"),
        Action::Lock => Some("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"),
        _ => None,
    };
    let account = match action {
        Action::Suspend => Some("DECISION_ACCOUNT_SUSPENDED"),
        Action::Ban => Some("DECISION_ACCOUNT_TERMINATED"),
        _ => None,
    };
    let provision = (action == Action::Silence).then_some("DECISION_PROVISION_PARTIAL_SUSPENSION");
    let is_illegal = matches!(ground, "illegal" | "court_order" | "threat");
    DsaWords {
        visibility,
        account,
        provision,
        ground: if is_illegal { "DECISION_GROUND_ILLEGAL_CONTENT" } else { "DECISION_GROUND_INCOMPATIBLE_CONTENT" },
        category: category(ground),
    }
}

fn category(ground: &str) -> &'static str {
    match ground {
        "harassment_or_hate" => "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        "threat" => "STATEMENT_CATEGORY_VIOLENCE",
        "personal_data" => "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        "photo_rights" => "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        "medical_danger" => "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
        "spam" | "undisclosed_interest" | "undisclosed_insider" | "proven_fake" => "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        _ => "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
