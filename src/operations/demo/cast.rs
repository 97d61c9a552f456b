//! Who is in the demo community, and how to sign in as each of them.

use super::people::{Person, World};
use super::{Past, Progress, at_instant};
use crate::accounts::{self, AccountId, DisplayName, EmailAddress, Member, PasswordHash, Role};
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::config::Config;
use crate::db::Connection;
use crate::error::AppError;
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::Arc;

/// Everybody's password; the development profile alone lets it exist.
const PASSWORD: &str = "every harbour has a lamp";
/// The domain of everybody's address; RFC 2606 keeps it from belonging to anybody.
const DOMAIN: &str = "demo.example";
/// When those who keep the place going joined, and the first members.
pub(super) const JOINED_DAYS_AGO: i64 = 545;
/// Whoever answers for a clinic and is no physician.
pub(super) const DESK: &str = "front_desk";
/// Whoever has claimed a clinic and waits for an officer's word.
pub(super) const NEWCOMER: &str = "garden_gate";
/// How many accounts are made in one transaction.
const BATCH: usize = 100;

/// One person.
struct Part {
    /// Before the `@`.
    address: &'static str,
    name: &'static str,
    roles: &'static [Role],
    /// What signing in as this person shows.
    shows: &'static str,
}

const fn part(address: &'static str, name: &'static str, roles: &'static [Role], shows: &'static str) -> Part {
    Part { address, name, roles, shows }
}

const PARTS: &[Part] = &[
    part("admin", "harbour_office", &[Role::Admin], "asks for roles, opens categories"),
    part("second.admin", "night_watch", &[Role::Admin], "confirms roles that the first admin asked for"),
    part("moderator", "lantern_keeper", &[Role::Moderator], "decides what readers reported; edits and deletes posts"),
    part(
        "officer",
        "case_desk",
        &[Role::CaseOfficer, Role::CredentialingOfficer],
        "complaints, claims, proofs of reviews, gates and panels of applications",
    ),
    part(
        "credentialing",
        "licence_desk",
        &[Role::CredentialingOfficer],
        "looks licences up, passes the gates of applications, seats their panels",
    ),
    part(
        "board",
        "long_table",
        &[Role::Board],
        "names the panel of the escalated complaint, votes on members and applications",
    ),
    part("board.two", "second_bell", &[Role::Board], "votes on applications"),
    part("board.three", "open_window", &[Role::Board], "votes on applications"),
    part("board.four", "north_gate", &[Role::Board], "votes on applications"),
    part("board.five", "tall_ledger", &[Role::Board], "votes on applications"),
    part("second.moderator", "evening_shift", &[Role::Moderator], "shares the queue; hears nothing decided by himself"),
    part("appeals", "second_reading", &[Role::Appeals, Role::Moderator], "hears appeals against moderators' decisions"),
    part("inspector", "measuring_tape", &[Role::Inspector], "leads the visits: one is under way, one report is ready"),
    part(
        "second.inspector",
        "spirit_level",
        &[Role::Inspector],
        "checks the quality of others' inspections: one waits",
    ),
    part("third.inspector", "long_corridor", &[Role::Inspector], "goes along on the visits"),
    part("panel.patient", "far_shore", &[Role::Reviewer], "on the panels, the patient's seat: has scored already"),
    part(
        "panel.physician",
        "white_coat_reader",
        &[Role::Reviewer],
        "on the panels, the physician's seat: an application to score",
    ),
    part("panel.lay", "plain_question", &[Role::Reviewer], "on the panels, the lay seat: an application to score"),
    part("privacy", "sealed_drawer", &[Role::PrivacyOfficer], "the role for requests about personal data"),
    part("treasurer", "brass_scales", &[Role::Treasurer], "the role for dues, kept apart from whoever judges"),
    part("auditor", "open_books", &[Role::Auditor], "reads what moderators decide, and decides nothing"),
    part("mentor", "steady_light", &[Role::Mentor], "a patient whom the forum shows as a mentor"),
    part("clinic", DESK, &[], "answers for a clinic without being one of its physicians"),
    part("second.clinic", NEWCOMER, &[], "has claimed a clinic: an officer has still to decide"),
    part("physician", "dr_ilse_brandtner", &[], "in the coalition; replies to reviews, answers a complaint"),
    part("quiet", "quiet_harbour", &[], "a patient: complaint waiting for triage"),
    part("northern", "northern_tram", &[], "a patient: complaint open with the clinic"),
    part("slow", "slow_river", &[], "a patient: complaint missed by the clinic, escalated"),
    part("second", "second_draft", &[], "a patient: complaint settled"),
    part("maple", "maple_and_rain", &[], "a patient: a review with two versions, and a journal"),
    part("open", "open_ledger", &[], "a patient who asks and answers"),
];

/// The people, by their display name. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    accounts: Arc<HashMap<String, AccountId>>,
    /// The members' names, whoever joined first standing first.
    members: Arc<Vec<String>>,
}

/// Somebody who is to get an account.
#[derive(Debug, Clone)]
struct Entry {
    address: String,
    name: String,
    roles: &'static [Role],
    joined: Timestamp,
}

impl Cast {
    /// Makes every account. All of them share one hash of the one password: hashing it once is enough.
    pub async fn enter(app: &App, world: &World, past: Past, progress: &Progress<'_>) -> Result<Self, AppError> {
        let hash = accounts::hash_password(app, SecretString::from(PASSWORD)).await?;
        let joined = past.days_ago(JOINED_DAYS_AGO);
        let parts = PARTS.iter().map(|part| Entry {
            address: address(part),
            name: part.name.to_owned(),
            roles: part.roles,
            joined,
        });
        let plain = |person: &Person| Entry {
            address: format!("{}@{DOMAIN}", person.name.to_lowercase()),
            name: person.name.clone(),
            roles: &[],
            joined: past.days_ago(person.joined),
        };
        // Those of the files are among the parts already.
        let experts = world.experts.iter().filter(|expert| PARTS.iter().all(|part| part.name != expert.name));
        let entries: Vec<Entry> = parts.chain(experts.map(plain)).chain(world.people.iter().map(plain)).collect();
        let mut entered = HashMap::new();
        for batch in entries.chunks(BATCH) {
            entered.extend(make(app, batch.to_vec(), hash.clone(), joined).await?);
            progress.step(batch.len());
        }
        let members = world.people.iter().map(|person| person.name.clone()).collect();
        Ok(Self { accounts: Arc::new(entered), members: Arc::new(members) })
    }

    /// The account with this display name; `#7` is the seventh member.
    pub fn id(&self, name: &str) -> Result<AccountId, AppError> {
        let number = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
        let name = number.and_then(|number| self.members.get(number)).map_or(name, String::as_str);
        self.accounts.get(name).cloned().ok_or_else(|| AppError::internal(format!("nobody is called {name}")))
    }

    /// The same person, about to act.
    pub fn member(&self, tx: &mut Tx<'_>, name: &str) -> Result<Member, AppError> {
        let account = self.id(name)?;
        Member::on_behalf_of(&mut tx.reader(), &account)
    }
}

async fn make(
    app: &App,
    batch: Vec<Entry>,
    hash: PasswordHash,
    at: Timestamp,
) -> Result<HashMap<String, AccountId>, AppError> {
    let longest = app.config().accounts.display_name_max_length;
    let made = app.write_at(at, move |tx| {
        let mut made = HashMap::new();
        for entry in &batch {
            let email = EmailAddress::parse(&entry.address).map_err(|code| AppError::internal(code.name))?;
            let name = DisplayName::parse(&entry.name, longest).map_err(|code| AppError::internal(code.name))?;
            let account =
                accounts::create_verified(&mut at_instant(tx, entry.joined), &email, &name, &hash, entry.roles)?;
            made.insert(entry.name.clone(), account.id);
        }
        Ok(made)
    });
    made.await
}

/// Whether the demo's first person has an account.
pub(super) fn is_here(conn: &mut Connection) -> Result<bool, AppError> {
    let admins = accounts::with_role(conn, Role::Admin)?;
    Ok(PARTS.first().is_some_and(|first| admins.iter().any(|person| person.display_name == first.name)))
}

fn address(part: &Part) -> String {
    format!("{}@{DOMAIN}", part.address)
}

/// How to sign in as each of them: a table for people.
pub fn sign_ins(config: &Config) -> String {
    let addresses = PARTS.iter().map(|part| address(part).len()).max().unwrap_or(0);
    let names = PARTS.iter().map(|part| part.name.len()).max().unwrap_or(0);
    let url = &config.server.public_url;
    let mut table = format!("\nSign in at {url}/sign-in · everybody's password: {PASSWORD}\n\n");
    for part in PARTS {
        let line = format!("  {:addresses$}  {:names$}  {}\n", address(part), part.name, part.shows);
        table.push_str(&line);
    }
    let mail = if config.mail.smtp_url.is_none() { format!("Letters: {url}/dev/mail\n") } else { String::new() };
    format!("{table}\n{mail}\n")
}
