//! Every letter with invented content, to be looked at while writing it.

use super::{Words, compose};
use crate::coalition::applications::model::LetterKind as OfApplication;
use crate::coalition::members::model::LetterKind as OfMembership;
use crate::mail::{Letter, Recipient};
use crate::text::lang::Lang;
use chrono::NaiveDate;

/// The letters of an invented application and of the membership that came of it.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let kinds = OfApplication::ALL.iter().map(|kind| kind.as_str());
    kinds.chain(OfMembership::ALL.iter().map(|kind| kind.as_str())).map(|kind| sample(kind, lang)).collect()
}

fn sample(kind: &'static str, lang: Lang) -> Letter {
    let date = |month, on| NaiveDate::from_ymd_opt(2026, month, on).map(|at| lang.day(at)).unwrap_or_default();
    let is_blind = [OfApplication::Panel.as_str(), OfApplication::Calibration.as_str()].contains(&kind);
    let whom = if is_blind { "7Q4C19E2" } else { "Dr. Ada Beispiel" };
    let gaps = [OfApplication::Receipt.as_str(), OfApplication::Gaps.as_str()].contains(&kind);
    let words = Words {
        kind,
        values: vec![
            ("case", "APP-2026-000017".into()),
            ("whom", whom.into()),
            ("inbox", "coalition@example.org".into()),
            ("day", date(4, 14).into()),
            ("outcome", lang.t("coalition-state-admitted").into()),
            ("state", lang.t("coalition-state-references").into()),
            ("round", 2_i64.into()),
            ("least", 5_i64.into()),
            ("seats", 4_i64.into()),
            ("quorum", 5_i64.into()),
            ("expiry", date(6, 30).into()),
            ("measure", lang.t("coalition-measure-suspension").into()),
            ("ground", lang.t("coalition-ground-untimely").into()),
            ("until", date(9, 30).into()),
            ("appeal", date(5, 14).into()),
            ("closes", date(4, 17).into()),
            ("hear-by", date(4, 28).into()),
        ],
        items: if gaps { vec![few_patients(lang), lang.t("coalition-gap-cases")] } else { Vec::new() },
        quote: None,
        link: Some("https://candor.example/applications/APP-2026-000017".to_owned()),
        thread: None,
    };
    let to = Recipient { address: "ada@example.org".to_owned(), name: Some("Ada".to_owned()), lang };
    Letter { once_key: kind.to_owned(), ..compose(to, words) }
}

fn few_patients(lang: Lang) -> String {
    lang.t_with("coalition-gap-patients", &[("counted", 48_i64.into()), ("asked", 50_i64.into())])
}
