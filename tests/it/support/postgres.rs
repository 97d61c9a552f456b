//! A fresh PostgreSQL database for each test, copied from a migrated template and dropped afterwards.
//!
//! The server is the one of `CANDOR_TEST_PG_URL`, or a private one that this process starts and that ends with it.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

/// Whoever builds the template holds this advisory lock, so that parallel test processes build it once.
const TEMPLATE_LOCK: i64 = 0x00ca_4d04;

/// A database of its own, dropped with this value.
pub struct PostgresDatabase {
    name: String,
}

impl PostgresDatabase {
    /// A database with all migrations applied.
    pub fn fresh() -> Self {
        // Copying files is quicker than writing every page to the log, as long as the template is small.
        Self::like(template())
    }

    /// A copy of another one that nobody is connected to.
    pub fn like(other: &str) -> Self {
        Self::create(&format!("TEMPLATE {other} STRATEGY FILE_COPY"))
    }

    /// A database without a single table.
    pub fn empty() -> Self {
        Self::create("TEMPLATE template0")
    }

    /// A database without a single table, whose texts are ordered as in English unless a column says otherwise.
    pub fn english() -> Self {
        Self::create("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'")
    }

    /// The URL of this database, for `DATABASE_URL`.
    pub fn url(&self) -> String {
        url_of(&self.name)
    }

    fn create(from: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut connection = connect("postgres");
        run(&mut connection, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        run(&mut connection, &format!("CREATE DATABASE {name} {from}"));
        Self { name }
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropped = PgConnection::establish(&url_of("postgres")).map_err(|error| error.to_string()).and_then(
            |mut connection| diesel::sql_query(statement).execute(&mut connection).map_err(|error| error.to_string()),
        );
        if let Err(error) = dropped {
            eprintln!("could not drop {}: {error}", self.name);
        }
    }
}

thread_local! {
    static KEPT: RefCell<Vec<PostgresDatabase>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a database until the thread of the test ends, and answers its URL. A site's last background work ends after the
/// site; without its database it would wait for one as long as the pool has patience.
pub fn kept_by_thread(database: PostgresDatabase) -> String {
    let url = database.url();
    KEPT.with_borrow_mut(|kept| kept.push(database));
    url
}

/// The folder of the PostgreSQL migrations.
fn migrations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres")
}

/// The name of the migrated template; made at the first call for these migrations on this server.
fn template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("template_{:016x}", fingerprint(&migrations()));
        let mut connection = connect("postgres");
        diesel::sql_query("SELECT pg_advisory_lock($1)")
            .bind::<BigInt, _>(TEMPLATE_LOCK)
            .execute(&mut connection)
            .expect("the template's lock");
        if !is_there(&mut connection, &name) {
            build_template(&mut connection, &name);
        }
        name
    })
}

/// Builds under another name first: a template that exists is complete.
fn build_template(connection: &mut PgConnection, name: &str) {
    let unfinished = format!("{name}_unfinished");
    run(connection, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"));
    run(connection, &format!("CREATE DATABASE {unfinished}"));
    let migrations = FileBasedMigrations::from_path(migrations()).expect("the folder of the migrations");
    connect(&unfinished).run_pending_migrations(migrations).expect("migrations that apply to an empty database");
    run(connection, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"));
}

/// Whether the server has a database of this name.
pub fn exists(name: &str) -> bool {
    is_there(&mut connect("postgres"), name)
}

/// Gives a database that its site has left another name, under which it stays.
pub fn keep(url: &str, name: &str) {
    let (_, left) = url.rsplit_once('/').expect("a URL that ends in a database");
    let mut connection = connect("postgres");
    run(&mut connection, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    run(&mut connection, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{left}'"));
    run(&mut connection, &format!("ALTER DATABASE {left} RENAME TO {name}"));
}

fn is_there(connection: &mut PgConnection, name: &str) -> bool {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    diesel::sql_query("SELECT count(*) AS count FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(name)
        .get_result::<Count>(connection)
        .expect("the list of databases")
        .count
        > 0
}

/// A number that changes when a file of the folder is added or edited.
pub fn fingerprint(folder: &Path) -> u64 {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(folder).expect("a path below the folder").hash(&mut hasher);
        std::fs::read(&file).expect("a readable file").hash(&mut hasher);
    }
    hasher.finish()
}

fn run(connection: &mut PgConnection, statement: &str) {
    diesel::sql_query(statement).execute(connection).unwrap_or_else(|error| panic!("{statement}: {error}"));
}

fn connect(database: &str) -> PgConnection {
    PgConnection::establish(&url_of(database)).expect("a connection to the test server")
}

/// The server's URL with another database's name at its end.
fn url_of(database: &str) -> String {
    let (server, _) = server_url().rsplit_once('/').expect("a URL that ends in a database");
    format!("{server}/{database}")
}

fn server_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| std::env::var("CANDOR_TEST_PG_URL").unwrap_or_else(|_| own_server().to_owned()))
}

/// Starts a private server. It stops when its stdin closes, which happens however this process ends.
fn own_server() -> &'static str {
    static SERVER: OnceLock<(Child, String)> = OnceLock::new();
    let (_, url) = SERVER.get_or_init(|| {
        let mut child = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/postgres.sh"))
            .arg("hold")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("scripts/postgres.sh");
        let mut url = String::new();
        let stdout = child.stdout.as_mut().expect("a piped stdout");
        BufReader::new(stdout).read_line(&mut url).expect("the URL of the private server");
        assert!(url.starts_with("postgres://"), "no PostgreSQL; run `scripts/postgres.sh start` to see why");
        (child, url.trim().to_owned())
    });
    url
}

#[test]
fn each_postgres_database_is_its_own() {
    let (one, other) = (PostgresDatabase::empty(), PostgresDatabase::empty());
    run(&mut PgConnection::establish(&one.url()).unwrap(), "CREATE TABLE only_here (id TEXT)");

    let seen =
        diesel::sql_query("SELECT * FROM only_here").execute(&mut PgConnection::establish(&other.url()).unwrap());

    assert!(seen.unwrap_err().to_string().contains("only_here"));
}

#[test]
fn a_fresh_postgres_database_has_every_migration() {
    let database = PostgresDatabase::fresh();
    let mut connection = PgConnection::establish(&database.url()).unwrap();

    let migrations = FileBasedMigrations::from_path(migrations()).unwrap();

    assert!(!connection.has_pending_migration(migrations).unwrap());
}
