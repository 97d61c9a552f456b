//! What each command does.

use super::arguments::{DeadlinesCommand, MailCommand, Step, UserCommand, VectorsCommand};
use super::progress::Progress;
use super::{Failed, runtime, say};
use crate::accounts::{self, NewUser};
use crate::app::App;
use crate::cases::{self, TimerRow};
use crate::complaints;
use crate::config::Config;
use crate::db::{Migrator, Steps};
use crate::error::{AppError, Code, FieldError};
use crate::mail;
use crate::operations::bench_data::{self, Wish};
use crate::operations::demo::{Done, Seeded, Size};
use crate::operations::{self, vectors};
use crate::server::{self, assemble};
use crate::text::lang::Lang;
use crate::web::openapi;
use secrecy::SecretString;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Mutex;

pub fn serve(config: Config, demo: Option<Size>) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let app = open(config).await?;
        if let Some(size) = demo {
            seed(&app, size).await?;
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

pub fn demo(config: Config, size: Size) -> Result<(), Failed> {
    runtime()?.block_on(async { seed(&open(config).await?, size).await })
}

/// Makes the demo community; how far it is and how to sign in go to stderr, where they are in nobody's way.
async fn seed(app: &App, size: Size) -> Result<(), Failed> {
    let shown = Mutex::new(Progress::begin());
    let tell = |now: Done| {
        if let Ok(mut shown) = shown.lock() {
            shown.show(now.part, now.done, now.of);
        }
    };
    let seeded = operations::demo::seed(app, size, &tell).await?;
    if let (Seeded::Now, Ok(shown)) = (seeded, shown.lock()) {
        shown.end();
    }
    let note = match seeded {
        Seeded::Now | Seeded::Before => operations::demo::sign_ins(app.config()),
        Seeded::NotEmpty => "The site has accounts of its own; the demo community was not made.\n".to_owned(),
    };
    Ok(std::io::stderr().write_all(note.as_bytes())?)
}

/// Fills an empty site with posts; how far it is goes to stderr.
pub fn bench_data(config: Config, wish: Wish) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let app = open(config).await?;
        let mut shown = Progress::begin();
        let made = bench_data::fill(&app, wish, |step| shown.show(step.what, step.done, step.of)).await?;
        shown.end();
        say(&serde_json::to_string(&made).map_err(AppError::internal)?)
    })
}

pub fn work(config: Config) -> Result<(), Failed> {
    runtime()?.block_on(async { Ok(server::work(open(config).await?).await?) })
}

/// Migrates, opens, and puts the clock where it was left.
pub(super) async fn open(config: Config) -> Result<App, Failed> {
    let app = tokio::task::spawn_blocking(|| assemble::start(config)).await.map_err(AppError::internal)??;
    assemble::restore_clock(&app).await?;
    Ok(app)
}

pub fn migrate(config: &Config, step: Step, back: Steps) -> Result<(), Failed> {
    let mut migrator = Migrator::connect(&config.database_url())?;
    let answer = match step {
        Step::Up => json!({"ran": migrator.up()?}),
        Step::Down => json!({"reverted": migrator.down(back)?}),
        Step::Redo => json!({"reverted": migrator.down(back)?, "ran": migrator.up()?}),
        Step::Status => json!({"pending": migrator.is_pending()?}),
    };
    say(&answer.to_string())
}

pub fn openapi() -> Result<(), Failed> {
    say(&openapi::printed(server::document()).map_err(AppError::internal)?)
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
            UserCommand::DropSecondFactor { email } => {
                let app = open(config).await?;
                accounts::drop_second_factor(&app, &email).await
            }
        };
        let account = account.map_err(explained)?;
        say(&serde_json::to_string(&account).map_err(AppError::internal)?)
    })
}

/// A refusal with the fields that are wrong, in words.
fn explained(error: AppError) -> Failed {
    let AppError::Refused(refusal) = &error else { return error.into() };
    let said = |field: &FieldError| format!("{}: {}", field.pointer.trim_start_matches('/'), sentence(field.code));
    let fields: Vec<String> = refusal.fields.iter().map(said).collect();
    Failed::Said(if fields.is_empty() { sentence(refusal.code) } else { fields.join("; ") })
}

/// What a code says.
pub(super) fn sentence(code: Code) -> String {
    Lang::En.t(&format!("error-{}", code.name.replace('_', "-")))
}

pub fn mail(config: Config, command: &MailCommand) -> Result<(), Failed> {
    let previews = assemble::previews();
    match command {
        MailCommand::Kinds => say(&previews.names().map(|name| format!("{name}\n")).collect::<String>()),
        MailCommand::Preview { kind, lang } => {
            let letter = previews.one(&assemble::site(config)?, kind, *lang)?;
            say(&format!("Subject: {}\n\n{}", letter.subject, letter.text))
        }
        MailCommand::Receive => receive(config),
        MailCommand::SwitchOn { address } => runtime()?.block_on(async {
            let (app, address) = (open(config).await?, address.clone());
            app.write(move |tx| mail::store::switch_on(tx.conn, &address)).await?;
            Ok(())
        }),
        MailCommand::Resend { id } => runtime()?.block_on(async {
            let (app, id) = (open(config).await?, id.clone());
            app.write(move |tx| mail::store::resend(tx.conn, &id, tx.now)).await?;
            Ok(())
        }),
    }
}

pub fn deadlines(config: Config, command: DeadlinesCommand) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let app = open(config).await?;
        match command {
            DeadlinesCommand::Retry { id } => Ok(app.write(move |tx| cases::retry(tx, &id)).await?),
            DeadlinesCommand::Failed => {
                let failed = app.read(|reader| cases::failed(reader.conn)).await?;
                failed.iter().try_for_each(|timer| say(&told(timer).to_string()))
            }
        }
    })
}

/// A deadline that failed, for an operator.
fn told(timer: &TimerRow) -> serde_json::Value {
    let retry_at = timer.retry_at.filter(|at| *at < cases::never());
    json!({
        "id": timer.id, "kind": timer.case_kind, "case": timer.case_id, "timer": timer.timer, "due_at": timer.due_at,
        "tries": timer.failures, "retry_at": retry_at, "error": timer.last_error,
    })
}

/// Takes in the message on stdin; what cannot be stored now is delivered again later.
fn receive(config: Config) -> Result<(), Failed> {
    let mut raw = Vec::new();
    let longest = u64::try_from(mail::LONGEST_INBOUND).map_err(AppError::internal)?;
    std::io::stdin().lock().take(longest.saturating_add(1)).read_to_end(&mut raw)?;
    let became = runtime()?.block_on(async {
        let app = open(config).await.map_err(later)?;
        complaints::receive(&app, &raw).await.map_err(|error| later(error.into()))
    })?;
    say(&json!({ "became": became.word(), "case": became.case() }).to_string())
}

fn later(error: Failed) -> Failed {
    Failed::Later(error.to_string())
}

pub fn vectors(command: &VectorsCommand) -> Result<(), Failed> {
    let VectorsCommand::Check { files } = command;
    let (mut differing, mut wrong) = (0, Vec::new());
    for file in files {
        match checked(file) {
            Ok(checked) => {
                say_checked(file, &checked)?;
                differing += checked.differences.len();
            }
            Err(error) => wrong.push(format!("{}: {error}", file.display())),
        }
    }
    if differing > 0 {
        wrong.push(format!("{differing} values differ"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failed::Said(wrong.join("\n"))) }
}

/// What a file of vectors comes to, or why it cannot be checked.
fn checked(file: &Path) -> Result<vectors::Checked, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    vectors::check(&text).map_err(|error| error.to_string())
}

/// Prints what differs, and how much of it does.
fn say_checked(file: &Path, checked: &vectors::Checked) -> Result<(), Failed> {
    for difference in &checked.differences {
        say(&format!("{}: {difference}", file.display()))?;
    }
    say(&format!(
        "{}: {}, {} cases, {} differ",
        file.display(),
        checked.suite,
        checked.cases,
        checked.differences.len()
    ))
}
