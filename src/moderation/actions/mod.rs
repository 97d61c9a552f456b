//! One function per human intent, each in one transaction.

mod appealing;
mod claiming;
mod deciding;
mod flagging;
mod queueing;
mod undoing;

pub use appealing::{appeal, decide_appeal, may_hear, side_of};
pub use claiming::{claim, release};
pub use deciding::{decide, foresee, passages};
pub use flagging::flag;
pub use queueing::{close_review, queue_first_post, queue_review};

use super::model::{AppealRow, DecisionRow, FlagRow, ItemRow, StatementRow};
use crate::accounts::AccountId;
use crate::app::{Reader, Tx};
use crate::directory;
use crate::error::{AppError, CONFLICT_OF_INTEREST};

/// What was decided, with the reasons that were given for it.
#[derive(Debug, Clone)]
pub struct Decided {
    pub decision: DecisionRow,
    pub statement: Option<StatementRow>,
}

/// What became of an appeal.
#[derive(Debug, Clone)]
pub struct Heard {
    pub appeal: AppealRow,
}

/// A flag, and the item that it went to.
#[derive(Debug, Clone)]
pub struct Flagged {
    pub flag: FlagRow,
}

/// Refuses an item about one's own words, or about a physician or a clinic one is tied to.
///
/// # Errors
/// 403 `conflict_of_interest`.
pub fn refuse_conflict(reader: &mut Reader<'_>, item: &ItemRow, account: &AccountId) -> Result<(), AppError> {
    let is_near = item.author_id == *account
        || directory::may_not_judge(reader, account, (item.physician_id.as_ref(), item.clinic_id.as_ref()))?;
    if is_near {
        tracing::info!(item = %item.id, account = %account, "refused for a conflict of interest");
        return Err(CONFLICT_OF_INTEREST.into());
    }
    Ok(())
}

/// The instant after which a claim is over, from now.
fn claim_ends(tx: &Tx<'_>) -> crate::clock::Timestamp {
    tx.now.plus(chrono::Duration::minutes(tx.site.pack.flags.times.claim_minutes.into()))
}
