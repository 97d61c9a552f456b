//! How rows of figures and lists read on the directory's pages.

use super::choices::clinic_kind_key;
use crate::directory::api::{ClinicView, PhysicianView};
use crate::directory::figures::{
    CoalitionStanding, ComplaintFigures, Equation, EquationLine, Histogram, LastInspection, NewestReview, REFUSED,
    Rating, ReviewCounts,
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
    parts.extend(rated(&view.rating, page));
    Line { slug: view.slug.clone(), name: view.name.clone(), parts }
}

/// What a list says of a rating.
fn rated(rating: &Rating, page: &Page) -> Vec<String> {
    let number = |number: Option<f64>| number.filter(|_| rating.shown).map(|number| page.lang.decimal(number, 2));
    let score = number(rating.score).map(|score| page.t_with("directory-line-score", "score", score));
    let bound = number(rating.lower_bound).map(|bound| page.t_with("directory-line-bound", "bound", bound));
    let counted = if rating.shown {
        page.t_with("directory-line-rated", "count", rating.counted)
    } else {
        page.t("directory-line-unrated")
    };
    score.into_iter().chain(bound).chain([counted]).collect()
}

/// A clinic in a list.
pub fn clinic_line(view: &ClinicView, page: &Page) -> Line {
    let place = format!("{}, {}", view.city, country(page.lang, &view.country));
    let people = page.t_with("directory-line-physicians", "count", view.physicians.len());
    let mut parts = vec![place, page.t(&clinic_kind_key(view.kind)), people];
    parts.extend(rated(&view.rating, page));
    Line { slug: view.slug.clone(), name: view.name.clone(), parts }
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

/// The title of a profile, and the way to it: the country and the city, each the part of the list at `href` in it.
pub fn placed(page: Page, href: &str, name: &str, (code, city): (&str, &str)) -> Page {
    let title = page.t_with2("directory-profile-title-in", "name", name, "city", city);
    let query = serde_urlencoded::to_string([("place", city)]).unwrap_or_default();
    let land = country(page.lang, code);
    page.titled(title).crumb(land, format!("{href}?country={code}")).crumb(city, format!("{href}?{query}"))
}

/// One of the places whose numbers make up all submitted reviews, and how those that are there are divided.
pub struct Place {
    pub all: Fact,
    pub of_these: Vec<Fact>,
}

/// Where every submitted review is: the public ones by whether they count, and why not; the removed ones by their
/// ground too; of the withdrawn ones how many were so soon after the clinic got in touch, where that is known.
pub fn places(
    counts: &ReviewCounts,
    counted: i64,
    after_contact: Option<i64>,
    (pack, page): (&Pack, &Page),
) -> Vec<Place> {
    let ground = |(ground, count): (&String, &i64)| {
        let ground = page.t(&format!("reviews-ground-{}", ground.replace('_', "-")));
        Fact::new(page.t_with("reviews-place-removed-for", "ground", ground), page.number(*count))
    };
    let soon = after_contact.filter(|count| *count > 0);
    let soon = soon.map(|count| Fact::new(page.t("reviews-place-after-contact"), page.number(count)));
    [
        ("public", counts.public, uncounted(counts, counted, (pack, page))),
        ("queued", counts.queued, Vec::new()),
        ("held", counts.held, Vec::new()),
        ("hidden", counts.hidden, Vec::new()),
        ("removed", counts.removed, counts.removed_by_ground.iter().map(ground).collect()),
        ("withdrawn", counts.withdrawn, soon.into_iter().collect()),
    ]
    .into_iter()
    .map(|(name, count, of_these)| Place {
        all: Fact::new(page.t(&format!("directory-reviews-{name}")), page.number(count)),
        of_these,
    })
    .collect()
}

/// Of the public reviews those that count, and why the others do not.
fn uncounted(counts: &ReviewCounts, counted: i64, (pack, page): (&Pack, &Page)) -> Vec<Fact> {
    let month = i64::from(pack.rating.mid_from_month);
    let line = |(why, count): (&String, &i64)| {
        let why = page.t_with(&format!("reviews-place-{}", why.replace('_', "-")), "month", month);
        Fact::new(why, page.number(*count))
    };
    let counted = Fact::new(page.t("reviews-place-counted"), page.number(counted));
    let unproved = Fact::new(page.t("reviews-place-unverified"), page.number(counts.unverified));
    // What nothing proves is said even where there is none of it.
    let others = counts.uncounted.iter().filter(|(why, _)| *why != "unproved").map(line);
    [counted, unproved].into_iter().chain(others).collect()
}

/// What the number starts from, and what is added to it, in figures.
pub fn prior(rating: &Rating, pack: &Pack, page: &Page) -> String {
    let (known, lang) = (&pack.rating, page.lang);
    let short = |number: f64| lang.short(number, 2);
    lang.t_with(
        "reviews-prior",
        &[
            ("mean", short(known.prior_mean).into()),
            ("prior", short(known.prior_weight).into()),
            ("count", rating.counted.into()),
            ("sum", rating.sum_w.map(short).unwrap_or_default().into()),
            ("month", known.mature_from_month.into()),
            ("score", rating.score.map(|score| lang.decimal(score, 2)).unwrap_or_default().into()),
        ],
    )
}

/// What the numbers mean, in words: why the average has a lower bound, and what is behind the share of those who would
/// choose the same again.
pub fn explained(rating: &Rating, page: &Page) -> Vec<Fact> {
    let two = |value: Option<f64>| value.map(|value| page.lang.decimal(value, 2)).unwrap_or_default();
    let (score, lower) = (two(rating.score), two(rating.lower_bound));
    let why = page.lang.t_with(
        "reviews-why",
        &[("score", score.clone().into()), ("lower", lower.clone().into()), ("count", rating.counted.into())],
    );
    let percent = |share: f64| page.lang.percent(share * 100.0);
    let again = rating.choose_again.zip(rating.choose_again_lower).map(|(share, least)| {
        let said = page.t_with2("reviews-again", "share", percent(share), "least", percent(least));
        Fact::new(page.t("reviews-again-title"), said)
    });
    let why = Fact::new(page.t_with2("reviews-why-title", "score", score, "lower", lower), why);
    [why].into_iter().chain(again).collect()
}

/// The heading of the rating block: how many reviews count, and whether most, by their weight, would choose the same again.
fn title(rating: &Rating, page: &Page) -> String {
    let key = match rating.choose_again {
        Some(share) if share > 0.5 => "directory-rating-title-most",
        Some(_) => "directory-rating-title-few",
        None => "directory-rating-title",
    };
    page.t_with(key, "count", rating.counted)
}

/// The columns of the ledger equation.
fn equation_names(page: &Page) -> Vec<String> {
    ["submitted", "queued", "held", "hidden", "public", "removed", "withdrawn"]
        .into_iter()
        .map(|name| page.t(&format!("directory-reviews-{name}")))
        .collect()
}

/// The rows of the ledger equation, five stars first.
fn equation(equation: &Equation) -> Vec<(String, Vec<i64>)> {
    let row = |line: &EquationLine| {
        vec![line.submitted, line.queued, line.held, line.hidden, line.public, line.removed, line.withdrawn]
    };
    equation.0.iter().rev().map(|(star, line)| (star.clone(), row(line))).collect()
}

/// The rating block's figures.
fn figures(rating: &Rating, page: &Page) -> Vec<Fact> {
    let percent = |share: f64| page.lang.percent(share * 100.0);
    [
        ("directory-rating-score", rating.score.map(|score| page.lang.decimal(score, 2))),
        ("directory-rating-lower", rating.lower_bound.map(|bound| page.lang.decimal(bound, 2))),
        ("directory-rating-again", rating.choose_again.map(percent)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Fact::new(page.t(key), value?)))
    .collect()
}

/// The rating block of a profile: the numbers and what they mean, where every review is, and the newest of them.
pub struct Block {
    pub shown: bool,
    pub title: String,
    pub figures: Vec<Fact>,
    /// What the average starts from.
    pub prior: String,
    pub explained: Vec<Fact>,
    pub as_of: String,
    pub stars: Vec<(String, i64)>,
    pub widest: i64,
    /// Where the reviews are read.
    pub href: String,
    pub public: i64,
    pub newest: Vec<Newest>,
    pub submitted: i64,
    pub places: Vec<Place>,
    pub equation_names: Vec<String>,
    pub equation: Vec<(String, Vec<i64>)>,
}

/// A review in the rating block.
pub struct Newest {
    pub href: String,
    pub title: String,
    pub parts: Vec<String>,
}

/// The rating block of the profile at `href`.
pub fn block(
    href: &str,
    (rating, counted, equation_of): (&Rating, &ReviewCounts, &Equation),
    newest: &[NewestReview],
    (pack, page): (&Pack, &Page),
) -> Block {
    let stars = stars(&rating.histogram);
    let as_of = rating.as_of.as_deref().map(|text| day(text, page)).unwrap_or_default();
    Block {
        shown: rating.shown,
        title: title(rating, page),
        figures: figures(rating, page),
        prior: prior(rating, pack, page),
        explained: explained(rating, page),
        as_of: page.t_with("reviews-as-of", "day", as_of),
        widest: stars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1),
        stars,
        href: format!("{href}/reviews"),
        public: counted.public,
        newest: newest.iter().map(|one| newest_line(one, pack, page)).collect(),
        submitted: counted.submitted(),
        places: places(counted, rating.counted, None, (pack, page)),
        equation_names: equation_names(page),
        equation: equation(equation_of),
    }
}

fn newest_line(review: &NewestReview, pack: &Pack, page: &Page) -> Newest {
    let procedure = treatments(std::slice::from_ref(&review.procedure), pack, page.lang).concat();
    let level = pack.reviews.proof_levels.iter().find(|level| i64::from(level.level) == review.proof_level);
    let level = level.map(|level| level.words.get(page.lang.as_str()).to_owned());
    let written = page.t_with("reviews-written-at", "months", review.months);
    Newest {
        href: format!("/reviews/{}", review.id),
        title: page.t_with2("reviews-card-title", "stars", review.overall, "procedure", procedure),
        parts: [written].into_iter().chain(level).chain([page.day(review.at.date())]).collect(),
    }
}

/// How many counted reviews gave each number of stars, five first.
fn stars(histogram: &Histogram) -> Vec<(String, i64)> {
    histogram.0.iter().rev().map(|(star, count)| (star.clone(), *count)).collect()
}

/// Where a physician stands with the coalition, and the badge's class that goes with it.
pub fn standing(standing: &CoalitionStanding, page: &Page) -> (String, &'static str) {
    let class = match standing.state.as_str() {
        "active" => "role check",
        "probation" | "under_review" => "role half",
        "restricted" | "suspended" | "removed" => "warn tri",
        _ => "ring",
    };
    let key = format!("directory-standing-{}", standing.state.replace('_', "-"));
    if standing.conditions_until.is_some() {
        return (page.t_with("directory-standing-conditions", "standing", page.t(&key)), class);
    }
    let until = standing.until.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    match until.filter(|_| matches!(standing.state.as_str(), "restricted" | "suspended")) {
        Some(day) => (page.t_with(&format!("{key}-until"), "day", page.day(day)), class),
        None => (page.t(&key), class),
    }
}

/// Since when somebody is a member, and since when as they are now, where that is another day.
pub fn member_since(standing: &CoalitionStanding, page: &Page) -> Option<String> {
    let since = standing.since.as_deref()?;
    let state_since = standing.state_since.as_deref().filter(|day| *day != since);
    let words = |key: &str, other: &str| page.t_with2(key, "day", day(since, page), "state_day", day(other, page));
    Some(match state_since {
        None => page.t_with("directory-standing-since", "day", day(since, page)),
        Some(other) if standing.state == "active" => words("directory-standing-since-active", other),
        Some(other) => words("directory-standing-since-admitted", other),
    })
}

/// Since when a review of the membership is open, and what that means; none while there is no review.
pub fn under_review(standing: &CoalitionStanding, page: &Page) -> Option<String> {
    let since = standing.state_since.as_deref().filter(|_| standing.state == "under_review")?;
    Some(page.t_with("directory-under-review-text", "day", day(since, page)))
}

/// The last day of a member's licence.
pub fn licence_until(standing: &CoalitionStanding, page: &Page) -> Option<String> {
    let last = standing.licence_until.as_deref()?;
    Some(page.t_with("directory-standing-licence-until", "day", day(last, page)))
}

/// The last day of the only licence, where the directory has none and the coalition knows it: of several, nothing says
/// which one the coalition means.
pub fn only_licence_until(view: &PhysicianView, page: &Page) -> Option<String> {
    let last = view.standing.licence_until.as_deref().filter(|_| view.licences.len() == 1)?;
    Some(day(last, page))
}

/// The public figures of complaints; what cannot be computed yet is left out.
pub fn complaints(figures: &ComplaintFigures, page: &Page) -> Vec<Fact> {
    let percent = |share: f64| page.lang.percent(share);
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

/// When the last inspection's visit was, or was to be, in words.
pub fn inspected_on(last: Option<&LastInspection>, page: &Page) -> String {
    last.map(|last| visited(last, page)).unwrap_or_default()
}

fn visited(one: &LastInspection, page: &Page) -> String {
    let word = if one.rating == REFUSED { "planned" } else { "visited" };
    page.t_with(&format!("directory-inspection-{word}"), "day", day(&one.visited_on, page))
}

/// The inspections before the last one: where each is read, its rating, and when the visit was.
pub fn earlier_inspections(all: &[LastInspection], page: &Page) -> Vec<(String, String, String)> {
    let rating = |word: &str| page.t(&format!("inspections-rating-{}", word.replace('_', "-")));
    let line = |one: &LastInspection| (format!("/inspections/{}", one.id), rating(&one.rating), visited(one, page));
    all.iter().skip(1).map(line).collect()
}

/// A day as rows keep it, in words.
pub fn day(text: &str, page: &Page) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day: chrono::NaiveDate| page.day(day))
}
