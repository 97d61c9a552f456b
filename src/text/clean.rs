//! The one door for HTML: an allow-list, and the only caller of ammonia.
//!
//! Cleaning runs until nothing changes any more, so cleaning what is clean answers the same text again. Pictures
//! from elsewhere are turned into links (a picture fetched from another site tells that site who reads here), and
//! every id gets a prefix, so that no author can take an id that a page of ours uses.

#[cfg(test)]
mod tests;

use ammonia::{Builder, UrlRelative};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// What every link says to search engines and to the page it opens.
const LINK_REL: &str = "nofollow ugc noopener";

/// Goes before every id an author's text brings along.
const ID_PREFIX: &str = "user-content-";

/// Pictures below this path are ours; all others become links.
const OWN_PICTURES: &str = "/media/";

/// More tags than this, in or out, and the input is shown as plain text: misnested HTML can grow with the square
/// of its length while it is repaired.
const MAX_TAGS: usize = 2_000;

/// How often cleaning may change its own result before the input is shown as plain text.
const MAX_PASSES: usize = 8;

/// Stands for `&amp;` while cleaning: the parser's time grows with the square of the ampersands in one piece of text.
/// A private-use character that is dropped from the input, so that it means nothing else.
const AMPERSAND: &str = "\u{e000}";

const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "id", "title"]),
    ("h1", &["id"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("img", &["src", "alt", "title"]),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("td", &["align"]),
    ("th", &["align"]),
];

const CLASSES: &[(&str, &[&str])] = &[("section", &["footnotes"]), ("sup", &["footnote-ref"])];

/// HTML that may go into a page as it is: made by [`clean`], or read back from where that was stored.
///
/// Serialises as a string. It cannot be deserialised: what comes from outside is cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Takes HTML that this module cleaned before it was stored. Only for store functions reading a column that is
    /// written from nothing but a `CleanHtml`; nothing is checked here.
    pub fn trusted_from_database(stored: String) -> Self {
        Self(stored)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, for storing it.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for CleanHtml {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Lets a template print it unescaped without `|safe`, which then need not appear in any template.
impl askama::filters::HtmlSafe for CleanHtml {}

/// Cleans HTML from anywhere. Never fails: what cannot be cleaned within bounds is shown as the text it is.
pub fn clean(html: &str) -> CleanHtml {
    if tags_in(html) > MAX_TAGS {
        return as_text(html);
    }
    let cleaned = clean_with_ids(html, ID_PREFIX);
    if tags_in(cleaned.as_str()) > MAX_TAGS { as_text(html) } else { cleaned }
}

/// Cleans the HTML the Markdown renderer made from one text; `scope` keeps its ids apart from those of the other
/// texts on the page. The renderer bounds the nesting, so tags are not counted.
pub(super) fn clean_rendered(html: &str, scope: &str) -> CleanHtml {
    clean_with_ids(html, &format!("{ID_PREFIX}{scope}-"))
}

/// Shows `text` as it is written, markup and all.
pub(super) fn as_text(text: &str) -> CleanHtml {
    let visible: String = text.chars().filter(|letter| is_shown(*letter)).collect();
    CleanHtml(visible.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&nbsp;"))
}

fn is_shown(letter: char) -> bool {
    (!letter.is_control() || letter == '\n') && !AMPERSAND.contains(letter)
}

fn tags_in(html: &str) -> usize {
    html.bytes().filter(|byte| *byte == b'<').count()
}

fn clean_with_ids(html: &str, id_prefix: &str) -> CleanHtml {
    let cleaner = cleaner(id_prefix.to_owned());
    let mut before = html.replace(AMPERSAND, "").replace("&amp;", AMPERSAND);
    for _ in 0..MAX_PASSES {
        let after = without_foreign_pictures(&cleaner.clean(&before).to_string()).replace("&amp;", AMPERSAND);
        if after == before {
            return CleanHtml(after.replace(AMPERSAND, "&amp;"));
        }
        before = after;
    }
    as_text(html)
}

fn cleaner(id_prefix: String) -> Builder<'static> {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(by_tag(ATTRIBUTES))
        .allowed_classes(by_tag(CLASSES))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(on_this_site)))
        .link_rel(Some(LINK_REL))
        .strip_comments(true)
        .attribute_filter(move |_, attribute, value| filtered(&id_prefix, attribute, value));
    cleaner
}

fn by_tag(table: &[(&'static str, &[&'static str])]) -> HashMap<&'static str, HashSet<&'static str>> {
    table.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect()
}

/// Lets through `#part` and `/path`. Drops `//host/path` and what browsers read as that, and `page.html`, which
/// would lead elsewhere on every page that shows the text.
fn on_this_site(url: &str) -> Option<Cow<'_, str>> {
    let read: String = url.chars().filter(|letter| !matches!(letter, '\t' | '\n' | '\r')).collect();
    let here = read.starts_with('#') || (read.starts_with('/') && !read.starts_with("//") && !read.starts_with("/\\"));
    here.then_some(Cow::Borrowed(url))
}

/// Puts the prefix before ids and before the links to them; lets `align` and `start` through where they are sound.
fn filtered<'u>(id_prefix: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    match attribute {
        "id" => Some(prefixed(id_prefix, value)),
        "href" => match value.strip_prefix('#') {
            Some(part) => Some(Cow::Owned(format!("#{}", prefixed(id_prefix, part)))),
            None => Some(Cow::Borrowed(value)),
        },
        "align" => matches!(value, "left" | "center" | "right").then_some(Cow::Borrowed(value)),
        "start" => {
            (value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit())).then_some(Cow::Borrowed(value))
        }
        _ => Some(Cow::Borrowed(value)),
    }
}

fn prefixed<'u>(prefix: &str, id: &'u str) -> Cow<'u, str> {
    if id.starts_with(prefix) { Cow::Borrowed(id) } else { Cow::Owned(format!("{prefix}{id}")) }
}

/// Turns pictures from elsewhere into links. Takes ammonia's output, where `<` and `>` occur only around tags and
/// every attribute value stands in double quotes.
fn without_foreign_pictures(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut inside_link = false;
    while let Some((text, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        out.push_str(text);
        match tag.strip_prefix("img") {
            Some(attributes) if is_foreign(attributes) => out.push_str(&as_link(attributes, inside_link)),
            _ => out.push_str(&format!("<{tag}>")),
        }
        inside_link = (inside_link || tag.starts_with("a ")) && tag != "/a";
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_foreign(attributes: &str) -> bool {
    !attribute(attributes, "src").is_some_and(|source| source.starts_with(OWN_PICTURES))
}

fn as_link(attributes: &str, inside_link: bool) -> String {
    let source = attribute(attributes, "src").unwrap_or_default();
    let alternative = attribute(attributes, "alt").unwrap_or_default();
    let label = if alternative.trim().is_empty() { source } else { alternative };
    // Quotes are escaped in attributes only; the next pass would write them plainly anyway.
    let label = label.replace("&quot;", "\"");
    if inside_link || source.is_empty() {
        return label;
    }
    format!("<a href=\"{source}\" rel=\"{LINK_REL}\">{label}</a>")
}

/// The value of an attribute as it stands between its quotes, entities and all.
fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = attributes.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}
