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

    /// A number with the decimals that it has, and at most so many: `3.5`, `7`.
    pub fn short(self, number: f64, most: usize) -> String {
        let text = format!("{number:.most$}");
        let plain = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        localise(self, plain)
    }

    /// So many of a hundred, with a decimal only where there is one: `95.3 %`, `100 %`.
    pub fn percent(self, percent: f64) -> String {
        format!("{} %", self.short(percent, 1))
    }

    /// What sets thousands apart, and what begins the decimals.
    pub const fn marks(self) -> (char, char) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_have_a_decimal_only_where_there_is_one() {
        let table =
            [(100.0, "100 %"), (95.3, "95.3 %"), (62.5, "62.5 %"), (66.666, "66.7 %"), (99.96, "100 %"), (0.0, "0 %")];
        for (percent, said) in table {
            assert_eq!(Lang::En.percent(percent), said);
        }
        assert_eq!(Lang::De.percent(95.3), "95,3 %");
        assert_eq!([Lang::En.short(3.5, 2), Lang::En.short(7.0, 2), Lang::En.short(20.0, 0)], ["3.5", "7", "20"]);
    }
}
