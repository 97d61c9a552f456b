//! Good and wrong files and variables, and what the operator is told about each.

use super::*;
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

fn variables<'v>(pairs: &'v [(&'v str, &'v str)]) -> impl Iterator<Item = (String, String)> + 'v {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
}

fn development(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::load(None, variables(&[&[("CANDOR_PROFILE", "development")], more].concat()))
}

/// Loads a file with this text; in messages its path is `site.toml`.
fn from_file(text: &str, env: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("site.toml");
    std::fs::write(&path, text).unwrap();
    let shown = format!("{}/", folder.path().display());
    Config::load(Some(&path), variables(env)).map_err(|error| error.to_string().replace(&shown, ""))
}

const MASTER: &str = "8f1c0a9d5e7b3426f0d1c2b3a4958677e6d5c4b3a2918070615243f4e5d6c7b8";

fn signing_pem() -> String {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::development(folder.path()).unwrap();
    Secrets::open(&config).unwrap().signing_key.expose_secret().to_owned()
}

#[test]
fn the_defaults_are_good_in_development() {
    let config = development(&[]).unwrap();
    assert_eq!(config.database_url(), "sqlite:data/candor.db");
    assert_eq!(config.ledger.origin, "127.0.0.1:8080");
    assert!(config.mail.smtp_url.is_none());
    assert!(!config.staff_second_factor_required());
}

#[test]
fn every_number_has_a_range_and_every_range_a_number() {
    let sources = source::Sources::defaults().unwrap();
    let numbered = sources.values().filter(|(_, value)| !bounds::numbers(value).is_empty());
    let numbered: BTreeSet<&str> = numbered.map(|(key, _)| key).collect();
    assert_eq!(numbered, bounds::BOUNDS.iter().map(|(key, ..)| *key).collect());
}

#[test]
fn every_key_has_its_comment() {
    let mut comments = BTreeSet::new();
    for line in DEFAULTS.lines() {
        if let Some((name, _)) = line.strip_prefix("# ").and_then(|comment| comment.split_once(": ")) {
            comments.insert(name);
        } else if line.starts_with('[') {
            comments.clear();
        } else if let Some((key, _)) = line.split_once(" = ") {
            assert!(comments.contains(key), "{key}");
        }
    }
}

/// A file, and how what is wrong with it is told.
const WRONG_FILES: &[(&str, &str)] = &[
    ("[server]\nbnd = \"127.0.0.1:1\"", "site.toml:2: server.bnd is not a key; did you mean server.bind?"),
    ("[sever]\nbind = \"127.0.0.1:1\"", "site.toml:2: sever is not a section; did you mean server?"),
    ("[sever]", "site.toml:1: sever is not a section; did you mean server?"),
    ("\n\nprofil = \"development\"", "site.toml:3: profil is not a key; did you mean profile?"),
    ("[data]\nzzzzzzzzzzzzzz = 1", "site.toml:2: data.zzzzzzzzzzzzzz is not a key; config/default.toml lists them all"),
    ("[server]\n\nworkers = \"two\"", "site.toml:3: server.workers must be a whole number, not a text"),
    ("[limits]\nenabled = 1", "site.toml:2: limits.enabled must be true or false, not a whole number"),
    (
        "[mail]\nretry_minutes = [\"1\"]",
        "site.toml:2: mail.retry_minutes must be a list of whole numbers, not a list of texts",
    ),
    ("server = 1", "site.toml:1: server is a section and needs keys below it"),
    ("[mail]\ntimeout_seconds = 31", "site.toml:2: mail.timeout_seconds must be from 1 to 30, not 31"),
    ("[mail]\nretry_minutes = [1, 0]", "site.toml:2: mail.retry_minutes must be from 1 to 10080, not 0"),
    ("[mail]\nretry_minutes = []", "site.toml:2: mail.retry_minutes must hold 1 to 12 pauses"),
    ("[mail]\nlease_seconds = 60", "site.toml:2: mail.lease_seconds must be from 5 to 30, not 60"),
    ("[mail]\nfrom = \"nobody\"", "site.toml:2: mail.from must be an e-mail address, not \"nobody\""),
    (
        "[mail]\nsmtp_url = \"imap://x\"",
        "site.toml:2: mail.smtp_url must begin with smtp://, smtp+starttls:// or smtps://",
    ),
    ("[database]\nurl = \"mysql://x\"", "site.toml:2: database.url must begin with sqlite: or postgres://"),
    ("[server]\npublic_url = \"candor\"", "site.toml:2: server.public_url must be a URL without a path"),
    ("[server]\nmetrics_bind = \"0.0.0.0:9\"", "site.toml:2: server.metrics_bind must be a loopback address"),
    (
        "[cors]\nallowed_origins = [\"*\"]",
        "site.toml:2: cors.allowed_origins must hold origins such as https://app.example",
    ),
    (
        "[limits]\npage_limit_default = 90\npage_limit_max = 50",
        "site.toml:2: limits.page_limit_default must not be above limits.page_limit_max",
    ),
    ("[limits]\npage_limit_max = 10", "site.toml:2: limits.page_limit_max must not be below limits.page_limit_default"),
    ("[log]\nformat = \"xml\"", "site.toml:2: log.format is wrong: unknown variant `xml`"),
    ("[server]\nbind = \"here\"", "site.toml:2: server.bind is wrong: "),
    (
        "[server]\nbind = \"0.0.0.0:80\"",
        "site.toml:2: server.bind must be a loopback address in the development profile",
    ),
    ("[server\nbind = 1", "site.toml:1: "),
    ("a = 1\na = 2", "site.toml:2: "),
];

#[test]
fn a_wrong_file_is_told_with_file_line_and_key() {
    for &(text, expected) in WRONG_FILES {
        let told = from_file(text, &[("CANDOR_PROFILE", "development")]).unwrap_err();
        assert!(told.starts_with(expected), "{text:?} was told as: {told}");
    }
}

#[test]
fn a_wrong_variable_is_told_by_its_name() {
    for (name, value, expected) in [
        ("CANDOR_SERVER__BND", "x", "CANDOR_SERVER__BND: server.bnd is not a key; did you mean server.bind?"),
        ("CANDOR_SERVER_BIND", "x", "CANDOR_SERVER_BIND: server_bind is not a key; did you mean server.bind?"),
        ("CANDOR_SERVER__WORKERS", "two", "CANDOR_SERVER__WORKERS: server.workers must be a whole number, not \"two\""),
        ("CANDOR_SERVER__WORKERS", "-1", "CANDOR_SERVER__WORKERS: server.workers must be from 0 to 256, not -1"),
        ("CANDOR_LIMITS__ENABLED", "no", "CANDOR_LIMITS__ENABLED: limits.enabled must be true or false, not \"no\""),
        ("CANDOR_PROFILE", "test", "CANDOR_PROFILE: profile is wrong: unknown variant `test`"),
        ("DATABASE_URL", "mysql://u:secret@h/d", "DATABASE_URL: database.url must begin with sqlite: or postgres://"),
    ] {
        let told = development(&[(name, value)]).unwrap_err().to_string();
        assert!(told.starts_with(expected), "{told}");
        assert!(!told.contains("secret"));
    }
}

#[test]
fn the_environment_goes_before_the_file_and_the_file_before_the_defaults() {
    let text = "profile = \"development\"\n[server]\nworkers = 3\nkeep_alive_seconds = 7";
    let config = from_file(text, &[("CANDOR_SERVER__WORKERS", "5"), ("HOME", "/root")]).unwrap();
    assert_eq!((config.server.workers, config.server.keep_alive_seconds, config.server.shutdown_seconds), (5, 7, 20));
    let lists = [
        ("CANDOR_CORS__ALLOWED_ORIGINS", "https://a.example, https://b.example"),
        ("CANDOR_MAIL__RETRY_MINUTES", "1,2"),
    ];
    let config = development(&lists).unwrap();
    assert_eq!(config.cors.allowed_origins, ["https://a.example", "https://b.example"]);
    assert_eq!(config.mail.retry_minutes, [1, 2]);
}

#[test]
fn the_data_folder_takes_the_database_with_it_unless_a_url_is_given() {
    assert_eq!(development(&[("CANDOR_DATA__DIR", "/srv/c")]).unwrap().database_url(), "sqlite:/srv/c/candor.db");
    let given = [("CANDOR_DATA__DIR", "/srv/c"), ("DATABASE_URL", "postgres://u@h/d")];
    assert_eq!(development(&given).unwrap().database_url(), "postgres://u@h/d");
}

/// A variable, a value production refuses, and how it is told.
const UNSAFE: &[(&str, &str, &str)] = &[
    (
        "CANDOR_DATABASE__SYNCHRONOUS",
        "normal",
        "CANDOR_DATABASE__SYNCHRONOUS: database.synchronous can be normal in the development profile only",
    ),
    (
        "CANDOR_SERVER__PUBLIC_URL",
        "http://candor.example",
        "CANDOR_SERVER__PUBLIC_URL: server.public_url must begin with https://",
    ),
    (
        "CANDOR_LIMITS__ENABLED",
        "false",
        "CANDOR_LIMITS__ENABLED: limits.enabled can be false in the development profile only",
    ),
    (
        "CANDOR_ACCOUNTS__STAFF_SECOND_FACTOR",
        "off",
        "CANDOR_ACCOUNTS__STAFF_SECOND_FACTOR: accounts.staff_second_factor can be off",
    ),
    (
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET",
        "whsec_c2hvcnQ=",
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET: mail.inbound_webhook_secret must be whsec_ and 24 to 64",
    ),
    (
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET",
        "a3f1c2d4e5b6978812345678a3f1c2d4e5b6978812345678",
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET: mail.inbound_webhook_secret must be whsec_ and 24 to 64",
    ),
    (
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET",
        "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "CANDOR_MAIL__INBOUND_WEBHOOK_SECRET: mail.inbound_webhook_secret is a default",
    ),
    ("CANDOR_SECRETS__MASTER_KEY", "", "CANDOR_SECRETS__MASTER_KEY: secrets.master_key is missing"),
    (
        "CANDOR_SECRETS__MASTER_KEY",
        "12",
        "CANDOR_SECRETS__MASTER_KEY: secrets.master_key must be 64 hexadecimal digits",
    ),
    (
        "CANDOR_SECRETS__MASTER_KEY",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "CANDOR_SECRETS__MASTER_KEY: secrets.master_key is a default",
    ),
    (
        "CANDOR_SECRETS__SIGNING_KEY",
        "pem",
        "CANDOR_SECRETS__SIGNING_KEY: secrets.signing_key must be an Ed25519 private key",
    ),
];

#[test]
fn production_refuses_what_is_unsafe() {
    let pem = signing_pem();
    let good = [
        ("CANDOR_SERVER__PUBLIC_URL", "https://candor.example/"),
        ("CANDOR_SECRETS__MASTER_KEY", MASTER),
        ("CANDOR_SECRETS__SIGNING_KEY", pem.as_str()),
    ];
    let config = Config::load(None, variables(&good)).unwrap();
    assert!(config.staff_second_factor_required() && config.is_https());
    assert_eq!(config.ledger.origin, "candor.example");
    for &(name, value, expected) in UNSAFE {
        let told = Config::load(None, variables(&[&good[..], &[(name, value)]].concat())).unwrap_err().to_string();
        assert!(told.starts_with(expected), "{told}");
    }
    let told = Config::load(None, variables(&[])).unwrap_err().to_string();
    assert!(
        told.starts_with("configuration: secrets.signing_key is missing; set it, secrets.signing_key_file or"),
        "{told}"
    );
    let told = from_file("[secrets]\nsigning_key_file = \"/nowhere/key\"", &[]).unwrap_err();
    assert!(
        told.starts_with("site.toml:2: secrets.signing_key_file names /nowhere/key, which cannot be read"),
        "{told}"
    );
}

#[test]
fn the_production_example_holds_only_known_keys() {
    let mut sources = source::Sources::defaults().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/production.example.toml");
    sources.add_file(&path).unwrap();
    sources.typed::<Config>().unwrap();
}

#[test]
fn development_makes_its_secrets_once() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::development(folder.path()).unwrap();
    let (first, second) = (Secrets::open(&config).unwrap(), Secrets::open(&config).unwrap());
    assert_eq!(first.master_key.expose_secret(), second.master_key.expose_secret());
    assert_eq!(first.signing_key.expose_secret(), second.signing_key.expose_secret());
    assert_eq!(std::fs::read_dir(folder.path().join("secrets")).unwrap().count(), 2);
}

#[test]
fn no_secret_is_shown() {
    let env = [
        ("DATABASE_URL", "postgres://candor:hush@db.example/candor?password=hush"),
        ("CANDOR_MAIL__SMTP_URL", "smtps://letters:hush@mail.example"),
        ("CANDOR_SECRETS__MASTER_KEY", "hush"),
        ("CANDOR_MAIL__INBOUND_WEBHOOK_SECRET", "whsec_hushhushhushhushhushhush+/abcdefghijk0123456"),
    ];
    let config = development(&env).unwrap();
    let shown = format!("{config:?} {:?}", config.redacted());
    assert!(!shown.contains("hush"), "{shown}");
    let database = config.redacted().iter().find(|setting| setting.key == "database.url").unwrap();
    assert_eq!(
        (database.value.as_str(), database.origin.as_str()),
        ("\"postgres://…@db.example/candor\"", "DATABASE_URL")
    );
}
