//! How a file is: short, named for what it holds, and saying so in its first line.

use super::Breach;
use super::source::Source;

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
