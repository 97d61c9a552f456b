//! The binary, run as people run it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// `candor` with these arguments, in `folder`, and with nothing of this process's environment.
pub fn candor(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.current_dir(folder).env_clear().args(arguments).envs(environment.iter().copied());
    command.output().expect("the binary")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_wrong_setting_ends_with_2_and_names_its_place() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("site.toml"), "[server]\n# a comment\nbnd = \"127.0.0.1:1\"\n").unwrap();
    for command in ["serve", "check-config", "migrate"] {
        let ended = candor(folder.path(), &[command, "--config", "site.toml"], &[]);
        assert_eq!(ended.status.code(), Some(2), "{command}");
        assert!(text(&ended.stderr).contains("site.toml:3"), "{}", text(&ended.stderr));
        assert!(text(&ended.stderr).contains("server.bnd"));
        assert_eq!(text(&ended.stdout), "");
    }
}

#[test]
fn a_pack_whose_criteria_do_not_sum_to_100_starts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let pack =
        include_str!("../../../config/specialties/hair-restoration.toml").replacen("weight = 25", "weight = 24", 1);
    std::fs::write(folder.path().join("pack.toml"), pack).unwrap();
    let settings = [("CANDOR_PROFILE", "development"), ("CANDOR_SPECIALTY__PACK", "./pack.toml")];
    for command in ["serve", "check-config"] {
        let ended = candor(folder.path(), &[command], &settings);
        assert_eq!(ended.status.code(), Some(2), "{command}: {}", text(&ended.stderr));
        let said = text(&ended.stderr);
        assert!(said.contains("pack.toml:"), "{said}");
        assert!(said.contains("the weights of membership.criteria must sum to 100, not 99"), "{said}");
    }
    assert!(!folder.path().join("data/candor.db").exists(), "nothing was begun");
}

#[test]
fn production_without_its_secrets_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let ended = candor(folder.path(), &["serve"], &[("CANDOR_SERVER__PUBLIC_URL", "https://candor.example")]);
    assert_eq!(ended.status.code(), Some(2), "{}", text(&ended.stderr));
    assert!(text(&ended.stderr).contains("secrets."), "{}", text(&ended.stderr));
}

#[test]
fn a_database_that_is_not_there_ends_with_1_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a-file"), "").unwrap();
    for url in ["sqlite:a-file/candor.db", "postgres://nobody:s3cret@127.0.0.1:1/candor?connect_timeout=1"] {
        let ended = candor(folder.path(), &["serve"], &[("CANDOR_PROFILE", "development"), ("DATABASE_URL", url)]);
        assert_eq!(ended.status.code(), Some(1), "{}", text(&ended.stderr));
        let said = text(&ended.stderr);
        assert!(said.contains("unavailable"), "{said}");
        assert!(!said.contains("s3cret"), "{said}");
        assert_eq!(text(&ended.stdout), "");
    }
}

#[test]
fn what_cannot_be_understood_ends_with_2_and_help_with_0() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(candor(folder.path(), &["fly"], &[]).status.code(), Some(2));
    assert_eq!(candor(folder.path(), &[], &[]).status.code(), Some(2));
    let help = candor(folder.path(), &["--help"], &[]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("Examples:"));
}

#[test]
fn the_document_needs_no_database_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let ended = candor(folder.path(), &["openapi"], &[]);
    assert_eq!(ended.status.code(), Some(0));
    assert!(text(&ended.stdout).starts_with("{\n  \"openapi\": \"3.1"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was written");
}

#[test]
fn published_vectors_hold_and_unknown_suites_are_said_to_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let held = candor(&folder, &["vectors", "check", "fairness-v1.json"], &[]);
    assert_eq!(held.status.code(), Some(0), "{}", text(&held.stdout));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("other.json"), "{\"suite\": \"weather-v1\"}").unwrap();
    let unknown = candor(folder.path(), &["vectors", "check", "other.json"], &[]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("unknown suite weather-v1"));
}

#[test]
fn sentences_that_the_guard_tells_otherwise_are_each_named() {
    let folder = tempfile::tempdir().unwrap();
    let sentences = r#"{"reply_guard": [{"text": "We treated you in May.", "reveals": true},
        {"text": "We treated you in May.", "reveals": false}, {"text": "Thank you for writing.", "reveals": true}]}"#;
    std::fs::write(folder.path().join("sentences.json"), sentences).unwrap();
    let checked = candor(folder.path(), &["vectors", "check", "sentences.json"], &[]);
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stdout) + &text(&checked.stderr);
    for case in
        ["reply_guard[1].reveals: expected false, found true", "reply_guard[2].reveals: expected true, found false"]
    {
        assert!(said.contains(case), "{said}");
    }
    assert!(!said.contains("reply_guard[0]"), "{said}");
}

#[test]
fn a_database_is_migrated_once() {
    let folder = tempfile::tempdir().unwrap();
    let development = [("CANDOR_PROFILE", "development")];
    let run = |arguments: &[&str]| text(&candor(folder.path(), arguments, &development).stdout);
    assert!(run(&["migrate"]).contains("\"ran\":[\""));
    assert_eq!(run(&["migrate", "up"]), "{\"ran\":[]}\n");
    assert_eq!(run(&["migrate", "status"]), "{\"pending\":false}\n");
}

/// `candor` with these arguments, and a password on its standard input.
fn with_password(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
        .current_dir(folder)
        .env_clear()
        .env("CANDOR_PROFILE", "development")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"quiet harbour lantern 9\n").unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn an_account_made_on_the_host_has_its_roles() {
    let folder = tempfile::tempdir().unwrap();
    let create = [
        "user",
        "create",
        "--email",
        "ada@example.org",
        "--name",
        "Ada L",
        "--role",
        "case_officer",
        "--password-stdin",
    ];
    let ended = with_password(folder.path(), &create);
    assert_eq!(ended.status.code(), Some(0));
    let account: serde_json::Value = serde_json::from_slice(&ended.stdout).expect("one JSON value and nothing else");
    assert_eq!(account["display_name"], "Ada L");
    assert!(account["roles"].as_array().unwrap().contains(&"case_officer".into()), "{account}");

    let again = with_password(folder.path(), &create);
    assert_eq!((again.status.code(), text(&again.stdout).as_str()), (Some(1), ""));
    assert!(text(&again.stderr).contains("email: There is already an account with this address."), "{again:?}");

    let development = [("CANDOR_PROFILE", "development")];
    let grant = ["user", "grant", "--email", "ada@example.org", "--role", "board"];
    let granted = candor(folder.path(), &grant, &development);
    assert!(text(&granted.stdout).contains("board"), "{}", text(&granted.stderr));
    let nobody =
        candor(folder.path(), &["user", "grant", "--email", "no@example.org", "--role", "board"], &development);
    assert_eq!(nobody.status.code(), Some(1));
    assert_eq!(
        candor(folder.path(), &["user", "grant", "--email", "a@b.c", "--role", "king"], &development).status.code(),
        Some(2)
    );
}

#[test]
fn a_directory_is_imported_and_what_was_refused_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let admin =
        ["user", "create", "--email", "a@example.org", "--name", "Ada L", "--role", "admin", "--password-stdin"];
    assert_eq!(with_password(folder.path(), &admin).status.code(), Some(0));
    let columns = "type,name,country,city,time_zone,kind,email\n";
    let clinic = "clinic,Clinic North,TR,Istanbul,Europe/Istanbul,integrated,desk@north.example\n";
    std::fs::write(folder.path().join("list.csv"), [columns, clinic, "clinic,Clinic West,TR,,,,\n"].concat()).unwrap();
    let development = [("CANDOR_PROFILE", "development")];
    let import = |by: &str, file: &str| candor(folder.path(), &["import", "directory", file, "--by", by], &development);

    let nobody = import("b@example.org", "list.csv");
    assert_eq!((nobody.status.code(), text(&nobody.stdout).as_str()), (Some(1), ""));
    assert!(text(&nobody.stderr).contains("no admin has the address b@example.org"), "{}", text(&nobody.stderr));

    let ended = import("a@example.org", "list.csv");
    assert_eq!(ended.status.code(), Some(1), "{}", text(&ended.stderr));
    let said = text(&ended.stdout);
    let lines: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["line"], &lines[0]["column"], &lines[0]["code"]),
        (&3.into(), &"city".into(), &"required".into())
    );
    assert_eq!(lines.last().unwrap(), &serde_json::json!({"lines": 2, "clinics": 1, "physicians": 0}));
    assert!(text(&ended.stderr).contains("1 of 2 lines were not taken in"), "{}", text(&ended.stderr));

    std::fs::write(folder.path().join("stars.csv"), "type,name,stars\n").unwrap();
    let unknown = import("a@example.org", "stars.csv");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("stars.csv: no column is called \"stars\""), "{}", text(&unknown.stderr));
}
