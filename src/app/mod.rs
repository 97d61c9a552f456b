//! The running site: configuration, keys, clock and the two doors to the database.
//!
//! [`App::read`] and [`App::write`] are the only ways to data. A write's closure may run again when two
//! transactions collide, so it borrows what it captured and has no effect outside its transaction.

mod announce;
mod heavy;
mod keys;

pub use announce::{Announcement, Subscribers};
pub use keys::{Keys, mac as keys_mac};

use crate::cases::Registry;
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::db::{Connection, Database, QueryCount};
use crate::error::AppError;
use crate::specialty::Pack;
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

/// What every action may look at: fixed while the site runs.
pub struct Site {
    pub config: Config,
    pub pack: Pack,
    pub keys: Keys,
    pub clock: Clock,
    /// Who is told of what happens in other domains.
    pub subscribers: Subscribers,
    /// The kinds of cases, for the clock.
    pub cases: Registry,
}

/// The running site. Cheap to clone.
#[derive(Clone)]
pub struct App {
    site: Arc<Site>,
    database: Database,
    queries: QueryCount,
    mail_waits: Arc<Notify>,
    heavy: heavy::HeavyWork,
    clock_moves: Arc<Mutex<()>>,
}

/// A read-only look at the database in one snapshot.
pub struct Reader<'a> {
    pub conn: &'a mut Connection,
    pub now: Timestamp,
    pub site: &'a Site,
}

/// A transaction: everything done through it happens, or none of it.
pub struct Tx<'a> {
    pub conn: &'a mut Connection,
    /// The site's present; for a deadline that the clock carries out late, the instant it fell due.
    pub now: Timestamp,
    pub site: &'a Site,
}

impl App {
    /// Opens the database that the site's configuration names.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database is not there.
    pub fn open(site: Site) -> Result<Self, AppError> {
        let queries = QueryCount::default();
        let database = Database::open(&site.config, queries.clone())?;
        let (mail_waits, clock_moves) = (Arc::default(), Arc::default());
        let accounts = &site.config.accounts;
        let heavy = heavy::HeavyWork::new(accounts.argon2_concurrency, accounts.argon2_queue)?;
        Ok(Self { site: Arc::new(site), database, queries, mail_waits, clock_moves, heavy })
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    pub fn config(&self) -> &Config {
        &self.site.config
    }

    pub fn now(&self) -> Timestamp {
        self.site.clock.now()
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Statements sent so far.
    pub fn queries(&self) -> u64 {
        self.queries.get()
    }

    /// Reads in one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let site = Arc::clone(&self.site);
        self.database.read(move |conn| work(&mut Reader { conn, now: site.clock.now(), site: &site })).await
    }

    /// Writes in one transaction at the site's present; answers after the commit.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let site = Arc::clone(&self.site);
        let outcome = self.database.write(move |conn| work(&mut Tx { conn, now: site.clock.now(), site: &site })).await;
        // Of what was refused no letter is left.
        if outcome.is_ok() {
            self.wake_mail();
        }
        outcome
    }

    /// Writes in one transaction at the instant `at`: what the clock does for a deadline that fell due then.
    pub async fn write_at<T: Send + 'static>(
        &self,
        at: Timestamp,
        work: impl Fn(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let site = Arc::clone(&self.site);
        self.database.write(move |conn| work(&mut Tx { conn, now: at, site: &site })).await
    }

    /// Runs what keeps a processor busy (password hashes) apart from the threads that answer, few at once.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too much waits already.
    pub async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        self.heavy.run(work).await
    }

    /// Tells the mail worker to look into the outbox.
    pub fn wake_mail(&self) {
        self.mail_waits.notify_one();
    }

    /// Two people moving the clock at once would fire deadlines out of order.
    pub async fn lock_clock(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.clock_moves).lock_owned().await
    }

    /// Resolves when something was written that may have left a letter in the outbox.
    pub async fn mail_may_wait(&self) {
        self.mail_waits.notified().await;
    }
}

impl Tx<'_> {
    /// The same transaction, for what only reads.
    pub fn reader(&mut self) -> Reader<'_> {
        Reader { conn: &mut *self.conn, now: self.now, site: self.site }
    }

    /// Tells whoever subscribed, in this same transaction.
    pub fn announce<A: Announcement>(&mut self, announcement: &A) -> Result<(), AppError> {
        let site = self.site;
        site.subscribers.tell(self, announcement)
    }
}
