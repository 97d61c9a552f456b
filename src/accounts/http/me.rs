//! One's own account over REST.

use crate::accounts::actions::{self, ProfileChange};
use crate::accounts::api::{AccountView, ChangeProfile};
use crate::accounts::callers::Member;
use crate::accounts::names::DisplayName;
use crate::accounts::store::{accounts, roles};
use crate::app::App;
use crate::config::Config;
use crate::error::Refusal;
use crate::text::lang::Lang;
use crate::web::{Failure, MustMatch, Shown, Valid};
use actix_web::web::Data;
use actix_web::{Responder, get, patch};

/// One's own account, with its roles.
#[utoipa::path(tag = "Accounts", security(("bearer" = [])), responses((status = 200, body = AccountView)))]
#[get("/api/v1/me")]
pub async fn show_me(app: Data<App>, member: Member) -> Result<impl Responder, Failure> {
    let view = app.read(move |reader| {
        let row = accounts::by_id(reader.conn, &member.id)?;
        let given = accounts::newest_consents(reader.conn, &row.id)?;
        Ok(AccountView::of(row, &member.held_roles(), &given))
    });
    Ok(Shown(view.await?))
}

/// Changes name, language or time zone.
#[utoipa::path(
    tag = "Accounts",
    request_body = ChangeProfile,
    params(("If-Match" = String, Header, description = "The version that was read.")),
    security(("bearer" = [])),
    responses((status = 200, body = AccountView))
)]
#[patch("/api/v1/me")]
pub async fn change_me(
    app: Data<App>,
    member: Member,
    matching: MustMatch,
    body: Valid<ChangeProfile>,
) -> Result<impl Responder, Failure> {
    let change = parsed(&body, app.config())?;
    let view = app.write(move |tx| {
        let row = actions::change_profile(tx, &member.id, &change, |version| matching.check(version))?;
        let roles = roles::of(tx.conn, &row.id)?;
        let given = accounts::newest_consents(tx.conn, &row.id)?;
        Ok(AccountView::of(row, &roles, &given))
    });
    Ok(Shown(view.await?))
}

/// From the wire to what the action takes.
pub(in crate::accounts) fn parsed(body: &ChangeProfile, config: &Config) -> Result<ProfileChange, Refusal> {
    let most = config.accounts.display_name_max_length;
    let name = body.display_name.as_deref().map(|text| DisplayName::parse(text, most)).transpose();
    Ok(ProfileChange {
        name: name.map_err(|code| Refusal::field("/display_name", code))?,
        lang: body.locale.as_deref().and_then(Lang::from_code),
        zone: body.time_zone.as_deref().and_then(|zone| zone.parse().ok()),
    })
}
