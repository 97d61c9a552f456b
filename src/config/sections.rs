//! The typed settings, one struct for each section of `config/default.toml`, which says why each is there.

use super::Setting;
use super::choices::{
    LogFormat, LogLevel, Profile, StaffSecondFactor, Synchronous, optional_address, optional_path, optional_secret,
};
use secrecy::SecretString;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Every setting of a site, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Production refuses what is unsafe; development has the doors for trying out.
    pub profile: Profile,
    /// How it listens.
    pub server: Server,
    /// Who answers for it.
    pub operator: Operator,
    /// Where its files are.
    pub data: Data,
    /// How it stores.
    pub database: DatabaseSettings,
    /// How it sends letters.
    pub mail: Mail,
    /// How much and how often.
    pub limits: Limits,
    /// Sign-up, sign-in and passwords.
    pub accounts: Accounts,
    /// Where the secrets come from; [`super::Secrets::open`] reads them.
    pub secrets: SecretSettings,
    /// The transparency ledger.
    pub ledger: Ledger,
    /// Timed and background work.
    pub jobs: Jobs,
    /// Other sites that may call the API.
    pub cors: Cors,
    /// Which medical specialty.
    pub specialty: Specialty,
    /// What it writes to stderr.
    pub log: Log,
    /// Posting.
    pub forum: Forum,
    /// What is typed and not published yet.
    pub drafts: Drafts,
    #[serde(skip)]
    pub(super) settings: Vec<Setting>,
}

/// Who answers for it, as the legal notice says; empty texts are left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// The person or organisation.
    pub name: String,
    /// Where letters on paper reach them.
    pub address: String,
    /// Where mail reaches them.
    pub email: String,
}

/// How it listens.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on. A reverse proxy stands in front, so loopback.
    pub bind: SocketAddr,
    /// How people reach the site; letters, cookies and origin checks go by it. Production wants https.
    pub public_url: String,
    /// Threads that answer requests (0–256); 0 is one per core.
    pub workers: usize,
    /// Address and port of /metrics. Loopback only: figures of a site are not for everybody. Empty: no
    /// metrics.
    #[serde(deserialize_with = "optional_address")]
    pub metrics_bind: Option<SocketAddr>,
    /// How long running requests and jobs may finish after a stop signal (1–300).
    pub shutdown_seconds: u64,
    /// How long a client may take to send its headers or body, against slow clients (1–120).
    pub client_timeout_seconds: u64,
    /// How long an idle connection stays open (0–300).
    pub keep_alive_seconds: u64,
    /// Open connections over all workers, against running out of file handles (16–100000).
    pub max_connections: usize,
    /// Requests worked on at once; further ones get 503 early instead of waiting (8–100000).
    pub max_concurrent_requests: usize,
    /// Let the development profile, which has open doors, listen beyond loopback.
    pub allow_public_bind_in_development: bool,
    /// Addresses whose X-Forwarded-For is believed; limits per address go by it.
    pub trusted_proxies: Vec<IpAddr>,
}

/// Where its files are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Folder for the SQLite file, uploads, mail folder and, in development, generated secrets.
    pub dir: PathBuf,
    /// Below this free space /readyz fails, so that somebody acts before the disk is full (0–1000000).
    pub min_free_mebibytes: u64,
}

/// How it stores.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// Sqlite:PATH or `postgres://USER:PASSWORD@HOST/NAME`. Empty: candor.db in data.dir. DATABASE_URL goes
    /// before it.
    pub url: SecretString,
    /// File that holds the url, for a password that should not stand in the environment.
    #[serde(deserialize_with = "optional_path")]
    pub url_file: Option<PathBuf>,
    /// Connections for reads on SQLite (1–64).
    pub reader_connections: u32,
    /// Connections to PostgreSQL (2–200).
    pub pool_size: u32,
    /// How long a request waits for a connection before it gets 503 (10–60000).
    pub pool_wait_ms: u64,
    /// How long SQLite waits for another process's lock (0–60000).
    pub busy_timeout_ms: u64,
    /// Whether a commit on SQLite waits for the disk (`full`) or only for the system (`normal`, for tests).
    pub synchronous: Synchronous,
    /// Waiting writes that share one commit on SQLite (1–1000); more is faster under load, slower for the
    /// first.
    pub write_batch: u32,
    /// Writes that may wait on SQLite before further ones get 503 (1–100000).
    pub write_queue: usize,
    /// Longest a single statement may run on PostgreSQL (100–600000).
    pub statement_timeout_ms: u64,
    /// Page cache of each SQLite connection (256–1048576); unbounded ones cost far more memory than they
    /// gain.
    pub cache_kibibytes: u64,
    /// Part of the SQLite file mapped into memory (0–65536).
    pub mmap_mebibytes: u64,
    /// How often PostgreSQL runs a transaction again that met another (0–50).
    pub retries: u32,
}

/// How it sends letters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Smtp://, `smtp+starttls://` or `smtps://USER:PASSWORD@HOST:PORT`. Empty: letters land in mail/ under
    /// data.dir.
    #[serde(deserialize_with = "optional_secret")]
    pub smtp_url: Option<SecretString>,
    /// File that holds the smtp_url.
    #[serde(deserialize_with = "optional_path")]
    pub smtp_url_file: Option<PathBuf>,
    /// File with certificates (PEM) that vouch for the mail server besides the public ones.
    #[serde(deserialize_with = "optional_path")]
    pub smtp_ca_file: Option<PathBuf>,
    /// Where escalated complaints arrive.
    pub coalition_inbox: String,
    /// Sender address of every letter.
    pub from: String,
    /// Sender name of every letter.
    pub from_name: String,
    /// Host name behind the @ of per-case reply addresses and message ids.
    pub reply_domain: String,
    /// How long an SMTP answer is awaited (1–30).
    pub timeout_seconds: u64,
    /// Pauses before each further try; after the last the letter is a dead letter (each 1–10080, 1–12 of
    /// them).
    pub retry_minutes: Vec<u32>,
    /// Most letters sent per second, so that mail servers do not block the site (1–1000).
    pub letters_per_second: u32,
    /// How long a worker may hold a letter before another takes it (5–30).
    pub lease_seconds: u64,
    /// With it a mail service may post what comes in to /hooks/mail, signed as Standard Webhooks says; empty:
    /// that door does not exist.
    #[serde(deserialize_with = "optional_secret")]
    pub inbound_webhook_secret: Option<SecretString>,
    /// File that holds the inbound_webhook_secret.
    #[serde(deserialize_with = "optional_path")]
    pub inbound_webhook_secret_file: Option<PathBuf>,
    /// Largest message that is posted to /hooks/mail (1024–31457280).
    pub inbound_bytes: usize,
}

/// How much and how often.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The limits on how often (rates, first day, pauses, sign-in delays). Only development may switch them
    /// off.
    pub enabled: bool,
    /// Largest JSON or form body (1024–16777216).
    pub body_bytes: usize,
    /// Largest file sent with a multipart form (1024–1073741824).
    pub upload_bytes: usize,
    /// Largest single text field (256–1048576).
    pub field_bytes: usize,
    /// All headers of a request together (1024–131072).
    pub header_bytes: usize,
    /// The query of a URL (128–16384).
    pub query_bytes: usize,
    /// Nesting of a JSON body (4–64); deeper ones only serve to exhaust the parser.
    pub json_depth: usize,
    /// Items of a list page when ?limit= is absent (1–100).
    pub page_limit_default: u32,
    /// Items of a list page at most (1–100).
    pub page_limit_max: u32,
    /// GET requests from one address (IPv6: /64) (10–100000).
    pub reads_per_minute_per_address: u32,
    /// Changing requests of one account (1–10000).
    pub writes_per_minute_per_account: u32,
    /// Changing requests from one address; a household or clinic shares one (1–10000).
    pub writes_per_minute_per_address: u32,
    /// New accounts from one address (1–1000).
    pub sign_ups_per_hour_per_address: u32,
    /// Sign-up letters to one e-mail address, so that nobody is flooded through us (1–100).
    pub sign_ups_per_hour_per_email: u32,
    /// Password letters to one e-mail address (1–100).
    pub resets_per_hour_per_email: u32,
    /// Password letters asked for from one address (1–1000).
    pub resets_per_hour_per_address: u32,
    /// Sign-in tries from one address; each costs an argon2 hash (1–1000).
    pub sign_ins_per_minute_per_address: u32,
    /// Failed sign-ins before the delay begins (1–20).
    pub sign_in_free_failures: u32,
    /// The first delay; it doubles with each further failure (1–60).
    pub sign_in_delay_seconds: u64,
    /// The longest delay, short enough that nobody can lock a victim out for long (10–3600).
    pub sign_in_delay_max_seconds: u64,
    /// Threads a new member may open on the first day (1–1000).
    pub first_day_threads: u32,
    /// Replies a new member may write on the first day (1–1000).
    pub first_day_replies: u32,
    /// Pause between two posts of a member on the first day (0–3600).
    pub new_member_post_seconds: u64,
    /// Pause between two threads of a member (0–3600).
    pub thread_seconds: u64,
    /// Pause between two posts of a member (0–3600).
    pub post_seconds: u64,
    /// How long the same text is refused (0–86400).
    pub same_text_seconds: u64,
    /// Requests with one case link, which needs no account (1–1000).
    pub case_link_requests_per_minute: u32,
    /// How long an Idempotency-Key's answer is kept (1–168).
    pub idempotency_hours: u32,
}

/// Sign-up, sign-in and passwords.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Life of an access token; it cannot be revoked, so it is short (60–3600).
    pub access_token_seconds: u64,
    /// Life of a refresh token that is not used (1–365).
    pub refresh_days: u32,
    /// Longest a session lives, however much it is used (1–365).
    pub session_days: u32,
    /// Life of the link that confirms an e-mail address (1–168).
    pub verification_hours: u32,
    /// Life of the link that sets a new password (5–1440).
    pub reset_minutes: u32,
    /// Memory of one password hash (8192–1048576).
    pub argon2_memory_kib: u32,
    /// Passes of one password hash (1–20).
    pub argon2_iterations: u32,
    /// Lanes of one password hash (1–16).
    pub argon2_lanes: u32,
    /// Hashes computed at once, so that a flood of sign-ins does not slow reads (1–64).
    pub argon2_concurrency: usize,
    /// Sign-ins that may wait for a hash before further ones get 503 (1–10000).
    pub argon2_queue: usize,
    /// Characters of a password (8–64).
    pub password_min_length: usize,
    /// Characters of a password; hashing longer ones only costs time (64–1024).
    pub password_max_length: usize,
    /// Strength by zxcvbn, 0 guessed at once to 4 very strong (0–4).
    pub password_min_score: u32,
    /// Characters of a display name (10–100).
    pub display_name_max_length: usize,
    /// Who signs up through the page's form in less time is looked at by a moderator; 0 for none (0–60).
    pub sign_up_seconds: u32,
    /// Auto | required | off. Whether staff need a second factor before staff acts; auto is required in
    /// production and off in development. Production refuses off.
    pub staff_second_factor: StaffSecondFactor,
}

/// Where the secrets come from; [`super::Secrets::open`] reads them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretSettings {
    /// Ed25519 private key, PKCS #8 PEM, that signs access tokens. `openssl genpkey -algorithm ed25519`.
    #[serde(deserialize_with = "optional_secret")]
    pub signing_key: Option<SecretString>,
    /// File that holds the signing_key.
    #[serde(deserialize_with = "optional_path")]
    pub signing_key_file: Option<PathBuf>,
    /// Former signing keys whose tokens still hold until they expire; so keys rotate without sign-outs.
    pub retired_signing_key_files: Vec<PathBuf>,
    /// 64 hexadecimal digits; wraps the keys of evidence files. Losing it loses the evidence.
    #[serde(deserialize_with = "optional_secret")]
    pub master_key: Option<SecretString>,
    /// File that holds the master_key.
    #[serde(deserialize_with = "optional_path")]
    pub master_key_file: Option<PathBuf>,
}

/// The transparency ledger.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The name on every checkpoint, a host name without scheme. Empty: the host of server.public_url. Never
    /// change it later.
    pub origin: String,
}

/// Timed and background work.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    /// Run jobs inside `candor serve`; false where `candor work` runs apart.
    pub enabled: bool,
    /// Pause between looks for due jobs (50–60000).
    pub poll_ms: u64,
    /// Tries of a deadline that fails, before it is left to an operator (1–1000).
    pub deadline_tries: u32,
}

/// Other sites that may call the API.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cors {
    /// Other sites whose scripts may call the API, scheme and host. Cookies never count there.
    pub allowed_origins: Vec<String>,
    /// How long a browser may remember that it was allowed (0–86400).
    pub max_age_seconds: u64,
}

/// Which medical specialty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specialty {
    /// Name of a pack inside the binary, or the path of a pack file (one that holds a / or ends in .toml).
    pub pack: String,
}

/// What it writes to stderr.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Json | text, one line each on stderr.
    pub format: LogFormat,
    /// Error | warn | info | debug | trace.
    pub level: LogLevel,
}

/// Posting.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// Characters of a thread's title (1–50).
    pub title_min_length: usize,
    /// Characters of a thread's title (50–500).
    pub title_max_length: usize,
    /// Characters of a post's Markdown (500–100000).
    pub body_max_length: usize,
    /// Tags of a thread (0–20).
    pub tags_max: usize,
    /// Characters of a tag (2–60).
    pub tag_max_length: usize,
    /// Levels of categories below one another (1–5).
    pub category_depth: usize,
    /// How long an edit leaves no revision behind, for typing errors (0–3600).
    pub edit_grace_seconds: u64,
    /// Characters of an edit reason (20–1000).
    pub reason_max_length: usize,
    /// How long a member counts as new (1–168).
    pub first_day_hours: u32,
    /// A first post typed into a page's form in less is looked at; 0 for none (0–60).
    pub first_post_seconds: u32,
    /// Posts of a thread on one page (5–100).
    pub page_posts: u32,
}

/// What is typed and not published yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafts {
    /// Drafts that an account may keep (1–10000).
    pub per_account: i64,
    /// What one draft may say, as JSON (1024–1048576).
    pub bytes: usize,
    /// How long a draft is kept that nobody saves anew (1–3650).
    pub keep_days: u32,
}
