//! How rows of figures and lists read on the directory's pages.

use super::choices::clinic_kind_key;
use crate::directory::api::{ClinicView, PhysicianView};
use crate::directory::figures::{
    CoalitionStanding, ComplaintFigures, EquationLine, Histogram, LastInspection, ReviewCounts,
};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::page::Page;
use crate::web::parts::Fact;

/// The standing of whoever never was in the coalition.
pub const NO_MEMBER: &str = "none";

/// One line of a list: the name, and what is said beside it.
pub struct Line {
    pub slug: String,
    pub name: String,
    pub parts: Vec<String>,
}

/// A physician in a list.
pub fn physician_line(view: &PhysicianView, pack: &Pack, page: &Page) -> Line {
    let mut parts = vec![profession(view, pack, page.lang)];
    let present = view.clinics.iter().filter(|place| place.until.is_none());
    parts
        .extend(present.map(|place| format!("{}, {}, {}", place.name, place.city, country(page.lang, &place.country))));
    if view.standing.state != NO_MEMBER {
        parts.push(standing(&view.standing, page).0);
    }
    let shown = |number: Option<f64>| number.filter(|_| view.rating.shown).map(|number| page.lang.decimal(number, 2));
    parts.extend(shown(view.rating.score).map(|score| page.t_with("directory-line-score", "score", score)));
    parts.extend(shown(view.rating.lower_bound).map(|bound| page.t_with("directory-line-bound", "bound", bound)));
    parts.push(if view.rating.shown {
        page.t_with("directory-line-rated", "count", view.rating.counted)
    } else {
        page.t("directory-line-unrated")
    });
    Line { slug: view.slug.clone(), name: view.name.clone(), parts }
}

/// A clinic in a list.
pub fn clinic_line(view: &ClinicView, page: &Page) -> Line {
    let place = format!("{}, {}", view.city, country(page.lang, &view.country));
    let people = page.t_with("directory-line-physicians", "count", view.physicians.len());
    Line {
        slug: view.slug.clone(),
        name: view.name.clone(),
        parts: vec![place, page.t(&clinic_kind_key(view.kind)), people],
    }
}

/// What somebody is by profession: the specialties, or the kind where none is known.
pub fn profession(view: &PhysicianView, pack: &Pack, lang: Lang) -> String {
    let known = pack.specialties.iter().filter(|term| view.specialties.contains(&term.code));
    let named: Vec<&str> = known.map(|term| term.words.get(lang.as_str())).collect();
    if named.is_empty() { lang.t(&format!("directory-kind-{}", view.kind)) } else { named.join(", ") }
}

/// The opening sentence of a profile: profession, and since when.
pub fn identity(view: &PhysicianView, pack: &Pack, page: &Page) -> String {
    let profession = profession(view, pack, page.lang);
    match view.practice_since {
        Some(year) => page.t_with2("directory-identity-since", "profession", profession, "year", year.to_string()),
        None => format!("{profession}."),
    }
}

/// The languages somebody speaks, named.
pub fn languages(view: &PhysicianView, lang: Lang) -> String {
    let name = |tag: &String| {
        let key = format!("language-{}", tag.split('-').next().unwrap_or_default());
        if lang.has(&key) { lang.t(&key) } else { tag.clone() }
    };
    view.languages.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Names of procedures and treatments.
pub fn treatments(slugs: &[String], pack: &Pack, lang: Lang) -> Vec<String> {
    let name = |slug: &String| {
        let procedure = pack.procedure(slug).map(|known| &known.words);
        let treatment = || pack.treatments.iter().find(|known| known.slug == *slug).map(|known| &known.words);
        procedure.or_else(treatment).map_or_else(|| slug.clone(), |words| words.get(lang.as_str()).to_owned())
    };
    slugs.iter().map(name).collect()
}

/// The name of a country.
pub fn country(lang: Lang, code: &str) -> String {
    lang.t(&format!("country-{code}"))
}

/// Where every submitted review is.
pub fn counts(counts: &ReviewCounts, page: &Page) -> Vec<Fact> {
    [
        ("public", counts.public),
        ("queued", counts.queued),
        ("held", counts.held),
        ("hidden", counts.hidden),
        ("removed", counts.removed),
        ("withdrawn", counts.withdrawn),
    ]
    .into_iter()
    .map(|(name, count)| Fact::new(page.t(&format!("directory-reviews-{name}")), page.number(count)))
    .collect()
}

/// How many reviews were submitted: all the places they can be in.
pub fn submitted(counts: &ReviewCounts) -> i64 {
    counts.public + counts.queued + counts.held + counts.hidden + counts.removed + counts.withdrawn
}

/// The columns of the ledger equation.
pub fn equation_names(page: &Page) -> Vec<String> {
    ["submitted", "queued", "held", "hidden", "public", "removed", "withdrawn"]
        .into_iter()
        .map(|name| page.t(&format!("directory-reviews-{name}")))
        .collect()
}

/// The rows of the ledger equation, five stars first.
pub fn equation(view: &PhysicianView) -> Vec<(String, Vec<i64>)> {
    let row = |line: &EquationLine| {
        vec![line.submitted, line.queued, line.held, line.hidden, line.public, line.removed, line.withdrawn]
    };
    view.ledger_equation.0.iter().rev().map(|(star, line)| (star.clone(), row(line))).collect()
}

/// The rating block's figures.
pub fn rating(view: &PhysicianView, page: &Page) -> Vec<Fact> {
    let rating = &view.rating;
    let percent = |share: f64| format!("{} %", page.lang.decimal(share * 100.0, 0));
    [
        ("directory-rating-score", rating.score.map(|score| page.lang.decimal(score, 2))),
        ("directory-rating-lower", rating.lower_bound.map(|bound| page.lang.decimal(bound, 2))),
        ("directory-rating-again", rating.choose_again.map(percent)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Fact::new(page.t(key), value?)))
    .collect()
}

/// How many counted reviews gave each number of stars, five first.
pub fn stars(histogram: &Histogram) -> Vec<(String, i64)> {
    histogram.0.iter().rev().map(|(star, count)| (star.clone(), *count)).collect()
}

/// Where a physician stands with the coalition, and the badge's class that goes with it.
pub fn standing(standing: &CoalitionStanding, page: &Page) -> (String, &'static str) {
    let class = match standing.state.as_str() {
        "active" => "role check",
        "probation" | "under_review" | "restricted" => "role half",
        "suspended" | "removed" => "warn tri",
        _ => "ring",
    };
    (page.t(&format!("directory-standing-{}", standing.state.replace('_', "-"))), class)
}

/// The public figures of complaints; what cannot be computed yet is left out.
pub fn complaints(figures: &ComplaintFigures, page: &Page) -> Vec<Fact> {
    let percent = |share: f64| format!("{} %", page.lang.decimal(share, 0));
    [
        ("directory-complaints-per-100", figures.per_100_verified_reviews.map(|rate| page.lang.decimal(rate, 1))),
        ("directory-complaints-on-time", figures.on_time_percent.map(percent)),
        ("directory-complaints-median", figures.median_days_to_respond.map(|days| page.lang.decimal(days, 0))),
        ("directory-complaints-private", figures.resolved_privately_percent.map(percent)),
        ("directory-complaints-open", Some(page.number(figures.open_recommendations))),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Fact::new(page.t(key), value?)))
    .collect()
}

/// The day of the last inspection's visit, in words.
pub fn inspected_on(last: Option<&LastInspection>, page: &Page) -> String {
    last.map(|last| day(&last.visited_on, page)).unwrap_or_default()
}

/// A day as rows keep it, in words.
pub fn day(text: &str, page: &Page) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day: chrono::NaiveDate| page.day(day))
}
