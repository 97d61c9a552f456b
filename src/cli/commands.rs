//! What each command does.

use super::arguments::{MailCommand, Step, UserCommand, VectorsCommand};
use super::{Failed, runtime, say};
use crate::accounts::{self, NewUser};
use crate::app::App;
use crate::config::Config;
use crate::db::Migrator;
use crate::error::{AppError, Code};
use crate::mail;
use crate::operations::demo::Seeded;
use crate::operations::{self, vectors};
use crate::server::{self, assemble};
use crate::text::lang::Lang;
use crate::web::openapi;
use secrecy::SecretString;
use serde_json::json;
use std::io::Write as _;
use std::path::Path;

pub fn serve(config: Config, demo: bool) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let app = open(config).await?;
        if demo {
            seed(&app).await?;
        }
        server::run(app, |ready| {
            if let Err(error) = say(&json!(ready).to_string()) {
                tracing::warn!(%error, "nobody reads that the site listens");
            }
        })
        .await?;
        Ok(())
    })
}

pub fn demo(config: Config) -> Result<(), Failed> {
    runtime()?.block_on(async { seed(&open(config).await?).await })
}

/// Makes the demo community; how to sign in goes to stderr, where it is in nobody's way.
async fn seed(app: &App) -> Result<(), Failed> {
    let note = match operations::demo::seed(app).await? {
        Seeded::Now | Seeded::Before => operations::demo::sign_ins(app.config()),
        Seeded::NotEmpty => "The site has accounts of its own; the demo community was not made.\n".to_owned(),
    };
    Ok(std::io::stderr().write_all(note.as_bytes())?)
}

pub fn work(config: Config) -> Result<(), Failed> {
    runtime()?.block_on(async { Ok(server::work(open(config).await?).await?) })
}

/// Migrates, opens, and puts the clock where it was left.
async fn open(config: Config) -> Result<App, Failed> {
    let app = tokio::task::spawn_blocking(|| assemble::start(config)).await.map_err(AppError::internal)??;
    assemble::restore_clock(&app).await?;
    Ok(app)
}

pub fn migrate(config: &Config, step: Step) -> Result<(), Failed> {
    let mut migrator = Migrator::connect(&config.database_url())?;
    let answer = match step {
        Step::Up => json!({"ran": migrator.up()?}),
        Step::Down => json!({"reverted": migrator.down()?}),
        Step::Redo => json!({"reverted": migrator.down()?, "ran": migrator.up()?}),
        Step::Status => json!({"pending": migrator.is_pending()?}),
    };
    say(&answer.to_string())
}

pub fn openapi() -> Result<(), Failed> {
    say(&openapi::printed(&server::document()).map_err(AppError::internal)?)
}

pub fn workflows() -> Result<(), Failed> {
    say(&operations::workflows(&assemble::cases()))
}

pub fn user(config: Config, command: UserCommand) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let account = match command {
            UserCommand::Create { email, name, roles, password_stdin: _ } => {
                let password = std::io::read_to_string(std::io::stdin())?;
                let password = SecretString::from(password.trim_end_matches(['\r', '\n']));
                let app = open(config).await?;
                accounts::create_user(&app, NewUser { email, name, roles, password }).await
            }
            UserCommand::Grant { email, role } => {
                let app = open(config).await?;
                accounts::grant_user(&app, &email, role).await
            }
        };
        let account = account.map_err(explained)?;
        say(&serde_json::to_string(&account).map_err(AppError::internal)?)
    })
}

/// A refusal with the fields that are wrong, in words.
fn explained(error: AppError) -> Failed {
    let AppError::Refused(refusal) = &error else { return error.into() };
    let word = |code: Code| Lang::En.t(&format!("error-{}", code.name.replace('_', "-")));
    let fields =
        refusal.fields.iter().map(|field| format!("{}: {}", field.pointer.trim_start_matches('/'), word(field.code)));
    let fields: Vec<String> = fields.collect();
    Failed::Said(if fields.is_empty() { word(refusal.code) } else { fields.join("; ") })
}

pub fn mail(config: Config, command: &MailCommand) -> Result<(), Failed> {
    let previews = assemble::previews();
    match command {
        MailCommand::Kinds => say(&previews.kinds().map(|kind| format!("{kind}\n")).collect::<String>()),
        MailCommand::Preview { kind, lang } => {
            let letter = previews.one(&assemble::site(config)?, kind, *lang)?;
            say(&format!("Subject: {}\n\n{}", letter.subject, letter.text))
        }
        MailCommand::Resend { id } => runtime()?.block_on(async {
            let (app, id) = (open(config).await?, id.clone());
            app.write(move |tx| mail::store::resend(tx.conn, &id, tx.now)).await?;
            Ok(())
        }),
    }
}

pub fn vectors(command: &VectorsCommand) -> Result<(), Failed> {
    let VectorsCommand::Check { files } = command;
    let mut differing = 0;
    for file in files {
        differing += check_vectors(file)?;
    }
    if differing > 0 { Err(Failed::Said(format!("{differing} values differ"))) } else { Ok(()) }
}

/// Prints what differs; answers how many values do.
fn check_vectors(file: &Path) -> Result<usize, Failed> {
    let named = |error: &dyn std::fmt::Display| Failed::Said(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    let checked = vectors::check(&text).map_err(|error| named(&error))?;
    for difference in &checked.differences {
        say(&format!("{}: {difference}", file.display()))?;
    }
    say(&format!(
        "{}: {}, {} cases, {} differ",
        file.display(),
        checked.suite,
        checked.cases,
        checked.differences.len()
    ))?;
    Ok(checked.differences.len())
}
