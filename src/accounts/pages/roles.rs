//! Roles, for admins: what waits for a second admin, what changed, and asking for a change.

use super::parts::{framed, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions;
use crate::accounts::callers::Admin;
use crate::accounts::model::{AccountRow, Role, RoleChangeId, RoleChangeKind, RoleChangeRow, RoleChangeState};
use crate::accounts::names::EmailAddress;
use crate::accounts::rules::{self, REASON_CHARACTERS};
use crate::accounts::store::{accounts, roles};
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::error::{AppError, NO_SUCH, Refusal};
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Nothing, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

/// The form of the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// Whose roles, by e-mail address.
    email: String,
    kind: RoleChangeKind,
    role: Role,
    reason: String,
}

impl Check for RoleForm {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON_CHARACTERS);
    }
}

/// One change as the page tells it.
struct Line {
    id: String,
    sentence: String,
    reason: String,
    at: Timestamp,
    may_confirm: bool,
}

#[derive(Template)]
#[template(path = "accounts/roles.html")]
struct RolesPage {
    page: Page,
    waiting: Vec<Line>,
    done: Vec<Line>,
    email: String,
    kinds: Vec<Choice>,
    roles: Vec<Choice>,
    reason: String,
}

impl RolesPage {
    fn new(page: Page, admin: &Admin, rows: Vec<(RoleChangeRow, String)>, form: Option<&ValidForm<RoleForm>>) -> Self {
        let typed = |name: &str| form.map_or("", |form| form.typed(name)).to_owned();
        let kind = |kind: &RoleChangeKind| {
            Choice::new(kind.as_str(), page.t(&format!("accounts-roles-{kind}"))).chosen_if(&typed("kind"))
        };
        let is_given = |role: &&Role| rules::may_be_asked(**role, RoleChangeKind::Revoke).is_ok();
        let role = |role: &Role| Choice::new(role.as_str(), page.t(&role.key())).chosen_if(&typed("role"));
        let (waiting, done): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(row, _)| row.state == RoleChangeState::Pending);
        let lines = |rows: Vec<_>| rows.into_iter().map(|row| line(&page, admin, row)).collect();
        Self {
            waiting: lines(waiting),
            done: lines(done),
            email: typed("email"),
            kinds: RoleChangeKind::ALL.iter().map(kind).collect(),
            roles: Role::ALL.iter().filter(is_given).map(role).collect(),
            reason: typed("reason"),
            page: framed(page, "accounts-roles-title").in_area(Area::Staff),
        }
    }
}

fn line(page: &Page, admin: &Admin, (row, name): (RoleChangeRow, String)) -> Line {
    let sentence =
        page.t_with2(&format!("accounts-roles-{}-sentence", row.kind), "name", name, "role", page.t(&row.role.key()));
    Line {
        may_confirm: rules::may_confirm(&row, &admin.id).is_ok(),
        id: row.id.to_string(),
        sentence,
        reason: row.reason,
        at: row.confirmed_at.unwrap_or(row.asked_at),
    }
}

pub async fn show(app: Data<App>, request: HttpRequest, admin: Admin) -> Result<HttpResponse, Failure> {
    let rows = newest(&app).await?;
    shown(&RolesPage::new(admin.page(&request)?, &admin, rows, None))
}

pub async fn ask(
    app: Data<App>,
    request: HttpRequest,
    admin: Admin,
    form: ValidForm<RoleForm>,
) -> Result<HttpResponse, Failure> {
    admin.check_form(&app, &form.csrf)?;
    let outcome = match form.value.clone() {
        Ok(asked) => {
            let by = admin.id.clone();
            app.write(move |tx| {
                let account = by_email(tx, &asked.email)?.id;
                match asked.kind {
                    RoleChangeKind::Grant => actions::ask_grant(tx, &by, &account, asked.role, &asked.reason),
                    RoleChangeKind::Revoke => actions::ask_revocation(tx, &by, &account, asked.role, &asked.reason),
                }
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = outcome else { return Ok(see_other("/admin/roles?done=asked")) };
    let refusal = refusal_of(error)?;
    let page = with_refusal(admin.page(&request)?, &refusal);
    let rows = newest(&app).await?;
    shown_again(&RolesPage::new(page, &admin, rows, Some(&form)), &refusal)
}

pub async fn confirm(
    app: Data<App>,
    admin: Admin,
    id: Path<RoleChangeId>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    admin.check_form(&app, &form.csrf)?;
    app.write(move |tx| actions::confirm(tx, &admin.id, &id)).await?;
    Ok(see_other("/admin/roles?done=confirmed"))
}

/// Everything that waits, and the latest that was done.
async fn newest(app: &App) -> Result<Vec<(RoleChangeRow, String)>, AppError> {
    app.read(|reader| roles::newest(reader.conn)).await
}

fn by_email(tx: &mut Tx<'_>, email: &str) -> Result<AccountRow, AppError> {
    let unknown = || Refusal::field("/email", NO_SUCH);
    let email = EmailAddress::parse(email).map_err(|code| Refusal::field("/email", code))?;
    Ok(accounts::by_email(tx.conn, &email)?.ok_or_else(unknown)?)
}
