//! What stands against somebody and concerns what they do next, on their own page: warnings to read, and silence.

use crate::accounts::{AccountId, Notice};
use crate::app::Reader;
use crate::error::AppError;
use crate::moderation::model::{Action, StatementRow};
use crate::moderation::store::statements;
use crate::moderation::words;
use crate::web::page::Page;

/// Most that a page tells at once; the list of one's statements has all.
const MOST: usize = 5;

/// The warnings that somebody has yet to say they have read, and until when they are silenced.
///
/// # Errors
/// Those of the database.
pub fn notices(reader: &mut Reader<'_>, account: &AccountId, page: &Page) -> Result<Vec<Notice>, AppError> {
    let mut rows = statements::unread_warnings(reader.conn, account, reader.now)?;
    rows.truncate(MOST);
    rows.extend(statements::silence(reader.conn, account, reader.now)?);
    let notice = |row: StatementRow| Notice {
        text: said(&row, words::ground(&reader.site.pack, &row.ground_code, page.lang), page),
        href: format!("/statements/{}", row.id),
        label: page.t("moderation-letter-statement-link"),
    };
    Ok(rows.into_iter().map(notice).collect())
}

fn said(row: &StatementRow, ground: String, page: &Page) -> String {
    match (row.action, row.end_date) {
        (Action::Silence, Some(until)) => {
            page.t_with2("moderation-notice-silence", "until", page.moment_text(until), "ground", ground)
        }
        _ => page.t_with("moderation-notice-warn", "ground", ground),
    }
}
