//! Numbers as a language writes them.

use super::Lang;

impl Lang {
    /// A whole number with its thousands set apart: `1,204` or `1.204`.
    pub fn number(self, number: i64) -> String {
        localise(self, &number.to_string())
    }

    /// A number with this many decimals: `3.40` or `3,40`.
    pub fn decimal(self, number: f64, places: usize) -> String {
        localise(self, &format!("{number:.places$}"))
    }

    /// What sets thousands apart, and what begins the decimals.
    const fn marks(self) -> (char, char) {
        match self {
            Self::En => (',', '.'),
            Self::De => ('.', ','),
        }
    }
}

/// `-1204.5`, as Rust writes it, in the marks of `lang`.
pub(super) fn localise(lang: Lang, plain: &str) -> String {
    let (thousands, point) = lang.marks();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("\u{2212}", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    let length = whole.chars().count();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (length - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(point);
        text.push_str(fraction);
    }
    text
}
