//! Staff, one type for each role.

use super::{Caller, Found, Member};
use crate::accounts::model::Role;
use crate::accounts::rules;
use crate::app::App;
use crate::error::FORBIDDEN;
use crate::web::Failure;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;

fn admit(app: &App, found: Option<Member>, role: Role) -> Result<Member, Failure> {
    let member = Member::admit(app, found)?;
    rules::holds(&member.roles, role)?;
    Ok(member)
}

macro_rules! caller {
    ($(#[$doc:meta])* $name:ident, |$app:ident, $found:ident| $admit:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(Member);

        impl Caller for $name {
            fn admit($app: &App, $found: Option<Member>) -> Result<Self, Failure> {
                Ok(Self($admit))
            }
        }

        impl Deref for $name {
            type Target = Member;
            fn deref(&self) -> &Member {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = Failure;
            type Future = Found<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                <Self as Caller>::of(request)
            }
        }
    };
}

caller!(
    /// Anybody of the staff.
    Staff,
    |app, found| {
        let member = Member::admit(app, found)?;
        if !member.is_staff() {
            return Err(FORBIDDEN.into());
        }
        member
    }
);
caller!(
    /// Clears the queue of reports.
    Moderator,
    |app, found| admit(app, found, Role::Moderator)?
);
caller!(
    /// Runs complaints.
    CaseOfficer,
    |app, found| admit(app, found, Role::CaseOfficer)?
);
caller!(
    /// Checks claims, gates and papers.
    CredentialingOfficer,
    |app, found| admit(app, found, Role::CredentialingOfficer)?
);
caller!(
    /// Visits clinics and writes reports.
    Inspector,
    |app, found| admit(app, found, Role::Inspector)?
);
caller!(
    /// Scores applications.
    Reviewer,
    |app, found| admit(app, found, Role::Reviewer)?
);
caller!(
    /// Votes, and names panels.
    Board,
    |app, found| admit(app, found, Role::Board)?
);
caller!(
    /// Hears appeals.
    Appeals,
    |app, found| admit(app, found, Role::Appeals)?
);
caller!(
    /// Answers for privacy.
    PrivacyOfficer,
    |app, found| admit(app, found, Role::PrivacyOfficer)?
);
caller!(
    /// Sees dues.
    Treasurer,
    |app, found| admit(app, found, Role::Treasurer)?
);
caller!(
    /// Reads everything that is on record.
    Auditor,
    |app, found| admit(app, found, Role::Auditor)?
);
caller!(
    /// Runs the site.
    Admin,
    |app, found| admit(app, found, Role::Admin)?
);
