//! Reads a source file as the rules need it: without comments and literals, as words, as paths.

use std::path::Path;

/// One file, by its path from the project's root.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// A path that begins at `crate` or `super`, written out: `use crate::{a, b::c}` holds two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePath {
    pub line: usize,
    pub segments: Vec<String>,
}

/// Every Rust file below a folder of the project.
pub fn rust(folder: &str) -> Vec<Source> {
    under(folder, "rs")
}

/// Every file with this ending below a folder of the project, in the order of their names.
pub fn under(folder: &str, ending: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, text: std::fs::read_to_string(&path).expect("a text file") });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

impl Source {
    /// A file that exists only in a test.
    pub fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The module this file is: `src/web/page.rs` is `web`, `page`.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inner = inner.trim_end_matches(".rs").trim_end_matches("/mod");
        inner.split('/').filter(|part| !matches!(*part, "lib" | "main")).collect()
    }

    /// The words of the code with their lines, each `::` and brace a word of its own.
    pub fn words(&self) -> Vec<(usize, String)> {
        let code = without_comments_and_literals(&self.text);
        let mut words = Vec::new();
        for (number, line) in code.lines().enumerate() {
            let mut rest = line.trim_start();
            while let Some(first) = rest.chars().next() {
                let length = if is_word(first) {
                    rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
                } else if rest.starts_with("::") {
                    2
                } else {
                    first.len_utf8()
                };
                let (word, after) = rest.split_at(length);
                words.push((number + 1, word.to_owned()));
                rest = after.trim_start();
            }
        }
        words
    }

    /// Every path that begins with `crate`.
    pub fn crate_paths(&self) -> Vec<CodePath> {
        self.paths_from("crate")
    }

    /// Every path that begins with `super`; further `super`s are among the segments.
    pub fn super_paths(&self) -> Vec<CodePath> {
        self.paths_from("super")
    }

    fn paths_from(&self, start: &str) -> Vec<CodePath> {
        let words = self.words();
        let text = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
        let mut paths = Vec::new();
        for at in 0..words.len() {
            let begins = text(at) == start && text(at + 1) == "::" && (at == 0 || text(at - 1) != "::");
            if begins {
                let mut tree = Tree { words: &words, at: at + 2, paths: &mut paths };
                tree.read(&[]);
            }
        }
        paths
    }
}

/// Reads one `a::{b, c::d}` tree.
struct Tree<'a> {
    words: &'a [(usize, String)],
    at: usize,
    paths: &'a mut Vec<CodePath>,
}

impl Tree<'_> {
    fn word(&self) -> &str {
        self.words.get(self.at).map_or("", |(_, word)| word.as_str())
    }

    fn read(&mut self, before: &[String]) {
        let mut segments = before.to_vec();
        let line = self.words.get(self.at).map_or(0, |(line, _)| *line);
        loop {
            if self.word() == "{" {
                self.at += 1;
                while !matches!(self.word(), "}" | "") {
                    self.read(&segments);
                    while !matches!(self.word(), "," | "}" | "") {
                        self.at += 1;
                    }
                    if self.word() == "," {
                        self.at += 1;
                    }
                }
                self.at += 1;
                return;
            }
            segments.push(self.word().to_owned());
            self.at += 1;
            if self.word() != "::" {
                break;
            }
            self.at += 1;
        }
        self.paths.push(CodePath { line, segments });
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The text with comments, strings and characters blanked; lines stay where they are.
fn without_comments_and_literals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = end_of_hidden(&letters, at);
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            code.extend(letters[at..end].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

/// Where the comment or literal that begins at `at` ends; `at` itself when none begins there.
fn end_of_hidden(letters: &[char], at: usize) -> usize {
    let starts =
        |text: &str| text.chars().enumerate().all(|(offset, letter)| letters.get(at + offset) == Some(&letter));
    let after_word = at > 0 && is_word(letters[at - 1]);
    if starts("//") {
        return find(letters, at, "\n").unwrap_or(letters.len());
    }
    if starts("/*") {
        return find(letters, at + 2, "*/").map_or(letters.len(), |end| end + 2);
    }
    if !after_word && (starts("r\"") || starts("r#\"") || starts("br\"") || starts("br#\"")) {
        let hashes =
            letters[at..].iter().skip_while(|letter| **letter != 'r').skip(1).take_while(|l| **l == '#').count();
        let open = letters[at..].iter().position(|letter| *letter == '"').map_or(at, |offset| at + offset + 1);
        let close = format!("\"{}", "#".repeat(hashes));
        return find(letters, open, &close).map_or(letters.len(), |end| end + close.len());
    }
    if starts("\"") {
        return end_of_string(letters, at + 1);
    }
    if starts("'\\") {
        return find(letters, at + 3, "'").map_or(letters.len(), |end| end + 1);
    }
    if starts("'") && letters.get(at + 2) == Some(&'\'') {
        return at + 3;
    }
    at
}

fn end_of_string(letters: &[char], mut at: usize) -> usize {
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    letters.len()
}

fn find(letters: &[char], from: usize, text: &str) -> Option<usize> {
    let wanted: Vec<char> = text.chars().collect();
    (from..letters.len()).find(|at| letters[*at..].starts_with(&wanted))
}

#[test]
fn comments_and_literals_are_not_code() {
    let text = "let a = \"unsafe \\\" x\"; // unsafe\n/* unsafe\n */ let b = r#\"unsafe \"unsafe\"#; let c = '\"'; let d: &'a str = '\\'';\nend";
    let words: Vec<_> = Source::sample("src/a.rs", text).words();
    assert!(!words.iter().any(|(_, word)| word == "unsafe"), "{words:?}");
    assert_eq!(words.last(), Some(&(4, "end".to_owned())));
}

#[test]
fn trees_of_imports_are_written_out() {
    let source = Source::sample(
        "src/a/b.rs",
        "use crate::x;\nuse crate::{\n    y::{self, Z as Q},\n    w::*,\n};\nfn f() { crate::v::g(); }\n",
    );
    let paths: Vec<_> = source.crate_paths().iter().map(|path| (path.line, path.segments.join("::"))).collect();
    let expected = [(1, "x"), (3, "y::self"), (3, "y::Z"), (4, "w::*"), (6, "v::g")];
    assert_eq!(paths, expected.map(|(line, path)| (line, path.to_owned())));
    assert_eq!(source.module(), ["a", "b"]);
}
