//! Markdown to HTML: CommonMark with tables, strikethrough, task lists, autolinks and footnotes.
//!
//! Raw HTML is shown as the text it is. Time is bounded by [`MAX_BYTES`], [`MAX_DEPTH`] and [`MAX_NODES`]; what is
//! beyond them is shown as the author wrote it.

use super::clean::{CleanHtml, as_text, clean_rendered};
use super::slug::slug;
use comrak::adapters::{HeadingAdapter, HeadingMeta};
use comrak::nodes::{Node, Sourcepos};
use comrak::options::Plugins;
use comrak::{Arena, Options, format_html_with_plugins, parse_document};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::Mutex;

/// Longest Markdown that is read as such, in bytes. The limits of what people may post are far below it.
pub const MAX_BYTES: usize = 400_000;

/// Deepest nesting of lists, quotations and emphasis; the same bound for the prefix of a line, in marks.
pub const MAX_DEPTH: usize = 60;

/// Most paragraphs, cells, words of emphasis and the like in one text. A table fills up short rows, so that a small
/// text can have very many cells.
pub const MAX_NODES: usize = 100_000;

/// The HTML of a Markdown text, clean. The same text always gives the same HTML.
pub fn render(markdown: &str) -> CleanHtml {
    if markdown.len() > MAX_BYTES || markdown.lines().any(opens_too_deep) {
        return as_text(markdown);
    }
    let options = options();
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options);
    if is_too_large(document) {
        return as_text(markdown);
    }
    let headings = Headings::default();
    let mut plugins = Plugins::default();
    plugins.render.heading_adapter = Some(&headings);
    let mut html = String::new();
    match format_html_with_plugins(document, &options, &mut html, &plugins) {
        Ok(()) => clean_rendered(&with_plain_boxes(&html), &scope(markdown)),
        Err(fmt::Error) => as_text(markdown),
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.render.escape = true;
    options
}

/// Whether a line opens more quotations and lists than [`MAX_DEPTH`]. Asked before parsing, because the parser goes
/// through all open blocks on every line.
fn opens_too_deep(line: &str) -> bool {
    let prefix = line
        .chars()
        .take_while(|mark| matches!(mark, '>' | '-' | '+' | '*' | ' ' | '\t' | '.' | ')') || mark.is_ascii_digit());
    // A rule such as `-----` or `* * *` is one block, however long.
    let marks: String = prefix.filter(|mark| !matches!(mark, ' ' | '\t')).collect();
    let is_rule = marks.chars().all(|mark| mark == '-') || marks.chars().all(|mark| mark == '*');
    let opened = marks.chars().filter(|mark| matches!(mark, '>' | '-' | '+' | '*' | '.' | ')')).count();
    opened > MAX_DEPTH && !(is_rule && marks.len() == line.trim().chars().filter(|mark| !mark.is_whitespace()).count())
}

/// Whether the parsed text is nested deeper than [`MAX_DEPTH`] or has more parts than [`MAX_NODES`].
fn is_too_large(document: Node<'_>) -> bool {
    let mut level = vec![document];
    let mut nodes = 0;
    for _ in 0..MAX_DEPTH {
        level = level.into_iter().flat_map(|node| node.children()).collect();
        nodes += level.len();
        if level.is_empty() || nodes > MAX_NODES {
            return nodes > MAX_NODES;
        }
    }
    true
}

/// Keeps the ids of one text apart from those of the others on its page: footnote 1 leads to its own note.
fn scope(markdown: &str) -> String {
    hex::encode(Sha256::digest(markdown.as_bytes())).chars().take(8).collect()
}

/// Writes the boxes of task lists as characters: a form field that does nothing has no name for a screen reader. The
/// renderer escapes every other `<`, so these texts are its own.
fn with_plain_boxes(html: &str) -> String {
    html.replace("<input type=\"checkbox\" checked=\"\" disabled=\"\" />", "☑")
        .replace("<input type=\"checkbox\" disabled=\"\" />", "☐")
}

/// Gives each heading an id made of its text, and no link of its own.
#[derive(Default)]
struct Headings {
    /// How often each slug was used so far.
    used: Mutex<HashMap<String, u32>>,
}

impl Headings {
    fn id_for(&self, content: &str) -> String {
        let slug = slug(content);
        let mut used = self.used.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let count = used.entry(slug.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count == 1 { slug } else { format!("{slug}-{count}") }
    }
}

impl HeadingAdapter for Headings {
    fn enter(&self, output: &mut dyn fmt::Write, heading: &HeadingMeta, _: Option<Sourcepos>) -> fmt::Result {
        write!(output, "<h{} id=\"{}\">", heading.level, self.id_for(&heading.content))
    }

    fn exit(&self, output: &mut dyn fmt::Write, heading: &HeadingMeta) -> fmt::Result {
        writeln!(output, "</h{}>", heading.level)
    }
}

#[cfg(test)]
mod tests {
    use super::super::clean::clean;
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    #[test]
    fn each_construct_is_rendered() {
        let rel = r#"rel="nofollow ugc noopener""#;
        for (markdown, expected) in [
            ("", String::new()),
            (
                "a *b* **c** ~~d~~ `e`",
                "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n".to_owned(),
            ),
            ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n".to_owned()),
            ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n".to_owned()),
            ("- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n".to_owned()),
            (
                "see https://a.example.",
                format!("<p>see <a href=\"https://a.example\" {rel}>https://a.example</a>.</p>\n"),
            ),
            ("[x](javascript:alert(1))", format!("<p><a href=\"\" {rel}>x</a></p>\n").replace("href=\"\" ", "")),
            ("<b>x</b><script>1</script>", "<p>&lt;b&gt;x&lt;/b&gt;&lt;script&gt;1&lt;/script&gt;</p>\n".to_owned()),
            (
                "![scar](https://a.example/1.png)",
                format!("<p><a href=\"https://a.example/1.png\" {rel}>scar</a></p>\n"),
            ),
            ("```rust\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>\n".to_owned()),
            ("---", "<hr>\n".to_owned()),
        ] {
            assert_eq!(render(markdown).as_str(), expected, "{markdown}");
        }
    }

    #[test]
    fn tables_keep_their_alignment() {
        let html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |").into_string();
        assert!(html.contains("<th align=\"center\">a</th>") && html.contains("<td align=\"right\">2</td>"), "{html}");
    }

    #[test]
    fn headings_and_footnotes_have_ids_of_their_own_text() {
        let html = render("# Über uns\n\n# Über uns\n\nx[^1]\n\n[^1]: note").into_string();
        let scope = scope("# Über uns\n\n# Über uns\n\nx[^1]\n\n[^1]: note");
        for part in [
            "id=\"user-content-S-uber-uns\"",
            "id=\"user-content-S-uber-uns-2\"",
            "href=\"#user-content-S-fn-1\"",
            "id=\"user-content-S-fn-1\"",
            "id=\"user-content-S-fnref-1\"",
        ] {
            assert!(html.contains(&part.replace("-S-", &format!("-{scope}-"))), "{part} in {html}");
        }
    }

    #[test]
    fn hostile_input_ends_soon() {
        let numbered: String = (0..5_000).map(|number| format!("[^{number}]: x[^{number}]\n\n")).collect();
        for hostile in [
            ">".repeat(50_000),
            "> ".repeat(20_000) + "x\n" + &"x\n".repeat(20_000),
            "- ".repeat(20_000),
            "1. ".repeat(20_000),
            "*a **b ".repeat(8_000),
            "[".repeat(50_000),
            "![".repeat(25_000),
            "[a](".repeat(12_000),
            "`".repeat(50_000),
            "<".repeat(50_000),
            "| a ".repeat(5_000) + "\n" + &"|-".repeat(5_000) + "\n" + &"x\n".repeat(2_000),
            "&".repeat(50_000),
            "_a ".repeat(15_000) + &"b_ ".repeat(15_000),
            "~~a ".repeat(12_000),
            "http://".repeat(7_000),
            "a@".repeat(25_000),
            numbered,
        ] {
            let begin = Instant::now();
            let html = render(&hostile);
            let start: String = hostile.chars().take(12).collect();
            assert!(begin.elapsed() < Duration::from_secs(20), "{start} took {:?}", begin.elapsed());
            assert!(html.as_str().len() < 40 * hostile.len() + 100, "{start} grew to {}", html.as_str().len());
        }
    }

    #[test]
    fn long_rules_are_rules() {
        assert_eq!(render(&"-".repeat(200)).as_str(), "<hr>\n");
        assert_eq!(render(&"* ".repeat(200)).as_str(), "<hr>\n");
    }

    fn lively() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                "# ",
                "> ",
                "- ",
                "1. ",
                "\n",
                "\n\n",
                "    ",
                "**",
                "_",
                "`",
                "~~",
                "[",
                "](",
                ")",
                "![",
                "<b>",
                "<script>",
                "javascript:alert(1)",
                "https://a.example",
                "[^1]",
                "\n[^1]: ",
                "| a |\n|---|\n",
                "- [x] ",
                "&amp;",
                "\\",
                "\"",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,4}",
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_rendered_stays_as_it_is_when_cleaned(markdown in lively()) {
            let html = render(&markdown);
            prop_assert_eq!(clean(html.as_str()), html);
        }

        #[test]
        fn no_script_survives(markdown in lively()) {
            let html = render(&markdown).into_string();
            prop_assert!(!html.contains("<script") && !html.contains("href=\"javascript") && !html.contains("<img src=\"http"));
        }
    }

    #[test]
    fn any_text_is_rendered_clean() {
        bolero::check!().with_iterations(300).with_type::<String>().for_each(|markdown| {
            let html = render(markdown);
            assert_eq!(clean(html.as_str()), html);
        });
    }
}
