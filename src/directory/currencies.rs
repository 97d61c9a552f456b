//! The currencies of ISO 4217 that people pay in, and how many decimals each has.

use crate::text::lang::Lang;

/// The codes, sorted.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD", "BIF", "BMD", "BND",
    "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE",
    "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD",
    "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD",
    "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
    "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF",
    "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB",
    "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV",
    "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

/// Those without minor units.
const WHOLE: &[&str] =
    &["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Those with a thousand minor units.
const THOUSANDTHS: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Whether `code` is one of them, in capitals.
pub fn is_known(code: &str) -> bool {
    CODES.binary_search(&code).is_ok()
}

/// Decimals of an amount: two unless ISO 4217 says otherwise.
pub fn decimals(code: &str) -> u32 {
    match code {
        code if WHOLE.contains(&code) => 0,
        code if THOUSANDTHS.contains(&code) => 3,
        _ => 2,
    }
}

/// An amount as somebody typed it in their language, `2500`, `2,500` or `2500.50`, in minor units; nothing for what is
/// no amount there. A mark means what it means in the language: a thousandfold would not be noticed.
pub fn minor_units(typed: &str, code: &str, lang: Lang) -> Option<i64> {
    let (thousands, point) = lang.marks();
    let plain: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let (whole, part) = plain.split_once(point).unwrap_or((&plain, ""));
    let decimals = usize::try_from(decimals(code)).ok()?;
    let is_number = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    let (first, groups) = whole.split_once(thousands).map_or((whole, None), |(first, rest)| (first, Some(rest)));
    let mut groups = groups.into_iter().flat_map(|rest| rest.split(thousands)).peekable();
    let is_grouped = groups.peek().is_none() || (first.len() <= 3 && groups.all(|group| group.len() == 3));
    let whole = whole.replace(thousands, "");
    if first.is_empty() || !is_grouped || !is_number(&whole) || !is_number(part) || part.len() > decimals {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

/// An amount of minor units as somebody would type it in this language: `2500,50`.
pub fn typed(minor: i64, code: &str, lang: Lang) -> String {
    let (_, point) = lang.marks();
    plain(minor, code).replace('.', point.encode_utf8(&mut [0; 4]))
}

/// An amount of minor units with its decimals: `2500.50`; whole ones without.
pub fn plain(minor: i64, code: &str) -> String {
    let unit = 10_i64.pow(decimals(code));
    let (whole, part) = (minor / unit, minor % unit);
    let width = usize::try_from(decimals(code)).unwrap_or_default();
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:0>width$}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_sorted_so_that_they_can_be_searched() {
        assert!(CODES.is_sorted());
        assert!(is_known("EUR") && !is_known("eur") && !is_known("XXX"));
        assert!(WHOLE.iter().chain(THOUSANDTHS).all(|code| is_known(code)));
    }

    #[test]
    fn amounts_are_typed_in_units_and_kept_in_minor_ones() {
        // What is typed, the currency, and what it is in English and in German.
        let table = [
            ("2500", "EUR", Some(250_000), Some(250_000)),
            ("2 500,50", "EUR", None, Some(250_050)),
            ("2500.5", "EUR", Some(250_050), None),
            ("2,500.50", "EUR", Some(250_050), None),
            ("2.500,00", "EUR", None, Some(250_000)),
            ("1,250,000", "EUR", Some(125_000_000), None),
            ("2,500", "KWD", Some(2_500_000), Some(2_500)),
            ("2.500", "KWD", Some(2_500), Some(2_500_000)),
            ("1.25", "KWD", Some(1_250), None),
            ("1,25", "KWD", None, Some(1_250)),
            ("2500,500", "KWD", None, Some(2_500_500)),
            ("12,34,567", "EUR", None, None),
            ("2,500,", "EUR", None, None),
            ("2500", "JPY", Some(2_500), Some(2_500)),
            ("2,500", "JPY", Some(2_500), None),
            ("2500.5", "JPY", None, None),
            ("-3", "EUR", None, None),
            ("", "EUR", None, None),
            (",500", "EUR", None, None),
            ("about 3000", "EUR", None, None),
        ];
        for (typed, code, english, german) in table {
            assert_eq!(minor_units(typed, code, Lang::En), english, "{typed} {code}");
            assert_eq!(minor_units(typed, code, Lang::De), german, "{typed} {code}");
        }
        let table = [
            (250_000, "EUR", "2500", "2500"),
            (250_050, "EUR", "2500.50", "2500,50"),
            (1_250, "KWD", "1.250", "1,250"),
            (2_500_000, "KWD", "2500", "2500"),
        ];
        for (minor, code, english, german) in table {
            for (lang, said) in [(Lang::En, english), (Lang::De, german)] {
                assert_eq!(typed(minor, code, lang), said);
                assert_eq!(minor_units(said, code, lang), Some(minor));
            }
        }
    }
}
