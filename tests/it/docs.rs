//! The documents: short where they greet, true about the tables, and never about one machine.

use crate::architecture::source::{Source, under};
use std::path::Path;
use std::process::Command;

/// Lines the README may have.
const README_LINES: usize = 120;
/// Folders of a machine that somebody happened to work on.
const MACHINE_PATHS: &[&str] = &["/work/", "/root/", "/home/", "/Users/", "/tmp/", "C:\\"];
/// Where packages come from; documents name the package, not the shop.
const REGISTRIES: &[&str] =
    &["crates.io", "docs.rs", "npmjs.com", "npmjs.org", "pypi.org", "proxy.golang.org", "ghcr.io", "docker.io"];

/// Where the project's files are; a word that begins so is a path.
const FOLDERS: &[&str] = &["src/", "docs/", "tests/", "frontend/", "config/", "migrations/", "scripts/", "benches/"];
/// What stands for something else; a path is followed up to the folder before it.
const PLACEHOLDERS: &[&str] = &["<", "*", "{", "…", "YYYY"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document of the project.
fn documents() -> Vec<Source> {
    let mut found = under("docs", "md");
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.push(Source { path: name.to_owned(), text });
    }
    found
}

/// Places where a document names a machine's folder or a registry.
fn worldly(document: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in document.text.lines().enumerate() {
        let names = MACHINE_PATHS.iter().chain(REGISTRIES).filter(|name| line.contains(*name));
        found.extend(names.map(|name| format!("{}:{}: {name}", document.path, number + 1)));
    }
    found
}

/// The targets of a document's links that lead into the project, with their lines.
fn links(document: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut is_code = false;
    for (number, line) in document.text.lines().enumerate() {
        is_code ^= line.trim_start().starts_with("```");
        if is_code {
            continue;
        }
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let inner = targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:"));
        found.extend(inner.map(|target| (number + 1, target.to_owned())));
    }
    found
}

/// The anchors that a document's headings give.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        title.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
    };
    headings.map(anchor).collect()
}

/// Why a link leads nowhere.
fn broken(document: &Source, target: &str) -> Option<String> {
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let here = root().join(&document.path);
    let path = if file.is_empty() { here } else { here.parent().expect("a folder").join(file) };
    if !path.exists() {
        return Some(format!("{target}: no such file"));
    }
    let anchor = anchor.filter(|_| path.extension().is_some_and(|ending| ending == "md"))?;
    let text = std::fs::read_to_string(&path).expect("a text file");
    (!anchors(&text).iter().any(|known| known == anchor)).then(|| format!("{target}: no such heading"))
}

/// The project's own paths that a document names as code, with their lines.
fn paths(document: &Source) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_code = false;
    for (number, line) in document.text.lines().enumerate() {
        is_code ^= line.trim_start().starts_with("```");
        if is_code {
            continue;
        }
        let words = line.split('`').skip(1).step_by(2).filter_map(|code| code.split_whitespace().next());
        let ours = words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
        found.extend(ours.map(|path| (number + 1, path)));
    }
    found
}

/// Whether a path is there, as far as it can be followed.
fn is_there(path: &str) -> bool {
    let known = PLACEHOLDERS.iter().filter_map(|mark| path.find(mark)).min();
    let followed = known.map_or(path, |end| path.get(..end).unwrap().rsplit_once('/').map_or("", |(folder, _)| folder));
    root().join(followed).exists()
}

#[test]
fn the_readme_is_short() {
    let lines = std::fs::read_to_string(root().join("README.md")).expect("a README").lines().count();
    assert!(lines <= README_LINES, "README.md has {lines} lines, more than {README_LINES}");
}

#[test]
fn documents_name_no_machine_and_no_registry() {
    let found: Vec<_> = documents().iter().flat_map(worldly).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut found = Vec::new();
    for document in documents() {
        let dead = links(&document).into_iter().filter_map(|(line, target)| Some((line, broken(&document, &target)?)));
        found.extend(dead.map(|(line, why)| format!("{}:{line}: {why}", document.path)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_that_documents_name_are_there() {
    let (documents, mut read) = (documents(), 0);
    let mut gone = Vec::new();
    for document in &documents {
        let named = paths(document);
        read += named.len();
        let dead = named.into_iter().filter(|(_, path)| !is_there(path));
        gone.extend(dead.map(|(line, path)| format!("{}:{line}: {path}", document.path)));
    }
    assert!(gone.is_empty(), "no such files:\n{}", gone.join("\n"));
    assert!(read > 200, "only {read} paths were read");
}

#[test]
fn the_workflow_document_is_what_the_tables_say() {
    let written = std::fs::read_to_string(root().join("docs/workflows.md")).expect("docs/workflows.md");
    let made = Command::new(env!("CARGO_BIN_EXE_candor")).arg("workflows").output().expect("`candor workflows`");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made = String::from_utf8(made.stdout).expect("UTF-8");
    assert!(made.contains("stateDiagram-v2"), "`candor workflows` told no table");
    assert!(made == written, "docs/workflows.md is not what `candor workflows` prints; write it anew");
}

#[test]
fn what_documents_may_not_say_is_found() {
    let text =
        "# A Title, here\nSee [a](#a-title-here), [b](nowhere.md), [c](https://a.example).\nIn /home/me or crates.io.";
    let document = Source::sample("README.md", text);
    assert_eq!(worldly(&document), ["README.md:3: /home/", "README.md:3: crates.io"]);
    let targets: Vec<_> = links(&document).into_iter().map(|(line, target)| format!("{line} {target}")).collect();
    assert_eq!(targets, ["2 #a-title-here", "2 nowhere.md"]);
    assert_eq!(anchors(text), ["a-title-here"]);
    assert!(broken(&document, "nowhere.md").is_some());
    let text =
        "Run `scripts/openapi.sh write`, see `src/<domain>/http.rs` and `POST /api/v1/x`.\n```\n`src/no.rs`\n```";
    let document = Source::sample("README.md", text);
    assert_eq!(paths(&document), [(1, "scripts/openapi.sh"), (1, "src/<domain>/http.rs")]);
    for (path, known) in [
        ("src/web/once.rs", true),
        ("src/<domain>/http.rs", true),
        ("migrations/sqlite/YYYY-MM-DD-NNNN_x/{up,down}.sql", true),
        ("src/complaints/model.rs", false),
        ("src/nowhere/<domain>.rs", false),
    ] {
        assert_eq!(is_there(path), known, "{path}");
    }
}
