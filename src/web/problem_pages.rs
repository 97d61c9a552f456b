//! The pages of refusals and failures: one that helps whoever meets it, and one that explains each code.

use super::page::{Handed, Page};
use super::words::try_again;
use crate::error::{Code, INVALID};
use askama::Template;

/// What a person sees instead of the page they asked for.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    pub page: Page,
    pub code: Code,
    /// What happened.
    pub sentence: String,
    /// What to do now.
    pub next: String,
    /// Leads to this request in the log; empty when there is none.
    pub request_id: String,
    /// Seconds after which another try makes sense.
    pub retry_after: Option<u32>,
}

impl ProblemPage {
    /// The page for `code`; takes its title from the code.
    pub fn new(page: Page, code: Code, request_id: impl Into<String>, retry_after: Option<u32>) -> Self {
        let (title, sentence, next) = (page.code_title(code), page.code_sentence(code), page.code_next(code));
        let page = page.titled(title).keep_private();
        Self { page, code, sentence, next, request_id: request_id.into(), retry_after }
    }

    /// When another try makes sense, in words.
    fn again(&self) -> Option<String> {
        self.retry_after.map(|seconds| try_again(self.page.lang, seconds))
    }

    /// The same for somebody who has opened an address: no form was sent, and nothing was written.
    #[must_use]
    pub fn of_address(self) -> Self {
        if self.code != INVALID {
            return self;
        }
        let (sentence, next) = (self.page.t("problem-address-invalid"), self.page.t("problem-address-next"));
        let title = self.page.t("problem-address-title");
        Self { page: self.page.titled(title), sentence, next, ..self }
    }
}

/// The page behind a problem's `type`, at `/problems/{code}`.
#[derive(Template)]
#[template(path = "problem_type.html")]
pub struct ProblemTypePage {
    pub page: Page,
    pub code: Code,
}

impl ProblemTypePage {
    pub fn new(page: Page, code: Code) -> Self {
        let title = page.code_title(code);
        Self { page: page.titled(title), code }
    }
}

/// Every code at `/problems`.
#[derive(Template)]
#[template(path = "problem_list.html")]
pub struct ProblemListPage {
    pub page: Page,
    pub codes: Vec<Code>,
}

impl ProblemListPage {
    pub fn new(page: Page, codes: Vec<Code>) -> Self {
        let title = page.t("problem-list-title");
        Self { page: page.titled(title), codes }
    }
}

impl Page {
    /// A code's title.
    pub fn code_title(&self, code: impl Handed<Code>) -> String {
        self.t(&format!("{}-title", key(code.value())))
    }

    /// A code's sentence.
    pub fn code_sentence(&self, code: impl Handed<Code>) -> String {
        self.t(&key(code.value()))
    }

    /// What to do next: the code's own sentence where it has one, else its status's.
    pub fn code_next(&self, code: impl Handed<Code>) -> String {
        let code = code.value();
        let own = format!("{}-next", key(code));
        if self.lang.has(&own) { self.t(&own) } else { self.t(&format!("problem-next-{}", code.status)) }
    }

    /// The name of a code's status.
    pub fn code_status(&self, code: impl Handed<Code>) -> String {
        self.t(&format!("problem-name-{}", code.value().status))
    }
}

/// The Fluent key of a code's sentence.
fn key(code: Code) -> String {
    format!("error-{}", code.name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::error::{COMMON_CODES, NOT_FOUND, TOO_MANY_REQUESTS};
    use crate::text::lang::Lang;
    use crate::web::page::{Area, MenuEntry, Viewer};
    use scraper::{Html, Selector};

    fn page(lang: Lang) -> Page {
        let mut page = Page::new(lang, chrono_tz::UTC, Timestamp::parse("2026-03-14T12:00:00Z").unwrap());
        page.origin = String::from("https://candor.example");
        page
    }

    fn count(html: &str, selector: &str) -> usize {
        Html::parse_document(html).select(&Selector::parse(selector).unwrap()).count()
    }

    #[test]
    fn a_problem_says_what_happened_and_what_to_do() {
        let html = ProblemPage::new(page(Lang::En), NOT_FOUND, "req-17", None).render().unwrap();
        assert!(html.contains("There is nothing here"));
        assert!(html.contains("req-17"));
        assert!(html.contains("Links to posts and entries never move"));
        assert_eq!(count(&html, "h1"), 1);
        assert_eq!(count(&html, "meta[name=robots][content=noindex]"), 1);
        assert_eq!(count(&html, "[style], style, script"), 0);
    }

    #[test]
    fn a_problem_that_passes_says_when() {
        let html = ProblemPage::new(page(Lang::De), TOO_MANY_REQUESTS, "", Some(30)).render().unwrap();
        assert!(html.contains("in 30 Sekunden"));
    }

    #[test]
    fn every_code_has_its_page_in_every_language() {
        for lang in Lang::ALL {
            for code in COMMON_CODES {
                let html = ProblemTypePage::new(page(*lang), *code).render().unwrap();
                assert!(html.contains(code.name));
                assert!(html.contains(&format!("<html lang=\"{lang}\">")));
            }
            let html = ProblemListPage::new(page(*lang), COMMON_CODES.to_vec()).render().unwrap();
            assert_eq!(count(&html, "main li a"), COMMON_CODES.len());
        }
    }

    #[test]
    fn the_frame_shows_who_is_signed_in_and_where() {
        let mut page = page(Lang::En).in_area(Area::Complaints);
        page.csrf = String::from("token-9");
        page.viewer = Some(Viewer {
            display_name: String::from("quiet_<b>harbour"),
            roles: vec![String::from("case_officer")],
            staff_menu: vec![MenuEntry::new("menu-cases", "/cases", Area::Staff)],
        });
        let html = ProblemTypePage::new(page, NOT_FOUND).render().unwrap();
        assert_eq!(count(&html, "a[aria-current=page][href='/complaints']"), 1);
        assert_eq!(count(&html, "form[action='/sign-out'] input[name=_csrf][value=token-9]"), 1);
        assert_eq!(count(&html, "a[href='/cases']"), 1);
        assert!(html.contains("quiet_&#60;b&#62;harbour"));
        assert_eq!(count(&html, "link[rel=canonical][href='https://candor.example/']"), 1);
    }
}
