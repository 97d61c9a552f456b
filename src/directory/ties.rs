//! What ties an account to a physician or a clinic besides an approved claim: declared by whoever judges others, or
//! known from a review or a complaint.
//!
//! Ties are personal. They are never shown to anybody but the account itself; what they lead to is a refusal, or a
//! recusal. Nothing is deleted: a tie that was declared by mistake is withdrawn and stays on record.

use super::model::{ClinicId, PhysicianId, Subject};
use crate::accounts::AccountId;
use crate::app::Announcement;
use crate::clock::Timestamp;
use crate::db::schema::ties;
use crate::error::{FieldError, NO_SUCH, REQUIRED, Refusal};
use crate::text_enum;
use crate::web::{Check, Wrong};
use chrono::{Months, NaiveDate};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What ties somebody to a physician or a clinic.
    pub enum TieKind {
        /// Published together; counts for some months only.
        Coauthor = "coauthor",
        /// One trained the other.
        Mentor = "mentor",
        Patient = "patient",
        /// Referrals, shares, fees, wages.
        Money = "money",
        /// A complaint or a lawsuit between them.
        Dispute = "dispute",
        Family = "family",
    }
}

text_enum! {
    /// How the system knows of a tie.
    pub enum TieSource {
        Declared = "declared",
        Review = "review",
        Complaint = "complaint",
        /// A public review whose document an officer saw.
        Proof = "proof",
    }
}

/// One tie as it lies in the database; it leads to a physician or to a clinic.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = ties)]
pub struct TieRow {
    pub id: String,
    pub account_id: AccountId,
    pub kind: TieKind,
    pub source: TieSource,
    /// The review or the complaint.
    pub source_id: Option<String>,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    /// `2026-03-14`.
    pub since: Option<String>,
    /// The last day; none while it lasts.
    pub until: Option<String>,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
}

impl TieRow {
    /// Whether it counts on a day. A tie counts from its first day to its last; a common publication so many months
    /// longer, or so many from its first day where no last one is named.
    pub fn counts_on(&self, day: NaiveDate, coauthor_months: u32) -> bool {
        let read = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
        let (since, until) = (read(&self.since), read(&self.until));
        let last = match self.kind {
            TieKind::Coauthor => until.or(since).and_then(|day| day.checked_add_months(Months::new(coauthor_months))),
            _ => until,
        };
        self.withdrawn_at.is_none() && since.is_none_or(|since| since <= day) && last.is_none_or(|last| day <= last)
    }
}

/// A tie was declared, or became known: whoever judges looks whether the account still may.
#[derive(Debug, Clone)]
pub struct TieNoted {
    pub account: AccountId,
}

impl Announcement for TieNoted {}

/// A tie to declare: to a physician or to a clinic.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclareTie {
    pub kind: TieKind,
    #[serde(default)]
    pub physician_id: Option<PhysicianId>,
    #[serde(default)]
    pub clinic_id: Option<ClinicId>,
    /// The day of the publication, where you published together.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<NaiveDate>,
    /// The last day; absent while it lasts.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<NaiveDate>,
}

impl Check for DeclareTie {
    fn check(&self, wrong: &mut Wrong) {
        if self.physician_id.is_some() == self.clinic_id.is_some() {
            wrong.add("/physician_id", REQUIRED);
        }
        if self.kind == TieKind::Coauthor && self.since.is_none() {
            wrong.add("/since", REQUIRED);
        }
        let ends_first = self.since.zip(self.until).is_some_and(|(since, until)| until < since);
        if ends_first {
            wrong.add("/until", crate::error::OUT_OF_RANGE);
        }
    }
}

impl DeclareTie {
    /// Whom it leads to; [`Check`] has seen that it is one of the two.
    pub fn subject(&self) -> Result<Subject, Refusal> {
        let physician = self.physician_id.clone().map(Subject::Physician);
        let subject = physician.or_else(|| self.clinic_id.clone().map(Subject::Clinic));
        subject.ok_or_else(|| {
            Refusal::fields(vec![FieldError { pointer: "/physician_id".into(), code: NO_SUCH, span: None }])
        })
    }
}

/// A tie, for the account that has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TieView {
    pub id: String,
    pub kind: TieKind,
    pub source: TieSource,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    /// Of the physician or the clinic.
    pub name: String,
    pub since: Option<String>,
    pub until: Option<String>,
    /// Whether it counts today.
    pub counts: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_tie_counts_while_it_lasts_and_a_publication_for_three_years() {
        type Case<'a> = (TieKind, Option<&'a str>, Option<&'a str>, &'a str, bool);
        let table: &[Case<'_>] = &[
            (TieKind::Family, None, None, "1990-01-01", true),
            (TieKind::Mentor, Some("2010-01-01"), None, "2026-03-14", true),
            (TieKind::Money, Some("2026-03-15"), None, "2026-03-14", false),
            (TieKind::Money, Some("2026-03-14"), Some("2026-03-14"), "2026-03-14", true),
            (TieKind::Money, Some("2026-01-01"), Some("2026-03-13"), "2026-03-14", false),
            (TieKind::Patient, None, Some("2026-03-14"), "2026-03-14", true),
            (TieKind::Coauthor, Some("2023-03-14"), None, "2026-03-14", true),
            (TieKind::Coauthor, Some("2023-03-14"), None, "2026-03-15", false),
            (TieKind::Coauthor, Some("2015-01-01"), Some("2023-03-14"), "2026-03-14", true),
            (TieKind::Coauthor, Some("2015-01-01"), Some("2023-03-13"), "2026-03-14", false),
        ];
        for (kind, since, until, on, counts) in table {
            let row = TieRow {
                id: "1".into(),
                account_id: format!("{:032x}", 1).parse().unwrap(),
                kind: *kind,
                source: TieSource::Declared,
                source_id: None,
                physician_id: None,
                clinic_id: None,
                since: since.map(str::to_owned),
                until: until.map(str::to_owned),
                created_at: Timestamp::from_unix_millis(0),
                withdrawn_at: None,
            };
            assert_eq!(row.counts_on(day(on), 36), *counts, "{kind} {since:?} {until:?} on {on}");
            let withdrawn = TieRow { withdrawn_at: Some(Timestamp::from_unix_millis(1)), ..row };
            assert!(!withdrawn.counts_on(day(on), 36), "a withdrawn tie counts never");
        }
    }
}
