//! What a clinic offers, for how much, and who does it; how many work there.

use super::currencies;
use crate::error::{NOT_ALLOWED_HERE, OUT_OF_RANGE};
use crate::text_enum;
use crate::web::Wrong;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// Minor units of a price: up to ten million of the dearest currency.
const AMOUNT: RangeInclusive<i64> = 0..=10_000_000_000;
/// As many as a clinic may have treatments.
const OFFERS: usize = 60;
/// People of one kind at one clinic.
const PEOPLE: RangeInclusive<i64> = 0..=10_000;

text_enum! {
    /// Whoever performs a treatment.
    pub enum Performer {
        Physician = "physician",
        Technician = "technician",
    }
}

/// One of a clinic's treatments: what it costs, and who performs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClinicOffer)]
pub struct Offer {
    /// One of the clinic's `treatments`.
    #[schema(max_length = 60)]
    pub treatment: String,
    /// Empty while nobody has said so.
    #[serde(default)]
    pub performed_by: Vec<Performer>,
    #[serde(default)]
    pub price: Option<PriceRange>,
}

/// From the least to the most that a clinic charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceRange {
    /// In minor units of the currency.
    #[schema(minimum = 0)]
    pub from: i64,
    #[schema(minimum = 0)]
    pub to: i64,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// The day on which this was the price.
    #[schema(value_type = String, format = Date)]
    pub on: NaiveDate,
}

/// How many work at a clinic; null where nobody has said so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ClinicStaff)]
pub struct Staff {
    pub physicians: Option<i64>,
    pub nurses: Option<i64>,
    pub technicians: Option<i64>,
    pub others: Option<i64>,
}

impl Staff {
    /// Each kind by its word.
    pub const fn counts(&self) -> [(&'static str, Option<i64>); 4] {
        [
            ("physicians", self.physicians),
            ("nurses", self.nurses),
            ("technicians", self.technicians),
            ("others", self.others),
        ]
    }
}

/// Tidies the offers and says what is wrong with them: each is of one of the `treatments`, once.
pub fn check_offers(wrong: &mut Wrong, offers: &mut [Offer], treatments: &[String], today: NaiveDate) {
    wrong.count("/offers", offers.len(), 0..=OFFERS);
    let mut seen: Vec<String> = Vec::new();
    for (index, offer) in offers.iter_mut().enumerate() {
        offer.performed_by.sort();
        offer.performed_by.dedup();
        if !treatments.contains(&offer.treatment) || seen.contains(&offer.treatment) {
            wrong.add(&format!("/offers/{index}/treatment"), NOT_ALLOWED_HERE);
        }
        seen.push(offer.treatment.clone());
        if let Some(price) = &mut offer.price {
            wrong.within(&format!("/offers/{index}/price"), |wrong| check_price(wrong, price, today));
        }
    }
}

fn check_price(wrong: &mut Wrong, price: &mut PriceRange, today: NaiveDate) {
    price.currency = price.currency.trim().to_ascii_uppercase();
    if !currencies::is_known(&price.currency) {
        wrong.add("/currency", NOT_ALLOWED_HERE);
    }
    wrong.range("/from", price.from, AMOUNT);
    wrong.range("/to", price.to, price.from.max(0)..=*AMOUNT.end());
    if price.on > today {
        wrong.add("/on", OUT_OF_RANGE);
    }
}

/// Says what is wrong with the numbers of people.
pub fn check_staff(wrong: &mut Wrong, staff: &Staff) {
    for (kind, count) in staff.counts() {
        wrong.range(&format!("/staff/{kind}"), count.unwrap_or(0), PEOPLE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(treatment: &str, price: Option<(i64, i64, &str, &str)>) -> Offer {
        let price = price.map(|(from, to, currency, on)| PriceRange {
            from,
            to,
            currency: currency.to_owned(),
            on: on.parse().unwrap(),
        });
        Offer { treatment: treatment.to_owned(), performed_by: Vec::new(), price }
    }

    #[test]
    fn an_offer_is_of_a_treatment_and_its_price_a_range_of_a_past_day() {
        let today = "2026-03-14".parse().unwrap();
        let table: Vec<(Vec<Offer>, &[&str])> = vec![
            (vec![offer("fue", None)], &[]),
            (vec![offer("fue", Some((250_000, 480_000, "eur", "2026-03-14")))], &[]),
            (vec![offer("fut", None)], &["/offers/0/treatment"]),
            (vec![offer("fue", None), offer("fue", None)], &["/offers/1/treatment"]),
            (vec![offer("fue", Some((480_000, 250_000, "EUR", "2026-03-01")))], &["/offers/0/price/to"]),
            (vec![offer("fue", Some((-1, 5, "EUR", "2026-03-01")))], &["/offers/0/price/from"]),
            (
                vec![offer("fue", Some((1, 2, "XYZ", "2026-03-15")))],
                &["/offers/0/price/currency", "/offers/0/price/on"],
            ),
        ];
        for (mut offers, pointers) in table {
            let mut wrong = Wrong::default();
            check_offers(&mut wrong, &mut offers, &["fue".to_owned()], today);
            let told = wrong.into_result().err().map(|refusal| refusal.fields).unwrap_or_default();
            let told: Vec<_> = told.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(told, pointers, "{offers:?}");
        }
    }
}
