//! `rating-v1`: weights, score, lower bound and "would choose again"; and the Wilson bound by itself.

use super::compare::Compared;
use crate::reviews::rating::{Rated, rate};
use crate::specialty::Pack;
use crate::stats::wilson;
use serde::Deserialize;
use serde_json::{Number, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    score: f64,
    proof_level: i64,
    age_months: f64,
    months_post_op: i64,
    choose_again: bool,
    in_held_surge: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    reviews: Vec<Review>,
    weights: Vec<Number>,
    sum_w: Number,
    score: Number,
    lower_bound: Number,
    n_eff: Number,
    choose_again: Number,
    choose_again_lower: Option<Number>,
    counted: i64,
    shown: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    p: f64,
    n: f64,
    z: f64,
    lower: Number,
}

/// What a review can give.
const STARS: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];

pub fn check(file: &Value, pack: &Pack, compared: &mut Compared) {
    compared.only(file, &["cases", "wilson"]);
    for (place, case) in compared.cases::<Case>(file, "cases") {
        check_case(&place, &case, pack, compared);
    }
    for (place, case) in compared.cases::<Bound>(file, "wilson") {
        // Of the two quantiles that the site uses, either may be asked for.
        let used = [pack.rating.choose_again_z, pack.rating.lower_bound_z].into_iter().find(|z| *z == case.z);
        compared.answer(&format!("{place}.z: one that the site uses"), true, used.is_some());
        compared.answer(&format!("{place}.p: a share"), true, (0.0..=1.0).contains(&case.p));
        let found = wilson(case.p, case.n, case.z).map_or(f64::NAN, |interval| interval.low);
        compared.number(&format!("{place}.lower"), &case.lower, found);
    }
}

fn check_case(place: &str, case: &Case, pack: &Pack, compared: &mut Compared) {
    let reviews: Vec<Rated> = case.reviews.iter().map(rated).collect();
    for (index, review) in case.reviews.iter().enumerate() {
        let here = format!("{place}.reviews[{index}]");
        compared.answer(&format!("{here}.score: a whole one, 1 to 5"), true, STARS.contains(&review.score));
        let known = pack.reviews.proof_levels.iter().any(|level| i64::from(level.level) == review.proof_level);
        compared.answer(&format!("{here}.proof_level: one of the pack"), true, known);
        let is_past = review.age_months >= 0.0 && review.months_post_op >= 0;
        compared.answer(&format!("{here}: no month before the first"), true, is_past);
    }
    let found = rate(&reviews, pack);
    compared.answer(&format!("{place}.weights: as many as reviews"), true, case.weights.len() == found.weights.len());
    for (index, (expected, weight)) in case.weights.iter().zip(&found.weights).enumerate() {
        compared.number(&format!("{place}.weights[{index}]"), expected, *weight);
    }
    for (name, expected, value) in [
        ("sum_w", &case.sum_w, found.sum_w),
        ("score", &case.score, found.score),
        ("lower_bound", &case.lower_bound, found.lower_bound),
        ("n_eff", &case.n_eff, found.n_eff),
        ("choose_again", &case.choose_again, found.choose_again),
    ] {
        compared.number(&format!("{place}.{name}"), expected, value);
    }
    let lower = case.choose_again_lower.as_ref();
    compared.perhaps(&format!("{place}.choose_again_lower"), lower, found.choose_again_lower);
    compared.whole(&format!("{place}.counted"), case.counted, found.counted);
    compared.answer(&format!("{place}.shown"), case.shown, found.shown);
}

fn rated(review: &Review) -> Rated {
    Rated {
        score: review.score,
        proof_level: review.proof_level,
        age_months: review.age_months,
        months_post_op: review.months_post_op,
        choose_again: review.choose_again,
        in_held_surge: review.in_held_surge,
    }
}
