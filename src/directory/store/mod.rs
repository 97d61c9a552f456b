//! One function per query.

pub(super) mod claims;
pub(super) mod clinics;
pub(super) mod physicians;
pub(super) mod ties;

use super::model::EntryState;
use crate::db::Connection;
use crate::error::AppError;
use crate::text::slug::slug;
use diesel::define_sql_function;
use diesel::sql_types::Text;

/// The key of a list of physicians or clinics: a figure (0 where the order is by name), the sort key, the id.
pub type ByRank = (i64, String, String);

/// Orders a query of a table by a figure, the greatest first, and then by name.
macro_rules! ranked {
    ($table:ident, $query:expr, $figure:ident, $window:expr) => {{
        let (figure, name, id) = ($table::$figure, $table::sort_key, $table::id);
        let query = match &$window.at {
            At::Start => $query,
            At::After((rank, key, last)) => {
                let behind = figure.eq(rank).and(name.gt(key).or(name.eq(key).and(id.gt(last))));
                $query.filter(figure.le(rank).and(figure.lt(rank).or(behind)))
            }
            At::Before((rank, key, first)) => {
                let ahead = figure.eq(rank).and(name.lt(key).or(name.eq(key).and(id.lt(first))));
                $query.filter(figure.ge(rank).and(figure.gt(rank).or(ahead)))
            }
        };
        if $window.is_backward() {
            query.order((figure.asc(), name.desc(), id.desc()))
        } else {
            query.order((figure.desc(), name.asc(), id.asc()))
        }
    }};
}

/// Orders a query of a table by name.
macro_rules! by_name {
    ($table:ident, $query:expr, $window:expr) => {{
        let (name, id) = ($table::sort_key, $table::id);
        let query = match &$window.at {
            At::Start => $query,
            At::After((_, key, last)) => $query.filter(name.gt(key).or(name.eq(key).and(id.gt(last)))),
            At::Before((_, key, first)) => $query.filter(name.lt(key).or(name.eq(key).and(id.lt(first)))),
        };
        if $window.is_backward() { query.order((name.desc(), id.desc())) } else { query.order((name.asc(), id.asc())) }
    }};
}

use {by_name, ranked};

/// What was asked for, unless it is blank.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// `%part%` of a sort key; nothing for a text that leaves nothing to look for. A sort key has no wildcards.
fn part_of_name(text: Option<&str>) -> Option<String> {
    Some(format!("%{}%", without_titles(&slug(given(text)?))))
}

/// Words before a name that the directory keeps apart from it, and those that only follow one of them.
const TITLES: [&str; 7] = ["dr", "prof", "professor", "doctor", "doktor", "univ", "priv"];
const AFTER_TITLES: [&str; 3] = ["doz", "med", "dent"];

/// A slug without the titles that it begins with; whole where nothing else is in it.
fn without_titles(slug: &str) -> &str {
    let mut rest = slug;
    while let Some((word, behind)) = rest.split_once('-') {
        let is_behind_one = rest.len() < slug.len();
        let is_title = TITLES.contains(&word) || is_behind_one && AFTER_TITLES.contains(&word);
        if !is_title {
            break;
        }
        rest = behind;
    }
    rest
}

/// The cities that a search of entries is about.
struct Cities {
    /// Those of the place that was asked for; nothing where none was.
    place: Option<Vec<String>>,
    /// Those of which a word begins with what is looked for in names.
    named: Vec<String>,
}

impl Cities {
    fn of(conn: &mut Connection, place: Option<&str>, q: Option<&str>) -> Result<Self, AppError> {
        let (place, q) = (given(place).map(slug), given(q).map(slug));
        let holding = place.map(|place| clinics::cities_where(conn, |city| city.contains(&place))).transpose()?;
        let named = q.map(|q| clinics::cities_where(conn, |city| has_word(city, without_titles(&q)))).transpose()?;
        Ok(Self { place: holding, named: named.unwrap_or_default() })
    }
}

/// Whether a word of a slug, and what follows it, begins with `start`.
fn has_word(slug: &str, start: &str) -> bool {
    slug.starts_with(start) || slug.contains(&format!("-{start}"))
}

define_sql_function! {
    /// In lower case, at least the letters of ASCII: `LIKE` itself heeds cases on PostgreSQL and not on SQLite.
    fn lower(text: Text) -> Text;
}

/// A JSON array of texts in lower case that holds `word`.
fn holds(word: &str) -> String {
    let plain: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("%\"{}\"%", plain.to_ascii_lowercase())
}

/// Addresses below `/physicians` and `/clinics` that are pages of their own.
const PAGES: &[&str] = &["new"];

/// Where the slugs of a name begin and end in their order: its own, and those with something behind a dash. A range,
/// because SQLite looks through the whole table for `LIKE`.
fn slugs_of(name: &str) -> (String, String) {
    let plain = slug(name);
    let end = format!("{plain}.");
    (plain, end)
}

/// A slug that nobody has: the name's own, or with the first free number behind it.
fn free_slug(name: &str, taken: &[String]) -> String {
    let plain = slug(name);
    let numbered = (2..=taken.len() + 3).map(|number| format!("{plain}-{number}"));
    let is_free = |slug: &String| !taken.contains(slug) && !PAGES.contains(&slug.as_str());
    std::iter::once(plain.clone()).chain(numbered).find(is_free).unwrap_or(plain)
}

/// What public lists show.
pub const LISTED: EntryState = EntryState::Confirmed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_gets_the_first_free_number() {
        let taken = ["nadja-hollenweck".to_owned(), "nadja-hollenweck-2".to_owned()];
        assert_eq!(free_slug("Nadja Hollenweck", &taken), "nadja-hollenweck-3");
        assert_eq!(free_slug("Piet Aldermoor", &[]), "piet-aldermoor");
        assert_eq!(free_slug("New", &[]), "new-2");
    }

    #[test]
    fn the_slugs_of_a_name_are_a_range() {
        let (first, end) = slugs_of("Anna Lind");
        let is_in = |slug: &str| (first.as_str()..end.as_str()).contains(&slug);
        assert!(["anna-lind", "anna-lind-2", "anna-lind-10", "anna-lind-moor"].into_iter().all(is_in));
        assert!(!["anna-lin", "anna-lindt", "anna"].into_iter().any(is_in));
    }

    #[test]
    fn a_city_is_found_by_the_beginnings_of_its_words() {
        for (city, start, is_found) in [
            ("wien", "wien", true),
            ("berlin", "berl", true),
            ("berlin", "lin", false),
            ("dublin", "lin", false),
            ("bad-homburg", "hom", true),
            ("bad-homburg", "bad-hom", true),
            ("bad-homburg", "burg", false),
        ] {
            assert_eq!(has_word(city, start), is_found, "{start} in {city}");
        }
        assert!(has_word(&slug("Wien"), without_titles(&slug("Dr. Wien"))));
    }

    #[test]
    fn what_is_looked_for_holds_no_wildcards() {
        assert_eq!(part_of_name(Some(" Tessen%platz ")).as_deref(), Some("%tessen-platz%"));
        assert_eq!(part_of_name(Some("  ")), None);
        for (asked, sought) in [
            ("dr lind", "%lind%"),
            ("Prof. Dr. med. Anna Lind", "%anna-lind%"),
            ("Dr.", "%dr%"),
            ("Med Lind", "%med-lind%"),
            ("Klinik Dr. Lind", "%klinik-dr-lind%"),
        ] {
            assert_eq!(part_of_name(Some(asked)).as_deref(), Some(sought));
        }
        assert_eq!(holds("F%ue\""), "%\"fue\"%");
    }
}
