//! Posts: masked, hidden or removed; the number stays.

use super::{Standing, Subject, heading};
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::forum::{self, Measure, PostId, Restriction, ThreadRow};
use crate::moderation::model::{Action, TargetKind};

pub fn find(conn: &mut Connection, id: &str) -> Result<Subject, AppError> {
    let row = forum::row_of_post(conn, &id_of(id)?)?;
    let thread = forum::row_of_thread(conn, &row.thread_id)?;
    Ok(Subject {
        kind: TargetKind::Post,
        id: row.id.to_string(),
        title: heading(&row.body),
        path: forum::post_path(&row),
        visible: !row.shown_state().is_gone() && !thread.is_restricted(),
        author: row.author_id,
        words: row.body.clone(),
        text: row.body,
        physician: None,
        clinic: None,
        written_at: row.created_at,
    })
}

pub fn thread_of(conn: &mut Connection, id: &str) -> Result<ThreadRow, AppError> {
    let row = forum::row_of_post(conn, &id_of(id)?)?;
    forum::row_of_thread(conn, &row.thread_id)
}

pub fn settle(tx: &mut Tx<'_>, subject: &Subject, standing: Standing<'_>) -> Result<(), AppError> {
    let strongest = [
        (Action::Remove, Restriction::Removed),
        (Action::Hide, Restriction::Hidden),
        (Action::Mask, Restriction::Masked),
    ]
    .into_iter()
    .find_map(|(action, restriction)| Some((standing.last(&[action])?, restriction)));
    let measure = Measure {
        restriction: strongest.map(|(_, restriction)| restriction),
        ground: strongest.and_then(|(decision, _)| decision.ground.clone()),
        text: standing.masked(tx, &subject.words)?,
        locked: false,
    };
    forum::restrict_post(tx, &id_of(&subject.id)?, &measure).map(drop)
}

fn id_of(id: &str) -> Result<PostId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}
