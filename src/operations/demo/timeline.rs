//! Plays what happens in the demo community in the order in which it happened, with the clock's own work in between.

use super::applications::Candidacy;
use super::complaints::Complaint;
use super::inspections::Visit;
use super::progress::{Done, Progress};
use super::reports::Report;
use super::reviews::Opined;
use crate::app::{App, Tx};
use crate::cases::CaseType;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::files::{self, NewFile, Store, StoredFile};
use crate::jobs;
use crate::workflow::Workflow;

/// Something that happens act by act.
#[derive(Clone)]
pub(super) enum Tale {
    Complaint(Box<Complaint>),
    Review(Box<Opined>),
    Report(Box<Report>),
    Application(Box<Candidacy>),
    Inspection(Box<Visit>),
}

/// A file that has to be sealed and stored before an act can refer to it.
pub(super) struct Document {
    pub kind: &'static str,
    pub case: String,
    pub name: &'static str,
    pub content: Vec<u8>,
}

impl Document {
    /// A file of a case of kind `C`.
    pub fn of<C: CaseType + Workflow>(case: &str, name: &'static str, content: Vec<u8>) -> Self {
        Self { kind: C::NAME, case: case.to_owned(), name, content }
    }
}

impl Tale {
    /// When each act happens.
    fn instants(&self) -> Vec<Timestamp> {
        match self {
            Self::Complaint(tale) => tale.instants(),
            Self::Review(tale) => tale.instants(),
            Self::Report(tale) => tale.instants(),
            Self::Application(tale) => tale.instants(),
            Self::Inspection(tale) => tale.instants(),
        }
    }

    /// What the act at this place refers to.
    fn document(&self, place: usize) -> Option<Document> {
        match self {
            Self::Complaint(tale) => tale.document(place),
            Self::Review(tale) => tale.document(place),
            Self::Inspection(tale) => tale.document(place),
            _ => None,
        }
    }

    fn act(&mut self, tx: &mut Tx<'_>, place: usize, file: Option<&StoredFile>) -> Result<(), AppError> {
        match self {
            Self::Complaint(tale) => tale.act(tx, place, file),
            Self::Review(tale) => tale.act(tx, place, file),
            Self::Report(tale) => tale.act(tx, place),
            Self::Application(tale) => tale.act(tx, place),
            Self::Inspection(tale) => tale.act(tx, place, file),
        }
    }
}

/// Plays all of them at once, the oldest act first.
pub(super) async fn play(app: &App, mut tales: Vec<Tale>, tell: &(dyn Fn(Done) + Send + Sync)) -> Result<(), AppError> {
    let mut acts: Vec<(Timestamp, usize, usize)> = Vec::new();
    for (number, tale) in tales.iter().enumerate() {
        acts.extend(tale.instants().into_iter().enumerate().map(|(place, at)| (at, number, place)));
    }
    acts.sort_unstable();
    let progress = Progress::of(tell, "cases", acts.len());
    for (at, number, place) in acts {
        let Some(tale) = tales.get_mut(number) else { continue };
        jobs::run_due_until(app, at).await?;
        let file = match tale.document(place) {
            Some(document) => Some(store(app, document, at).await?),
            None => None,
        };
        let before = tale.clone();
        let played = app.write_at(at, move |tx| {
            let mut tale = before.clone();
            tale.act(tx, place, file.as_ref())?;
            Ok(tale)
        });
        *tale = played.await?;
        progress.step(1);
    }
    Ok(())
}

/// Seals and stores a file under the key of its case, which is made at that instant on first use.
async fn store(app: &App, document: Document, at: Timestamp) -> Result<StoredFile, AppError> {
    let Document { kind, case, name, content } = document;
    let file = NewFile::check(name, content)?;
    let key = app.write_at(at, move |tx| files::case_key(tx, kind, &case)).await?;
    Store::of(app.config()).seal_and_store(&key, file).await
}
