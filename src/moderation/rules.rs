//! What is allowed: refusals, what may be done with what, grounds, and how pressing something is. Pure.

use super::model::{Action, DecisionRow, ItemKind, ItemRow, ItemState, TargetKind, VoiceRow};
use crate::accounts::AccountId;
use crate::error::{Code, NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::reviews::{self, Hold};
use crate::specialty::{Pack, Term};

/// The same person raised the same reason against the same thing, and it is open or fresh.
pub const ALREADY_FLAGGED: Code = Code::conflict("already_flagged");
/// Another moderator looks at the item.
pub const CLAIMED_BY_OTHER: Code = Code::conflict("claimed_by_other");
/// The item or the appeal was decided; this side has appealed before; a letter's link is over or none of ours: the same
/// codes as in complaints.
pub use crate::complaints::rules::{ALREADY_APPEALED, LINK_EXPIRED};
pub use crate::directory::rules::ALREADY_DECIDED;
/// A display name that moderators have masked, chosen anew by the same account.
pub const NAME_MASKED: Code = Code::invalid("name_masked");
/// The time for an appeal is over.
pub const APPEAL_TOO_LATE: Code = Code::conflict("appeal_too_late");

/// Every code that only this domain answers with.
pub const CODES: &[Code] =
    &[ALREADY_FLAGGED, CLAIMED_BY_OTHER, ALREADY_DECIDED, ALREADY_APPEALED, LINK_EXPIRED, APPEAL_TOO_LATE, NAME_MASKED];

/// Its date was missed: comes before all others.
pub const OVERDUE: i64 = -1;
/// Comes before what can wait.
pub const URGENT: i64 = 0;
/// Comes in its turn.
pub const IN_TURN: i64 = 1;
/// The reason whose flags silence by themselves.
pub const SPAM: &str = "spam";
/// The only ground of a mask over a text, on pages: the mask's own words name it.
pub const PERSONAL_DATA: &str = "personal_data";
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

/// The grounds that a decision about this may name: for reviews only those of §2.3 where they go for good or out of
/// sight at once, and the reasons of flags that say the same. What is hidden for a harm is neither shown again with it
/// nor removed for what it is not: two people remove it for just that, `hidden_for`.
pub fn grounds<'p>(pack: &'p Pack, (hidden_for, target): (Option<&str>, TargetKind), action: Action) -> Vec<&'p Term> {
    let (reasons, removal) = (&pack.flags.reasons, &pack.reviews.removal_grounds);
    let fits = |term: &&Term| match (target, action) {
        (TargetKind::Review, Action::Remove) => {
            reviews::rules::removal_ground_of_hidden(pack, &term.code, hidden_for).is_some()
        }
        (TargetKind::Review, Action::Hide) => reviews::rules::endangers(&term.code),
        _ => true,
    };
    let mut all: Vec<&Term> = reasons.iter().collect();
    if target == TargetKind::Review {
        all.extend(removal.iter().filter(|ground| !reasons.iter().any(|term| term.code == ground.code)));
    }
    all.retain(fits);
    all
}

/// Whether this puts `[removed: personal data]` in the place of words; a masked name only makes way for a neutral one.
pub fn masks_text(target: TargetKind, action: Action) -> bool {
    action == Action::Mask && target != TargetKind::Profile
}

/// Of [`grounds`] those that a page offers: a mask over a text says by itself why it is there.
pub fn offered<'p>(pack: &'p Pack, about: (Option<&str>, TargetKind), action: Action) -> Vec<&'p Term> {
    let mut all = grounds(pack, about, action);
    all.retain(|term| !masks_text(about.1, action) || term.code == PERSONAL_DATA);
    all
}

fn removes_review(target: TargetKind, action: Action) -> bool {
    target == TargetKind::Review && action == Action::Remove
}

/// The ground of a decision: the one that was named, else the reason of the flags where it will do, else "other".
///
/// # Errors
/// 422 at `/ground`: not a ground for this, or missing where a review would be hidden or removed.
pub fn ground(
    pack: &Pack,
    (hidden_for, target): (Option<&str>, TargetKind),
    action: Action,
    named: Option<&str>,
    flagged: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if !action.restricts() {
        return Ok(None);
    }
    let all = grounds(pack, (hidden_for, target), action);
    let known = |code: &&str| all.iter().any(|term| term.code == **code);
    match (named, flagged.filter(known)) {
        (Some(code), _) if known(&code) => Ok(Some(code.to_owned())),
        (Some(_), _) if removes_review(target, action) => {
            Err(Refusal::field("/ground", reviews::rules::NOT_A_REMOVAL_GROUND))
        }
        (Some(_), _) => Err(Refusal::field("/ground", NOT_ALLOWED_HERE)),
        (None, Some(code)) => Ok(Some(code.to_owned())),
        (None, None) if known(&"other") => Ok(Some("other".to_owned())),
        (None, None) => Err(Refusal::field("/ground", REQUIRED)),
    }
}

/// What is known around an item when somebody asks what may be done with it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What stands against the thing.
    pub standing: &'a [DecisionRow],
    pub author_is_staff: bool,
    /// How a review is held.
    pub hold: Option<&'a Hold>,
    /// What was said already, where two must agree.
    pub voices: &'a [VoiceRow],
    /// Who asks.
    pub asks: &'a AccountId,
    /// Its author has taken it back.
    pub is_withdrawn: bool,
}

impl Known<'_> {
    /// Whether whoever asks is one of the two already.
    pub fn has_spoken(&self) -> bool {
        self.voices.iter().any(|voice| voice.moderator_id == *self.asks)
    }

    /// Whether two people have said this on the item.
    fn is_of_two(&self, action: Action) -> bool {
        self.voices.iter().filter(|voice| voice.action == action).count() > 1
    }

    /// Whether a person has done this to it already.
    fn stands(&self, action: Action) -> bool {
        let by_people = |decision: &&DecisionRow| decision.decided_by.is_some();
        let done = |wanted| self.standing.iter().filter(by_people).any(|decision| decision.action == wanted);
        let once = !matches!(action, Action::Mask | Action::Warn | Action::Hold);
        (once && done(action)) || (action == Action::Hide && done(Action::Remove))
    }

    /// A hold is made longer once, by somebody else.
    fn may_hold(&self, kind: ItemKind) -> bool {
        match (kind, self.hold) {
            (ItemKind::HeldReview, Some(hold)) => !hold.extended && hold.by.as_ref() != Some(self.asks),
            (_, hold) => hold.is_none(),
        }
    }
}

/// Whether two people must say the same: about what is hidden, before it goes for good.
pub fn takes_two(item: &ItemRow, action: Action, standing: &[DecisionRow]) -> bool {
    let hides = |decision: &DecisionRow| {
        // What the score hid only waits for somebody to look.
        let counts = decision.decided_by.is_some() || item.target_kind == TargetKind::Review;
        decision.action == Action::Hide && counts
    };
    match item.kind {
        ItemKind::HiddenReview => true,
        _ => action == Action::Remove && standing.iter().any(hides),
    }
}

/// Whether one of two has spoken on an item and only somebody else can decide it.
pub fn waits_for_others(item: &ItemRow, known: &Known<'_>) -> bool {
    item.kind == ItemKind::HiddenReview && known.has_spoken()
}

/// What a moderator may do with an item now. What is decided can only be taken back; an appeal is heard elsewhere.
pub fn permitted(item: &ItemRow, known: &Known<'_>) -> Vec<Action> {
    match (item.kind, item.state) {
        (ItemKind::Appeal, _) => Vec::new(),
        (_, ItemState::Decided) if may_take_back(item, known) => vec![Action::Restore],
        (_, ItemState::Decided) => Vec::new(),
        _ if waits_for_others(item, known) => Vec::new(),
        (ItemKind::HiddenReview, _) => vec![Action::Remove, Action::Restore],
        _ => of_open(item, known),
    }
}

/// What an item did stands still, and neither waits for two people nor was said by two: nobody undoes that alone, only
/// an appeal does.
fn may_take_back(item: &ItemRow, known: &Known<'_>) -> bool {
    let waits = |action: Action| item.target_kind == TargetKind::Review && action == Action::Hide;
    let mut own = known.standing.iter().filter(|decision| decision.item_id == item.id);
    own.any(|decision| !waits(decision.action) && !known.is_of_two(decision.action))
}

fn of_open(item: &ItemRow, known: &Known<'_>) -> Vec<Action> {
    let mut actions = vec![Action::NoBreach];
    actions.extend(match item.target_kind {
        TargetKind::Post | TargetKind::Review => [Action::Mask, Action::Hide, Action::Remove].as_slice(),
        TargetKind::Thread => &[Action::Mask, Action::Hide, Action::Remove, Action::Lock],
        TargetKind::Profile => &[Action::Mask],
    });
    if item.target_kind == TargetKind::Review && known.may_hold(item.kind) {
        actions.push(Action::Hold);
    }
    if known.standing.iter().any(|decision| decision.action.restricts()) {
        actions.push(Action::Restore);
    }
    // A review that waits is not public yet: there is nothing to mask.
    if matches!(item.kind, ItemKind::Review | ItemKind::HeldReview) {
        actions.retain(|action| *action != Action::Mask);
    }
    // Sanctions against staff begin with their role, which takes two admins.
    if !known.author_is_staff {
        actions.extend([Action::Warn, Action::Silence, Action::Suspend, Action::Ban]);
    }
    // What came back from an appeal is decided anew, whatever stands.
    if item.kind != ItemKind::Again {
        actions.retain(|action| !known.stands(*action));
    }
    if known.has_spoken() {
        actions.retain(|action| !takes_two(item, *action, known.standing));
    }
    // Of what its author took back nothing is left to restrict.
    if known.is_withdrawn {
        actions.retain(|action| !action.is_about_words());
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
        Action::Hide | Action::Hold => Some("DECISION_VISIBILITY_CONTENT_DISABLED"),
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
