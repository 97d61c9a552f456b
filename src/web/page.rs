//! What every page template gets: the language, who looks, where on the site, and what to say on top.
//!
//! Pure data and text; the request it is made from stays outside. A template struct has a field `page: Page`,
//! so `page.t(…)`, `page.ago(…)` and `page.errors.at(…)` work in it and in the macros it imports.

pub use super::form_errors::{FieldProblem, FormErrors};
use crate::clock::Timestamp;
use crate::text::lang::{Lang, Value};
use askama::filters::HtmlSafe;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::fmt;
use std::sync::Arc;

/// HTML that a page wrote itself and that templates do not escape again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// A value as templates hand it over: itself, a reference, or a reference to one.
pub trait Handed<T> {
    fn value(self) -> T;
}

impl<T: Copy> Handed<T> for T {
    fn value(self) -> T {
        self
    }
}

impl<T: Copy> Handed<T> for &T {
    fn value(self) -> T {
        *self
    }
}

impl<T: Copy> Handed<T> for &&T {
    fn value(self) -> T {
        **self
    }
}

/// The frame and voice of one page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The outcome in words, without the site's name.
    pub title: String,
    /// One sentence for search engines; empty for the site's own.
    pub description: String,
    pub lang: Lang,
    /// The time zone in which moments are told.
    pub zone: Tz,
    /// The site's present, from which "ago" counts.
    pub now: Timestamp,
    /// Which entry of the menu this page belongs to.
    pub area: Area,
    pub viewer: Option<Viewer>,
    /// A session came along, and nobody looked whose it is: so it is on the pages of problems.
    pub holds_session: bool,
    /// The token that every form repeats as `_csrf`; empty for guests, whose pages are shared by the cache.
    pub csrf: String,
    pub flash: Option<Flash>,
    /// `https://candor.example`, for canonical links.
    pub origin: String,
    /// The page's own path and query.
    pub path: String,
    pub crumbs: Vec<Crumb>,
    /// What was wrong with the form that was sent; empty when all was well.
    pub errors: FormErrors,
    /// What was typed into that form.
    pub sent: Arc<[(String, String)]>,
    /// Keeps the page out of search engines.
    pub private: bool,
}

/// The parts of the site that the menu names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Area {
    /// Home, account pages, error pages: no entry is current.
    #[default]
    Elsewhere,
    Discussions,
    Physicians,
    Complaints,
    Inspections,
    Coalition,
    Account,
    Staff,
}

/// Who looks at the page, signed in.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    pub display_name: String,
    /// Role names as on the wire: `moderator`, `case_officer`.
    pub roles: Vec<String>,
    /// The entries of the staff menu that this person may open.
    pub staff_menu: Vec<MenuEntry>,
}

impl Viewer {
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }
}

/// One line of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuEntry {
    /// The Fluent key of its name.
    pub key: &'static str,
    pub href: &'static str,
    pub area: Area,
}

impl MenuEntry {
    pub const fn new(key: &'static str, href: &'static str, area: Area) -> Self {
        Self { key, href, area }
    }
}

/// The public menu.
pub const MENU: &[MenuEntry] = &[
    MenuEntry::new("menu-discussions", "/categories", Area::Discussions),
    MenuEntry::new("menu-physicians", "/physicians", Area::Physicians),
    MenuEntry::new("menu-complaints", "/complaints", Area::Complaints),
    MenuEntry::new("menu-inspections", "/inspections/published", Area::Inspections),
    MenuEntry::new("menu-coalition", "/coalition", Area::Coalition),
    MenuEntry::new("menu-how", "/#how", Area::Elsewhere),
];

/// A sentence said once, on the page after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
}

/// How a notice speaks; its first word says the same as its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Note,
    Ok,
    Warn,
    Bad,
}

impl Tone {
    /// The class of the notice.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Note => "",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Note => "flash-note",
            Self::Ok => "flash-ok",
            Self::Warn => "flash-warn",
            Self::Bad => "flash-bad",
        }
    }
}

/// One step on the way to the page; the last one, the page itself, has no link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    pub name: String,
    pub href: Option<String>,
}

impl Page {
    /// An empty page for a guest.
    pub fn new(lang: Lang, zone: Tz, now: Timestamp) -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            lang,
            zone,
            now,
            area: Area::default(),
            viewer: None,
            holds_session: false,
            csrf: String::new(),
            flash: None,
            origin: String::new(),
            path: String::from("/"),
            crumbs: Vec::new(),
            errors: FormErrors::default(),
            sent: Arc::default(),
            private: false,
        }
    }

    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    pub fn in_area(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    /// Adds a step of the way with its link.
    pub fn crumb(mut self, name: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { name: name.into(), href: Some(href.into()) });
        self
    }

    /// Adds the last step, the page itself.
    pub fn last_crumb(mut self, name: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { name: name.into(), href: None });
        self
    }

    pub fn with_errors(mut self, errors: FormErrors) -> Self {
        self.errors = errors.where_left_empty(&self.sent, self.lang);
        self
    }

    pub fn with_flash(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.flash = Some(Flash { tone, text: text.into() });
        self
    }

    pub fn keep_private(mut self) -> Self {
        self.private = true;
        self
    }

    /// The sentence under `key` in the page's language.
    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// The sentence under `key` with one variable.
    pub fn t_with(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        self.lang.t_with(key, &[(name, value.into())])
    }

    /// The sentence under `key` with two variables.
    #[expect(clippy::too_many_arguments, reason = "a template has no way to write a list of pairs")]
    pub fn t_with2(
        &self,
        key: &str,
        first: &str,
        value: impl Into<Value>,
        second: &str,
        other: impl Into<Value>,
    ) -> String {
        self.lang.t_with(key, &[(first, value.into()), (second, other.into())])
    }

    /// `14 March 2026`, as text.
    pub fn day(&self, day: impl Handed<NaiveDate>) -> String {
        self.lang.day(day.value())
    }

    /// The day of an instant in the page's zone, as text.
    pub fn day_of(&self, at: impl Handed<Timestamp>) -> String {
        self.lang.day(at.value().to_utc().with_timezone(&self.zone).date_naive())
    }

    /// `14 March 2026, 15:05 (CET)`, as text.
    pub fn moment_text(&self, at: impl Handed<Timestamp>) -> String {
        self.lang.moment_there(at.value(), self.zone)
    }

    /// `14 March 2026, 15:05 (CET)` as a `time` element; its title names the zone in full.
    pub fn moment(&self, at: impl Handed<Timestamp>) -> Html {
        let at = at.value();
        let title = format!("{} ({})", self.lang.moment(at, self.zone), self.zone.name());
        time_element(at, &title, &self.moment_text(at))
    }

    /// The day of an instant as a `time` element with the exact moment in its title.
    pub fn on(&self, at: impl Handed<Timestamp>) -> Html {
        let at = at.value();
        time_element(at, &self.moment_text(at), &self.day_of(at))
    }

    /// `22 minutes ago` as a `time` element with the exact moment in its title.
    pub fn ago(&self, at: impl Handed<Timestamp>) -> Html {
        let at = at.value();
        time_element(at, &self.moment_text(at), &self.lang.ago(at, self.now, self.zone))
    }

    /// A whole number with separators.
    pub fn number(&self, number: impl Into<Value>) -> String {
        match number.into() {
            Value::Whole(number) => self.lang.number(number),
            Value::Number(number) => self.lang.decimal(number, 2),
            Value::Text(text) => text,
        }
    }

    /// `Error: Year – New complaint – Candor`: what the tab and a screen reader say first.
    pub fn full_title(&self) -> String {
        let site = self.t("site-name");
        let title = if self.title.is_empty() { site } else { format!("{} – {site}", self.title) };
        if self.errors.any() { format!("{} {title}", self.t("error-prefix")) } else { title }
    }

    pub fn full_description(&self) -> String {
        if self.description.is_empty() { self.t("site-description") } else { self.description.clone() }
    }

    /// The public menu.
    pub fn menu(&self) -> &'static [MenuEntry] {
        MENU
    }

    pub fn is_in(&self, area: impl Handed<Area>) -> bool {
        let area = area.value();
        area != Area::Elsewhere && self.area == area
    }

    /// The first word of the notice.
    pub fn tone_word(&self, tone: impl Handed<Tone>) -> String {
        self.t(tone.value().key())
    }

    /// The id of the control of a form field.
    pub fn field_id(&self, field: &str) -> String {
        super::form_errors::field_id(field)
    }

    pub fn stylesheet(&self) -> &'static str {
        super::assets::stylesheet_url()
    }

    /// Where a script of `frontend/islands` is; pages work without it.
    pub fn island(&self, name: &str) -> &'static str {
        super::assets::island_url(name)
    }

    pub fn icon(&self) -> &'static str {
        super::assets::icon_url()
    }
}

/// None of the three holds a character that HTML would read as markup.
fn time_element(at: Timestamp, title: &str, text: &str) -> Html {
    Html(format!("<time datetime=\"{at}\" title=\"{title}\">{text}</time>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{REQUIRED, Refusal};

    fn page() -> Page {
        Page::new(Lang::En, chrono_tz::Europe::Vienna, Timestamp::parse("2026-03-14T12:00:00Z").unwrap())
    }

    #[test]
    fn a_relative_time_carries_the_exact_one() {
        let at = Timestamp::parse("2026-03-14T11:38:00Z").unwrap();
        let wanted =
            "<time datetime=\"2026-03-14T11:38:00Z\" title=\"14 March 2026, 12:38 (CET)\">22 minutes ago</time>";
        assert_eq!(page().ago(at).to_string(), wanted);
    }

    #[test]
    fn the_title_begins_with_error_when_the_form_was_wrong() {
        let errors = FormErrors::of(&Refusal::field("/email", REQUIRED), Lang::En);
        assert_eq!(page().titled("Join").with_errors(errors).full_title(), "Error: Join – Candor");
    }
}
