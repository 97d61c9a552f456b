//! From callers to who acts on the directory.

use super::rules::{Actor, Standing};
use crate::accounts::{MaybeMember, Member, Role};

impl Actor {
    pub fn of(member: &Member) -> Self {
        let standing = match member {
            member if member.has(Role::Admin) => Standing::Admin,
            member if member.has(Role::CaseOfficer) => Standing::CaseOfficer,
            _ => Standing::Member,
        };
        Self { account: member.id.clone(), standing }
    }

    /// Whoever looks, if anybody is signed in.
    pub fn of_maybe(viewer: &MaybeMember) -> Option<Self> {
        viewer.0.as_ref().map(Self::of)
    }

    /// Whether a member decides on claims.
    pub fn decides_claims(member: &Member) -> bool {
        member.has(Role::CredentialingOfficer)
    }

    /// Whether a member confirms proposals.
    pub fn confirms_proposals(member: &Member) -> bool {
        member.has(Role::CaseOfficer)
    }
}
