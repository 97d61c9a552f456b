//! `make bench`: a release `candor serve` under load, beside probes that say what the machine can do.
//!
//! Everything is measured in one run, one thing after the other, over loopback; what counts are the ratios. The
//! environment says how much: `POSTS`, `SECONDS_EACH`, `CLIENTS`, `BENCH_DATABASE`, `BENCH_DIR`.

mod client;
mod commits;
mod limit;
mod reads;
mod report;
mod settings;
mod sign_in;
mod site;
mod sql;
mod writes;

use report::Report;
use settings::Settings;
use site::Site;
use std::io::Write as _;
use std::process::ExitCode;

/// What may go wrong: the program ends with it.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().collect();
    let done = match asked.iter().position(|word| word == limit::ARGUMENT) {
        Some(place) => limit::serve(asked.get(place + 1).map(String::as_str).unwrap_or_default()),
        None => measure(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("the measurement failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Outcome<()> {
    let settings = Settings::from_environment()?;
    let mut report = Report::of(&settings);
    let folder = site::Folder::open(&settings)?;
    folder.fill(&settings)?;
    report.started(site::time_to_answer(&folder)?);
    let site = Site::start(&folder)?;
    let look = sql::Look::open(&folder)?;
    report.reads = reads::measure(&settings, &site, &look)?;
    report.memory("after the reads", site.memory()?);
    report.writes = writes::measure(&settings, &folder, &site, &look)?;
    report.memory("after the writes", site.memory()?);
    report.sign_ins = sign_in::measure(&settings, &site, &look)?;
    report.memory("after everything", site.memory()?);
    Ok(std::io::stdout().write_all(report.printed().as_bytes())?)
}

/// Says on stderr what happens now; who does not listen misses nothing.
fn say(text: &str) {
    drop(std::io::stderr().write_all(format!("{text}\n").as_bytes()));
}
