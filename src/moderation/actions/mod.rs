//! One function per human intent, each in one transaction.

mod acknowledging;
mod appealing;
mod carrying;
mod claiming;
mod deciding;
mod flagging;
mod forgetting;
mod naming;
mod queueing;
mod scoring;
mod undoing;

pub use acknowledging::acknowledge;
pub use appealing::{appeal, appeal_by_link, decide_appeal, may_hear, not_to_hear, parts_in, side_of};
pub use claiming::{claim, release};
pub use deciding::{Foreseen, counted_from, decide, foresee, passages, take_and_decide};
pub use flagging::flag;
pub use forgetting::{forget_withdrawn, review_withdrawn};
pub use naming::name_chosen;
pub use queueing::{follow_review, queue_first_post, queue_sign_up, review_hidden, review_overdue};
pub use scoring::weight;
pub use undoing::is_over;

use super::model::{AppealRow, DecisionRow, FlagRow, ItemKind, ItemRow, StatementRow};
use super::store::decisions;
use crate::accounts::AccountId;
use crate::app::{Reader, Tx};
use crate::directory;
use crate::error::{AppError, CONFLICT_OF_INTEREST};

/// What was decided, with the reasons that were given for it.
#[derive(Debug, Clone)]
pub struct Decided {
    pub decision: DecisionRow,
    pub statement: Option<StatementRow>,
    /// It takes two, and nobody else has said the same yet: nothing is done.
    pub waits: bool,
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

/// Refuses an item about one's own words, about a physician or a clinic one is tied to, or that an appeal has sent back
/// from one's own decision.
///
/// # Errors
/// 403 `conflict_of_interest`.
pub fn refuse_conflict(reader: &mut Reader<'_>, item: &ItemRow, account: &AccountId) -> Result<(), AppError> {
    let is_near = item.author_id == *account
        || directory::may_not_judge(reader, account, (item.physician_id.as_ref(), item.clinic_id.as_ref()))?
        || (item.kind == ItemKind::Again && decided_first(reader, item, account)?);
    if is_near {
        tracing::info!(item = %item.id, account = %account, "refused for a conflict of interest");
        return Err(CONFLICT_OF_INTEREST.into());
    }
    Ok(())
}

/// Whether what stands is this person's decision: somebody else decides that anew. What the item itself came to is not
/// meant: whoever decided it anew may read it.
fn decided_first(reader: &mut Reader<'_>, item: &ItemRow, account: &AccountId) -> Result<bool, AppError> {
    let standing = decisions::in_force(reader.conn, item.target_kind, &item.target_id)?;
    Ok(standing.iter().any(|decision| is_sent_back(decision, item, account)))
}

/// Whether this is somebody's decision from before the item.
pub fn is_sent_back(decision: &DecisionRow, item: &ItemRow, account: &AccountId) -> bool {
    decision.decided_by.as_ref() == Some(account) && decision.item_id != item.id
}

/// The instant after which a claim is over, from now.
fn claim_ends(tx: &Tx<'_>) -> crate::clock::Timestamp {
    tx.now.plus(chrono::Duration::minutes(tx.site.pack.flags.times.claim_minutes.into()))
}
