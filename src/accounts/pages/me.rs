//! One's own page, and its settings.

use super::notices::{self, Notice};
use super::parts::{framed, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions;
use crate::accounts::api::ChangeProfile;
use crate::accounts::callers::Member;
use crate::accounts::http::me::parsed;
use crate::accounts::masked_names::is_neutral_name;
use crate::accounts::model::{AccountRow, Role};
use crate::accounts::store::accounts;
use crate::app::App;
use crate::error::{Refusal, STALE};
use crate::text::lang::Lang;
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "accounts/me.html")]
struct MePage {
    page: Page,
    email: String,
    roles: Vec<String>,
    is_admin: bool,
    /// Answers for a physician or a clinic.
    answers: bool,
    /// May be asked to sit on panels.
    hears: bool,
    /// Judges others, or is judged: has to say with whom they are tied.
    declares: bool,
    notices: Vec<Notice>,
}

pub async fn show(app: Data<App>, request: HttpRequest, member: Member) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let notices = notices::of(&app, &request, &member.id, &page).await?;
    let roles = member.held_roles().iter().map(|role| page.t(&role.key())).collect();
    let is_admin = member.has(Role::Admin);
    let answers = member.has(Role::Physician) || member.has(Role::ClinicStaff);
    let hears = member.has(Role::Reviewer) || member.has(Role::Board);
    let declares = answers || member.held_roles().iter().any(|role| role.is_staff());
    let page = framed(page, "accounts-me-title").titled(member.display_name);
    shown(&MePage { page, email: member.email, roles, is_admin, answers, hears, declares, notices })
}

/// The form of the settings page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    display_name: String,
    locale: String,
    time_zone: String,
    /// The version that was shown.
    version: i64,
}

impl SettingsForm {
    fn change(&self) -> ChangeProfile {
        ChangeProfile {
            display_name: Some(self.display_name.clone()),
            locale: Some(self.locale.clone()),
            time_zone: Some(self.time_zone.clone()),
        }
    }
}

impl Check for SettingsForm {
    fn check(&self, wrong: &mut Wrong) {
        self.change().check(wrong);
    }
}

#[derive(Template)]
#[template(path = "accounts/settings.html")]
struct SettingsPage {
    page: Page,
    display_name: String,
    /// A neutral name stands in the place of the account's own.
    is_masked: bool,
    languages: Vec<Choice>,
    time_zone: String,
    version: i64,
}

impl SettingsPage {
    fn new(page: Page, row: &AccountRow, typed: Option<&ValidForm<SettingsForm>>) -> Self {
        let value = |name: &str, kept: &str| typed.map_or(kept, |form| form.typed(name)).to_owned();
        let locale = value("locale", &row.locale);
        let choice = |lang: &Lang| Choice::new(lang.as_str(), lang.own_name()).chosen_if(&locale);
        Self {
            page: framed(page, "accounts-settings-title"),
            display_name: value("display_name", &row.display_name),
            is_masked: is_neutral_name(&row.id, &row.display_name),
            languages: Lang::ALL.iter().map(choice).collect(),
            time_zone: value("time_zone", &row.time_zone),
            version: row.version,
        }
    }
}

pub async fn show_settings(app: Data<App>, request: HttpRequest, member: Member) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let row = app.read(move |reader| accounts::by_id(reader.conn, &member.id)).await?;
    shown(&SettingsPage::new(page, &row, None))
}

pub async fn save_settings(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<SettingsForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let page = member.page(&request)?;
    let id = member.id.clone();
    let outcome = match form.value.clone().and_then(|sent| Ok((sent.version, parsed(&sent.change(), app.config())?))) {
        Ok((version, change)) => {
            app.write(move |tx| actions::change_profile(tx, &id, &change, |present| is_same(version, present))).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = outcome else { return Ok(see_other("/me/settings?done=settings")) };
    let refusal = refusal_of(error)?;
    let row = app.read(move |reader| accounts::by_id(reader.conn, &member.id)).await?;
    shown_again(&SettingsPage::new(with_refusal(page, &refusal), &row, Some(&form)), &refusal)
}

fn is_same(shown: i64, present: i64) -> Result<(), Refusal> {
    if shown == present { Ok(()) } else { Err(Refusal::new(STALE)) }
}
