//! Letters as text and HTML: the same blocks, once wrapped for a terminal, once with inline styles.

use super::wrap::{indented, wrapped};
use super::{Block, Letter};
use crate::app::Site;
use crate::error::AppError;
use crate::text::lang::Lang;
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
    let answers = answers(letter, &config.mail.coalition_inbox);
    bodies_from(letter, answers, (&config.mail.from_name, &config.server.public_url))
}

/// What the foot says of answers, by where they go: the coalition's inbox is no case's own address.
fn answers(letter: &Letter, coalition: &str) -> Option<&'static str> {
    let to = letter.reply_to.as_deref()?;
    Some(if to == coalition { "mail-footer-reply-coalition" } else { "mail-footer-reply" })
}

fn bodies_from(
    letter: &Letter,
    answers: Option<&'static str>,
    (site, url): (&str, &str),
) -> Result<(String, String), AppError> {
    let greeting = greeting(letter);
    let footer = footer(letter.to.lang, answers, (site, url));
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

fn footer(lang: Lang, answers: Option<&'static str>, (site, url): (&str, &str)) -> String {
    let mut lines = vec![lang.t_with("mail-footer-site", &[("site", site.into()), ("url", url.into())])];
    lines.push(lang.t("mail-footer-automatic"));
    lines.extend(answers.map(|key| lang.t(key)));
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

    const SITE: (&str, &str) = ("Candor", "https://candor.example");

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
        let (text, _) = bodies_from(&letter(), None, SITE).unwrap();
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
    fn the_foot_says_where_an_answer_goes() {
        let foot = |reply_to: Option<&str>| {
            let letter = Letter { reply_to: reply_to.map(str::to_owned), ..letter() };
            bodies_from(&letter, answers(&letter, "coalition@candor.example"), SITE).unwrap().0
        };
        let told = ["your reply goes to the case", "your reply reaches the coalition"];
        let says = |reply_to| told.map(|words| foot(reply_to).contains(words));
        assert_eq!(says(None), [false, false]);
        assert_eq!(says(Some("case+1@candor.example")), [true, false]);
        assert_eq!(says(Some("coalition@candor.example")), [false, true]);
    }

    #[test]
    fn the_html_part_escapes_what_people_wrote_and_loads_nothing() {
        let (_, html) = bodies_from(&letter(), None, SITE).unwrap();
        assert!(!html.contains("<script"));
        assert!(html.contains("A &#60;subject&#62;") || html.contains("A &lt;subject&gt;"));
        assert!(!html.contains("<img") && !html.contains("<link") && !html.contains("url("));
    }
}
