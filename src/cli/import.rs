//! `candor import directory`: clinics and physicians from a file, and what of it was not taken in.

use super::arguments::ImportCommand;
use super::commands::{open, sentence};
use super::{Failed, runtime, say};
use crate::accounts::{self, EmailAddress, Role};
use crate::app::App;
use crate::config::Config;
use crate::directory::import::{self, LONGEST};
use crate::directory::{self, Actor, Standing};
use crate::error::{AppError, FieldError};
use serde_json::json;
use std::io::Read as _;
use std::path::Path;

pub fn run(config: Config, command: &ImportCommand) -> Result<(), Failed> {
    let ImportCommand::Directory { file, by, strict } = command;
    let named = |error: &dyn std::fmt::Display| Failed::Said(format!("{}: {error}", file.display()));
    let lines = import::read(&bytes(file).map_err(|error| named(&error))?).map_err(|error| named(&error))?;
    let (of, strict) = (lines.len(), *strict);
    let outcome = runtime()?.block_on(async {
        let app = open(config).await?;
        let actor = admin(&app, by).await?;
        let taken = app.write(move |tx| directory::take_in(tx, &actor, &lines, strict)).await;
        match taken {
            Err(AppError::Refused(refusal)) if !refusal.fields.is_empty() => Ok((0, 0, refusal.fields)),
            taken => Ok::<_, Failed>(taken.map(|taken| (taken.clinics, taken.physicians, taken.refused))?),
        }
    });
    let (clinics, physicians, refused) = outcome?;
    refused.iter().try_for_each(|field| say(&told(field).to_string()))?;
    say(&json!({ "lines": of, "clinics": clinics, "physicians": physicians }).to_string())?;
    match of.saturating_sub(clinics + physicians) {
        0 => Ok(()),
        left => Err(Failed::Said(format!("{left} of {of} lines were not taken in"))),
    }
}

/// No more of a file than what is refused as too long.
fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(file)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Who answers for the entries: they are right at once, so it takes an admin.
async fn admin(app: &App, email: &str) -> Result<Actor, Failed> {
    let nobody = || Failed::Said(format!("no admin has the address {email}"));
    let address = EmailAddress::parse(email).map_err(|_| nobody())?;
    let person = app.read(move |reader| accounts::with_address(reader.conn, &address)).await?;
    let person = person.filter(|person| person.roles.contains(&Role::Admin)).ok_or_else(nobody)?;
    Ok(Actor { account: person.id, standing: Standing::Admin })
}

/// `/7/email` as an operator reads it.
fn told(field: &FieldError) -> serde_json::Value {
    let place = field.pointer.trim_start_matches('/');
    let (line, column) = place.split_once('/').unwrap_or((place, ""));
    let number = line.parse::<u64>().unwrap_or_default();
    json!({ "line": number, "column": column, "code": field.code.name, "reason": sentence(field.code) })
}
