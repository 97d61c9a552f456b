//! The folder of sealed files. Another kind of store needs the same three methods: store, open, sweep.

use super::keys::CaseKey;
use super::new_file::NewFile;
use crate::config::Config;
use crate::error::AppError;
use crate::ids;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The first byte of every file: how the rest is sealed.
const FORMAT: u8 = 1;
/// The ending of a file that is still being written.
pub(super) const UNFINISHED: &str = "part";

/// Where sealed files lie. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// A file in the store, as the row of its case remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The name it was sent under, tidied.
    pub name: String,
    /// A [`MediaType`](super::MediaType) as its row keeps it.
    pub media_type: String,
    /// Length of the plain content.
    pub bytes: i64,
    /// SHA-256 of the plain content, hexadecimal.
    pub sha256: String,
    /// Its name in the store: 32 hexadecimal digits.
    pub file: String,
}

impl Store {
    /// The folder `files` under `data.dir`; made when the first file is stored.
    pub fn of(config: &Config) -> Self {
        Self { folder: config.data.dir.join("files") }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Seals a file under its case's key. When this answers, it survives a power cut; call it before the transaction
    /// that refers to it, never inside.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the disk is full or away.
    pub async fn seal_and_store(&self, key: &CaseKey, file: NewFile) -> Result<StoredFile, AppError> {
        let (store, key) = (self.clone(), key.clone());
        on_blocking_thread(move || store.write(&key, &file)).await
    }

    /// The plain content of a stored file.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the file is missing, damaged, or sealed under another key or name.
    pub async fn open(&self, key: &CaseKey, file: &str) -> Result<Vec<u8>, AppError> {
        let (store, key, file) = (self.clone(), key.clone(), file.to_owned());
        on_blocking_thread(move || store.read(&key, &file)).await
    }

    fn write(&self, key: &CaseKey, new: &NewFile) -> Result<StoredFile, AppError> {
        let file = ids::random_hex(ids::ID_LENGTH / 2);
        let sealed = key.seal(&file, new.content())?;
        self.put(&file, &sealed).map_err(|error| AppError::Unavailable(format!("the file store: {error}")))?;
        Ok(StoredFile {
            name: new.name().to_owned(),
            media_type: new.media_type().to_string(),
            bytes: i64::try_from(new.content().len()).map_err(AppError::internal)?,
            sha256: hex::encode(Sha256::digest(new.content())),
            file,
        })
    }

    /// Under a passing name first, so that no half-written file ever bears its own.
    fn put(&self, file: &str, sealed: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let unfinished = self.folder.join(file).with_extension(UNFINISHED);
        let written = write_durably(&unfinished, sealed)
            .and_then(|()| fs::rename(&unfinished, self.folder.join(file)))
            .and_then(|()| File::open(&self.folder)?.sync_all());
        if written.is_err()
            && let Err(error) = fs::remove_file(&unfinished)
        {
            tracing::debug!(%error, "an unfinished file is left to the sweep");
        }
        written
    }

    fn read(&self, key: &CaseKey, file: &str) -> Result<Vec<u8>, AppError> {
        if !ids::is_well_formed(file) {
            return Err(AppError::internal("not the name of a stored file"));
        }
        let whole = fs::read(self.folder.join(file)).map_err(AppError::internal)?;
        match whole.split_first() {
            Some((&FORMAT, sealed)) => key.open(file, sealed),
            _ => Err(AppError::internal(format!("file {file} is in no known format"))),
        }
    }
}

fn write_durably(path: &Path, sealed: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(&[FORMAT])?;
    file.write_all(sealed)?;
    file.sync_all()
}

async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?
}
