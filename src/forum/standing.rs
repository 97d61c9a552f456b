//! From callers to who acts in the forum.

use super::rules::{Actor, Standing};
use crate::accounts::{MaybeMember, Member, Role};

impl Actor {
    pub fn of(member: &Member) -> Self {
        let standing = match member {
            member if !member.is_staff() => Standing::Member,
            member if member.has(Role::Admin) => Standing::Admin,
            member if member.has(Role::Moderator) => Standing::Moderator,
            _ => Standing::Staff,
        };
        let actor = Self::without_request(member.id.clone(), standing);
        Self { silenced_until: member.silenced_until, ..actor }
    }

    /// Whoever looks, if anybody is signed in.
    pub fn of_maybe(viewer: &MaybeMember) -> Option<Self> {
        viewer.0.as_ref().map(Self::of)
    }
}
