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
        due_at: None,
        overdue: false,
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

fn known<'a>(standing: &'a [DecisionRow], author_is_staff: bool, asks: &'a AccountId) -> Known<'a> {
    Known { standing, author_is_staff, hold: None, voices: &[], asks, is_withdrawn: false }
}

#[test]
fn what_may_be_done_fits_what_it_is_done_to() {
    use Action as A;
    let (flag, post, me) = (ItemKind::Flag, TargetKind::Post, AccountId::mint(now()));
    let review = TargetKind::Review;
    for (kind, target, stands, staff, expected) in [
        (flag, post, vec![], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove]),
        (flag, review, vec![], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove, A::Hold]),
        (ItemKind::Review, review, vec![], true, vec![A::NoBreach, A::Hide, A::Remove, A::Hold]),
        (ItemKind::HiddenReview, review, vec![standing(A::Hide, true)], false, vec![A::Remove, A::Restore]),
        (flag, TargetKind::Thread, vec![], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove, A::Lock]),
        (flag, TargetKind::Profile, vec![], false, vec![A::NoBreach, A::Mask, A::Warn, A::Silence, A::Suspend, A::Ban]),
        (ItemKind::SignUp, TargetKind::Profile, vec![], true, vec![A::NoBreach, A::Mask]),
        (flag, post, vec![standing(A::Hide, true)], true, vec![A::NoBreach, A::Mask, A::Remove, A::Restore]),
        (flag, post, vec![standing(A::Hide, false)], true, vec![A::NoBreach, A::Mask, A::Hide, A::Remove, A::Restore]),
        (flag, post, vec![standing(A::Remove, true)], true, vec![A::NoBreach, A::Mask, A::Restore]),
        (ItemKind::Appeal, post, vec![], false, vec![]),
    ] {
        let around = known(&stands, staff, &me);
        assert_eq!(permitted(&item(kind, target), &around), expected, "{kind} {target} {stands:?}");
    }
    let decided = ItemRow { state: ItemState::Decided, ..item(flag, post) };
    assert_eq!(permitted(&decided, &known(&[], false, &me)), []);
}

#[test]
fn what_is_decided_is_taken_back_while_it_stands() {
    let me = AccountId::mint(now());
    for (target, action, expected) in [
        (TargetKind::Post, Action::Hide, vec![Action::Restore]),
        (TargetKind::Post, Action::Silence, vec![Action::Restore]),
        (TargetKind::Review, Action::Remove, vec![Action::Restore]),
        (TargetKind::Review, Action::Hold, vec![Action::Restore]),
        // Two people decide about what is hidden, by its own item.
        (TargetKind::Review, Action::Hide, vec![]),
    ] {
        let decided = ItemRow { state: ItemState::Decided, ..item(ItemKind::Flag, target) };
        let of_another = [standing(action, true)];
        assert_eq!(permitted(&decided, &known(&of_another, false, &me)), [], "{target} {action}");
        let own = [DecisionRow { item_id: decided.id.clone(), ..standing(action, true) }];
        assert_eq!(permitted(&decided, &known(&own, false, &me)), expected, "{target} {action}");
    }
}

#[test]
fn a_hold_is_made_longer_once_by_somebody_else() {
    let (me, other) = (AccountId::mint(now()), AccountId::mint(now()));
    let held = item(ItemKind::HeldReview, TargetKind::Review);
    let stands = [standing(Action::Hold, true)];
    for (by, extended, expected) in [(&other, false, true), (&other, true, false), (&me, false, false)] {
        let hold = Hold { by: Some(by.clone()), until: now(), extended };
        let around = Known { hold: Some(&hold), ..known(&stands, false, &me) };
        assert_eq!(permitted(&held, &around).contains(&Action::Hold), expected, "{hold:?}");
    }
}

#[test]
fn of_a_withdrawn_review_nothing_is_left_to_restrict() {
    let (me, reported) = (AccountId::mint(now()), item(ItemKind::Flag, TargetKind::Review));
    let masked = [standing(Action::Mask, true)];
    let offered = permitted(&reported, &Known { is_withdrawn: true, ..known(&masked, false, &me) });
    let (no_breach, account) = (Action::NoBreach, [Action::Warn, Action::Silence, Action::Suspend, Action::Ban]);
    assert_eq!(offered, [[no_breach, Action::Restore].as_slice(), &account].concat());
    assert_eq!(permitted(&reported, &Known { is_withdrawn: true, ..known(&[], true, &me) }), [no_breach]);
}

#[test]
fn two_people_decide_about_what_is_hidden_and_nobody_twice() {
    let (hides, by_score) = ([standing(Action::Hide, true)], [standing(Action::Hide, false)]);
    let (post, review) = (TargetKind::Post, TargetKind::Review);
    for (kind, target, action, stands, expected) in [
        (ItemKind::HiddenReview, review, Action::Remove, &hides, true),
        (ItemKind::HiddenReview, review, Action::Restore, &by_score, true),
        (ItemKind::Again, post, Action::Remove, &hides, true),
        (ItemKind::Again, post, Action::Restore, &hides, false),
        (ItemKind::Flag, post, Action::Remove, &by_score, false),
    ] {
        assert_eq!(takes_two(&item(kind, target), action, stands), expected, "{kind} {action}");
    }
    let me = AccountId::mint(now());
    let waiting = item(ItemKind::HiddenReview, review);
    let mut voice = VoiceRow {
        id: DecisionId::mint(now()),
        item_id: waiting.id.clone(),
        moderator_id: AccountId::mint(now()),
        action: Action::Remove,
        ground: None,
        explanation: String::new(),
        created_at: now(),
    };
    let offered = |voice: &VoiceRow| {
        permitted(&waiting, &Known { voices: std::slice::from_ref(voice), ..known(&hides, false, &me) })
    };
    assert_eq!(offered(&voice), [Action::Remove, Action::Restore]);
    voice.moderator_id = me.clone();
    assert_eq!(offered(&voice), []);
}

#[test]
fn a_review_goes_only_on_its_own_grounds() {
    let pack = Pack::embedded("hair-restoration").unwrap();
    let of = |target, action, named, flagged| {
        ground(&pack, (None, target), action, named, flagged).map_err(|refusal| refusal.fields[0].code)
    };
    let review = TargetKind::Review;
    assert_eq!(of(review, Action::Remove, Some("proven_fake"), None), Ok(Some("proven_fake".into())));
    for reason in pack.flags.reasons.iter().map(|term| term.code.as_str()) {
        let removes = ["spam", "undisclosed_interest", "not_a_patient", "wrong_physician"].contains(&reason);
        let (named, kept) = if removes {
            (Ok(Some(reason.to_owned())), Ok(Some(reason.to_owned())))
        } else {
            (Err(reviews::rules::NOT_A_REMOVAL_GROUND), Err(REQUIRED))
        };
        assert_eq!(of(review, Action::Remove, Some(reason), None), named, "{reason}");
        assert_eq!(of(review, Action::Remove, None, Some(reason)), kept, "{reason}");
        let (named, kept) = if ["personal_data", "threat", "illegal"].contains(&reason) {
            (Ok(Some(reason.to_owned())), Ok(Some(reason.to_owned())))
        } else {
            (Err(NOT_ALLOWED_HERE), Err(REQUIRED))
        };
        assert_eq!(of(review, Action::Hide, Some(reason), None), named, "{reason}");
        assert_eq!(of(review, Action::Hide, None, Some(reason)), kept, "{reason}");
        assert_eq!(of(TargetKind::Post, Action::Hide, None, Some(reason)), Ok(Some(reason.to_owned())), "{reason}");
    }
    for ground in &pack.reviews.removal_grounds {
        assert_eq!(of(review, Action::Remove, Some(&ground.code), None), Ok(Some(ground.code.clone())));
    }
    assert_eq!(of(review, Action::Hide, Some("court_order"), None), Ok(Some("court_order".into())));
    assert_eq!(of(TargetKind::Post, Action::Hide, None, Some("threat")), Ok(Some("threat".into())));
    assert_eq!(of(TargetKind::Post, Action::Warn, None, None), Ok(Some("other".into())));
    assert_eq!(of(TargetKind::Post, Action::Hide, Some("proven_fake"), None), Err(NOT_ALLOWED_HERE));
    assert_eq!(of(TargetKind::Post, Action::NoBreach, Some("nonsense"), None), Ok(None));
}

#[test]
fn what_is_hidden_goes_for_what_hides_it_as_well() {
    let pack = Pack::embedded("hair-restoration").unwrap();
    let of = |hidden_for, ground: &str| {
        super::ground(&pack, (hidden_for, TargetKind::Review), Action::Remove, Some(ground), None)
            .map_err(|refusal| refusal.fields[0].code)
    };
    let refused: Result<Option<String>, _> = Err(reviews::rules::NOT_A_REMOVAL_GROUND);
    for (hidden_for, named, goes) in [
        (Some("personal_data"), "personal_data", true),
        (Some("personal_data"), "court_order", true),
        (Some("personal_data"), "threat", false),
        (Some("personal_data"), "illegal", false),
        (Some("threat"), "threat", true),
        (Some("threat"), "personal_data", false),
        (Some("illegal"), "illegal", true),
        (Some("court_order"), "illegal", false),
        (Some("threat"), "off_topic", false),
        (Some("threat"), "medical_danger", false),
        (None, "personal_data", false),
        (None, "threat", false),
        (None, "illegal", false),
    ] {
        let expected = if goes { Ok(Some(named.to_owned())) } else { refused.clone() };
        assert_eq!(of(hidden_for, named), expected, "{hidden_for:?} {named}");
    }
}

#[test]
fn what_two_have_removed_is_not_taken_back_by_one() {
    let me = AccountId::mint(now());
    for (kind, target) in [(ItemKind::HiddenReview, TargetKind::Review), (ItemKind::Again, TargetKind::Post)] {
        let decided = ItemRow { state: ItemState::Decided, ..item(kind, target) };
        let own = [DecisionRow { item_id: decided.id.clone(), ..standing(Action::Remove, true) }];
        let voice = |action| VoiceRow {
            id: DecisionId::mint(now()),
            item_id: decided.id.clone(),
            moderator_id: AccountId::mint(now()),
            action,
            ground: None,
            explanation: String::new(),
            created_at: now(),
        };
        for (voices, expected) in [
            (vec![], vec![Action::Restore]),
            (vec![voice(Action::Remove)], vec![Action::Restore]),
            (vec![voice(Action::Remove), voice(Action::Restore)], vec![Action::Restore]),
            (vec![voice(Action::Remove), voice(Action::Restore), voice(Action::Remove)], vec![]),
        ] {
            let around = Known { voices: &voices, ..known(&own, false, &me) };
            assert_eq!(permitted(&decided, &around), expected, "{kind} {voices:?}");
        }
    }
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

#[test]
fn pages_offer_a_mask_over_words_for_personal_data_and_over_a_name_for_anything() {
    let pack = Pack::embedded("hair-restoration").unwrap();
    for target in TargetKind::ALL {
        let offered = offered(&pack, (None, *target), Action::Mask);
        let codes: Vec<&str> = offered.iter().map(|term| term.code.as_str()).collect();
        if *target == TargetKind::Profile {
            assert_eq!(codes.len(), pack.flags.reasons.len());
        } else {
            assert_eq!(codes, [PERSONAL_DATA], "{target}");
        }
    }
}
