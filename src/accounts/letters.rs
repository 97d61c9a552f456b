//! One function per letter about an account.
//!
//! Letters about accounts have no thread: each stands alone, and none refers to what came before.

use super::model::{AccountRow, RoleChangeKind, RoleChangeRow};
use crate::app::Site;
use crate::mail::{Block, Letter, Preview, Recipient};
use crate::text::lang::Lang;

/// An example of every letter, for the development doors.
pub const PREVIEWS: &[Preview] = &[
    Preview {
        kind: VERIFY,
        build: |lang| verify_address(&example(lang), "https://candor.example/verify?token=…", "1"),
    },
    Preview { kind: ALREADY, build: |lang| already_have_account(&example(lang), "https://candor.example", "1") },
    Preview {
        kind: RESET,
        build: |lang| reset_password(&example(lang), "https://candor.example/password-reset/…", "1"),
    },
    Preview { kind: CHANGED, build: |lang| password_changed(&example(lang), "https://candor.example", "1") },
    Preview {
        kind: SECOND_FACTOR,
        build: |lang| second_factor(&example(lang), SecondFactorNews::On, "https://candor.example", "1"),
    },
    Preview {
        kind: SECOND_FACTOR,
        build: |lang| second_factor(&example(lang), SecondFactorNews::Off, "https://candor.example", "2"),
    },
    Preview { kind: ROLE, build: |lang| role_changed(&example(lang), &example_role(RoleChangeKind::Grant, lang), "1") },
    Preview {
        kind: ROLE,
        build: |lang| role_changed(&example(lang), &example_role(RoleChangeKind::Revoke, lang), "2"),
    },
];

const VERIFY: &str = "account_verify_address";
const ALREADY: &str = "account_already_there";
const RESET: &str = "account_reset_password";
const CHANGED: &str = "account_password_changed";
const SECOND_FACTOR: &str = "account_second_factor";
const ROLE: &str = "account_role_changed";

/// To whom a letter goes.
#[derive(Debug, Clone)]
pub struct Addressee {
    pub address: String,
    pub name: String,
    pub lang: Lang,
}

impl From<&AccountRow> for Addressee {
    fn from(row: &AccountRow) -> Self {
        Self { address: row.email.clone(), name: row.display_name.clone(), lang: row.lang() }
    }
}

/// The role that changed, in the words of the letter.
#[derive(Debug, Clone)]
pub struct RoleNews {
    kind: RoleChangeKind,
    role: String,
}

impl RoleNews {
    pub fn of(change: &RoleChangeRow, lang: Lang) -> Self {
        Self { kind: change.kind, role: lang.t(&change.role.key()) }
    }
}

/// Where pages are reached: `server.public_url`.
pub(super) fn origin(site: &Site) -> &str {
    site.config.server.public_url.trim_end_matches('/')
}

/// "Confirm your address": to whoever signed up. `key` makes it unique.
pub fn verify_address(to: &Addressee, url: &str, key: &str) -> Letter {
    let link = Block::Link { label: to.lang.t("accounts-letter-verify-link"), url: url.to_owned() };
    letter(VERIFY, "verify", to, key, vec![link])
}

/// "You already have an account": to the owner of an address somebody tried to sign up with.
pub fn already_have_account(to: &Addressee, origin: &str, key: &str) -> Letter {
    let sign_in = Block::Link { label: to.lang.t("accounts-letter-sign-in"), url: format!("{origin}/sign-in") };
    let reset = Block::Link { label: to.lang.t("accounts-letter-forgotten"), url: format!("{origin}/password-reset") };
    letter(ALREADY, "already", to, key, vec![sign_in, reset])
}

/// "Set a new password": to whoever asked for it and has an account.
pub fn reset_password(to: &Addressee, url: &str, key: &str) -> Letter {
    let link = Block::Link { label: to.lang.t("accounts-letter-reset-link"), url: url.to_owned() };
    letter(RESET, "reset", to, key, vec![link])
}

/// "Your password was changed": so that whoever did not change it can act.
pub fn password_changed(to: &Addressee, origin: &str, key: &str) -> Letter {
    let reset = Block::Link { label: to.lang.t("accounts-letter-forgotten"), url: format!("{origin}/password-reset") };
    letter(CHANGED, "changed", to, key, vec![reset])
}

/// Which way the second factor changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorNews {
    On,
    Off,
}

/// "Your second factor was switched on" or "off": so that whoever did not do it can act.
pub fn second_factor(to: &Addressee, news: SecondFactorNews, origin: &str, key: &str) -> Letter {
    let name = match news {
        SecondFactorNews::On => "second-on",
        SecondFactorNews::Off => "second-off",
    };
    let reset = Block::Link { label: to.lang.t("accounts-letter-forgotten"), url: format!("{origin}/password-reset") };
    letter(SECOND_FACTOR, name, to, key, vec![reset])
}

/// "Your roles changed": to whom they concern, once the second admin confirmed.
pub fn role_changed(to: &Addressee, news: &RoleNews, key: &str) -> Letter {
    let name = match news.kind {
        RoleChangeKind::Grant => "role-granted",
        RoleChangeKind::Revoke => "role-revoked",
    };
    letter(ROLE, name, to, key, vec![Block::Facts(vec![(to.lang.t("accounts-role"), news.role.clone())])])
}

/// The letter's own sentence, what it carries, and what to do when it is not for you.
fn letter(kind: &'static str, name: &str, to: &Addressee, key: &str, middle: Vec<Block>) -> Letter {
    let lang = to.lang;
    let say = |part: &str| lang.t(&format!("accounts-letter-{name}-{part}"));
    let mut body = vec![Block::Paragraph(say("text"))];
    body.extend(middle);
    body.push(Block::Paragraph(say("otherwise")));
    Letter {
        kind,
        to: Recipient { address: to.address.clone(), name: Some(to.name.clone()), lang },
        subject: say("subject"),
        body,
        thread: None,
        reply_to: None,
        once_key: format!("{kind} {key}"),
    }
}

fn example(lang: Lang) -> Addressee {
    Addressee { address: "teal_bicycle@example.org".into(), name: "teal_bicycle".into(), lang }
}

fn example_role(kind: RoleChangeKind, lang: Lang) -> RoleNews {
    RoleNews { kind, role: lang.t("accounts-role-moderator") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_waited_for_at_the_screen_leaves_first() {
        assert_eq!(crate::mail::store::AWAITED, [VERIFY, ALREADY, RESET]);
    }

    #[test]
    fn every_letter_is_said_in_every_language() {
        for lang in Lang::ALL {
            for preview in PREVIEWS {
                let letter = (preview.build)(*lang);
                let said = format!("{letter:?}");
                assert!(!said.contains("accounts-"), "{said}");
                assert_eq!(letter.kind, preview.kind);
            }
        }
    }
}
