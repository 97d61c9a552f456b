//! What has happened already when a story begins. A scene is played once on each database and kept; every story that
//! begins there has a copy of its own.

use super::app::{Engine, TestSite};
use super::ledger::connect;
use super::postgres;
use super::smtp::ReceivedLetter;
use candor::clock::Timestamp;
use candor::config::Config;
use candor::db::schema::site_state::dsl::{name, site_state, value};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::SystemTime;

/// Something that many stories begin with.
pub struct Scene {
    pub name: &'static str,
    /// What comes before; a fresh site where nothing does.
    pub before: Option<&'static Self>,
    /// Plays it; answers what stories are to know of it.
    pub play: for<'a> fn(&'a TestSite) -> Playing<'a>,
}

pub type Playing<'a> = Pin<Box<dyn Future<Output = Value> + 'a>>;

/// How a site was when a scene ended, but for its data folder and its database.
#[derive(Serialize, Deserialize)]
pub(super) struct End {
    /// The site's present, and the machine's.
    pub at: Timestamp,
    machine_at: SystemTime,
    pub told: Value,
    pub letters: Vec<ReceivedLetter>,
}

impl End {
    /// Housekeeping goes by the machine's clock: in the database behind `url` it is due as long from now as it was from
    /// the end of the scene, so that no story begins with it.
    pub fn goes_on(&self, url: &str) {
        // A machine whose clock was put back has not waited.
        let passed = self.machine_at.elapsed().unwrap_or_default().as_millis();
        let mut connection = connect(url);
        let chores = site_state.filter(name.like("chore:%"));
        for (chore, due) in chores.load::<(String, String)>(&mut connection).expect("when chores are due") {
            let due = due.parse::<u128>().expect("milliseconds") + passed;
            let changed = diesel::update(site_state.filter(name.eq(chore))).set(value.eq(due.to_string()));
            assert_eq!(changed.execute(&mut connection).expect("another time"), 1);
        }
    }
}

const END: &str = "end.json";

impl Scene {
    /// The folder in which the scene is kept for this build of the tests; played before where nobody has yet.
    async fn kept(&self, engine: Engine) -> PathBuf {
        let scenes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenes");
        let place = scenes.join(format!("{}{}", self.begins(engine), build()));
        if self.is_in(&place, engine) {
            return place;
        }
        fs::create_dir_all(&scenes).expect("a folder for scenes");
        // Others who begin there wait until it is played.
        let lock = File::create(place.with_extension("lock")).expect("a lock");
        lock.lock().expect("the lock");
        if !self.is_in(&place, engine) {
            self.clear(&scenes, engine, &place);
            let unfinished = place.with_extension("unfinished");
            fs::create_dir(&unfinished).expect("a folder for the scene");
            self.play_into(&unfinished, engine).await;
            fs::rename(&unfinished, &place).expect("a place for the scene");
        }
        place
    }

    /// What this scene's folders are called on this database, but for the build.
    fn begins(&self, engine: Engine) -> String {
        format!("{engine:?}_{}_", self.name).to_lowercase()
    }

    /// Removes what other builds have played, and what was left unfinished.
    fn clear(&self, scenes: &Path, engine: Engine, place: &Path) {
        let lock = place.with_extension("lock");
        for entry in fs::read_dir(scenes).expect("the folder of scenes") {
            let path = entry.expect("an entry of the folder").path();
            let file = path.file_name().and_then(OsStr::to_str).expect("a name");
            if file.starts_with(&self.begins(engine)) && path != lock {
                let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                removed.expect("room for the scene");
            }
        }
    }

    fn is_in(&self, place: &Path, engine: Engine) -> bool {
        place.exists() && (engine == Engine::Sqlite || postgres::exists(&self.database()))
    }

    async fn play_into(&self, folder: &Path, engine: Engine) {
        let site = match self.before {
            Some(before) => Box::pin(before.opens(engine)).await,
            None => TestSite::start(engine).await,
        };
        let told = (self.play)(&site).await;
        let letters = site.all_letters().await;
        let end = End { at: site.now(), machine_at: SystemTime::now(), told, letters };
        site.keep(folder, &self.database()).await;
        fs::write(folder.join(END), serde_json::to_vec(&end).expect("JSON")).expect("the end of the scene");
    }

    /// A site on which the scene has just been played.
    pub async fn opens(&self, engine: Engine) -> TestSite {
        self.opens_with(engine, |_| {}).await
    }

    /// The same, with other settings from then on.
    pub async fn opens_with(&self, engine: Engine, change: impl FnOnce(&mut Config)) -> TestSite {
        let place = self.kept(engine).await;
        let end = serde_json::from_slice(&fs::read(place.join(END)).expect("the end of the scene")).expect("JSON");
        TestSite::after(engine, (&place, &self.database()), end, change).await
    }

    /// What it is called on the server.
    fn database(&self) -> String {
        format!("scene_{}_{}", self.name, build())
    }
}

/// Tells builds of the tests, and what they read, apart: what one has played is not mistaken for what another would.
fn build() -> String {
    let program = std::env::current_exe().and_then(fs::metadata).expect("this program");
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let mut hasher = DefaultHasher::new();
    (program.len(), program.modified().expect("its age"), postgres::fingerprint(&packs)).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Copies what a site that has ended leaves in its data folder, without what SQLite has beside its file while that is
/// open.
pub(super) fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry of the folder");
        let (path, goal) = (entry.path(), to.join(entry.file_name()));
        let is_passing = path.extension().is_some_and(|kind| kind == "db-wal" || kind == "db-shm");
        if path.is_dir() {
            fs::create_dir(&goal).expect("a folder in the copy");
            copy_folder(&path, &goal);
        } else if !is_passing && entry.file_name() != END {
            fs::copy(&path, &goal).expect("a file in the copy");
        }
    }
}
