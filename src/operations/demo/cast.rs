//! Who is in the demo community, and how to sign in as each of them.

use super::Past;
use crate::accounts::{self, AccountId, DisplayName, EmailAddress, Role};
use crate::app::App;
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
/// When everybody joined.
const JOINED_DAYS_AGO: i64 = 170;

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
    part("moderator", "lantern_keeper", &[Role::Moderator], "edits and deletes what others wrote"),
    part(
        "officer",
        "case_desk",
        &[Role::CaseOfficer, Role::CredentialingOfficer],
        "sorts a new complaint, decides on claims",
    ),
    part("board", "long_table", &[Role::Board], "names the panel of the escalated complaint"),
    part("panel.patient", "far_shore", &[Role::Reviewer], "may sit on a panel: the patient's seat"),
    part("panel.physician", "white_coat_reader", &[Role::Reviewer], "may sit on a panel: the physician's seat"),
    part("panel.lay", "plain_question", &[Role::Reviewer], "may sit on a panel: the lay seat"),
    part("physician", "dr_ilse_brandtner", &[], "answers the complaint that is open with her clinic"),
    part("quiet", "quiet_harbour", &[], "a patient: complaint waiting for triage"),
    part("northern", "northern_tram", &[], "a patient: complaint open with the clinic"),
    part("slow", "slow_river", &[], "a patient: complaint missed by the clinic, escalated"),
    part("second", "second_draft", &[], "a patient: complaint settled"),
    part("maple", "maple_and_rain", &[], "a patient who keeps a journal"),
    part("open", "open_ledger", &[], "a patient who asks and answers"),
];

/// The people, by their display name. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Cast(Arc<HashMap<&'static str, AccountId>>);

impl Cast {
    /// Makes every account.
    pub async fn enter(app: &App, past: Past) -> Result<Self, AppError> {
        let hash = accounts::hash_password(app, SecretString::from(PASSWORD)).await?;
        let longest = app.config().accounts.display_name_max_length;
        let entered = app.write_at(past.days_ago(JOINED_DAYS_AGO), move |tx| {
            let mut entered = HashMap::new();
            for part in PARTS {
                let email = EmailAddress::parse(&address(part)).map_err(|code| AppError::internal(code.name))?;
                let name = DisplayName::parse(part.name, longest).map_err(|code| AppError::internal(code.name))?;
                let account = accounts::create_verified(tx, &email, &name, &hash, part.roles)?;
                entered.insert(part.name, account.id);
            }
            Ok(entered)
        });
        Ok(Self(Arc::new(entered.await?)))
    }

    /// The account with this display name.
    pub fn id(&self, name: &str) -> Result<AccountId, AppError> {
        self.0.get(name).cloned().ok_or_else(|| AppError::internal(format!("nobody is called {name}")))
    }
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
