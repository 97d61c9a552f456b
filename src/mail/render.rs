//! Letters as text and HTML: the same blocks, once wrapped for a terminal, once with inline styles.

use super::wrap::{indented, wrapped};
use super::{Block, Letter};
use crate::app::Site;
use crate::error::AppError;
use askama::Template;

#[derive(Template)]
#[template(path = "letters/letter.txt")]
struct TextLetter<'a> {
    greeting: &'a str,
    body: &'a str,
    footer: &'a str,
}

#[derive(Template)]
#[template(path = "letters/letter.html")]
struct HtmlLetter<'a> {
    lang: &'static str,
    subject: &'a str,
    greeting: &'a str,
    blocks: &'a [Block],
    footer: &'a str,
}

/// The text part and the HTML part of `letter`.
pub(super) fn bodies(site: &Site, letter: &Letter) -> Result<(String, String), AppError> {
    let config = &site.config;
    bodies_from(letter, &config.mail.from_name, &config.server.public_url)
}

pub(super) fn bodies_from(letter: &Letter, site: &str, url: &str) -> Result<(String, String), AppError> {
    let greeting = greeting(letter);
    let footer = footer(letter, site, url);
    let parts: Vec<String> = letter.body.iter().map(as_text).collect();
    let text = TextLetter { greeting: &greeting, body: &parts.join("\n\n"), footer: &footer };
    let html = HtmlLetter {
        lang: letter.to.lang.as_str(),
        subject: &letter.subject,
        greeting: &greeting,
        blocks: &letter.body,
        footer: &footer,
    };
    Ok((text.render().map_err(AppError::internal)?, html.render().map_err(AppError::internal)?))
}

fn greeting(letter: &Letter) -> String {
    let lang = letter.to.lang;
    match &letter.to.name {
        Some(name) => lang.t_with("mail-greeting", &[("name", name.as_str().into())]),
        None => lang.t("mail-greeting-nameless"),
    }
}

fn footer(letter: &Letter, site: &str, url: &str) -> String {
    let lang = letter.to.lang;
    let mut lines = vec![lang.t_with("mail-footer-site", &[("site", site.into()), ("url", url.into())])];
    lines.push(lang.t("mail-footer-automatic"));
    if letter.reply_to.is_some() {
        lines.push(lang.t("mail-footer-reply"));
    }
    lines.join("\n")
}

fn as_text(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => wrapped(words),
        Block::Link { label, url } => format!("{}\n{url}", wrapped(&format!("{label}:"))),
        Block::Facts(facts) => {
            let lines: Vec<String> =
                facts.iter().map(|(label, value)| indented(&format!("{label}: {value}"), "", "  ")).collect();
            lines.join("\n")
        }
        Block::Quote(words) => indented(words, "> ", "> "),
        Block::List(items) => {
            let lines: Vec<String> = items.iter().map(|item| indented(item, "- ", "  ")).collect();
            lines.join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Recipient;
    use crate::text::lang::Lang;

    fn letter() -> Letter {
        Letter {
            kind: "sample",
            to: Recipient { address: "ada@example.com".into(), name: None, lang: Lang::En },
            subject: "A <subject>".into(),
            body: vec![
                Block::Paragraph("word ".repeat(40)),
                Block::Link {
                    label: "Open the case".into(),
                    url: format!("https://candor.example/{}", "x".repeat(90)),
                },
                Block::Facts(vec![("Case".into(), "CMP-2026-000001".into())]),
                Block::Quote("<script>alert(1)</script>\nsecond line".into()),
                Block::List(vec!["one".into(), "two".into()]),
            ],
            thread: None,
            reply_to: None,
            once_key: "1".into(),
        }
    }

    #[test]
    fn the_text_part_wraps_words_and_keeps_links_whole() {
        let (text, _) = bodies_from(&letter(), "Candor", "https://candor.example").unwrap();
        for line in text.lines() {
            assert!(line.chars().count() <= 76 || line.starts_with("https://"), "{line}");
        }
        assert!(text.contains(&format!("\nhttps://candor.example/{}\n", "x".repeat(90))));
        assert!(text.contains("Case: CMP-2026-000001"));
        assert!(text.contains("> <script>alert(1)</script>\n> second line"));
        assert!(text.contains("- one\n- two"));
        assert!(text.contains("\n\n-- \n"));
    }

    #[test]
    fn the_html_part_escapes_what_people_wrote_and_loads_nothing() {
        let (_, html) = bodies_from(&letter(), "Candor", "https://candor.example").unwrap();
        assert!(!html.contains("<script"));
        assert!(html.contains("A &#60;subject&#62;") || html.contains("A &lt;subject&gt;"));
        assert!(!html.contains("<img") && !html.contains("<link") && !html.contains("url("));
    }
}
