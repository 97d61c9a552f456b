//! Plain text: what people type made tidy, and excerpts of what pages show.

use super::clean::CleanHtml;
use super::markdown::render;
use unicode_normalization::UnicodeNormalization as _;

/// Text as it is stored: NFC, newlines as `\n`, without control characters (but newline and tab), without marks that
/// turn the direction of what follows, without white space at either end.
pub fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let visible = lines.chars().filter(|letter| !is_forbidden(*letter));
    visible.nfc().collect::<String>().trim().to_owned()
}

/// With a capital at its beginning, for words that stand by themselves where others stand in a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    first.to_uppercase().chain(letters).collect()
}

/// Text of a single line, such as a name or a title: tidy, every run of white space one space.
pub fn tidy_line(text: &str) -> String {
    one_line(&tidy(text))
}

fn is_forbidden(letter: char) -> bool {
    let turns_direction = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = letter.is_control() && !matches!(letter, '\n' | '\t');
    is_control || turns_direction || letter == '\u{feff}'
}

/// The first characters of what `html` says, on one line, at most `length` of them; `…` is the last where more
/// follows. Footnotes are left out.
pub fn excerpt(html: &CleanHtml, length: usize) -> String {
    shortened(&one_line(&text_of(html)), length)
}

/// The [`excerpt`] of a Markdown text.
pub fn excerpt_of_markdown(markdown: &str, length: usize) -> String {
    excerpt(&render(markdown), length)
}

/// What `html` says, without markup; blocks stand apart by a newline.
pub fn text_of(html: &CleanHtml) -> String {
    let body = html.as_str().split("<section class=\"footnotes\"").next().unwrap_or_default();
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        rest = after;
        if tag == "sup class=\"footnote-ref\"" {
            rest = after.split_once("</sup>").map_or("", |(_, after)| after);
        } else if !is_inline(tag) {
            text.push('\n');
        }
    }
    text.push_str(rest);
    unescaped(&text)
}

fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
    matches!(name, "a" | "b" | "code" | "del" | "em" | "i" | "img" | "s" | "strong" | "sub" | "sup" | "u")
}

/// Undoes the five escapes that clean HTML has; `&amp;` last.
fn unescaped(text: &str) -> String {
    let signs = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    signs.replace("&amp;", "&")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `length` characters, ending with `…` when cut; between words where that keeps at least half.
fn shortened(line: &str, length: usize) -> String {
    if line.chars().count() <= length {
        return line.to_owned();
    }
    let kept: String = line.chars().take(length.saturating_sub(1)).collect();
    let words = kept.rsplit_once(' ').map(|(words, _)| words).filter(|words| words.len() * 2 >= kept.len());
    let mut cut = words.unwrap_or(&kept).trim_end().to_owned();
    if length > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_made_tidy() {
        for (raw, expected) in [
            ("  a\r\nb\rc  ", "a\nb\nc"),
            ("a\0b\u{7}c\td", "abc\td"),
            ("u\u{308}ber", "über"),
            ("a\u{202e}b\u{2066}c\u{feff}", "abc"),
            ("a\u{2028}b", "a\nb"),
            ("two  \nspaces", "two  \nspaces"),
            ("👩‍⚕️", "👩‍⚕️"),
            (" \u{a0}\n ", ""),
        ] {
            assert_eq!(tidy(raw), expected, "{raw:?}");
        }
        assert_eq!(tidy_line(" a \n\t b "), "a b");
    }

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        for (text, expected) in
            [("proof is due", "Proof is due"), ("über", "Über"), ("FUE", "FUE"), ("1 a", "1 a"), ("", "")]
        {
            assert_eq!(capital(text), expected);
        }
    }

    #[test]
    fn excerpts_are_plain_and_short() {
        for (markdown, length, expected) in [
            ("# A\n\nb *c* d", 50, "A b c d"),
            ("one two three", 50, "one two three"),
            ("one two three", 10, "one two…"),
            ("abcdefghij", 5, "abcd…"),
            ("1 < 2 &amp; \"q\"", 50, "1 < 2 & \"q\""),
            ("&amp;lt;", 50, "&lt;"),
            ("x[^1] y\n\n[^1]: note", 50, "x y"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", 50, "a b 1 2"),
            ("ab", 0, ""),
            ("🙂🙂🙂", 2, "🙂…"),
        ] {
            assert_eq!(excerpt_of_markdown(markdown, length), expected, "{markdown}");
        }
    }

    proptest! {
        #[test]
        fn tidy_is_stable_and_has_no_controls(raw in any::<String>()) {
            let once = tidy(&raw);
            prop_assert_eq!(tidy(&once), once.clone());
            prop_assert!(!once.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t'));
        }

        #[test]
        fn an_excerpt_is_never_longer_than_asked(raw in "\\PC{0,60}", length in 0_usize..40) {
            prop_assert!(excerpt_of_markdown(&raw, length).chars().count() <= length);
        }
    }
}
