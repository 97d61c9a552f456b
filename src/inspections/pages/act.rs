//! What people do on an inspection, as its pages are called.

use super::words::label;
use crate::inspections::views::Seen;
use crate::web::page::Page;

crate::text_enum! {
    /// An act with a page of its own, or a button.
    pub enum Act {
        Notification = "notification",
        Visit = "visit",
        EvidenceLock = "evidence-lock",
        Draft = "draft",
        QualityCheck = "quality-check",
        FactualCheck = "factual-check",
        ClinicAnswer = "clinic-answer",
        Publication = "publication",
        Correction = "correction",
        InterimNotice = "interim-notice",
        Resumption = "resumption",
        Suspension = "suspension",
        Refusal = "refusal",
        Abortion = "abortion",
        Completion = "completion",
    }
}

impl Act {
    /// The act with this name in an address.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Its name among the actions of a view.
    fn action(self) -> String {
        self.as_str().replace('-', "_")
    }

    /// Whether one press does it on the page of the inspection.
    const fn is_one_press(self) -> bool {
        matches!(self, Self::Notification | Self::Visit | Self::Resumption)
    }

    /// Whether nothing takes it back, so that a page of its own asks once more.
    pub const fn is_for_good(self) -> bool {
        matches!(self, Self::EvidenceLock | Self::Publication)
    }
}

/// The way from the page of an inspection to one act.
pub struct ActLink {
    pub title: String,
    /// What will happen.
    pub will: String,
    pub href: String,
    pub one_press: bool,
}

/// What this reader may do now, in the order of the work; what ends it comes last.
pub fn links(seen: &Seen, page: &Page) -> Vec<ActLink> {
    let open = Act::ALL.iter().filter(|act| seen.may(&act.action()));
    open.map(|act| ActLink {
        title: label(page.lang, "act", act.as_str()),
        will: label(page.lang, "will", act.as_str()),
        href: format!("/inspections/{}/{act}", seen.view.id),
        one_press: act.is_one_press(),
    })
    .collect()
}
