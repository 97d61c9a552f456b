//! `rating-v1`: from reviews to the figures of a rating block. Pure; its constants are the pack's.

use crate::specialty::{Pack, ProofLevel, Rating};
use crate::stats::wilson;

/// Days of a month, as ages are counted.
pub const DAYS_OF_A_MONTH: f64 = 30.4375;

/// What the formula looks at in one review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rated {
    /// 1–5.
    pub score: f64,
    /// 0–3.
    pub proof_level: i64,
    /// Age of the version, in months.
    pub age_months: f64,
    /// Whole months after the procedure when the version was submitted.
    pub months_post_op: i64,
    pub choose_again: bool,
    pub in_held_surge: bool,
}

/// What the formula comes to, unrounded.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub weights: Vec<f64>,
    pub sum_w: f64,
    pub score: f64,
    pub lower_bound: f64,
    pub choose_again: f64,
    /// Nothing while nothing counts.
    pub choose_again_lower: Option<f64>,
    pub n_eff: f64,
    pub counted: i64,
    /// Counted reviews of 1 to 5 stars.
    pub histogram: [i64; 5],
    pub shown: bool,
}

crate::text_enum! {
    /// Why a public review counts in no number.
    pub enum Uncounted {
        /// Its proof level weighs nothing.
        Unproved = "unproved",
        ConsultOnly = "consult_only",
        /// The same author's newer review of the same surgery counts: two entries were merged, or one goes on as the
        /// other.
        Superseded = "superseded",
        /// Written before the month from which a result can be told.
        Early = "early",
        Surge = "surge",
    }
}

/// The weight of one review, V·D·M·A, or why it has none.
///
/// # Errors
/// The first factor that is nothing.
pub fn weighed(review: &Rated, rating: &Rating, levels: &[ProofLevel]) -> Result<f64, Uncounted> {
    let proof =
        levels.iter().find(|level| i64::from(level.level) == review.proof_level).map_or(0.0, |level| level.weight);
    let decay = 0.5_f64.powf(review.age_months.max(0.0) / rating.half_life_months).max(rating.least_decay);
    let maturity = maturity(review.months_post_op, rating);
    match () {
        () if proof <= 0.0 => Err(Uncounted::Unproved),
        () if maturity <= 0.0 => Err(Uncounted::Early),
        () if review.in_held_surge => Err(Uncounted::Surge),
        () => Ok(proof * decay * maturity),
    }
}

/// The weight of one review: 0 for one that does not count.
pub fn weight(review: &Rated, rating: &Rating, levels: &[ProofLevel]) -> f64 {
    weighed(review, rating, levels).unwrap_or(0.0)
}

fn maturity(months: i64, rating: &Rating) -> f64 {
    if months < i64::from(rating.mid_from_month) {
        0.0
    } else if months < i64::from(rating.mature_from_month) {
        rating.mid_weight
    } else {
        1.0
    }
}

/// What the parts come to, from 0 on: of none it is 0, where a bare sum of floats begins at -0.0, which JSON would show.
fn total(parts: impl Iterator<Item = f64>) -> f64 {
    0.0 + parts.sum::<f64>()
}

/// The whole block over `reviews`.
pub fn rate(reviews: &[Rated], pack: &Pack) -> Outcome {
    let rating = &pack.rating;
    let weights: Vec<f64> = reviews.iter().map(|review| weight(review, rating, &pack.reviews.proof_levels)).collect();
    let weighed = || weights.iter().zip(reviews);
    let sum_w = total(weights.iter().copied());
    let mass = rating.prior_weight + sum_w;
    let said = total(weighed().map(|(weight, review)| weight * review.score));
    let score = (rating.prior_weight * rating.prior_mean + said) / mass;
    let spread = total(weighed().map(|(weight, review)| weight * (review.score - score).powi(2)));
    let variance = (rating.prior_weight * rating.prior_variance + spread) / mass;
    let squares = total(weights.iter().map(|weight| weight * weight));
    let ayes = total(weighed().filter(|(_, review)| review.choose_again).map(|(weight, _)| *weight));
    let (share, n_eff) = if sum_w > 0.0 { (ayes / sum_w, sum_w * sum_w / squares) } else { (0.0, 0.0) };
    let histogram = histogram(weighed());
    let counted: i64 = histogram.iter().sum();
    Outcome {
        sum_w,
        score,
        lower_bound: score - rating.lower_bound_z * (variance / mass).sqrt(),
        choose_again: share,
        choose_again_lower: wilson(share, n_eff, rating.choose_again_z).map(|interval| interval.low),
        n_eff,
        counted,
        histogram,
        shown: counted >= i64::from(rating.shown_from_counted) && sum_w >= rating.shown_from_weight,
        weights,
    }
}

fn histogram<'a>(weighed: impl Iterator<Item = (&'a f64, &'a Rated)>) -> [i64; 5] {
    let mut stars = [0; 5];
    for (_, review) in weighed.filter(|(weight, _)| **weight > 0.0) {
        for (star, count) in (1..).zip(stars.iter_mut()) {
            if (review.score - f64::from(star)).abs() < 0.5 {
                *count += 1;
            }
        }
    }
    stars
}

/// At the four decimals that are published.
pub fn published(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Pack {
        Pack::embedded("hair-restoration").unwrap()
    }

    fn review(proof_level: i64, months_post_op: i64, age_months: f64) -> Rated {
        Rated { score: 5.0, proof_level, age_months, months_post_op, choose_again: true, in_held_surge: false }
    }

    fn weight_of(review: &Rated) -> f64 {
        let pack = pack();
        weight(review, &pack.rating, &pack.reviews.proof_levels)
    }

    #[test]
    fn weights_follow_proof_age_and_months() {
        let table = [
            (review(0, 14, 0.0), 0.0),
            (review(1, 14, 0.0), 0.4),
            (review(2, 14, 0.0), 1.0),
            (review(3, 14, 0.0), 1.0),
            (review(2, 5, 0.0), 0.0),
            (review(2, 6, 0.0), 0.6),
            (review(2, 11, 0.0), 0.6),
            (review(2, 12, 36.0), 0.5),
            (review(2, 12, 500.0), 0.25),
            (review(2, 12, -1.0), 1.0),
            (Rated { in_held_surge: true, ..review(2, 12, 0.0) }, 0.0),
            (review(9, 12, 0.0), 0.0),
        ];
        for (review, expected) in table {
            assert!((weight_of(&review) - expected).abs() < 1e-12, "{review:?}");
        }
    }

    #[test]
    fn what_weighs_nothing_says_why() {
        let pack = pack();
        let table = [
            (review(0, 14, 0.0), Err(Uncounted::Unproved)),
            (review(0, 3, 0.0), Err(Uncounted::Unproved)),
            (review(1, 5, 0.0), Err(Uncounted::Early)),
            (Rated { in_held_surge: true, ..review(1, 12, 0.0) }, Err(Uncounted::Surge)),
            (review(2, 12, 0.0), Ok(1.0)),
        ];
        for (review, said) in table {
            assert_eq!(weighed(&review, &pack.rating, &pack.reviews.proof_levels), said, "{review:?}");
        }
    }

    #[test]
    fn without_reviews_the_prior_speaks_and_nothing_shows() {
        let outcome = rate(&[], &pack());
        assert!((outcome.score - 3.5).abs() < 1e-12 && !outcome.shown);
        assert_eq!((outcome.n_eff, outcome.choose_again, outcome.choose_again_lower), (0.0, 0.0, None));
        assert_eq!(outcome.counted, 0);
        for figure in [outcome.sum_w, outcome.choose_again, outcome.n_eff] {
            assert!(figure.is_sign_positive(), "{outcome:?}");
        }
    }

    #[test]
    fn where_nobody_would_choose_again_the_share_is_0_and_not_less() {
        let never = Rated { choose_again: false, ..review(2, 14, 0.0) };
        let share = rate(&[never; 5], &pack()).choose_again;
        assert_eq!(serde_json::json!(share).to_string(), "0.0");
    }

    #[test]
    fn a_number_shows_from_five_counted_and_a_weight_of_three() {
        let counted = |count: usize, level| rate(&vec![review(level, 14, 0.0); count], &pack());
        assert!(!counted(4, 2).shown);
        assert!(counted(5, 2).shown);
        assert!(!counted(7, 1).shown, "2.8 is not enough");
        assert!(counted(8, 1).shown);
    }

    #[test]
    fn the_lower_bound_lies_below_the_score_and_order_does_not_matter() {
        let mut reviews: Vec<Rated> =
            (1..=5).map(|star: u8| Rated { score: star.into(), ..review(2, 14, 3.0) }).collect();
        let one = rate(&reviews, &pack());
        reviews.reverse();
        let other = rate(&reviews, &pack());
        assert!(one.lower_bound < one.score && (one.score - other.score).abs() < 1e-12);
        assert_eq!(one.histogram, [1; 5]);
    }
}
