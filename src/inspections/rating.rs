//! `inspection-v1`: from the scores of the items to the rating of a clinic. Pure.
//!
//! Weights, criticals, bands and the decisive domains come from the pack's checklist. An item that nobody scored
//! counts as not seen.

use super::model::{Rating, Score};
use crate::specialty::{InspectionDomain, InspectionItem, Inspections};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of these rules, as results carry it.
pub const FORMULA: &str = "inspection-v1";
/// What an item can score at most.
const HIGHEST_SCORE: u32 = 4;
/// Domains that must be outstanding before the whole is.
const OUTSTANDING_DOMAINS: usize = 2;
/// Inadequate domains that make the whole inadequate.
const INADEQUATE_DOMAINS: usize = 2;
/// Sums of five fractions meet a band's edge only up to this.
const ROUNDING: f64 = 1e-9;

/// The scores of a checklist by item code.
pub type Scores = BTreeMap<String, Score>;

/// A whole inspection, rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rated {
    pub rating: Rating,
    /// Mean of the unrounded domain percents; none when not rated.
    pub overall_percent: Option<f64>,
    pub domains: Vec<DomainRated>,
    /// Why the rating is not simply the band of the percent.
    pub cap: Option<Cap>,
    pub formula: String,
}

/// One domain, rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainRated {
    pub code: String,
    /// Of what could be reached at the items that were scored; none when none was.
    pub percent: Option<f64>,
    /// Weight scored of the weight that applies, in per cent.
    pub coverage: f64,
    pub rating: Rating,
    /// The items that keep the rating below the band of the percent.
    pub capped_by: Vec<String>,
}

crate::text_enum! {
    /// What holds the whole below the band of its percent.
    pub enum Cap {
        OneInadequate = "one_inadequate",
        TwoInadequate = "two_inadequate",
        DecisiveInadequate = "decisive_inadequate",
        TooFewOutstanding = "too_few_outstanding",
        BelowGood = "below_good",
    }
}

/// Rates a whole checklist.
pub fn rate(checklist: &Inspections, scores: &Scores) -> Rated {
    let domains: Vec<DomainRated> =
        checklist.domains.iter().map(|domain| rate_domain(checklist, domain, scores)).collect();
    let decisive = |code: &str| checklist.domains.iter().any(|domain| domain.code == code && domain.decisive);
    let mean = mean(&domains);
    let unseen = domains.iter().any(|domain| domain.rating == Rating::InsufficientEvidence);
    let Some(percent) = mean.filter(|_| !unseen) else {
        return Rated { rating: Rating::NotRated, overall_percent: None, domains, cap: None, formula: FORMULA.into() };
    };
    let (rating, cap) = capped(band(checklist, percent + ROUNDING), &domains, decisive);
    Rated { rating, overall_percent: Some(percent), domains, cap, formula: FORMULA.into() }
}

fn mean(domains: &[DomainRated]) -> Option<f64> {
    let percents: Option<Vec<f64>> = domains.iter().map(|domain| domain.percent).collect();
    let percents = percents.filter(|percents| !percents.is_empty())?;
    let count = u32::try_from(percents.len()).ok()?;
    Some(percents.iter().sum::<f64>() / f64::from(count))
}

/// The whole's band under its caps, and the cap that decided.
fn capped(band: Rating, domains: &[DomainRated], decisive: impl Fn(&str) -> bool) -> (Rating, Option<Cap>) {
    let of = |rating: Rating| domains.iter().filter(move |domain| domain.rating == rating);
    let inadequate = of(Rating::Inadequate).count();
    let below_good = of(Rating::RequiresImprovement).count() + inadequate;
    let mut caps: Vec<(Rating, Cap)> = Vec::new();
    if of(Rating::Inadequate).any(|domain| decisive(&domain.code)) {
        caps.push((Rating::Inadequate, Cap::DecisiveInadequate));
    }
    if inadequate >= INADEQUATE_DOMAINS {
        caps.push((Rating::Inadequate, Cap::TwoInadequate));
    }
    if inadequate > 0 {
        caps.push((Rating::RequiresImprovement, Cap::OneInadequate));
    }
    if below_good > 0 {
        caps.push((Rating::Good, Cap::BelowGood));
    }
    if of(Rating::Outstanding).count() < OUTSTANDING_DOMAINS {
        caps.push((Rating::Good, Cap::TooFewOutstanding));
    }
    let lowest = caps.into_iter().min_by_key(|(rating, _)| rank(*rating));
    match lowest {
        Some((rating, cap)) if rank(rating) < rank(band) => (rating, Some(cap)),
        _ => (band, None),
    }
}

/// What one domain's scored items come to.
#[derive(Default)]
struct Sums {
    reached: u32,
    scored: u32,
    applicable: u32,
}

fn rate_domain(checklist: &Inspections, domain: &InspectionDomain, scores: &Scores) -> DomainRated {
    let of = |item: &InspectionItem| scores.get(&item.code).copied().unwrap_or(Score::NotSeen);
    let sums = domain.items.iter().fold(Sums::default(), |sums, item| add(sums, item, of(item)));
    let percent = (sums.scored > 0)
        .then(|| 100.0 * f64::from(sums.reached) / (f64::from(HIGHEST_SCORE) * f64::from(sums.scored)));
    let coverage = if sums.applicable > 0 { 100.0 * f64::from(sums.scored) / f64::from(sums.applicable) } else { 0.0 };
    let known = percent.filter(|_| coverage >= checklist.bands.least_coverage);
    let (rating, capped_by) = match known {
        None => (Rating::InsufficientEvidence, Vec::new()),
        Some(percent) => domain_rating(band(checklist, percent), domain, of),
    };
    DomainRated { code: domain.code.clone(), percent, coverage, rating, capped_by }
}

fn add(sums: Sums, item: &InspectionItem, score: Score) -> Sums {
    let applies = if score == Score::Na { 0 } else { item.weight };
    let (reached, scored) = score.points().map_or((0, 0), |points| (points * item.weight, item.weight));
    Sums { reached: sums.reached + reached, scored: sums.scored + scored, applicable: sums.applicable + applies }
}

/// The band under the caps of the items, and those that lowered it.
fn domain_rating(
    band: Rating,
    domain: &InspectionDomain,
    of: impl Fn(&InspectionItem) -> Score,
) -> (Rating, Vec<String>) {
    let caps: Vec<(Rating, &str)> =
        domain.items.iter().filter_map(|item| Some((cap_of(item, of(item))?, item.code.as_str()))).collect();
    let lowest = caps.iter().map(|(rating, _)| *rating).min_by_key(|rating| rank(*rating)).unwrap_or(band);
    if rank(lowest) >= rank(band) {
        return (band, Vec::new());
    }
    let by = caps.iter().filter(|(rating, _)| *rating == lowest).map(|(_, code)| (*code).to_owned()).collect();
    (lowest, by)
}

/// The best rating that an item leaves to its domain; none when it takes nothing away.
fn cap_of(item: &InspectionItem, score: Score) -> Option<Rating> {
    match (score, item.critical) {
        (Score::One, true) => Some(Rating::Inadequate),
        (Score::One, false) | (Score::Two, true) => Some(Rating::RequiresImprovement),
        (Score::Two, false) => Some(Rating::Good),
        _ => None,
    }
}

/// The rating in whose band a percent lies.
pub fn band(checklist: &Inspections, percent: f64) -> Rating {
    let bands = &checklist.bands;
    match () {
        () if percent >= bands.outstanding => Rating::Outstanding,
        () if percent >= bands.good => Rating::Good,
        () if percent >= bands.requires_improvement => Rating::RequiresImprovement,
        () => Rating::Inadequate,
    }
}

/// From worse to better; what is no rating lies below.
pub const fn rank(rating: Rating) -> u8 {
    match rating {
        Rating::NotRated | Rating::InsufficientEvidence => 0,
        Rating::Inadequate => 1,
        Rating::RequiresImprovement => 2,
        Rating::Good => 3,
        Rating::Outstanding => 4,
    }
}

#[cfg(test)]
mod tests;
