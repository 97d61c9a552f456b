//! How a file is: short, named for what it holds, and saying so in its first line.

use super::Breach;
use super::source::Source;
use std::collections::BTreeMap;

/// Lines after which a file is split by resource.
const LONGEST: usize = 400;
/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "misc", "stuff"];

/// Every file that is too long, mute or named for nothing.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    let mut found = Vec::new();
    for source in sources {
        let mut tell = |rule, line, what| found.push(Breach { rule, file: source.path.clone(), line, what });
        let lines = source.text.lines().count();
        if lines > LONGEST {
            tell("a file ends at 400 lines", lines, format!("{lines} lines"));
        }
        if !source.text.starts_with("//!") {
            tell("a module says what it is", 1, "does not open with `//!`".to_owned());
        }
        if let Some(name) = source.module().iter().find(|name| EMPTY_NAMES.contains(name)) {
            tell("a name says what is inside", 1, format!("`{name}`"));
        }
    }
    found
}

/// Every second shape on the wire that has the name of another: the API document would keep only one of them.
/// `document` knows whether a name stands in it; words of `text_enum!` that do not are no shapes on the wire.
pub fn shared_names(sources: &[Source], document: impl Fn(&str) -> bool) -> Vec<Breach> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !source.path.ends_with("tests.rs")) {
        for (line, name, kind) in wire_shapes(&source.text) {
            if kind == Shape::Words && !document(&name) {
                continue;
            }
            let Some(first) = known.get(&name) else {
                known.insert(name, source.path.clone());
                continue;
            };
            let what = format!("`{name}` is also in {first}; give it another by #[schema(as = …)]");
            found.push(Breach {
                rule: "a shape on the wire has a name of its own",
                file: source.path.clone(),
                line,
                what,
            });
        }
    }
    found
}

/// How a shape comes into the API document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// By `#[derive(ToSchema)]`.
    Derived,
    /// By `text_enum!`, where a field of a derived one has it.
    Words,
}

/// The names under which a file's shapes stand in the API document, with their lines.
pub fn wire_shapes(text: &str) -> Vec<(usize, String, Shape)> {
    let mut shapes = Vec::new();
    let (mut kind, mut renamed) = (None, None);
    for (number, line) in text.lines().map(str::trim).enumerate() {
        if line.starts_with("text_enum! {") {
            kind = Some(Shape::Words);
        } else if line.starts_with("#[derive(") && line.contains("ToSchema") {
            kind = Some(Shape::Derived);
        } else if let Some(name) = line.strip_prefix("#[schema(as = ") {
            renamed = Some(name.trim_end_matches(")]").to_owned());
        } else if let Some(name) = declared(line) {
            shapes.extend(kind.map(|kind| (number + 1, renamed.take().unwrap_or(name), kind)));
            (kind, renamed) = (None, None);
        }
    }
    shapes
}

/// The name of the struct or enum that a line begins.
fn declared(line: &str) -> Option<String> {
    let (before, after) = line.split_once("struct ").or_else(|| line.split_once("enum "))?;
    let is_item = before.is_empty() || before.starts_with("pub");
    let name = after.split(|sign: char| !sign.is_alphanumeric() && sign != '_').next()?;
    (is_item && !name.is_empty()).then(|| name.to_owned())
}
