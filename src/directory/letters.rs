//! The letters of the directory: what became of a claim.

use super::model::{ClaimRow, ClaimState};
use crate::accounts::Person;
use crate::app::Site;
use crate::mail::{Block, Letter, Recipient};

/// Tells a claimant the decision and its reason. `name` is what was claimed, `path` its page.
pub fn claim_decided(site: &Site, claim: &ClaimRow, to: &Person, name: &str, path: &str) -> Letter {
    let lang = to.lang;
    let outcome = if claim.state == ClaimState::Approved { "approved" } else { "rejected" };
    let say = |part: &str| lang.t_with(&format!("directory-letter-claim-{outcome}-{part}"), &[("name", name.into())]);
    Letter {
        kind: if claim.state == ClaimState::Approved { "claim_approved" } else { "claim_rejected" },
        to: Recipient { address: to.email.clone(), name: Some(to.display_name.clone()), lang },
        subject: say("subject"),
        body: vec![
            Block::Paragraph(say("text")),
            Block::Paragraph(lang.t("directory-letter-claim-reason")),
            Block::Quote(claim.reason.clone().unwrap_or_default()),
            Block::Link { label: name.to_owned(), url: format!("{}{path}", site.config.server.public_url) },
        ],
        thread: Some(format!("claim-{}", claim.id)),
        reply_to: None,
        once_key: format!("{}:decided:{}", claim.id, to.id),
    }
}
