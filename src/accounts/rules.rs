//! What is allowed: codes, lifetimes, delays, who may change whose roles. Pure.

use super::model::{AccountId, Role, RoleChangeKind, RoleChangeRow, RoleChangeState};
use crate::config::Limits;
use crate::error::{CONFLICT_OF_INTEREST, Code, FORBIDDEN, NO_SUCH, NOT_ALLOWED_HERE, Refusal};
use chrono::Duration;
use sha2::{Digest as _, Sha256};

/// Field: someone else writes under this name.
pub const DISPLAY_NAME_TAKEN: Code = Code::invalid("display_name_taken");
/// Only `candor user create` says so: whoever signs up must not learn whose addresses are known.
pub const EMAIL_TAKEN: Code = Code::invalid("email_taken");
/// Field: too easily guessed, too common, or it holds the address or the name.
pub const PASSWORD_TOO_WEAK: Code = Code::invalid("password_too_weak");
/// Field: without this consent there can be no account.
pub const CONSENT_REQUIRED: Code = Code::invalid("consent_required");
/// Field: the present password is another one.
pub const PASSWORD_WRONG: Code = Code::invalid("password_wrong");
/// Field: the link was used, has run out, or was never sent.
pub const LINK_INVALID: Code = Code::invalid("link_invalid");
/// Address and password do not belong together.
pub const SIGN_IN_FAILED: Code = Code::new("sign_in_failed", 401);
/// Too many failures; the next try counts only later.
pub const SIGN_IN_DELAYED: Code = Code::new("sign_in_delayed", 429);
/// The password is right, but the address was not confirmed yet.
pub const EMAIL_NOT_VERIFIED: Code = Code::forbidden("email_not_verified");
/// A refresh token came a second time: the whole session was ended.
pub const REFRESH_REUSED: Code = Code::new("refresh_reused", 401);
/// Staff must have a second factor before they act.
pub const SECOND_FACTOR_REQUIRED: Code = Code::forbidden("second_factor_required");
/// The password is right; now the code of the second factor is asked for.
pub const SECOND_FACTOR_CODE_REQUIRED: Code = Code::new("second_factor_code_required", 401);
/// Field: not the present code, one that was taken before, or a recovery code that was used.
pub const SECOND_FACTOR_CODE_WRONG: Code = Code::invalid("second_factor_code_wrong");
/// There is a second factor already; it must be removed before another is set up.
pub const SECOND_FACTOR_ACTIVE: Code = Code::conflict("second_factor_active");
/// There is none that this could be done with.
pub const SECOND_FACTOR_MISSING: Code = Code::conflict("second_factor_missing");
/// The second step of signing in came too late, or not from here.
pub const SECOND_STEP_EXPIRED: Code = Code::invalid("second_step_expired");
/// The same change of the same role waits already.
pub const ROLE_CHANGE_PENDING: Code = Code::conflict("role_change_pending");
/// The account holds the role already.
pub const ROLE_HELD: Code = Code::conflict("role_held");
/// Already confirmed.
pub const ROLE_CHANGE_DONE: Code = Code::conflict("role_change_done");

/// Whoever is silenced reads, but does not publish until the sanction ends.
pub const ACCOUNT_SILENCED: Code = Code::forbidden("account_silenced");
/// Nobody signs in to a suspended account until the sanction ends.
pub const ACCOUNT_SUSPENDED: Code = Code::forbidden("account_suspended");
/// Nobody signs in to a banned account.
pub const ACCOUNT_BANNED: Code = Code::forbidden("account_banned");

/// Every code of this domain.
pub const CODES: &[Code] = &[
    DISPLAY_NAME_TAKEN,
    EMAIL_TAKEN,
    PASSWORD_TOO_WEAK,
    CONSENT_REQUIRED,
    PASSWORD_WRONG,
    LINK_INVALID,
    SIGN_IN_FAILED,
    SIGN_IN_DELAYED,
    EMAIL_NOT_VERIFIED,
    REFRESH_REUSED,
    SECOND_FACTOR_REQUIRED,
    SECOND_FACTOR_CODE_REQUIRED,
    SECOND_FACTOR_CODE_WRONG,
    SECOND_FACTOR_ACTIVE,
    SECOND_FACTOR_MISSING,
    SECOND_STEP_EXPIRED,
    ROLE_CHANGE_PENDING,
    ROLE_HELD,
    ROLE_CHANGE_DONE,
    ACCOUNT_SILENCED,
    ACCOUNT_SUSPENDED,
    ACCOUNT_BANNED,
];

/// The texts people agree to carry the day of their last change.
pub const CONSENT_VERSION: &str = "2026-11-21";
/// Days after which an account whose address was never confirmed is deleted.
pub const UNVERIFIED_DAYS: i64 = 7;
/// Random bytes of a token, cookie or link.
pub const SECRET_BYTES: usize = 32;
/// Fewest and most characters of the reason for a change of roles.
pub const REASON_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=1_000;
/// Failures on one account from all addresses together count this many times less than those from one address:
/// who guesses from many places is slowed, and nobody is locked out by strangers for long.
const WHOLE_ACCOUNT_FACTOR: i64 = 10;

/// SHA-256 of a secret, hexadecimal: secrets of 256 random bits need no slow hash.
pub fn hash_secret(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Where sign-in failures are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// One account from one address.
    Pair,
    /// One account from everywhere.
    Account,
}

/// How long after its last failure the next sign-in counts, after `failures` in a row.
///
/// Doubles with each failure beyond the free ones, up to `limits.sign_in_delay_max_seconds`.
pub fn sign_in_delay(failures: i64, counted: Counted, limits: &Limits) -> Duration {
    let free = i64::from(limits.sign_in_free_failures);
    let free = if counted == Counted::Account { free.saturating_mul(WHOLE_ACCOUNT_FACTOR) } else { free };
    if failures < free {
        return Duration::zero();
    }
    let doublings = u32::try_from(failures.saturating_sub(free)).unwrap_or(u32::MAX).min(32);
    let seconds = limits.sign_in_delay_seconds.saturating_mul(2_u64.saturating_pow(doublings));
    let bounded = seconds.min(limits.sign_in_delay_max_seconds);
    Duration::seconds(i64::try_from(bounded).unwrap_or(i64::MAX / 1_000))
}

/// Whole seconds until `span` is over, at least one: what `Retry-After` says.
pub fn seconds_left(span: Duration) -> u32 {
    let millis = span.num_milliseconds().max(1);
    u32::try_from(millis.saturating_add(999) / 1_000).unwrap_or(u32::MAX)
}

/// Whether admins may ask for this change: `member` is everybody's, and the roles that follow from an act of
/// their own (a claim, a mentor's acceptance) are not given by hand, but may be taken.
pub fn may_be_asked(role: Role, kind: RoleChangeKind) -> Result<(), Refusal> {
    let follows_from_an_act = matches!(role, Role::Physician | Role::ClinicStaff | Role::Mentor);
    if role == Role::Member || (kind == RoleChangeKind::Grant && follows_from_an_act) {
        return Err(Refusal::field("/role", NOT_ALLOWED_HERE));
    }
    Ok(())
}

/// Whether a role can change this way, given that it `is_held` now.
pub fn fits(kind: RoleChangeKind, is_held: Held) -> Result<(), Refusal> {
    match (kind, is_held) {
        (RoleChangeKind::Grant, Held::Yes) => Err(Refusal::new(ROLE_HELD)),
        (RoleChangeKind::Revoke, Held::No) => Err(Refusal::field("/role", NO_SUCH)),
        _ => Ok(()),
    }
}

/// Whether an account has a role now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Yes,
    No,
}

/// Whether `admin` may confirm `change`: a second person, who neither asked nor gains.
pub fn may_confirm(change: &RoleChangeRow, admin: &AccountId) -> Result<(), Refusal> {
    if change.asked_by.as_ref() == Some(admin) || change.account_id == *admin {
        return Err(Refusal::new(CONFLICT_OF_INTEREST));
    }
    if change.state != RoleChangeState::Pending {
        return Err(Refusal::new(ROLE_CHANGE_DONE));
    }
    Ok(())
}

/// Whether a holder of `roles` may act as staff in `wanted`.
pub fn holds(roles: &[Role], wanted: Role) -> Result<(), Refusal> {
    if roles.contains(&wanted) { Ok(()) } else { Err(Refusal::new(FORBIDDEN)) }
}

/// A path on this site to go on to after signing in; anything else leads to the reader's own page.
///
/// Only one leading slash, no backslash, no control character: browsers read `//host` and `/\host` as another site.
pub fn local_path(next: Option<&str>) -> &str {
    let is_local = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.chars().any(char::is_control)
            && path.len() <= 1_000
    };
    next.filter(is_local).unwrap_or("/me")
}

/// Browser and system of a `User-Agent`, as people would say it; versions and details are not kept.
pub fn device(user_agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // Order matters: nearly every browser also calls itself its ancestors.
    let browser = find(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chromium/", "Chromium"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
