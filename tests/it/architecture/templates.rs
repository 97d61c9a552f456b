//! What a page may not hold: styles and scripts in line, and forms that anybody's site could send.

use super::Breach;
use super::source::Source;

/// Every template that breaks the content policy or leaves a form open.
pub fn breaches(templates: &[Source]) -> Vec<Breach> {
    let mut found = Vec::new();
    for template in templates {
        let text = without_comments(&template.text);
        let mut tell = |rule, at: usize, what: &str| {
            let line = text.split_at(at).0.matches('\n').count() + 1;
            found.push(Breach { rule, file: template.path.clone(), line, what: what.to_owned() });
        };
        let is_letter = template.path.starts_with("frontend/templates/letters/");
        for (at, tag) in tags(&text) {
            let lower = tag.to_ascii_lowercase();
            if !is_letter && (has_attribute(&lower, "style") || lower.starts_with("<style")) {
                tell("styles are in the stylesheet", at, tag);
            }
            if lower.starts_with("<script") && !has_attribute(&lower, "src") {
                tell("scripts are files", at, tag);
            }
            if lower.split_ascii_whitespace().any(is_handler) {
                tell("scripts are files", at, tag);
            }
            if lower.starts_with("<form") && lower.contains("post") && !is_protected(&text, at) {
                tell("a form carries its token", at, tag);
            }
        }
    }
    found
}

/// The tags with their places; an expression inside a tag may hold `>`.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let (_, rest) = text.split_at(at);
        if rest.chars().nth(1).is_some_and(|letter| letter.is_ascii_alphabetic()) {
            let (tag, _) = rest.split_at(end_of_tag(rest));
            found.push((at, tag));
        }
    }
    found
}

fn end_of_tag(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match (before, letter) {
            ('{', '{' | '%') => depth += 1,
            ('}' | '%', '}') => depth = depth.saturating_sub(1),
            (_, '>') if depth == 0 => return at + 1,
            _ => {}
        }
        before = letter;
    }
    text.len()
}

fn has_attribute(tag: &str, name: &str) -> bool {
    tag.match_indices(&format!("{name}=")).any(|(at, _)| {
        let before = tag.split_at(at).0.chars().next_back();
        before.is_some_and(|letter| letter.is_whitespace() || matches!(letter, '}' | '"' | '\''))
    })
}

/// `onclick=` and its kind.
fn is_handler(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.len() > 4 && name.starts_with("on") && name.chars().all(|letter| letter.is_ascii_lowercase())
    })
}

fn is_protected(text: &str, at: usize) -> bool {
    let (_, rest) = text.split_at(at);
    let form = rest.split("</form>").next().unwrap_or(rest);
    form.contains("csrf()") || form.contains("name=\"_csrf\"")
}

/// Template comments blanked; lines stay where they are.
fn without_comments(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("{#") {
        let (comment, after) = comment.split_once("#}").unwrap_or((comment, ""));
        shown.push_str(before);
        shown.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    shown + rest
}
