//! What people do on an inspection, as its pages are called.

use super::words::{self, label};
use crate::clock::Timestamp;
use crate::inspections::model::{Kind, Role, State};
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
    let open = Act::ALL.iter().filter(|act| is_offered(seen, **act, page.now));
    open.map(|act| ActLink {
        title: title(seen, *act, page),
        will: will(seen, *act, page),
        href: format!("/inspections/{}/{act}", seen.view.id),
        one_press: act.is_one_press(),
    })
    .collect()
}

/// Whether the pages offer an act: the table allows it to this reader, and there can be a reason for it by now.
pub fn is_offered(seen: &Seen, act: Act, now: Timestamp) -> bool {
    let has_reason = match act {
        Act::Visit => seen.facts.visit_may_begin(now),
        Act::Refusal => seen.facts.may_be_refused(now),
        _ => true,
    };
    has_reason && seen.may(&act.action())
}

/// What an act is called before this reader.
pub fn title(seen: &Seen, act: Act, page: &Page) -> String {
    let is_again = act == Act::ClinicAnswer && seen.view.clinic_answer.is_some();
    label(page.lang, "act", if is_again { "clinic-answer-again" } else { act.as_str() })
}

/// What will happen: an answer after publication is public at once, and of a refusal there is no rating.
pub fn will(seen: &Seen, act: Act, page: &Page) -> String {
    let word = match act {
        Act::ClinicAnswer if seen.facts.is_public() => "clinic-answer-public",
        Act::Publication if seen.facts.row.state == State::Refused => "publication-refused",
        _ => act.as_str(),
    };
    label(page.lang, "will", word)
}

/// From when on the visit can begin, to an inspector to whom that is not offered yet.
pub fn not_yet(seen: &Seen, page: &Page) -> Option<String> {
    let facts = &seen.facts;
    let waits = matches!(facts.row.state, State::Planned | State::Notified) && !facts.visit_may_begin(page.now);
    if !seen.is(Role::Inspector) || !waits {
        return None;
    }
    if facts.is_too_late_to_tell(page.now) {
        return Some(page.t("error-notice-too-short"));
    }
    let Some(day) = facts.visit_from() else { return Some(page.t("inspections-not-yet-told")) };
    let key = match facts.row.kind {
        Kind::Announced => "inspections-not-yet-announced",
        Kind::Impromptu => "inspections-not-yet-impromptu",
    };
    Some(page.t_with(key, "day", words::day(page, &day.to_string())))
}
