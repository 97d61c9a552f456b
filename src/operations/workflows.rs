//! `docs/workflows.md`: the tables that cases follow, drawn from the code that they run on.

use crate::cases::Registry;

const HEAD: &str = "# How cases proceed

Made by `candor workflows > docs/workflows.md` from the tables in the code; a test fails when the two differ.
Each arrow is labelled with what happens and who may do it; `clock` is the site itself when a deadline passes.
";

/// The whole document.
pub fn workflows(registry: &Registry) -> String {
    let sections = registry.kinds().iter().map(|kind| format!("\n## {}\n\n{}", kind.name, (kind.diagram)()));
    HEAD.to_owned() + &sections.collect::<String>()
}
