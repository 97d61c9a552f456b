//! A site as production starts it, in this process: its own data folder, a clock that stands still, a port of its own.

use super::postgres::{self, PostgresDatabase};
use super::scene::{End, copy_folder};
use super::smtp::SmtpServer;
use super::sqlite;
use super::walk;
use candor::app::{App, Site};
use candor::clock::{Clock, Timestamp};
use candor::config::{Config, Synchronous};
use candor::server::{Background, Running, assemble, serve_on};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Where every site's clock stands at first: a Monday.
pub const MONDAY: &str = "2026-03-02T10:00:00Z";

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A running site; it and all that it holds end with this value.
pub struct TestSite {
    pub app: App,
    /// Where it listens: `http://127.0.0.1:43210`.
    pub address: String,
    /// Where its letters go.
    pub mail: SmtpServer,
    /// What the scene that it begins with tells of itself.
    pub told: Value,
    program: reqwest::Client,
    running: Running,
    background: Background,
    folder: TempDir,
    engine: Engine,
}

/// What a site is put on.
struct Ground {
    folder: TempDir,
    /// None where the database is a file in the folder.
    database: Option<PostgresDatabase>,
    mail: SmtpServer,
    at: Timestamp,
}

/// Another server of a site.
pub struct Beside {
    port: u16,
    _running: Running,
}

impl Beside {
    /// Sends here what was meant for the first.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> reqwest::Response {
        let (client, request) = request.build_split();
        let mut request = request.expect("a whole request");
        request.url_mut().set_port(Some(self.port)).expect("an address with a port");
        client.execute(request).await.expect("an answer")
    }
}

/// A site without a server, whose clock stands still and whose courier and scheduler run only when told.
pub fn opened(folder: &Path, url: Option<String>, at: Timestamp, change: impl FnOnce(&mut Config)) -> App {
    let mut config = Config::development(folder).expect("the default settings");
    config.accounts.argon2_memory_kib = 64;
    config.accounts.argon2_iterations = 1;
    if let Some(url) = url {
        config.database.url = url.into();
    }
    change(&mut config);
    assemble::migrate(&config).expect("the migrations");
    App::open(assemble::site_at(config, Clock::fixed(at)).expect("a site")).expect("an open database")
}

/// [`MONDAY`], as a time.
pub fn monday() -> Timestamp {
    Timestamp::parse(MONDAY).expect("a time")
}

impl TestSite {
    /// A site with every limit on how often switched off.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// Whether it is the turn of a long story on this database: `make test` tells each on one today and on the other
    /// tomorrow, those with even numbers on another one than those with odd ones; `make soak` tells all on both.
    pub fn is_todays(&self, story: u64) -> bool {
        walk::soaks() || (walk::today() + story + u64::from(self.engine == Engine::Postgres)).is_multiple_of(2)
    }

    /// A site with other settings.
    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = (engine == Engine::Postgres).then(PostgresDatabase::fresh);
        if engine == Engine::Sqlite {
            sqlite::settle(folder.path());
        }
        Self::open(engine, Ground { folder, database, mail: SmtpServer::start(), at: monday() }, change).await
    }

    /// A site as another one was that is kept in `place`, and as `database` on the server.
    pub(super) async fn after(
        engine: Engine,
        (place, database): (&Path, &str),
        end: End,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy_folder(place, folder.path());
        let database = (engine == Engine::Postgres).then(|| PostgresDatabase::like(database));
        let file = || format!("sqlite:{}", folder.path().join("candor.db").display());
        end.goes_on(&database.as_ref().map_or_else(file, PostgresDatabase::url));
        let mail = SmtpServer::start();
        mail.has_taken(end.letters);
        let mut site = Self::open(engine, Ground { folder, database, mail, at: end.at }, change).await;
        site.told = end.told;
        site
    }

    async fn open(engine: Engine, ground: Ground, change: impl FnOnce(&mut Config)) -> Self {
        let Ground { folder, database, mail, at } = ground;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let mut config = Config::development(folder.path()).expect("the default settings");
        if let Some(database) = database {
            config.database.url = postgres::kept_by_thread(database).into();
            config.database.pool_size = 4;
        }
        // A machine that does ten things at once is slow, not broken.
        config.database.statement_timeout_ms = 120_000;
        config.database.pool_wait_ms = 60_000;
        config.database.retries = 50;
        // No test of a site cuts the power.
        config.database.synchronous = Synchronous::Normal;
        config.server.public_url = address.clone();
        config.server.workers = 1;
        config.mail.smtp_url = Some(mail.url().into());
        config.mail.letters_per_second = 1_000;
        config.limits.enabled = false;
        config.accounts.argon2_memory_kib = 64;
        config.accounts.argon2_iterations = 1;
        config.jobs.poll_ms = 50;
        change(&mut config);
        assemble::migrate(&config).expect("a database");
        let app = App::open(assemble::site_at(config, Clock::fixed(at)).expect("a site")).expect("an open database");
        let background = Background::start(&app).expect("background work");
        let running = serve_on(listener, app.clone()).await.expect("a server");
        let policy = reqwest::redirect::Policy::none();
        let program = reqwest::Client::builder().redirect(policy).build().expect("a client");
        Self { app, address, mail, told: Value::Null, program, running, background, folder, engine }
    }

    /// Ends, and leaves what it was: its data folder in `place`, its database there or as `database` on the server.
    pub(super) async fn keep(self, place: &Path, database: &str) {
        let Self { app, running, background, folder, engine, .. } = self;
        background.stop(Duration::from_secs(5)).await;
        running.stop().await.expect("a clean end");
        let url = app.config().database_url();
        drop(app);
        match engine {
            Engine::Sqlite => sqlite::settle_down(folder.path()),
            Engine::Postgres => postgres::keep(&url, database),
        }
        copy_folder(folder.path(), place);
    }

    /// A second server of the same site, with other settings; it ends with the answered value.
    pub async fn beside(&self, change: impl FnOnce(&mut Config)) -> Beside {
        let mut config = self.app.config().clone();
        change(&mut config);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let app = App::open(assemble::site_at(config, self.app.site().clock.clone()).expect("a site"));
        let running = serve_on(listener, app.expect("an open database")).await.expect("a server");
        Beside { port, _running: running }
    }

    /// A second server of the same site, assembled otherwise; it ends with the answered value.
    pub async fn assembled(&self, change: impl FnOnce(Site) -> Site) -> Beside {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let site = assemble::site_at(self.app.config().clone(), self.app.site().clock.clone()).expect("a site");
        let app = App::open(change(site)).expect("an open database");
        Beside { port, _running: serve_on(listener, app).await.expect("a server") }
    }

    /// A client that keeps cookies and follows no redirects.
    pub fn client(&self) -> reqwest::Client {
        let policy = reqwest::redirect::Policy::none();
        reqwest::Client::builder().cookie_store(true).redirect(policy).build().expect("a client")
    }

    /// One client for everybody, which keeps connections and no cookies, and follows no redirects.
    pub fn program(&self) -> &reqwest::Client {
        &self.program
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Reads a path as a guest.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client().get(self.url(path)).send().await.expect("an answer")
    }

    /// Moves the clock, as anybody may in development; answers how many timers fired.
    pub async fn advance(&self, by: &str) -> u64 {
        let request = self.client().post(self.url("/dev/clock")).json(&json!({"advance": by}));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "moving the clock by {by}");
        let moved: Value = answer.json().await.expect("JSON");
        moved["ran"].as_u64().expect("a number of timers")
    }

    /// The site's present.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Statements sent to the database so far, those of the background work included.
    pub fn queries(&self) -> u64 {
        self.app.queries()
    }

    /// The site's data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Stops as `candor serve` does on a signal.
    pub async fn stop(self) {
        self.background.stop(Duration::from_secs(5)).await;
        self.running.stop().await.expect("a clean end");
    }
}

/// Makes of one story two tests, `name::sqlite` and `name::postgres`.
///
/// `on_both!(async fn a_member_files_a_complaint(site) { … });` with `site: TestSite`; the test stops it itself
/// where the stopping is the story. `(site, |config| …)` starts it with other settings, `(site after &SCENE)` where a
/// [`Scene`](crate::support::scene::Scene) ended.
#[macro_export]
macro_rules! on_both {
    ($(#[$attribute:meta])* async fn $name:ident($site:ident) $story:block) => {
        $crate::on_both!($(#[$attribute])* async fn $name($site, |_| {}) $story);
    };
    ($(#[$attribute:meta])* async fn $name:ident($site:ident, $change:expr) $story:block) => {
        $crate::on_both!($(#[$attribute])* async fn $name($site from |engine| TestSite::start_with(engine, $change)) $story);
    };
    ($(#[$attribute:meta])* async fn $name:ident($site:ident after $scene:expr) $story:block) => {
        $crate::on_both!($(#[$attribute])* async fn $name($site after $scene, |_| {}) $story);
    };
    ($(#[$attribute:meta])* async fn $name:ident($site:ident after $scene:expr, $change:expr) $story:block) => {
        $crate::on_both!($(#[$attribute])* async fn $name($site from |engine| $scene.opens_with(engine, $change)) $story);
    };
    ($(#[$attribute:meta])* async fn $name:ident($site:ident from $begin:expr) $story:block) => {
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports, reason = "a story may need nothing from around it")]
            use super::*;
            use $crate::support::app::{Engine, TestSite};

            async fn story($site: TestSite) $story

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let begin = $begin;
                story(begin(Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let begin = $begin;
                story(begin(Engine::Postgres).await).await;
            }
        }
    };
}
