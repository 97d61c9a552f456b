//! Tables for the rules of accounts.

use super::*;
use crate::accounts::model::RoleChangeId;
use crate::clock::Timestamp;

fn limits() -> Limits {
    let folder = tempfile::tempdir().unwrap();
    crate::config::Config::development(folder.path()).unwrap().limits
}

#[test]
fn the_delay_grows_after_the_free_failures_and_never_beyond_its_bound() {
    for (failures, seconds) in [(0, 0), (4, 0), (5, 2), (6, 4), (7, 8), (12, 256), (13, 300), (1_000_000, 300)] {
        assert_eq!(sign_in_delay(failures, Counted::Pair, &limits()).num_seconds(), seconds, "{failures}");
    }
}

#[test]
fn strangers_can_slow_a_whole_account_only_late() {
    for (failures, seconds) in [(5, 0), (49, 0), (50, 2), (60, 300)] {
        assert_eq!(sign_in_delay(failures, Counted::Account, &limits()).num_seconds(), seconds, "{failures}");
    }
}

#[test]
fn retry_after_rounds_up() {
    for (millis, seconds) in [(-5, 1), (0, 1), (1, 1), (1_000, 1), (1_001, 2)] {
        assert_eq!(seconds_left(Duration::milliseconds(millis)), seconds, "{millis}");
    }
}

#[test]
fn only_paths_of_this_site_are_gone_on_to() {
    for (next, path) in [
        (None, "/me"),
        (Some("/threads/1?page=2#p3"), "/threads/1?page=2#p3"),
        (Some(""), "/me"),
        (Some("threads"), "/me"),
        (Some("//evil.example"), "/me"),
        (Some("/\\evil.example"), "/me"),
        (Some("https://evil.example"), "/me"),
        (Some("javascript:alert(1)"), "/me"),
        (Some("/a\r\nSet-Cookie: x"), "/me"),
        (Some("/\tx"), "/me"),
    ] {
        assert_eq!(local_path(next), path, "{next:?}");
    }
}

#[test]
fn a_device_is_told_as_people_would_say_it() {
    for (agent, device_name) in [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8.5.0", "curl"),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ] {
        assert_eq!(device(agent), device_name);
    }
}

#[test]
fn roles_that_follow_from_an_act_are_not_given_by_hand() {
    use RoleChangeKind::{Grant, Revoke};
    for (role, kind, allowed) in [
        (Role::Moderator, Grant, true),
        (Role::Admin, Grant, true),
        (Role::Admin, Revoke, true),
        (Role::Physician, Grant, false),
        (Role::Physician, Revoke, true),
        (Role::Mentor, Grant, false),
        (Role::Member, Grant, false),
        (Role::Member, Revoke, false),
    ] {
        assert_eq!(may_be_asked(role, kind).is_ok(), allowed, "{role} {kind}");
    }
}

#[test]
fn a_role_held_is_not_granted_and_one_not_held_is_not_taken() {
    use RoleChangeKind::{Grant, Revoke};
    for (kind, held, code) in [
        (Grant, Held::No, None),
        (Grant, Held::Yes, Some("role_held")),
        (Revoke, Held::Yes, None),
        (Revoke, Held::No, Some("invalid")),
    ] {
        assert_eq!(fits(kind, held).err().map(|refusal| refusal.code.name), code);
    }
}

#[test]
fn only_a_second_admin_who_gains_nothing_confirms() {
    let now = Timestamp::from_unix_millis(0);
    let [asker, other, subject] = [(); 3].map(|()| AccountId::mint(now));
    let mut change = RoleChangeRow {
        id: RoleChangeId::mint(now),
        subject_ref: String::new(),
        account_id: subject.clone(),
        role: Role::Moderator,
        kind: RoleChangeKind::Grant,
        reason: String::new(),
        state: RoleChangeState::Pending,
        asked_by: Some(asker.clone()),
        asked_at: now,
        confirmed_by: None,
        confirmed_at: None,
        version: 1,
    };
    let code = |change: &RoleChangeRow, admin| may_confirm(change, admin).err().map(|refusal| refusal.code);
    assert_eq!(code(&change, &asker), Some(CONFLICT_OF_INTEREST));
    assert_eq!(code(&change, &subject), Some(CONFLICT_OF_INTEREST));
    assert_eq!(code(&change, &other), None);
    change.state = RoleChangeState::Confirmed;
    assert_eq!(code(&change, &other), Some(ROLE_CHANGE_DONE));
}
