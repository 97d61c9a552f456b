//! Invented paragraphs: rendered once, then put together to posts of which hardly two are alike.

use super::dice::Dice;
use crate::text::markdown;

/// Paragraphs to choose from.
const PARAGRAPHS: u64 = 1_000;

const WHO: &[&str] = &["The surgeon", "My clinic", "A friend", "The nurse", "Our family doctor", "The receptionist"];
const DID: &[&str] = &["explained", "drew", "counted", "measured", "promised", "photographed", "wrote down", "skipped"];
const WHAT: &[&str] = &[
    "the hairline",
    "the number of grafts",
    "the donor area",
    "how the crown would look",
    "what happens after a year",
    "the price of a second session",
    "every step of the first week",
    "the risks",
];
const WHEN: &[&str] =
    &["before we began", "after the washing", "in the third month", "on the phone", "twice", "in writing"];
const FELT: &[&str] =
    &["calm", "rushed", "**well informed**", "unsure", "relieved", "*a little lost*", "grateful", "tired"];
const ASKED: &[&str] = &[
    "Did anybody else see shedding this late?",
    "What did your follow-up look like?",
    "Is redness after six weeks normal?",
    "How long did the swelling stay?",
    "Would you go back to the same place?",
    "Which questions should I have asked?",
];
const TOPIC: &[&str] =
    &["Shedding", "Density", "The donor area", "Swelling", "Second session", "The hairline", "Washing"];
const FRAME: &[&str] = &["in month", "after week", "and what I learned by day", "compared with session", "at visit"];

/// Markdown with its HTML.
#[derive(Debug, Clone)]
struct Paragraph {
    markdown: String,
    html: String,
}

/// What a post says.
#[derive(Debug, Clone)]
pub struct Text {
    pub markdown: String,
    pub html: String,
}

/// The paragraphs that posts are made of.
#[derive(Debug)]
pub struct Prose(Vec<Paragraph>);

impl Prose {
    pub fn of(seed: u64) -> Self {
        Self((0..PARAGRAPHS).map(|number| paragraph(&mut Dice::of(seed, number))).collect())
    }

    /// The text of one post.
    pub fn text(&self, dice: &mut Dice) -> Text {
        let mut text = Text { markdown: String::new(), html: String::new() };
        for _ in 0..dice.between(1, 4) {
            let Some(next) = dice.pick(&self.0) else { continue };
            if !text.markdown.is_empty() {
                text.markdown.push_str("\n\n");
            }
            text.markdown.push_str(&next.markdown);
            text.html.push_str(&next.html);
        }
        text
    }
}

/// The title of a thread.
pub fn title(dice: &mut Dice) -> String {
    format!("{} {} {}", dice.word(TOPIC), dice.word(FRAME), dice.between(1, 48))
}

fn paragraph(dice: &mut Dice) -> Paragraph {
    let mut sentences: Vec<String> = (0..dice.between(1, 3)).map(|_| sentence(dice)).collect();
    if dice.below(3) == 0 {
        sentences.push(dice.word(ASKED).to_owned());
    }
    let markdown = sentences.join(" ");
    Paragraph { html: markdown::render(&markdown).into_string(), markdown }
}

fn sentence(dice: &mut Dice) -> String {
    let (who, did, what, when) = (dice.word(WHO), dice.word(DID), dice.word(WHAT), dice.word(WHEN));
    format!("{who} {did} {what} {when}, and I felt {} for {} days.", dice.word(FELT), dice.between(2, 90))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_html_of_a_post_is_what_the_site_would_have_rendered() {
        let prose = Prose::of(1);
        for number in 0..50 {
            let text = prose.text(&mut Dice::of(2, number));
            assert_eq!(text.html, markdown::render(&text.markdown).into_string());
        }
    }
}
