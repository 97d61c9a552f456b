//! The site that is measured: a release `candor serve` in a folder of its own.

use super::client::{self, Client};
use super::settings::{self, Settings};
use super::{Outcome, say};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program that is measured.
const CANDOR: &str = env!("CARGO_BIN_EXE_candor");
/// Starts of which the middle one counts.
const STARTS: usize = 5;

/// A process that ends with its handle.
pub struct Child(std::process::Child);

impl Child {
    /// Starts it and waits for its first line.
    pub fn start(command: &mut Command) -> Outcome<(Self, String)> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take();
        let child = Self(child);
        let mut line = String::new();
        BufReader::new(stdout.ok_or("no stdout")?).read_line(&mut line)?;
        Ok((child, line))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.0.kill().is_ok() {
            drop(self.0.wait());
        }
    }
}

/// Where the data lies.
pub struct Folder {
    path: PathBuf,
    database: Option<String>,
    _temporary: Option<tempfile::TempDir>,
}

impl Folder {
    /// The folder that was asked for, or one that goes away, on the disk of the build: /tmp may be memory, where
    /// commits cost nothing.
    pub fn open(settings: &Settings) -> Outcome<Self> {
        let temporary = match &settings.folder {
            Some(path) => {
                std::fs::create_dir_all(path)?;
                None
            }
            None => Some(tempfile::Builder::new().prefix("bench-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?),
        };
        let path = temporary.as_ref().map(|folder| folder.path().to_path_buf()).or_else(|| settings.folder.clone());
        let path = std::path::absolute(path.ok_or("no folder")?)?;
        Ok(Self { path, database: settings.database.clone(), _temporary: temporary })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The settings of the site, as its environment: those of the caller, then those that measuring needs.
    pub fn environment(&self) -> Vec<(String, String)> {
        let data = self.path.to_string_lossy().into_owned();
        let ours = [
            ("CANDOR_PROFILE", "development"),
            ("CANDOR_LIMITS__ENABLED", "false"),
            ("CANDOR_SERVER__BIND", "127.0.0.1:0"),
            ("CANDOR_SERVER__METRICS_BIND", ""),
            ("CANDOR_DATA__DIR", &data),
        ];
        let mut set = settings::of_caller();
        set.extend(ours.map(|(name, value)| (name.to_owned(), value.to_owned())));
        if let Some(database) = &self.database {
            set.push(("DATABASE_URL".to_owned(), database.clone()));
        }
        set
    }

    fn candor(&self) -> Command {
        let mut command = Command::new(CANDOR);
        let inherited = ["PATH", "HOME", "LD_LIBRARY_PATH"].into_iter();
        let inherited = inherited.filter_map(|name| Some((name, std::env::var_os(name)?)));
        command.env_clear().envs(inherited).envs(self.environment());
        command
    }

    /// Makes the data, unless the folder has it from before.
    pub fn fill(&self, settings: &Settings) -> Outcome<()> {
        let mark = self.path.join(format!("filled-{}", settings.posts));
        if mark.exists() {
            say("using the data of the last run");
            return Ok(());
        }
        let (posts, began) = (settings.posts.to_string(), Instant::now());
        let mut command = self.candor();
        command.args(["bench-data", "--posts", &posts]).stderr(Stdio::inherit()).stdin(Stdio::null());
        let done = command.output()?;
        if !done.status.success() {
            return Err("candor bench-data failed".into());
        }
        say(&format!("{} in {:.0} s", String::from_utf8_lossy(&done.stdout).trim(), began.elapsed().as_secs_f64()));
        Ok(std::fs::write(mark, "")?)
    }
}

/// MiB. SQLite maps its file once for each connection, so the same pages may be counted several times in `resident`.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub resident: u64,
    pub own: u64,
}

/// A site that runs.
pub struct Site {
    pub address: SocketAddr,
    child: Child,
}

impl Site {
    /// Starts it; its log goes into the folder.
    pub fn start(folder: &Folder) -> Outcome<Self> {
        let log = std::fs::File::create(folder.path().join("serve.log"))?;
        let (child, line) = Child::start(folder.candor().arg("serve").stderr(log))?;
        let ready: serde_json::Value = serde_json::from_str(&line).map_err(|_| "candor serve did not start")?;
        let address = ready.get("address").and_then(serde_json::Value::as_str).unwrap_or_default();
        Ok(Self { address: address.trim_start_matches("http://").parse()?, child })
    }

    /// Memory of the process: all that is resident, and what of it is not mapped from files.
    pub fn memory(&self) -> Outcome<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.0.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kibibytes = line.and_then(|rest| rest.trim_end_matches("kB").trim().parse::<u64>().ok());
            kibibytes.map_or(0, |count| count / 1_024)
        };
        Ok(Memory { resident: of("VmRSS:"), own: of("RssAnon:") })
    }
}

/// From the start of the process to its first page, with a migrated database: the middle of several starts.
pub fn time_to_answer(folder: &Folder) -> Outcome<Duration> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        let site = Site::start(folder)?;
        let answer = Client::connect(site.address)?.ask(&client::get("/threads", ""))?;
        if answer.status != 200 {
            return Err(format!("the first page answered {}", answer.status).into());
        }
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(STARTS / 2).copied().unwrap_or_default())
}
