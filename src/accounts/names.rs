//! E-mail addresses and display names: parsed at the door, compared by a key.

use crate::error::{Code, REQUIRED, TOO_LONG, TOO_SHORT, WRONG_TYPE};
use unicode_normalization::UnicodeNormalization as _;

/// Longest address and longest part before the `@`, in bytes: RFC 5321 §4.5.3.
const EMAIL_BYTES: usize = 254;
const LOCAL_BYTES: usize = 64;
/// Longest label of a host name, in bytes: RFC 1035 §2.3.4.
const LABEL_BYTES: usize = 63;
/// Fewest characters of a display name.
const NAME_MIN: usize = 3;

/// An address that letters can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress {
    address: String,
    key: String,
}

impl EmailAddress {
    /// Trims, puts the domain into lower case, and refuses what no mail server would take.
    ///
    /// # Errors
    /// The code for the field: `required`, `too_long` or `wrong_type`.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let text = text.trim();
        if text.is_empty() {
            return Err(REQUIRED);
        }
        if text.len() > EMAIL_BYTES {
            return Err(TOO_LONG);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(WRONG_TYPE)?;
        if !is_local_part(local) || !is_domain(domain) {
            return Err(WRONG_TYPE);
        }
        let address = format!("{local}@{}", domain.to_ascii_lowercase());
        Ok(Self { key: address.to_lowercase(), address })
    }

    /// Where letters go.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// All in lower case: what uniqueness goes by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        self.address.split('@').next().unwrap_or_default()
    }
}

/// RFC 5322 dot-atom; quoted forms are legal but nobody's own.
fn is_local_part(text: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    text.len() <= LOCAL_BYTES && text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= LABEL_BYTES
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.split('.').all(is_label)
}

/// The name under which a person writes; unique whatever its capitals and look-alike forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName {
    shown: String,
    key: String,
}

impl DisplayName {
    /// Trims, joins runs of spaces, and refuses what cannot be read aloud: control and invisible characters.
    ///
    /// # Errors
    /// The code for the field: `required`, `too_short`, `too_long` or `wrong_type`.
    pub fn parse(text: &str, max_characters: usize) -> Result<Self, Code> {
        let composed: String = text.nfc().collect();
        let shown = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = shown.chars().count();
        match length {
            0 => return Err(REQUIRED),
            _ if length < NAME_MIN => return Err(TOO_SHORT),
            _ if length > max_characters => return Err(TOO_LONG),
            _ => {}
        }
        if !shown.chars().all(is_readable) || !shown.chars().any(char::is_alphanumeric) {
            return Err(WRONG_TYPE);
        }
        Ok(Self { key: key_of(&shown), shown })
    }

    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// What uniqueness goes by.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// What the uniqueness of a name goes by.
pub(super) fn key_of(shown: &str) -> String {
    shown.nfkc().collect::<String>().to_lowercase()
}

/// Letters and marks of any script, and a little punctuation; nothing that turns or hides text around it.
fn is_readable(c: char) -> bool {
    c.is_alphanumeric() || " .-_'’".contains(c) || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_compared_in_lower_case() {
        let email = EmailAddress::parse("  Ana.Kos+hair@Example.ORG ").unwrap();
        assert_eq!(email.as_str(), "Ana.Kos+hair@example.org");
        assert_eq!(email.key(), "ana.kos+hair@example.org");
        assert_eq!(email.local_part(), "Ana.Kos+hair");
    }

    #[test]
    fn what_no_server_would_take_is_refused() {
        for (text, code) in [
            ("", REQUIRED),
            ("   ", REQUIRED),
            ("ana", WRONG_TYPE),
            ("@example.org", WRONG_TYPE),
            ("ana@", WRONG_TYPE),
            ("ana kos@example.org", WRONG_TYPE),
            ("ana@exa mple.org", WRONG_TYPE),
            ("ana@example..org", WRONG_TYPE),
            (".ana@example.org", WRONG_TYPE),
            ("ana@-example.org", WRONG_TYPE),
            ("ana@example.org\r\nBcc: all@example.org", WRONG_TYPE),
            ("\"ana\"@example.org", WRONG_TYPE),
        ] {
            assert_eq!(EmailAddress::parse(text), Err(code), "{text:?}");
        }
        assert_eq!(EmailAddress::parse(&format!("{}@example.org", "a".repeat(300))), Err(TOO_LONG));
        assert_eq!(EmailAddress::parse(&format!("{}@example.org", "a".repeat(65))), Err(WRONG_TYPE));
    }

    #[test]
    fn names_are_compared_without_capitals_and_look_alike_forms() {
        let name = |text| DisplayName::parse(text, 40).unwrap();
        assert_eq!(name("  teal   bicycle ").as_str(), "teal bicycle");
        assert_eq!(name("Teal_Bicycle").key(), name("teal_bicycle").key());
        assert_eq!(name("ｔｅａｌ").key(), name("Teal").key());
        assert_eq!(name("Zoë Müller").as_str(), "Zoë Müller");
    }

    #[test]
    fn names_nobody_could_read_are_refused() {
        for (text, code) in [
            ("", REQUIRED),
            ("ab", TOO_SHORT),
            (&*"a".repeat(41), TOO_LONG),
            ("ana\u{202e}kos", WRONG_TYPE),
            ("ana\u{200b}kos", WRONG_TYPE),
            ("ana<b>kos", WRONG_TYPE),
            ("ana\u{0}kos", WRONG_TYPE),
            ("---", WRONG_TYPE),
        ] {
            assert_eq!(DisplayName::parse(text, 40), Err(code), "{text:?}");
        }
    }
}
