//! Who calls, as argument types: a handler that takes a [`CaseOfficer`] cannot be reached by anybody else.
//!
//! Under `/api/` only `Authorization: Bearer` counts and cookies mean nothing; on pages only the cookie counts.
//! On pages every caller type also refuses forms that other sites send; the form's own token is compared by
//! [`Member::check_form`].

mod acts;
mod cookie;
mod find;
mod page;
mod staff;

pub(crate) use acts::{page_acts, post_acts, put_acts};
pub(super) use cookie::{clear, set};
pub use find::account_of;
pub use page::{StaffMenu, second_factor_first, sign_in_first};
pub use staff::{
    Admin, Appeals, Auditor, Board, CaseOfficer, CredentialingOfficer, Inspector, Moderator, PrivacyOfficer, Reviewer,
    Staff, Treasurer,
};

use super::model::{AccountId, AccountRow, Role, SessionId, SessionRow};
use super::rules::SECOND_FACTOR_REQUIRED;
use super::sanctions::Sanctions;
use super::store::{accounts, roles};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::error::{AppError, UNAUTHENTICATED};
use crate::text::lang::Lang;
use crate::web::{Failure, ForbiddenFor, app_of, check_form_token, form_token};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use chrono_tz::Tz;
use std::pin::Pin;

/// Anybody; who it is does not matter.
#[derive(Debug, Clone, Copy)]
pub struct Guest;

/// Somebody signed in, or not.
#[derive(Debug, Clone)]
pub struct MaybeMember(pub Option<Member>);

/// Somebody signed in, with a confirmed address.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: AccountId,
    pub display_name: String,
    /// For letters only; never shown to others.
    pub email: String,
    /// Those that count now, in the order of [`Role`]; begins with `member`.
    pub roles: Vec<Role>,
    /// Staff roles that count once this session gave its second factor.
    waiting: Vec<Role>,
    /// The language of letters, and of pages unless another was chosen.
    pub lang: Lang,
    pub zone: Tz,
    /// Until when they read and do not write, while that lasts.
    pub silenced_until: Option<Timestamp>,
    pub session_id: SessionId,
    csrf: String,
}

impl Member {
    /// Staff roles count only with a second factor where the site asks for one, whatever a handler asks for.
    fn new(app: &App, session: SessionRow, account: AccountRow, roles: Vec<Role>) -> Self {
        let must_wait = app.config().staff_second_factor_required() && session.second_factor_at.is_none();
        let (waiting, roles) = roles.into_iter().partition(|role| must_wait && role.is_staff());
        Self {
            csrf: form_token(&app.site().keys, session.id.as_str()),
            silenced_until: Sanctions::of(&account).silenced(app.now()),
            lang: account.lang(),
            zone: account.zone(),
            id: account.id,
            display_name: account.display_name,
            email: account.email,
            roles,
            waiting,
            session_id: session.id,
        }
    }

    /// An account as a caller, without a session and whatever its state: for acts that begin on the host.
    ///
    /// # Errors
    /// `not_found` when there is no such account.
    pub fn on_behalf_of(reader: &mut Reader<'_>, id: &AccountId) -> Result<Self, AppError> {
        let account = accounts::by_id(reader.conn, id)?;
        Ok(Self {
            csrf: String::new(),
            silenced_until: Sanctions::of(&account).silenced(reader.now),
            lang: account.lang(),
            zone: account.zone(),
            display_name: account.display_name,
            email: account.email,
            roles: roles::of(reader.conn, id)?,
            session_id: SessionId::mint(reader.now),
            waiting: Vec::new(),
            id: account.id,
        })
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }

    /// Every role of the account, whether it counts now or waits for the second factor.
    pub fn held_roles(&self) -> Vec<Role> {
        let is_held = |role: &&Role| self.roles.contains(role) || self.waiting.contains(role);
        Role::ALL.iter().filter(is_held).copied().collect()
    }

    /// The token that this session's forms carry as `_csrf`.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Whether a form came from a page of this session; every page handler that changes something calls it with
    /// [`ValidForm::csrf`](crate::web::ValidForm).
    ///
    /// # Errors
    /// 403 `csrf`.
    pub fn check_form(&self, app: &App, sent: &str) -> Result<(), Failure> {
        Ok(check_form_token(&app.site().keys, self.session_id.as_str(), sent)?)
    }
}

type Found<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// A kind of caller: what it makes of whoever was found.
trait Caller: Sized + 'static {
    fn admit(app: &App, found: Option<Member>) -> Result<Self, Failure>;

    fn of(request: &HttpRequest) -> Found<Self> {
        let request = request.clone();
        Box::pin(async move {
            let found = find::member(&request).await?;
            if found.as_ref().is_some_and(|member| !member.waiting.is_empty()) {
                request.extensions_mut().insert(ForbiddenFor(SECOND_FACTOR_REQUIRED));
            }
            Self::admit(app_of(&request)?, found)
        })
    }
}

impl Caller for MaybeMember {
    fn admit(_: &App, found: Option<Member>) -> Result<Self, Failure> {
        Ok(Self(found))
    }
}

impl Caller for Member {
    fn admit(_: &App, found: Option<Member>) -> Result<Self, Failure> {
        found.ok_or_else(|| UNAUTHENTICATED.into())
    }
}

impl FromRequest for Guest {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(find::check_form_source(request).map(|()| Self))
    }
}

impl FromRequest for MaybeMember {
    type Error = Failure;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Self::of(request)
    }
}

impl FromRequest for Member {
    type Error = Failure;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Self::of(request)
    }
}
