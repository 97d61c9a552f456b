//! The style page at `/dev/styles`: every part of the pages, in both themes, made by the macros that pages use.

use super::page::{FormErrors, Page, Tone};
use super::parts::{Choice, ChoiceGroup, Fact, Mark, RecordLine, TimelineEntry};
use crate::clock::Timestamp;
use crate::error::{FieldError, OUT_OF_RANGE, REQUIRED, Refusal};
use askama::Template;

/// Every part with specimen content.
#[derive(Template)]
#[template(path = "styles.html")]
pub struct StylesPage {
    pub page: Page,
    /// The panels: `light` and `dark`. It begins the names of a panel's fields, so that ids stay single.
    themes: [&'static str; 2],
    colours: Vec<Colour>,
    choices: Vec<Choice>,
    groups: Vec<ChoiceGroup>,
    facts: Vec<Fact>,
    figures: Vec<Fact>,
    timeline: Vec<TimelineEntry>,
    record: RecordLine,
}

/// A colour's name, its values, and its contrast on paper and sheet in light and dark.
struct Colour {
    name: &'static str,
    light: [&'static str; 3],
    dark: [&'static str; 3],
}

impl Colour {
    /// Value, contrast on paper, contrast on sheet.
    fn row(&self, theme: &str) -> &[&'static str; 3] {
        if theme == "dark" { &self.dark } else { &self.light }
    }
}

impl StylesPage {
    pub fn new(page: Page) -> Self {
        let now = page.now;
        let wrong = ["light", "dark"].into_iter().flat_map(|theme| {
            [("year", OUT_OF_RANGE), ("asked", REQUIRED)].map(|(field, code)| FieldError {
                pointer: format!("/{theme}-{field}"),
                code,
                span: None,
            })
        });
        let errors = FormErrors::of(&Refusal::fields(wrong.collect()), page.lang);
        Self {
            page: page
                .crumb("My page", "#main")
                .last_crumb("Styles")
                .titled("Every part, in both themes")
                .with_flash(Tone::Ok, "your complaint was received.")
                .with_errors(errors)
                .keep_private(),
            themes: ["light", "dark"],
            colours: colours(),
            choices: choices(),
            groups: vec![
                ChoiceGroup { label: String::from("The result"), choices: vec![Choice::new("a", "Scarring")] },
                ChoiceGroup { label: String::from("Money and papers"), choices: vec![Choice::new("b", "Refund")] },
            ],
            facts: vec![Fact::new("Median days to respond", "9"), Fact::new("Open recommendations", "0")],
            figures: vec![Fact::new("counted reviews", "26"), Fact::new("sure of at least", "3.40")],
            timeline: timeline(now),
            record: RecordLine {
                entry: Some(48_213),
                href: String::from("#gone"),
                about: String::from("missed response"),
            },
        }
    }
}

fn colours() -> Vec<Colour> {
    [
        ("ink", ["#1f2320", "14.8", "15.9"], ["#ecebe5", "15.0", "13.6"]),
        ("soft", ["#53564f", "7.0", "7.5"], ["#b4b3aa", "8.5", "7.7"]),
        ("accent", ["#0b5c66", "7.2", "7.7"], ["#83cfd4", "10.1", "9.2"]),
        ("edge", ["#7a766b", "4.2", "4.5"], ["#8f8c82", "5.3", "4.8"]),
        ("warn", ["#774600", "7.4", "7.9"], ["#efc37a", "10.9", "9.9"]),
        ("ok", ["#1d6335", "6.8", "7.3"], ["#95d5a5", "10.5", "9.6"]),
        ("bad", ["#a0231a", "7.1", "7.6"], ["#f6aba0", "9.6", "8.7"]),
    ]
    .map(|(name, light, dark)| Colour { name, light, dark })
    .into()
}

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("no", "No, not yet").with_hint("Then your officer writes to them first; they have 15 days."),
        Choice::new("yes", "Yes, and I can show it").with_hint("An e-mail is enough.").chosen_if("yes"),
    ]
}

fn timeline(now: Timestamp) -> Vec<TimelineEntry> {
    let entry = |mark, days, title: &str, text: &str| TimelineEntry {
        mark,
        at: now.plus(chrono::Duration::days(days)),
        day_only: mark == Mark::Next,
        title: title.to_owned(),
        text: text.to_owned(),
        note: None,
        record: None,
    };
    let mut missed = entry(Mark::Missed, -5, "the clinic’s response", "");
    missed.note = Some((Tone::Bad, String::from("Written by the clock, not by a person.")));
    missed.record = Some(RecordLine { entry: Some(48_213), href: String::from("#line"), about: missed.title.clone() });
    let mut sent = entry(Mark::Own, -24, "You sent your complaint", "");
    sent.record = Some(RecordLine::default());
    vec![
        entry(Mark::Next, 9, "the coalition takes over", "If the clinic has not answered."),
        missed,
        entry(Mark::Happened, -17, "The clinic acknowledged receipt", "On time."),
        sent,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::NOT_FOUND;
    use crate::text::lang::Lang;
    use crate::web::assets;
    use crate::web::page::{Area, MenuEntry, Viewer};
    use crate::web::problem_pages::ProblemPage;
    use scraper::{Html, Selector};
    use std::collections::HashSet;

    fn page(lang: Lang) -> Page {
        let now = Timestamp::parse("2026-11-19T14:04:00Z").unwrap();
        let mut page = Page::new(lang, chrono_tz::Europe::Vienna, now);
        page.viewer = Some(Viewer {
            display_name: String::from("quiet_harbour"),
            roles: vec![String::from("case_officer")],
            staff_menu: vec![MenuEntry::new("menu-cases", "/cases", Area::Staff)],
        });
        page
    }

    fn styles(lang: Lang) -> String {
        StylesPage::new(page(lang)).render().unwrap()
    }

    #[test]
    fn every_id_on_the_style_page_is_single_and_every_reference_leads_somewhere() {
        let html = Html::parse_document(&styles(Lang::En));
        let every = Selector::parse("[id]").unwrap();
        let mut ids = HashSet::new();
        for element in html.select(&every) {
            assert!(ids.insert(element.attr("id").unwrap()), "{:?} stands twice", element.attr("id"));
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            let holders = Selector::parse(&format!("[{attribute}]")).unwrap();
            for name in html.select(&holders).flat_map(|element| element.attr(attribute).unwrap().split_whitespace()) {
                assert!(ids.contains(name), "{attribute} names {name}, which does not exist");
            }
        }
    }

    #[test]
    fn the_content_policy_needs_no_inline_style_or_script() {
        let html = Html::parse_document(&styles(Lang::De));
        assert_eq!(html.select(&Selector::parse("[style], style, script").unwrap()).count(), 0);
    }

    /// `CANDOR_STYLE_PAGE=folder cargo test --lib web::styles` writes the page there, to be looked at.
    #[test]
    fn the_style_page_can_be_written_out() {
        let Some(folder) = std::env::var_os("CANDOR_STYLE_PAGE") else { return };
        let folder = std::path::PathBuf::from(folder);
        let local = |html: String| html.replace(assets::stylesheet_url(), "candor.css");
        std::fs::write(folder.join("candor.css"), assets::stylesheet_text()).unwrap();
        std::fs::write(folder.join("styles.html"), local(styles(Lang::En))).unwrap();
        std::fs::write(folder.join("styles-de.html"), local(styles(Lang::De))).unwrap();
        let problem = ProblemPage::new(page(Lang::De), NOT_FOUND, "01a2b3c4d5", None).render().unwrap();
        std::fs::write(folder.join("problem.html"), local(problem)).unwrap();
    }
}
