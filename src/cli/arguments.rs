//! What can be typed: the commands, their options, and their help.

use crate::accounts::Role;
use crate::operations::demo::Size;
use crate::text::lang::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  candor serve --config /etc/candor/site.toml
  CANDOR_PROFILE=development candor serve --demo
  DATABASE_URL=postgres://candor@db/candor candor migrate
  candor check-config --config /etc/candor/site.toml
  candor openapi > docs/openapi.json

Exit codes: 0 done, 1 failed, 2 wrong usage or settings. Answers go to stdout, the log to stderr.";

/// A self-hosted community where physicians are held to account in the open.
#[derive(Debug, Parser)]
#[command(name = "candor", version, about, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// A file of settings; it holds only what differs from the defaults.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site: migrate, listen, and do the background work.
    #[command(
        after_help = "Prints one JSON line when it listens: {\"ready\":true,\"address\":\"http://127.0.0.1:8080\",…}\n\nExample: CANDOR_PROFILE=development candor serve --demo"
    )]
    Serve {
        /// Fill an empty site with the demo community; `--demo=small` is quicker.
        #[arg(long, value_name = "SIZE", num_args = 0..=1, require_equals = true, default_missing_value = "full")]
        demo: Option<DemoSize>,
    },
    /// Fill an empty site with the demo community and print how to sign in. For the development profile.
    #[command(after_help = "Example: CANDOR_PROFILE=development candor demo")]
    Demo {
        /// How large a community.
        #[arg(long, default_value = "full")]
        size: DemoSize,
    },
    /// Fill an empty site with posts to measure it with, and print what was made. For the development profile.
    #[command(after_help = "Example: CANDOR_PROFILE=development candor bench-data --posts 1000000")]
    BenchData {
        /// How many posts; members, physicians and threads follow from it.
        #[arg(long, default_value_t = 100_000)]
        posts: u64,
        /// The same seed makes the same data.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Do the background work alone: deadlines, chores, letters. For sites with `jobs.enabled = false`.
    #[command(after_help = "Example: candor work --config /etc/candor/site.toml")]
    Work,
    /// Bring the database to the newest schema.
    #[command(
        after_help = "Examples:\n  candor migrate\n  candor migrate status\n  candor migrate down\n  candor migrate down --count 3"
    )]
    Migrate {
        step: Option<Step>,
        /// With `down` and `redo`: how many migrations.
        #[arg(long, default_value_t = 1, conflicts_with = "all")]
        count: usize,
        /// With `down` and `redo`: every migration. All data is lost.
        #[arg(long)]
        all: bool,
    },
    /// Say whether the settings are good, and list each with where it comes from.
    #[command(after_help = "Example: candor check-config --config /etc/candor/site.toml")]
    CheckConfig,
    /// Print the API's OpenAPI document. Needs no database.
    #[command(after_help = "Example: candor openapi > docs/openapi.json")]
    Openapi,
    /// Print the workflow tables as Mermaid diagrams. Needs no database.
    #[command(after_help = "Example: candor workflows > docs/workflows.md")]
    Workflows,
    /// Make accounts and give roles, on the host.
    #[command(after_help = "Example: candor user grant --email a@example.org --role case_officer")]
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Take in many entries at once.
    #[command(after_help = "Example: candor import directory clinics.csv --by admin@example.org")]
    Import {
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Look at letters.
    #[command(after_help = "Example: candor mail preview complaint_decision.clinic --lang de")]
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Look at deadlines that failed.
    #[command(after_help = "Examples:\n  candor deadlines failed\n  candor deadlines retry ID")]
    Deadlines {
        #[command(subcommand)]
        command: DeadlinesCommand,
    },
    /// Do the sums of a rating again.
    #[command(after_help = "Example: candor rating recompute --from export.csv")]
    Rating {
        #[command(subcommand)]
        command: RatingCommand,
    },
    /// Check published results against the functions that the site uses. Needs no database.
    #[command(after_help = "Example: candor vectors check tests/data/fairness-v1.json")]
    Vectors {
        #[command(subcommand)]
        command: VectorsCommand,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DemoSize {
    /// Some three hundred people and three thousand posts.
    Full,
    /// Enough to walk through.
    Small,
}

impl From<DemoSize> for Size {
    fn from(size: DemoSize) -> Self {
        match size {
            DemoSize::Full => Self::Full,
            DemoSize::Small => Self::Small,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Step {
    /// Run what is waiting.
    #[default]
    Up,
    /// Take the newest migration back, with the data that only it holds.
    Down,
    /// Take the newest migration back and run it again.
    Redo,
    /// Say whether migrations are waiting.
    Status,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make a verified account and print it as JSON.
    #[command(
        after_help = "Example: echo 'four words make a password' | candor user create --email a@example.org --name Ada --role admin --password-stdin"
    )]
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// May be given several times.
        #[arg(long = "role", value_name = "ROLE", value_parser = role)]
        roles: Vec<Role>,
        /// Read the password from stdin, so that no list of processes shows it.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Give a role to an account and print the account as JSON.
    #[command(after_help = "Example: candor user grant --email a@example.org --role case_officer")]
    Grant {
        #[arg(long)]
        email: String,
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Remove the second factor of somebody who lost authenticator and recovery codes; signs them out everywhere.
    #[command(after_help = "Example: candor user drop-second-factor --email a@example.org")]
    DropSecondFactor {
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// List the clinics and physicians of a CSV file; prints each line that it refuses as JSON, then what it took in.
    #[command(
        after_help = "docs/operations.md says what the columns are. A line that is refused spoils no other; all the others are kept in one transaction. Exit code 1 when any was refused.\n\nExample: candor import directory clinics.csv --by admin@example.org --strict"
    )]
    Directory {
        file: PathBuf,
        /// The address of the admin who answers for the entries.
        #[arg(long, value_name = "EMAIL")]
        by: String,
        /// Take in nothing when a line is refused.
        #[arg(long)]
        strict: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// List every kind of letter.
    Kinds,
    /// Print one kind of letter with invented content.
    #[command(after_help = "Example: candor mail preview complaint_decision.clinic --lang de")]
    Preview {
        /// A name that `candor mail kinds` lists.
        kind: String,
        #[arg(long, default_value = "en", value_parser = lang)]
        lang: Lang,
    },
    /// Put a letter that was given up back into the outbox.
    Resend { id: String },
    /// Take in one message from stdin: an answer to a letter, or a report that a letter came back.
    #[command(
        after_help = "For a mail server's pipe; prints what has become of the message as JSON. Exit code 75 asks the server to deliver it again later.\n\nExample, Postfix: case-mail: \"|/usr/bin/candor mail receive --config /etc/candor/site.toml\""
    )]
    Receive,
    /// Send letters again to an address that was switched off because mail to it came back.
    SwitchOn { address: String },
}

#[derive(Debug, Subcommand)]
pub enum DeadlinesCommand {
    /// List the deadlines that failed as JSON, one a line: id, case, tries, next try, what went wrong.
    Failed,
    /// Let a deadline that failed be tried again at once, the dead ones too.
    Retry { id: String },
}

#[derive(Debug, Subcommand)]
pub enum RatingCommand {
    /// Compute the rating of a public export, as JSON. Needs no database.
    #[command(
        after_help = "Example: curl -s https://candor.example/api/v1/physicians/ID/reviews.csv > export.csv\n         candor rating recompute --from export.csv"
    )]
    Recompute {
        /// The export, as a physician's or clinic's page hands it out.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum VectorsCommand {
    /// Run files of vectors; prints each value that differs.
    #[command(after_help = "Example: candor vectors check tests/data/fairness-v1.json")]
    Check {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

fn lang(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| format!("the site does not speak {code}"))
}

fn role(name: &str) -> Result<Role, String> {
    name.parse().map_err(|_| format!("{name} is not a role"))
}
