//! The letters of the directory: what became of a claim.

use super::model::{ClaimRow, ClaimState};
use crate::accounts::Person;
use crate::app::Site;
use crate::mail::{Block, Letter, Recipient};
use crate::text::lang::Lang;

/// Tells a claimant the decision and its reason. `name` is what was claimed, `path` its page.
pub fn claim_decided(site: &Site, claim: &ClaimRow, to: &Person, name: &str, path: &str) -> Letter {
    let once_key = format!("{}:decided:{}", claim.id, to.id);
    let to = Recipient { address: to.email.clone(), name: Some(to.display_name.clone()), lang: to.lang };
    let link = Block::Link { label: name.to_owned(), url: format!("{}{path}", site.config.server.public_url) };
    let thread = Some(format!("claim-{}", claim.id));
    let reason = claim.reason.clone().unwrap_or_default();
    Letter { thread, once_key, ..decided(claim.state, to, name, (reason, link)) }
}

/// An example of both letters, in `lang`.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let example = |state: ClaimState, key: &str| {
        let to = Recipient { address: "ada@example.org".into(), name: Some("Ada".into()), lang };
        let (name, url) = ("Severn Quay Hair Clinic", "https://candor.example/clinics/severn-quay-hair-clinic");
        let link = Block::Link { label: name.into(), url: url.into() };
        Letter { once_key: key.into(), ..decided(state, to, name, (lang.t("directory-preview-reason"), link)) }
    };
    vec![example(ClaimState::Approved, "1"), example(ClaimState::Rejected, "2")]
}

/// The letter but for its thread and once key.
fn decided(state: ClaimState, to: Recipient, name: &str, (reason, link): (String, Block)) -> Letter {
    let lang = to.lang;
    let is_approved = state == ClaimState::Approved;
    let outcome = if is_approved { "approved" } else { "rejected" };
    let say = |part: &str| lang.t_with(&format!("directory-letter-claim-{outcome}-{part}"), &[("name", name.into())]);
    Letter {
        kind: if is_approved { "claim_approved" } else { "claim_rejected" },
        to,
        subject: say("subject"),
        body: vec![
            Block::Paragraph(say("text")),
            Block::Paragraph(lang.t("directory-letter-claim-reason")),
            Block::Quote(reason),
            link,
        ],
        thread: None,
        reply_to: None,
        once_key: String::new(),
    }
}
