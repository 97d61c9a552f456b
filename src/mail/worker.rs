//! The courier: claims due letters, sends them one after the other, and marks each before the next.
//!
//! One at a time on purpose: whenever the process dies, at most one letter has been taken by the server and not
//! marked, so at most one is repeated, and it keeps its `Message-ID`. Two couriers share the work by leases.

use super::outbox::OutboxRow;
use super::schedule::next_try;
use super::store::{self, Outcome, Present};
use super::transport::{SendError, Transport};
use super::undeliverable;
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::error::AppError;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, sleep_until};

/// Letters claimed at once.
const BATCH: i64 = 50;
/// Rest between two looks at the outbox, so that a busy site is not asked after every write.
const BREATH: Duration = Duration::from_millis(50);
/// Rest after the database was away.
const RECOVERY: Duration = Duration::from_secs(2);
/// A lease is renewed this many times before it would run out.
const RENEWALS: u32 = 3;

/// Says what `X-Ledger-Checkpoint` letters carry now; `None` leaves the header out.
pub type CheckpointLine = fn(&mut Reader<'_>) -> Result<Option<String>, AppError>;

/// Sends letters until `shutdown` resolves, without a ledger checkpoint; see [`Courier::run`].
pub async fn run(app: &App, shutdown: impl Future<Output = ()>) -> Result<(), AppError> {
    Courier::new(app)?.run(shutdown).await;
    Ok(())
}

/// Sends everything that is due now; answers how many letters left.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    Courier::new(app)?.run_due().await
}

/// Sends what falls due.
pub struct Courier {
    app: App,
    transport: Transport,
    checkpoint: CheckpointLine,
    /// The earliest instant at which the next letter may leave, for `mail.letters_per_second`.
    next_slot: Instant,
}

/// Letters held under one lease.
struct Held {
    /// Not tried yet.
    letters: VecDeque<OutboxRow>,
    lease: Timestamp,
}

/// What one batch came to.
#[derive(Default)]
struct Tally {
    claimed: usize,
    sent: usize,
}

impl Courier {
    /// # Errors
    /// [`AppError::Internal`] when `mail.smtp_url` cannot be used.
    pub fn new(app: &App) -> Result<Self, AppError> {
        let transport = Transport::from_config(app.config())?;
        Ok(Self { app: app.clone(), transport, checkpoint: |_| Ok(None), next_slot: Instant::now() })
    }

    /// Has letters carry what `checkpoint` says.
    #[must_use]
    pub fn with_checkpoint(mut self, checkpoint: CheckpointLine) -> Self {
        self.checkpoint = checkpoint;
        self
    }

    /// Sends whatever falls due until `shutdown` resolves; then ends the letter in hand and gives back the rest.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let (tell, told) = watch::channel(false);
        let stop = async {
            shutdown.await;
            tell.send_replace(true);
        };
        tokio::join!(stop, self.work(told));
    }

    /// Sends everything that is due now; answers how many letters left.
    pub async fn run_due(&mut self) -> Result<usize, AppError> {
        let (_tell, stop) = watch::channel(false);
        let mut sent = 0;
        loop {
            let tally = self.batch(&stop).await?;
            sent += tally.sent;
            if tally.claimed == 0 {
                return Ok(sent);
            }
        }
    }

    async fn work(mut self, mut stop: watch::Receiver<bool>) {
        let poll = Duration::from_millis(self.app.config().jobs.poll_ms);
        while !*stop.borrow() {
            let pause = match self.batch(&stop).await {
                Ok(tally) if tally.claimed > 0 => continue,
                Ok(_) => poll,
                Err(error) => {
                    tracing::warn!(error.message = %error, "letters have to wait");
                    RECOVERY
                }
            };
            sleep(BREATH).await;
            tokio::select! {
                () = self.app.mail_may_wait(), if pause == poll => {}
                () = sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn batch(&mut self, stop: &watch::Receiver<bool>) -> Result<Tally, AppError> {
        match self.claim().await? {
            Some(held) => self.send_held(held, stop).await,
            None => Ok(Tally::default()),
        }
    }

    /// Sends what is held, until it is done, stopped or overtaken; then gives back the rest.
    async fn send_held(&mut self, mut held: Held, stop: &watch::Receiver<bool>) -> Result<Tally, AppError> {
        let mut tally = Tally { claimed: held.letters.len(), sent: 0 };
        loop {
            if *stop.borrow() {
                self.release(held).await?;
                return Ok(tally);
            }
            sleep_until(self.next_slot).await;
            // A look that fails is no reason to hold up what is held.
            if self.is_overtaken(&held).await.unwrap_or(false) {
                self.release(held).await?;
                return Ok(tally);
            }
            if self.is_lease_aging(&held) {
                renew(&self.app, &mut held, None).await?;
            }
            let Some(letter) = held.letters.pop_front() else { return Ok(tally) };
            let every = Duration::from_secs(1) / self.app.config().mail.letters_per_second.max(1);
            self.next_slot = Instant::now() + every;
            let outcome = self.try_one(&letter, &mut held).await?;
            tally.sent += usize::from(matches!(outcome, Outcome::Sent { .. }));
            if matches!(outcome, Outcome::Again { .. }) {
                // Marking it lets those that follow it wait too.
                held.letters.retain(|later| letter.thread.is_none() || !goes_with(later, &letter));
            }
            self.mark(&letter, held.lease, outcome).await?;
        }
    }

    /// Whether somebody waits at the screen for a letter that came after those that are held.
    async fn is_overtaken(&self, held: &Held) -> Result<bool, AppError> {
        if held.letters.front().is_none_or(store::is_awaited) {
            return Ok(false);
        }
        let look = self.app.read(|reader| {
            let present = Present { site: reader.now, machine: reader.site.clock.machine_now() };
            store::is_awaited_due(reader.conn, present)
        });
        look.await
    }

    /// Looks before it writes: most of the time nothing is due.
    async fn claim(&self) -> Result<Option<Held>, AppError> {
        let checkpoint = self.checkpoint;
        let look = self.app.read(move |reader| {
            let present = Present { site: reader.now, machine: reader.site.clock.machine_now() };
            if store::is_any_due(reader.conn, present)? { checkpoint(reader).map(Some) } else { Ok(None) }
        });
        let Some(line) = look.await? else { return Ok(None) };
        let (mut letters, lease) = self
            .app
            .write(|tx| {
                let machine = tx.site.clock.machine_now();
                let lease = machine.plus(lease_span(tx.site.config.mail.lease_seconds));
                let letters = store::claim(tx.conn, Present { site: tx.now, machine }, lease, BATCH)?;
                Ok((letters, lease))
            })
            .await?;
        letters.iter_mut().for_each(|letter| letter.checkpoint.clone_from(&line));
        Ok((!letters.is_empty()).then(|| Held { letters: letters.into(), lease }))
    }

    /// Sends one letter, unless mail to its address comes back.
    async fn try_one(&mut self, letter: &OutboxRow, held: &mut Held) -> Result<Outcome, AppError> {
        let address = letter.recipient.clone();
        if self.app.read(move |reader| store::is_switched_off(reader.conn, &address)).await? {
            return Ok(Outcome::Dead { reason: "mail to this address comes back".to_owned() });
        }
        let answer = self.send(letter, held).await;
        Ok(self.outcome(letter, answer))
    }

    /// Sends one letter, and renews the lease on it and on those after it while the server takes its time.
    async fn send(&mut self, letter: &OutboxRow, held: &mut Held) -> Result<(), SendError> {
        let Self { app, transport, .. } = self;
        let every = lease_length(app) / RENEWALS;
        let mut ticks = interval_at(Instant::now() + every, every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let sending = transport.send(letter, &app.config().mail);
        tokio::pin!(sending);
        loop {
            tokio::select! {
                answer = &mut sending => return answer,
                _ = ticks.tick() => {
                    if let Err(error) = renew(app, held, Some(&letter.id)).await {
                        tracing::warn!(error.message = %error, "a lease on letters was not renewed");
                    }
                }
            }
        }
    }

    fn outcome(&self, letter: &OutboxRow, answer: Result<(), SendError>) -> Outcome {
        let now = self.app.now();
        match answer {
            Ok(()) => Outcome::Sent { at: now, checkpoint: letter.checkpoint.clone() },
            Err(SendError::Unsendable(reason)) => Outcome::Dead { reason: reason.to_string() },
            Err(SendError::Failed(reason)) => {
                match next_try(letter.attempts.saturating_add(1), now, &self.app.config().mail.retry_minutes) {
                    Some(due_at) => Outcome::Again { due_at, reason },
                    None => Outcome::Dead { reason },
                }
            }
        }
    }

    /// Keeps trying while the lease lasts: a letter that left and is not marked would leave again.
    async fn mark(&self, letter: &OutboxRow, lease: Timestamp, outcome: Outcome) -> Result<(), AppError> {
        report(letter, &outcome);
        loop {
            let (id, outcome) = (letter.id.clone(), outcome.clone());
            let marked = self.app.write(move |tx| {
                let marked = store::mark(tx.conn, &id, lease, &outcome)?;
                if marked && matches!(outcome, Outcome::Dead { .. }) {
                    undeliverable::tell(tx, &id)?;
                }
                Ok(marked)
            });
            match marked.await {
                Ok(true) => return Ok(()),
                Ok(false) => {
                    tracing::warn!(letter.id = %letter.id, "another courier took a letter that was on its way");
                    return Ok(());
                }
                Err(error) if self.app.site().clock.machine_now() >= lease => return Err(error),
                Err(_) => sleep(RECOVERY).await,
            }
        }
    }

    async fn release(&self, held: Held) -> Result<(), AppError> {
        let ids: Vec<String> = held.letters.into_iter().map(|letter| letter.id).collect();
        self.app.write(move |tx| store::release(tx.conn, &ids, held.lease)).await
    }

    fn is_lease_aging(&self, held: &Held) -> bool {
        let full = lease_span(self.app.config().mail.lease_seconds);
        held.lease.since(self.app.site().clock.machine_now()) < full * 2 / 3
    }
}

/// Renews the lease on `in_hand` and on all letters not tried yet; forgets those that another courier took.
async fn renew(app: &App, held: &mut Held, in_hand: Option<&str>) -> Result<(), AppError> {
    let ids: Vec<String> =
        in_hand.map(str::to_owned).into_iter().chain(held.letters.iter().map(|letter| letter.id.clone())).collect();
    let old = held.lease;
    let until = app.site().clock.machine_now().plus(lease_span(app.config().mail.lease_seconds));
    let kept = app.write(move |tx| store::renew(tx.conn, &ids, old, until)).await?;
    held.letters.retain(|letter| kept.contains(&letter.id));
    held.lease = until;
    Ok(())
}

/// Whether two letters are of one thread to one person.
fn goes_with(one: &OutboxRow, other: &OutboxRow) -> bool {
    one.thread == other.thread && one.recipient == other.recipient
}

fn lease_length(app: &App) -> Duration {
    Duration::from_secs(app.config().mail.lease_seconds.max(1))
}

fn lease_span(seconds: u64) -> chrono::Duration {
    chrono::Duration::seconds(i64::try_from(seconds).unwrap_or(30).max(1))
}

/// One line a letter, without its address.
fn report(letter: &OutboxRow, outcome: &Outcome) {
    let (id, kind, attempts) = (&letter.id, &letter.kind, letter.attempts.saturating_add(1));
    match outcome {
        Outcome::Sent { .. } => tracing::debug!(letter.id = %id, letter.kind = %kind, "letter sent"),
        Outcome::Again { due_at, reason } => {
            tracing::info!(letter.id = %id, letter.kind = %kind, attempts, %due_at, reason, "letter will be tried again");
        }
        Outcome::Dead { reason } => {
            tracing::warn!(letter.id = %id, letter.kind = %kind, attempts, reason, "letter given up");
        }
    }
    let word = match outcome {
        Outcome::Sent { .. } => "sent",
        Outcome::Again { .. } => "again",
        Outcome::Dead { .. } => "dead",
    };
    metrics::counter!("candor_letters_total", "outcome" => word).increment(1);
}

#[cfg(test)]
mod tests;
