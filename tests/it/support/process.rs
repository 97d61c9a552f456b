//! The site as its own process, so that a test can kill it.

use serde_json::Value;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

/// A running `candor serve`; killed when dropped.
pub struct Served {
    child: Child,
    /// Where it listens: `http://127.0.0.1:43210`.
    pub address: String,
}

impl Served {
    /// Starts the site on its data folder, database and mail server, on a free port; returns once it listens.
    pub fn start(folder: &Path, database: &str, smtp: &str) -> Self {
        Self::start_with(folder, database, smtp, &[])
    }

    /// The same with more settings, as variables.
    pub fn start_with(folder: &Path, database: &str, smtp: &str, more: &[(&str, &str)]) -> Self {
        let log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
            .arg("serve")
            .envs([
                ("CANDOR_PROFILE", "development"),
                ("DATABASE_URL", database),
                ("CANDOR_DATA__DIR", folder.to_str().unwrap()),
                ("CANDOR_SERVER__BIND", "127.0.0.1:0"),
                ("CANDOR_SERVER__METRICS_BIND", ""),
                ("CANDOR_SERVER__WORKERS", "2"),
                ("CANDOR_MAIL__SMTP_URL", smtp),
                ("CANDOR_MAIL__LETTERS_PER_SECOND", "1000"),
                ("CANDOR_MAIL__LEASE_SECONDS", "5"),
                ("CANDOR_JOBS__POLL_MS", "50"),
                ("CANDOR_LIMITS__ENABLED", "false"),
                ("CANDOR_ACCOUNTS__ARGON2_MEMORY_KIB", "8192"),
                ("CANDOR_ACCOUNTS__ARGON2_ITERATIONS", "1"),
            ])
            .envs(more.iter().copied())
            // The tests' own wish; the site takes every variable of its name for a setting.
            .env_remove("CANDOR_SOAK")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            panic!("the site did not start: {}", std::fs::read_to_string(folder.join("log")).unwrap_or_default())
        });
        Self { child, address: ready["address"].as_str().unwrap().to_owned() }
    }

    /// Ends it with SIGKILL: it cannot finish anything.
    pub fn kill(mut self) {
        self.end();
    }

    /// Asks it to stop, as an operator's `systemctl stop` does.
    pub fn terminate(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success(), "{asked}");
    }

    /// Waits until it has ended by itself; answers how.
    pub fn ended(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    fn end(&mut self) {
        // It may have ended already; waiting for it is what matters.
        drop(self.child.kill());
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}
