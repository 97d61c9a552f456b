//! The one binary: see `candor --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    candor::cli::run()
}
