//! From callers to who acts on the directory.

use super::rules::{Actor, Standing};
use crate::accounts::{MaybeMember, Member, Role, require_second_factor};
use crate::app::App;

impl Actor {
    /// Staff roles count only where the second factor, if the site asks for one, was given.
    pub fn of(app: &App, member: &Member) -> Self {
        let standing = match member {
            member if !acts_as_staff(app, member) => Standing::Member,
            member if member.has(Role::Admin) => Standing::Admin,
            member if member.has(Role::CaseOfficer) => Standing::CaseOfficer,
            _ => Standing::Member,
        };
        Self { account: member.id.clone(), standing }
    }

    /// Whoever looks, if anybody is signed in.
    pub fn of_maybe(app: &App, viewer: &MaybeMember) -> Option<Self> {
        viewer.0.as_ref().map(|member| Self::of(app, member))
    }

    /// Whether a member decides on claims.
    pub fn decides_claims(app: &App, member: &Member) -> bool {
        member.has(Role::CredentialingOfficer) && acts_as_staff(app, member)
    }

    /// Whether a member confirms proposals.
    pub fn confirms_proposals(app: &App, member: &Member) -> bool {
        member.has(Role::CaseOfficer) && acts_as_staff(app, member)
    }
}

fn acts_as_staff(app: &App, member: &Member) -> bool {
    member.is_staff() && require_second_factor(app, member).is_ok()
}
