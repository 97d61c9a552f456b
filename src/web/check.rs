//! Rules that a request's fields must keep before any action sees them.

use crate::app::Site;
use crate::error::{Code, FieldError, OUT_OF_RANGE, Refusal, TOO_LONG, TOO_SHORT, WRONG_TYPE};
use serde::{Deserialize, Deserializer};
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// Longest e-mail address that mail servers must accept (RFC 5321, 4.5.3.1.3), in characters.
const EMAIL_MAX: usize = 254;
/// Longest part before the `@` (RFC 5321, 4.5.3.1.1), in characters.
const LOCAL_PART_MAX: usize = 64;

/// A request body or query whose fields can be checked.
pub trait Check {
    /// Whether an absent body stands for `{}`.
    const MAY_BE_EMPTY: bool = false;

    /// Names whatever is wrong; everything at once, so that the sender can put all of it right.
    fn check(&self, _wrong: &mut Wrong) {}

    /// Names besides what only this site knows to be wrong: what its pack does not have, what lies ahead of its clock.
    fn check_here(&self, _site: &Site, _wrong: &mut Wrong) {}
}

/// Names everything that is wrong with a value.
pub(super) fn check_all(value: &impl Check, site: &Site, wrong: &mut Wrong) {
    value.check(wrong);
    value.check_here(site, wrong);
}

/// What only the site knows to be wrong with a value, for actions: not everybody comes through the door of a request.
///
/// # Errors
/// A [`Refusal`] that names every wrong field, if one is.
pub fn check_on_site(value: &impl Check, site: &Site) -> Result<(), Refusal> {
    let mut wrong = Wrong::default();
    value.check_here(site, &mut wrong);
    wrong.into_result()
}

/// A body without fields: `{}` or none at all.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl Check for Nothing {
    const MAY_BE_EMPTY: bool = true;
}

/// The wrong fields of a request, collected.
#[derive(Debug, Default)]
pub struct Wrong {
    prefix: String,
    fields: Vec<FieldError>,
    is_refused: bool,
}

impl Wrong {
    /// For what is checked beside fields that cannot be read.
    pub(super) fn beside(unread: &[FieldError]) -> Self {
        Self { is_refused: !unread.is_empty(), ..Self::default() }
    }

    /// Whether fields that cannot be read refuse the request already: no action will see it, so what one would name is
    /// named by the check.
    pub fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// The field at `pointer` (`/title`, `?sort`) is wrong.
    pub fn add(&mut self, pointer: &str, code: Code) {
        self.push(pointer, code, None);
    }

    /// The same, unless something is wrong with that field already: one mistake is told once.
    pub fn add_first(&mut self, pointer: &str, code: Code) {
        let whole = format!("{}{pointer}", self.prefix);
        if !self.fields.iter().any(|known| known.pointer == whole) {
            self.push(pointer, code, None);
        }
    }

    /// Characters `start..end` of the text at `pointer` are wrong.
    pub fn add_span(&mut self, pointer: &str, code: Code, span: (usize, usize)) {
        self.push(pointer, code, Some(span));
    }

    /// A text must have so many characters, not counting white space around it.
    pub fn length(&mut self, pointer: &str, text: &str, allowed: RangeInclusive<usize>) {
        self.count(pointer, text.trim().chars().count(), allowed);
    }

    /// As [`length`](Self::length), where the text is given at all.
    pub fn length_of(&mut self, pointer: &str, text: Option<&str>, allowed: RangeInclusive<usize>) {
        if let Some(text) = text {
            self.length(pointer, text, allowed);
        }
    }

    /// A text that is given must be the address of a page on the web.
    pub fn web_address(&mut self, pointer: &str, text: Option<&str>) {
        let is_web = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        if text.is_some_and(|text| !text.trim().is_empty() && !is_web(text.trim())) {
            self.add(pointer, WRONG_TYPE);
        }
    }

    /// A list must have so many entries.
    pub fn count(&mut self, pointer: &str, count: usize, allowed: RangeInclusive<usize>) {
        if count < *allowed.start() {
            self.add(pointer, TOO_SHORT);
        } else if count > *allowed.end() {
            self.add(pointer, TOO_LONG);
        }
    }

    /// A value must lie in a range.
    pub fn range<N: PartialOrd>(&mut self, pointer: &str, value: N, allowed: RangeInclusive<N>) {
        if !allowed.contains(&value) {
            self.add(pointer, OUT_OF_RANGE);
        }
    }

    /// A text must have the form of an e-mail address that letters can be sent to.
    pub fn email(&mut self, pointer: &str, text: &str) {
        if text.chars().count() > EMAIL_MAX {
            self.add(pointer, TOO_LONG);
        } else if !is_email(text.trim()) {
            self.add(pointer, WRONG_TYPE);
        }
    }

    /// Checks what lies at `pointer` with pointers relative to it.
    pub fn within(&mut self, pointer: &str, check: impl FnOnce(&mut Self)) {
        let outer = self.prefix.len();
        self.prefix.push_str(pointer);
        check(self);
        self.prefix.truncate(outer);
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// # Errors
    /// A [`Refusal`] that names every wrong field, if one is.
    pub fn into_result(self) -> Result<(), Refusal> {
        if self.fields.is_empty() { Ok(()) } else { Err(Refusal::fields(self.fields)) }
    }

    pub(super) fn into_fields(self) -> Vec<FieldError> {
        self.fields
    }

    fn push(&mut self, pointer: &str, code: Code, span: Option<(usize, usize)>) {
        self.fields.push(FieldError { pointer: format!("{}{pointer}", self.prefix), code, span });
    }
}

/// For fields of a `PATCH`: tells "absent" (`None`) from "set to null" (`Some(None)`).
///
/// `#[serde(default, deserialize_with = "given")] note: Option<Option<String>>`
///
/// # Errors
/// Those of the value itself.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Strict where delivery depends on it, no stricter: one `@`, a dotless or dotted host, no blanks or controls.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let local_parts = local.split('.').all(|part| !part.is_empty() && part.chars().all(plain));
    local_parts && local.chars().count() <= LOCAL_PART_MAX && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let mut wrong = Wrong::default();
        wrong.length("/title", "  no  ", 3..=200);
        wrong.range("/overall", 6, 1..=5);
        wrong.within("/desk", |wrong| wrong.email("/email", "nobody"));
        let refusal = wrong.into_result().unwrap_err();
        let told: Vec<_> = refusal.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect();
        assert_eq!(told, [("/title", "too_short"), ("/overall", "out_of_range"), ("/desk/email", "wrong_type")]);
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["a@b.example", "first.last+tag@clinic-berlin.example", "jürgen@müller.example", "a@localhost"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@", "@b", "a@b@c", "a b@c.example", "a@-b.example", "a..b@c.example", "a@b..c", "a<@b.c"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
