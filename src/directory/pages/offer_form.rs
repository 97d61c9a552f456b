//! The part of a clinic's form that says what each treatment costs and who performs it, and how many work there; and
//! how the same reads on the clinic's page.

use super::{Typed, choices, wording};
use crate::directory::api::ClinicView;
use crate::directory::currencies;
use crate::directory::{Offer, Performer, PriceRange, Staff};
use crate::error::{FieldError, NOT_ALLOWED_HERE, REQUIRED, Refusal, WRONG_TYPE};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::Wrong;
use crate::web::page::{FieldProblem, Page};
use crate::web::parts::{Choice, Fact};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was typed about one treatment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfferForm {
    from: String,
    to: String,
    currency: String,
    on: String,
    by: Vec<Performer>,
}

/// What was typed about those who work there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StaffForm {
    physicians: String,
    nurses: String,
    technicians: String,
    others: String,
}

/// The offers in the order of their treatments; an empty row is none. Whatever cannot be read is named in `wrong`, and
/// something else stands in its place.
pub fn offers(typed: &BTreeMap<String, OfferForm>, lang: Lang, wrong: &mut Wrong) -> Vec<Offer> {
    let mut offers = Vec::new();
    for (treatment, row) in typed {
        let mut price = None;
        wrong.within(&format!("/offers/{treatment}"), |wrong| price = read_price(row, lang, wrong));
        if price.is_some() || !row.by.is_empty() {
            offers.push(Offer { treatment: treatment.clone(), performed_by: row.by.clone(), price });
        }
    }
    offers
}

fn read_price(row: &OfferForm, lang: Lang, wrong: &mut Wrong) -> Option<PriceRange> {
    let [from, to, currency, on] = [&row.from, &row.to, &row.currency, &row.on].map(|text| text.trim());
    if [from, to, currency, on].iter().all(|text| text.is_empty()) {
        return None;
    }
    let currency = currency.to_ascii_uppercase();
    for (pointer, text) in [("/from", from), ("/currency", currency.as_str()), ("/on", on)] {
        if text.is_empty() {
            wrong.add(pointer, REQUIRED);
        }
    }
    let mut amount = |pointer: &str, text: &str| {
        let read = currencies::minor_units(text, &currency, lang);
        if read.is_none() && !text.is_empty() {
            wrong.add(pointer, WRONG_TYPE);
        }
        read
    };
    // One amount stands for both ends.
    let (least, most) = (amount("/from", from), amount("/to", to));
    let day = on.parse::<NaiveDate>().ok();
    if day.is_none() && !on.is_empty() {
        wrong.add("/on", WRONG_TYPE);
    }
    let from = least.or(most).unwrap_or_default();
    Some(PriceRange { from, to: most.unwrap_or(from), currency, on: day.unwrap_or_default() })
}

/// How many work there; whatever is no number is named in `wrong`.
pub fn staff(typed: &StaffForm, wrong: &mut Wrong) -> Staff {
    let mut count = |pointer: &str, text: &str| {
        let text = text.trim();
        let count = text.parse::<i64>().ok();
        if count.is_none() && !text.is_empty() {
            wrong.add(pointer, WRONG_TYPE);
        }
        count
    };
    Staff {
        physicians: count("/staff/physicians", &typed.physicians),
        nurses: count("/staff/nurses", &typed.nurses),
        technicians: count("/staff/technicians", &typed.technicians),
        others: count("/staff/others", &typed.others),
    }
}

/// What the form calls a field of the prices or of the people: with the treatment that it is about.
pub fn label(field: &str, pack: &Pack, page: &Page) -> Option<String> {
    let parts: Vec<&str> = field.split('.').collect();
    match parts.as_slice() {
        ["offers", treatment, part] => {
            let key = match *part {
                "by" => "directory-performed-by".to_owned(),
                "on" => "directory-price-day".to_owned(),
                other => format!("directory-price-{other}"),
            };
            let name = wording::treatments(&[(*treatment).to_owned()], pack, page.lang).concat();
            Some(page.t_with2("directory-offer-field", "treatment", name, "field", page.t(&key)))
        }
        ["staff", kind] => Some(page.t(&format!("directory-staff-{kind}"))),
        _ => None,
    }
}

/// The same refusal with the fields as the form calls them: `/offers/0/price/from` is the `from` of a treatment.
pub fn at_fields(refusal: &Refusal, offers: &[Offer]) -> Refusal {
    let field = |pointer: &str| {
        let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
        let ["offers", index, rest @ ..] = parts.as_slice() else { return pointer.to_owned() };
        let offer = index.parse::<usize>().ok().and_then(|index| offers.get(index));
        let treatment = offer.map_or(*index, |offer| offer.treatment.as_str());
        match rest.last() {
            Some(&"treatment") | None => format!("/offers/{treatment}/from"),
            Some(last) => format!("/offers/{treatment}/{last}"),
        }
    };
    let fields = refusal.fields.iter().map(|known| FieldError { pointer: field(&known.pointer), ..known.clone() });
    Refusal { fields: fields.collect(), ..refusal.clone() }
}

/// What is said of a problem: where a treatment has a price that the clinic does not offer, that it is not ticked.
pub fn said_of(problem: &FieldProblem, told: &Refusal, (pack, page): (&Pack, &Page)) -> String {
    let parts: Vec<&str> = problem.field.split('.').collect();
    let ["offers", treatment, "from"] = parts.as_slice() else { return problem.message.clone() };
    let pointer = format!("/offers/{treatment}/from");
    if !told.fields.iter().any(|field| field.pointer == pointer && field.code == NOT_ALLOWED_HERE) {
        return problem.message.clone();
    }
    let name = wording::treatments(&[(*treatment).to_owned()], pack, page.lang).concat();
    page.t_with("directory-offer-unticked", "treatment", name)
}

/// One treatment in the form.
pub struct OfferRow {
    pub name: String,
    pub from: (String, String),
    pub to: (String, String),
    pub currency: (String, String),
    pub on: (String, String),
    /// The field of the boxes below, as its errors call it.
    pub by_field: String,
    pub by_name: String,
    pub by: Vec<Choice>,
}

/// The rows of the form, one for each procedure of the pack, with what was typed.
pub(super) fn rows(pack: &Pack, page: &Page, typed: &Typed) -> Vec<OfferRow> {
    let row = |known: &crate::specialty::Procedure| {
        let field = |name: &str| {
            let name = format!("offers.{}.{name}", known.slug);
            (name.clone(), typed.get(&name).to_owned())
        };
        let by_field = format!("offers.{}.by", known.slug);
        let by_name = format!("{by_field}[]");
        let ticked = typed.all(&by_name);
        let choice = |one: &Performer| Choice::new(one.as_str(), page.t(&format!("directory-performer-{one}")));
        OfferRow {
            name: known.words.get(page.lang.as_str()).to_owned(),
            from: field("from"),
            to: field("to"),
            currency: field("currency"),
            on: field("on"),
            by: Performer::ALL.iter().map(|one| choices::tick(choice(one), &ticked)).collect(),
            by_field,
            by_name,
        }
    };
    pack.procedures.iter().map(row).collect()
}

/// The fields of those who work there: name, label, what was typed.
pub(super) fn people(page: &Page, typed: &Typed) -> Vec<(String, String, String)> {
    let field = |(kind, _): (&str, Option<i64>)| {
        let name = format!("staff.{kind}");
        (name.clone(), page.t(&format!("directory-staff-{kind}")), typed.get(&name).to_owned())
    };
    Staff::default().counts().into_iter().map(field).collect()
}

/// An entry's offers and people as the form would have sent them in this language.
pub fn as_typed(view: &ClinicView, lang: Lang) -> Vec<(String, String)> {
    let mut typed = Vec::new();
    for offer in &view.offers {
        let name = |field: &str| format!("offers.{}.{field}", offer.treatment);
        if let Some(price) = &offer.price {
            typed.push((name("from"), currencies::typed(price.from, &price.currency, lang)));
            typed.push((name("to"), currencies::typed(price.to, &price.currency, lang)));
            typed.push((name("currency"), price.currency.clone()));
            typed.push((name("on"), price.on.to_string()));
        }
        typed.extend(offer.performed_by.iter().map(|one| (name("by[]"), one.to_string())));
    }
    let counts = view.staff.counts().into_iter();
    typed.extend(counts.filter_map(|(kind, count)| Some((format!("staff.{kind}"), count?.to_string()))));
    typed
}

/// One line of the clinic's table of treatments.
pub struct OfferLine {
    pub name: String,
    pub price: String,
    pub on: String,
    pub by: String,
}

/// Every treatment, with what is known of its price and of who performs it.
pub fn lines(view: &ClinicView, pack: &Pack, page: &Page) -> Vec<OfferLine> {
    let names = wording::treatments(&view.treatments, pack, page.lang);
    let line = |(slug, name): (&String, String)| {
        let offer = view.offers.iter().find(|offer| offer.treatment == *slug);
        let price = offer.and_then(|offer| offer.price.as_ref());
        let by = offer.map(|offer| offer.performed_by.as_slice()).unwrap_or_default();
        let by: Vec<String> = by.iter().map(|one| page.t(&format!("directory-performer-{one}"))).collect();
        OfferLine {
            name,
            price: price.map(|price| said(price, page)).unwrap_or_default(),
            on: price.map(|price| page.t_with("directory-price-on", "day", page.day(price.on))).unwrap_or_default(),
            by: by.join(", "),
        }
    };
    view.treatments.iter().zip(names).map(line).collect()
}

/// `2,500–4,800 EUR`
fn said(price: &PriceRange, page: &Page) -> String {
    let amount = |minor: i64| {
        let plain = currencies::plain(minor, &price.currency);
        let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len());
        plain.parse().map_or(plain, |number| page.lang.decimal(number, decimals))
    };
    let (from, to) = (amount(price.from), amount(price.to));
    if price.from == price.to {
        format!("{from} {}", price.currency)
    } else {
        format!("{from}–{to} {}", price.currency)
    }
}

/// How many work there, as far as it is known.
pub fn staff_facts(staff: &Staff, page: &Page) -> Vec<Fact> {
    let fact = |(kind, count): (&str, Option<i64>)| {
        Some(Fact::new(page.t(&format!("directory-staff-{kind}")), page.number(count?)))
    };
    staff.counts().into_iter().filter_map(fact).collect()
}
