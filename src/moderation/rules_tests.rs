//! The tables of the rules.

use super::*;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::moderation::model::{DecisionId, ItemId};

fn now() -> Timestamp {
    Timestamp::parse("2026-03-14T10:00:00Z").unwrap()
}

fn item(kind: ItemKind, target_kind: TargetKind) -> ItemRow {
    ItemRow {
        id: ItemId::mint(now()),
        kind,
        target_kind,
        target_id: "1".into(),
        author_id: AccountId::mint(now()),
        physician_id: None,
        clinic_id: None,
        state: ItemState::Open,
        priority: IN_TURN,
        title: "t".into(),
        path: "/".into(),
        snapshot: "s".into(),
        claimed_by: None,
        claimed_until: None,
        appeal_id: None,
        decided_at: None,
        created_at: now(),
        version: 1,
    }
}

fn standing(action: Action, by_person: bool) -> DecisionRow {
    DecisionRow {
        id: DecisionId::mint(now()),
        item_id: ItemId::mint(now()),
        target_kind: TargetKind::Post,
        target_id: "1".into(),
        author_id: AccountId::mint(now()),
        action,
        ground: None,
        explanation: String::new(),
        until_at: None,
        decided_by: by_person.then(|| AccountId::mint(now())),
        in_force: true,
        sealed: None,
        statement_id: None,
        appeal_outcome: None,
        undone_at: None,
        created_at: now(),
    }
}

#[test]
fn what_may_be_done_fits_what_it_is_done_to() {
    use Action as A;
    let (flag, post) = (ItemKind::Flag, TargetKind::Post);
    for (kind, target, stands, staff, expected) in [
        (flag, post, vec![], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove]),
        (flag, TargetKind::Thread, vec![], true, vec![A::NoBreach, A::Hide, A::Remove, A::Lock]),
        (flag, TargetKind::Profile, vec![], false, vec![A::NoBreach, A::Warn, A::Silence, A::Suspend, A::Ban]),
        (flag, post, vec![standing(A::Hide, true)], true, vec![A::NoBreach, A::Mask, A::Remove, A::Restore]),
        (flag, post, vec![standing(A::Hide, false)], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove, A::Restore]),
        (flag, post, vec![standing(A::Remove, true)], true, vec![A::NoBreach, A::Mask, A::Restore]),
        (ItemKind::Appeal, post, vec![], false, vec![]),
    ] {
        assert_eq!(permitted(&item(kind, target), &stands, staff), expected, "{kind} {target} {stands:?}");
    }
    let decided = ItemRow { state: ItemState::Decided, ..item(flag, post) };
    assert_eq!(permitted(&decided, &[], false), []);
}

#[test]
fn a_review_goes_only_on_its_own_grounds() {
    let pack = Pack::embedded("hair-restoration").unwrap();
    let of = |target, action, named, flagged| {
        ground(&pack, target, action, named, flagged).map_err(|refusal| refusal.fields[0].code)
    };
    let review = TargetKind::Review;
    assert_eq!(of(review, Action::Remove, Some("proven_fake"), None), Ok(Some("proven_fake".into())));
    assert_eq!(of(review, Action::Remove, Some("off_topic"), None), Err(NOT_ALLOWED_HERE));
    assert_eq!(of(review, Action::Remove, None, Some("off_topic")), Err(REQUIRED));
    assert_eq!(of(review, Action::Remove, None, Some("spam")), Ok(Some("spam".into())));
    assert_eq!(of(review, Action::Hide, Some("court_order"), None), Ok(Some("court_order".into())));
    assert_eq!(of(TargetKind::Post, Action::Hide, None, Some("threat")), Ok(Some("threat".into())));
    assert_eq!(of(TargetKind::Post, Action::Warn, None, None), Ok(Some("other".into())));
    assert_eq!(of(TargetKind::Post, Action::Hide, Some("proven_fake"), None), Err(NOT_ALLOWED_HERE));
    assert_eq!(of(TargetKind::Post, Action::NoBreach, Some("nonsense"), None), Ok(None));
}

#[test]
fn threats_come_first_and_stars_are_never_asked() {
    let pack = Pack::embedded("hair-restoration").unwrap();
    let urgent = ["threat", "personal_data", "illegal", "medical_danger"];
    for reason in pack.flags.reasons.iter().map(|term| term.code.as_str()) {
        assert_eq!(priority(reason, &pack) == URGENT, urgent.contains(&reason), "{reason}");
    }
}

#[test]
fn every_restriction_has_its_word_in_the_database_of_statements() {
    for action in Action::ALL.iter().filter(|action| action.restricts()) {
        let words = dsa_words(*action, "spam");
        let said = [words.visibility, words.account, words.provision].into_iter().flatten().count();
        assert_eq!(said, usize::from(*action != Action::Warn), "{action}");
    }
    assert_eq!(dsa_words(Action::Hide, "illegal").ground, "DECISION_GROUND_ILLEGAL_CONTENT");
    assert_eq!(dsa_words(Action::Hide, "spam").ground, "DECISION_GROUND_INCOMPATIBLE_CONTENT");
}
