//! Accounts: signing up and in, sessions, passwords, roles, and who is calling.
//!
//! Other domains take a caller ([`Guest`], [`Member`], [`CaseOfficer`], …) as an argument of their handlers; the
//! type says who may come in. They read people through [`people`] and give roles that follow from an act of
//! their own (an approved claim) through [`grant_by_act`].

mod actions;
pub mod api;
mod attempts;
mod callers;
pub mod http;
pub mod jobs;
pub mod letters;
mod masked_names;
mod model;
mod names;
pub mod pages;
mod passwords;
pub mod rules;
mod sanctions;
mod store;
mod totp;

pub use actions::{
    MembershipBegan, NewUser, create_user, create_verified, drop_second_factor, grant_by_act, grant_user, revoke_by_act,
};
pub use callers::{
    Admin, Appeals, Auditor, Board, CaseOfficer, CredentialingOfficer, Guest, Inspector, MaybeMember, Member,
    Moderator, PrivacyOfficer, Reviewer, Staff, StaffMenu, Treasurer, account_of, second_factor_first, sign_in_first,
};
pub(crate) use callers::{page_acts, post_acts, put_acts};
pub use masked_names::{NameChosen, is_neutral_name, is_same_name, neutral_name, show_name};
pub use model::{AccountId, Person, Role, SessionId};
pub use names::{DisplayName, EmailAddress};
pub use pages::{Notice, Notices};
pub use passwords::{PasswordHash, hash as hash_password};
pub use sanctions::{Sanctions, may_write, sanction};
pub use store::accounts::{addresses, holders, is_anybody_here, people, person, with_address, with_role};
