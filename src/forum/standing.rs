//! From callers to who acts in the forum.

use super::rules::{Actor, Standing};
use crate::accounts::{MaybeMember, Member, Role, require_second_factor};
use crate::app::App;

impl Actor {
    /// Staff roles count only where the second factor, if the site asks for one, was given.
    pub fn of(app: &App, member: &Member) -> Self {
        let is_staff = member.is_staff() && require_second_factor(app, member).is_ok();
        let standing = match member {
            _ if !is_staff => Standing::Member,
            member if member.has(Role::Admin) => Standing::Admin,
            member if member.has(Role::Moderator) => Standing::Moderator,
            _ => Standing::Staff,
        };
        Self { account: member.id.clone(), standing }
    }

    /// Whoever looks, if anybody is signed in.
    pub fn of_maybe(app: &App, viewer: &MaybeMember) -> Option<Self> {
        viewer.0.as_ref().map(|member| Self::of(app, member))
    }
}
