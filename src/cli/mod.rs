//! The commands: what `candor --help` lists, and how each ends (0 done, 1 failed, 2 usage or settings).
//!
//! A command prints its answer on stdout and nothing else there; the log goes to stderr.

mod arguments;
mod commands;
mod import;
mod log;
mod progress;
mod rating;

use crate::config::{Config, ConfigError};
use crate::db::Steps;
use crate::error::AppError;
use crate::operations::bench_data::Wish;
use crate::server::StartError;
use arguments::{Arguments, Command};
use clap::Parser as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const FAILED: u8 = 1;
const MISUSED: u8 = 2;
/// `EX_TEMPFAIL` of sysexits.h, which mail servers know.
const TRY_AGAIN: u8 = 75;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Config(#[from] ConfigError),
    #[error("{0}")]
    App(#[from] AppError),
    #[error("{0}")]
    Input(#[from] std::io::Error),
    /// For a mail server: deliver it again.
    #[error("{0}")]
    Later(String),
    /// Said already, on stdout.
    #[error("{0}")]
    Said(String),
}

impl From<StartError> for Failed {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Config(error) => Self::Config(error),
            StartError::App(error) => Self::App(error),
        }
    }
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misuse(&error),
    };
    match carry_out(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let text = format!("candor: {error}\n");
            match (std::io::stderr().write_all(text.as_bytes()), &error) {
                (_, Failed::Config(_)) => ExitCode::from(MISUSED),
                (_, Failed::Later(_)) => ExitCode::from(TRY_AGAIN),
                _ => ExitCode::from(FAILED),
            }
        }
    }
}

/// Help and version are answers; everything else clap says is a misuse.
fn misuse(error: &clap::Error) -> ExitCode {
    match (error.print(), error.use_stderr()) {
        (Ok(()), false) => ExitCode::SUCCESS,
        _ => ExitCode::from(MISUSED),
    }
}

fn carry_out(arguments: Arguments) -> Result<(), Failed> {
    let file = arguments.config.as_deref();
    match arguments.command {
        Command::Openapi => commands::openapi(),
        Command::Workflows => commands::workflows(),
        Command::Vectors { command } => commands::vectors(&command),
        Command::Rating { command } => rating::run(&load(file)?, &command),
        Command::CheckConfig => say(&crate::config::check(file)?),
        Command::Serve { demo } => commands::serve(load(file)?, demo.map(Into::into)),
        Command::Demo { size } => commands::demo(load(file)?, size.into()),
        Command::BenchData { posts, seed } => commands::bench_data(load(file)?, Wish { posts, seed }),
        Command::Work => commands::work(load(file)?),
        Command::Migrate { step, count, all } => {
            let back = if all { Steps::All } else { Steps::Newest(count) };
            commands::migrate(&load(file)?, step.unwrap_or_default(), back)
        }
        Command::User { command } => commands::user(load(file)?, command),
        Command::Import { command } => import::run(load(file)?, &command),
        Command::Mail { command } => commands::mail(load(file)?, &command),
        Command::Deadlines { command } => commands::deadlines(load(file)?, command),
    }
}

/// Reads the settings and begins the log that they ask for.
fn load(file: Option<&Path>) -> Result<Config, Failed> {
    let config = Config::load(file, std::env::vars())?;
    log::begin(&config.log);
    Ok(config)
}

/// Prints an answer on stdout; ends it with a line end.
fn say(answer: &str) -> Result<(), Failed> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(answer.as_bytes())?;
    if !answer.ends_with('\n') {
        stdout.write_all(b"\n")?;
    }
    Ok(stdout.flush()?)
}

/// The runtime that commands with a database run on.
fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
