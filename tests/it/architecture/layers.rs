//! Who may import whom: kernel ← platform ← domains ← assembly, and the domains in one line.

use super::Breach;
use super::source::{CodePath, Source};
use std::collections::{BTreeMap, BTreeSet};

/// No database, no HTTP.
pub const KERNEL: &[&str] = &["clock", "config", "error", "ids", "specialty", "stats", "text", "workdays", "workflow"];
const PLATFORM: &[&str] = &["app", "cache", "cases", "db", "files", "jobs", "ledger", "mail", "web"];
/// Right may use left; those in one group do not know each other.
const DOMAINS: &[&[&str]] = &[
    &["accounts"],
    &["media"],
    &["directory"],
    &["drafts"],
    &["forum"],
    &["journals", "reviews", "inspections", "complaints", "coalition", "dues", "guidance"],
    &["moderation"],
    &["search"],
    &["notifications"],
    &["transfer"],
    &["operations"],
];
const ASSEMBLY: &[&str] = &["cli", "server"];

/// How high a module stands; a domain also by its place in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Kernel,
    Platform,
    Domain(usize),
    Assembly,
}

/// The layer of a module at the crate's root.
fn layer(module: &str) -> Option<Layer> {
    if KERNEL.contains(&module) {
        return Some(Layer::Kernel);
    }
    if PLATFORM.contains(&module) {
        return Some(Layer::Platform);
    }
    if ASSEMBLY.contains(&module) {
        return Some(Layer::Assembly);
    }
    DOMAINS.iter().position(|group| group.contains(&module)).map(Layer::Domain)
}

/// Every import that goes up, right, sideways or past a domain's face.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    let house = House::of(sources);
    sources.iter().flat_map(|source| house.breaches_of(source)).collect()
}

/// What the rules must know of all files before they judge one.
struct House<'a> {
    /// The module at the root that exports each macro.
    macros: BTreeMap<String, String>,
    /// `domain::submodule`, as files say it.
    submodules: BTreeSet<String>,
    /// Those that the domain's own `mod.rs` declares `pub`.
    open: BTreeSet<String>,
    modules: BTreeSet<&'a str>,
}

impl<'a> House<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let mut house = Self {
            macros: BTreeMap::new(),
            submodules: BTreeSet::new(),
            open: BTreeSet::new(),
            modules: BTreeSet::new(),
        };
        for source in sources {
            let module = source.module();
            let Some(root) = module.first() else { continue };
            house.modules.insert(root);
            if let Some(submodule) = module.get(1) {
                house.submodules.insert(format!("{root}::{submodule}"));
            }
            let words: Vec<_> = source.words().into_iter().map(|(_, word)| word).collect();
            for run in words.windows(3) {
                match [run[0].as_str(), run[1].as_str()] {
                    ["macro_rules", "!"] => drop(house.macros.insert(run[2].clone(), (*root).to_owned())),
                    ["pub", "mod"] if module.len() == 1 => drop(house.open.insert(format!("{root}::{}", run[2]))),
                    _ => {}
                }
            }
        }
        house
    }

    fn breaches_of(&self, source: &Source) -> Vec<Breach> {
        let module = source.module();
        let Some(from) = module.first() else { return Vec::new() };
        let breach = |rule, line, what| Breach { rule, file: source.path.clone(), line, what };
        let Some(own) = layer(from) else {
            return vec![breach("every module has a layer", 1, format!("`{from}` is in none"))];
        };
        let mut found = climbing(source, module.len());
        for path in source.crate_paths() {
            let Some(first) = path.segments.first() else { continue };
            let to = self.macros.get(first).map_or(first.as_str(), String::as_str);
            if to == *from || (self.macros.contains_key(first) && !self.modules.contains(to)) {
                continue;
            }
            let told = path.segments.join("::");
            match layer(to) {
                None => {
                    found.push(breach("every module has a layer", path.line, format!("`crate::{told}` is in none")))
                }
                Some(other) if !may_import(own, other) => {
                    found.push(breach(
                        "imports go downwards and left",
                        path.line,
                        format!("`{from}` uses `crate::{told}`"),
                    ));
                }
                Some(Layer::Domain(_)) if self.is_closed(&path) => {
                    found.push(breach(
                        "a domain is used by its face",
                        path.line,
                        format!("`{from}` uses `crate::{told}`"),
                    ));
                }
                Some(_) => {}
            }
        }
        found
    }

    /// Whether the path goes into a module that its domain keeps to itself.
    fn is_closed(&self, path: &CodePath) -> bool {
        let inner = path.segments.iter().take(2).map(String::as_str).collect::<Vec<_>>().join("::");
        self.submodules.contains(&inner) && !self.open.contains(&inner)
    }
}

fn may_import(own: Layer, other: Layer) -> bool {
    match (own, other) {
        (Layer::Domain(own), Layer::Domain(other)) => other < own,
        _ => other <= own,
    }
}

/// Paths of `super` that leave the module at the root: another module is named from the root.
fn climbing(source: &Source, depth: usize) -> Vec<Breach> {
    let words = source.words();
    let inline = words.windows(3).find(|run| run[0].1 == "mod" && run[2].1 == "{").map_or(usize::MAX, |run| run[0].0);
    let too_high = |path: &CodePath| {
        let ups = 1 + path.segments.iter().take_while(|segment| *segment == "super").count();
        ups >= depth + usize::from(path.line >= inline)
    };
    let breach = |path: CodePath| Breach {
        rule: "another module is named from the root",
        file: source.path.clone(),
        line: path.line,
        what: format!("`super::{}`", path.segments.join("::")),
    };
    source.super_paths().into_iter().filter(too_high).map(breach).collect()
}
