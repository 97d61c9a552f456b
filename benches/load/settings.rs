//! What is asked for in the environment.

use super::Outcome;
use std::path::PathBuf;
use std::time::Duration;

/// Requests of one measurement at most, however fast the machine is.
pub const MOST_REQUESTS: u64 = 2_000_000;

/// How much is measured.
pub struct Settings {
    pub posts: u64,
    /// How long each measurement takes, after a warm-up.
    pub time: Duration,
    pub clients: u64,
    /// A PostgreSQL database; without one an SQLite file in the folder.
    pub database: Option<String>,
    /// A folder that is kept with its data and used again.
    pub folder: Option<PathBuf>,
}

impl Settings {
    pub fn from_environment() -> Outcome<Self> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let number = |name: &str, default: u64, most: u64| match set(name).map(|value| value.parse::<u64>()) {
            None => Ok(default),
            Some(Ok(value)) if (1..=most).contains(&value) => Ok(value),
            Some(_) => Err(format!("{name} must be a number from 1 to {most}")),
        };
        Ok(Self {
            posts: number("POSTS", 100_000, 100_000_000)?,
            time: Duration::from_secs(number("SECONDS_EACH", 4, 60)?),
            clients: number("CLIENTS", 64, 256)?,
            database: set("BENCH_DATABASE").or_else(|| set("DATABASE_URL")).filter(|url| url.starts_with("postgres")),
            folder: set("BENCH_DIR").map(PathBuf::from),
        })
    }

    /// The environment as it would be typed to measure the same again.
    pub fn command(&self) -> String {
        let database = if self.database.is_some() { "BENCH_DATABASE=postgres://… " } else { "" };
        let set: String = of_caller().iter().map(|(name, value)| format!("{name}={value} ")).collect();
        format!(
            "{database}{set}POSTS={} SECONDS_EACH={} CLIENTS={} make bench",
            self.posts,
            self.time.as_secs(),
            self.clients
        )
    }
}

/// Settings of the site that the caller has in the environment: what is to be compared.
pub fn of_caller() -> Vec<(String, String)> {
    std::env::vars().filter(|(name, _)| name.starts_with("CANDOR_") && name.contains("__")).collect()
}
