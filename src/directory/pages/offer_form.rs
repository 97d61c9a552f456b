//! The part of a clinic's form that says what each treatment costs and who performs it, and how many work there; and
//! how the same reads on the clinic's page.

use super::{Typed, choices, wording};
use crate::directory::api::ClinicView;
use crate::directory::currencies;
use crate::directory::{Offer, Performer, PriceRange, Staff};
use crate::error::{FieldError, REQUIRED, Refusal, WRONG_TYPE};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::page::Page;
use crate::web::parts::{Choice, Fact};
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

/// The offers in the order of their treatments; an empty row is none.
///
/// # Errors
/// 422 that names every field which cannot be read.
pub fn offers(typed: &BTreeMap<String, OfferForm>, lang: Lang) -> Result<Vec<Offer>, Refusal> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut offers = Vec::new();
    for (treatment, row) in typed {
        match price(row, lang) {
            Ok(price) if price.is_none() && row.by.is_empty() => {}
            Ok(price) => offers.push(Offer { treatment: treatment.clone(), performed_by: row.by.clone(), price }),
            Err((field, code)) => {
                wrong.push(FieldError { pointer: format!("/offers/{treatment}/{field}"), code, span: None });
            }
        }
    }
    if wrong.is_empty() { Ok(offers) } else { Err(Refusal::fields(wrong)) }
}

fn price(row: &OfferForm, lang: Lang) -> Result<Option<PriceRange>, (&'static str, crate::error::Code)> {
    let said = [&row.from, &row.to, &row.currency, &row.on].map(|text| text.trim());
    if said.iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let names = ["from", "to", "currency", "on"];
    // One amount stands for both ends.
    if let Some((name, _)) = names.iter().zip(said).find(|(name, text)| text.is_empty() && **name != "to") {
        return Err((*name, REQUIRED));
    }
    let [from, to, currency, on] = said;
    let currency = currency.to_ascii_uppercase();
    let amount = |name, text: &str| currencies::minor_units(text, &currency, lang).ok_or((name, WRONG_TYPE));
    let from = amount("from", from)?;
    let to = if to.is_empty() { from } else { amount("to", to)? };
    let on = on.parse().map_err(|_| ("on", WRONG_TYPE))?;
    Ok(Some(PriceRange { from, to, currency, on }))
}

/// How many work there.
///
/// # Errors
/// 422 that names every field which is no number.
pub fn staff(typed: &StaffForm) -> Result<Staff, Refusal> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut count = |name: &str, text: &str| {
        let text = text.trim();
        let count = (!text.is_empty()).then(|| text.parse::<i64>());
        match count.transpose() {
            Ok(count) => count,
            Err(_) => {
                wrong.push(FieldError { pointer: format!("/staff/{name}"), code: WRONG_TYPE, span: None });
                None
            }
        }
    };
    let staff = Staff {
        physicians: count("physicians", &typed.physicians),
        nurses: count("nurses", &typed.nurses),
        technicians: count("technicians", &typed.technicians),
        others: count("others", &typed.others),
    };
    if wrong.is_empty() { Ok(staff) } else { Err(Refusal::fields(wrong)) }
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
