//! Puts the site together from its settings: pack, keys, clock, who listens to whom, which kinds of cases.

use crate::accounts;
use crate::app::{App, Keys, Site, Subscribers, Tx};
use crate::cases::{Kind, Registry};
use crate::clock::Clock;
use crate::coalition::{self, concerns};
use crate::complaints;
use crate::config::{Config, ConfigError, Secrets};
use crate::db::Migrator;
use crate::directory::{
    self, ClinicId, ClinicMerged, EntryConfirmed, LineageChanged, PhysicianId, PhysicianMerged, TieNoted,
};
use crate::drafts;
use crate::error::AppError;
use crate::files::{Referrer, Store};
use crate::forum;
use crate::inspections;
use crate::jobs::{self, Chore, Chores, Left};
use crate::mail::Previews;
use crate::moderation;
use crate::reviews;
use crate::specialty::Pack;
use crate::web;
use chrono::Duration;
use secrecy::ExposeSecret as _;

/// Why a site does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting, a secret or the pack is wrong; says where.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The database, a port or another part is not there.
    #[error("{0}")]
    App(#[from] AppError),
}

impl StartError {
    /// That something the site needs is not there, in a sentence.
    pub fn away(what: impl Into<String>) -> Self {
        Self::App(AppError::Unavailable(what.into()))
    }
}

/// The site of `config` on the machine's clock, without its database.
///
/// # Errors
/// [`StartError::Config`] for a pack or a secret that is missing or wrong.
pub fn site(config: Config) -> Result<Site, StartError> {
    site_at(config, Clock::machine(Duration::zero()))
}

/// The site of `config` on `clock`: tests let it stand still.
///
/// # Errors
/// As [`site`].
pub fn site_at(config: Config, clock: Clock) -> Result<Site, StartError> {
    let pack = Pack::open(&config.specialty.pack)?;
    let secrets = Secrets::open(&config)?;
    let keys = Keys::new(*secrets.master_key.expose_secret(), secrets.signing_key.clone())
        .and_former(secrets.retired_signing_keys);
    Ok(Site { config, pack, keys, clock, subscribers: subscribers(), cases: cases() })
}

/// Brings the database up to date and opens it, once pack and secrets are in order: what is wrong in a file begins no
/// database.
///
/// # Errors
/// [`StartError::App`] when the database is not there.
pub fn start(config: Config) -> Result<App, StartError> {
    let site = site(config)?;
    migrate(&site.config)?;
    Ok(App::open(site)?)
}

/// Moves the site's clock by the offset that the database keeps.
///
/// # Errors
/// [`AppError::Unavailable`] when the database is away.
pub async fn restore_clock(app: &App) -> Result<(), AppError> {
    let offset = app.read(|reader| jobs::load_offset(reader.conn)).await?;
    let clock = &app.site().clock;
    clock.advance_to(clock.machine_now().plus(offset));
    Ok(())
}

/// Runs the migrations that are waiting.
///
/// # Errors
/// [`AppError::Unavailable`] when the database is not there.
pub fn migrate(config: &Config) -> Result<Vec<String>, AppError> {
    Migrator::connect(&config.database_url())?.up()
}

/// Which domain is told of what happens in another, in the same transaction.
fn subscribers() -> Subscribers {
    Subscribers::default()
        .on(|tx, merged: &PhysicianMerged| reviews::physician_merged(tx, &merged.from, &merged.into))
        .on(|tx, merged: &ClinicMerged| reviews::clinic_merged(tx, &merged.from, &merged.into))
        .on(|tx, changed: &LineageChanged| reviews::lineage_changed(tx, &changed.clinic))
        .on(|tx, confirmed: &EntryConfirmed| reviews::entry_confirmed(tx, &confirmed.subject))
        .on(complaints::jobs::letter_undeliverable)
        .on(moderation::queue_first_post)
        .on(moderation::queue_sign_up)
        .on(moderation::name_chosen)
        .on(|tx, told: &reviews::ReviewMoved| moderation::follow_review(tx, &told.review))
        .on(|tx, told: &reviews::ReviewHidden| moderation::review_hidden(tx, &told.review))
        .on(|tx, told: &reviews::ReviewOverdue| moderation::review_overdue(tx, &told.review))
        .on(|tx, told: &reviews::ReviewWithdrawn| moderation::review_withdrawn(tx, &told.review))
        .on(|tx, noted: &TieNoted| coalition::applications::actions::tie_noted(tx, &noted.account))
        .on(coalition_hears_of_complaint)
        .on(coalition_hears_of_recommendation)
        .on(|tx, told: &reviews::RatingChanged| concerns::rating_changed(tx, &told.physician, told.score, told.counted))
        .on(|tx, told: &inspections::InspectionPublished| {
            concerns::inspected(tx, &told.physicians, &told.inspection)?;
            match told.rating.as_str() {
                "inadequate" => concerns::inspection_inadequate(tx, &told.physicians, &told.inspection),
                _ => Ok(()),
            }
        })
        .on(|tx, told: &inspections::InspectionRefused| {
            concerns::inspection_refused(tx, &told.physicians, &told.inspection)
        })
}

/// The category of complaints about clauses that forbid patients to speak.
const GAG_CATEGORY: &str = "intimidation_or_gag";

/// A complaint that was upheld, or not answered in time, speaks against a member; one that names only a clinic, against
/// every member who works there, as its inspections do. `partly_upheld` is another outcome than §5.4's "upheld", and the
/// panel reaches it without the agreement that upholding asks for; a clause found to be real speaks by itself.
fn coalition_hears_of_complaint(tx: &mut Tx<'_>, told: &complaints::ComplaintStepped) -> Result<(), AppError> {
    use complaints::{Event, Outcome};
    let is_untimely = told.event == Event::DeadlineMissed && told.untimely;
    let decided = told.outcome.filter(|_| told.event == Event::Decided);
    let is_upheld = decided == Some(Outcome::Upheld);
    let is_gag = told.category == GAG_CATEGORY && (is_upheld || decided == Some(Outcome::PartlyUpheld));
    if !(is_untimely || is_upheld || is_gag) {
        return Ok(());
    }
    for physician in &complained_of(tx, told.physician.as_ref(), told.clinic.as_ref())? {
        if is_gag {
            concerns::gag_clause(tx, physician, &told.complaint)?;
        }
        if is_upheld {
            concerns::complaint_upheld(tx, physician, &told.complaint, told.severity.unwrap_or_default())?;
        }
        if is_untimely {
            concerns::complaint_untimely(tx, physician, &told.complaint)?;
        }
    }
    Ok(())
}

/// The physician whom a complaint names, else whoever works at the clinic that it names.
fn complained_of(
    tx: &mut Tx<'_>,
    physician: Option<&PhysicianId>,
    clinic: Option<&ClinicId>,
) -> Result<Vec<PhysicianId>, AppError> {
    match (physician, clinic) {
        (Some(physician), _) => Ok(vec![physician.clone()]),
        (None, Some(clinic)) => directory::physicians_at(tx.conn, clinic),
        (None, None) => Ok(Vec::new()),
    }
}

fn coalition_hears_of_recommendation(
    tx: &mut Tx<'_>,
    told: &complaints::RecommendationOverdue,
) -> Result<(), AppError> {
    for physician in &complained_of(tx, told.physician.as_ref(), told.clinic.as_ref())? {
        concerns::recommendation_overdue(tx, physician, &told.complaint)?;
    }
    Ok(())
}

/// The kinds of cases: the clock fires their timers, the verifier knows their tables.
pub fn cases() -> Registry {
    Registry::default()
        .with(Kind::of::<reviews::Review>())
        .with(Kind::of::<inspections::Inspection>())
        .with(Kind::of::<complaints::Complaint>())
        .with(Kind::of::<coalition::Application>())
        .with(Kind::of::<coalition::Membership>())
        .with(Kind::of::<moderation::Statement>())
}

/// An example of every letter, for `/dev/mail/templates` and `candor mail preview`.
pub fn previews() -> Previews {
    Previews::default()
        .with(accounts::letters::PREVIEWS)
        .with_series(directory::previews)
        .with_series(complaints::previews)
        .with_series(reviews::previews)
        .with_series(inspections::previews)
        .with_series(coalition::previews)
        .with_series(moderation::previews)
}

/// Whose rows refer to sealed files: one line for each domain that stores some. A file that none of them knows a day
/// after it was written is deleted.
const REFERRERS: &[Referrer] = &[complaints::stored_files, reviews::stored_files, inspections::stored_files];

/// Housekeeping by the machine's clock.
pub fn chores() -> Chores {
    Chores::default()
        .with(Chore {
            name: "forget_old_answers",
            every_minutes: 60,
            run: |tx| web::forget_old_answers(tx).map(|_| Left::Nothing),
        })
        .with(Chore {
            name: "forget_ended_sessions",
            every_minutes: 60,
            run: |tx| accounts::jobs::purge(tx).map(|_| Left::Nothing),
        })
        .with(Chore {
            name: "forget_old_drafts",
            every_minutes: 360,
            run: |tx| drafts::forget_old(tx).map(|_| Left::Nothing),
        })
        .with(Chore {
            name: "forget_origins",
            every_minutes: 60,
            run: |tx| forum::forget_origins(tx).map(|_| Left::Nothing),
        })
        .with(Chore { name: "forget_withdrawn_words", every_minutes: 60, run: moderation::forget_withdrawn })
        .with(Chore {
            name: "delete_forgotten_files",
            every_minutes: 360,
            run: |tx| Store::of(&tx.site.config).sweep(tx, REFERRERS).map(|_| Left::Nothing),
        })
        .with(Chore { name: "rate_again", every_minutes: 1, run: reviews::rate_again })
}
