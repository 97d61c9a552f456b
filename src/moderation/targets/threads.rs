//! Threads: hidden or removed as a whole, locked, or their title masked.

use super::{Standing, Subject};
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::forum::{self, Measure, Restriction, ThreadId, ThreadRow};
use crate::moderation::model::{Action, TargetKind};

pub fn find(conn: &mut Connection, id: &str) -> Result<Subject, AppError> {
    let row = row(conn, id)?;
    let opening = forum::opening_post(conn, &row.id)?;
    let shown = opening.filter(|post| !post.shown_state().is_gone()).map(|post| post.body);
    Ok(Subject {
        kind: TargetKind::Thread,
        id: row.id.to_string(),
        path: format!("/t/{}/{}", row.id, row.slug),
        visible: !row.is_restricted(),
        text: shown.map_or_else(|| row.title.clone(), |body| format!("{}\n\n{body}", row.title)),
        words: row.title.clone(),
        title: row.title,
        author: row.author_id,
        physician: None,
        clinic: None,
        written_at: row.created_at,
    })
}

pub fn row(conn: &mut Connection, id: &str) -> Result<ThreadRow, AppError> {
    forum::row_of_thread(conn, &id_of(id)?)
}

pub fn settle(tx: &mut Tx<'_>, subject: &Subject, standing: Standing<'_>) -> Result<(), AppError> {
    let strongest = [(Action::Remove, Restriction::Removed), (Action::Hide, Restriction::Hidden)]
        .into_iter()
        .find_map(|(action, restriction)| Some((standing.last(&[action])?, restriction)));
    let measure = Measure {
        restriction: strongest.map(|(_, restriction)| restriction),
        ground: strongest.and_then(|(decision, _)| decision.ground.clone()),
        text: standing.masked(tx, &subject.words)?,
        locked: standing.last(&[Action::Lock]).is_some(),
    };
    forum::restrict_thread(tx, &id_of(&subject.id)?, &measure).map(drop)
}

fn id_of(id: &str) -> Result<ThreadId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}
