//! The frame of a page for whoever looks at it.

use super::{MaybeMember, Member};
use crate::accounts::model::Role;
use crate::web::page::{MenuEntry, Page, Viewer};
use crate::web::{Failure, ForbiddenFor, LANGUAGE_COOKIE, chosen_language, guest_page};
use actix_web::http::{Method, header};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};

/// Which entries of the staff menu somebody with these roles may open: registered as `app_data` by assembly, because
/// the pages behind them belong to other domains.
#[derive(Clone, Copy)]
pub struct StaffMenu(pub fn(&[Role]) -> Vec<MenuEntry>);

impl Member {
    /// The frame of a page for this person: language, zone, name, menu, form token. Never cached for others.
    ///
    /// # Errors
    /// [`AppError::Internal`](crate::error::AppError::Internal) when assembly forgot to register the site.
    pub fn page(&self, request: &HttpRequest) -> Result<Page, Failure> {
        let mut page = guest_page(request)?;
        if chosen_language(request).is_none() && request.cookie(LANGUAGE_COOKIE).is_none() {
            page.lang = self.lang;
        }
        page.zone = self.zone;
        page.csrf = self.csrf().to_owned();
        let menu = request.app_data::<StaffMenu>();
        page.viewer = Some(Viewer {
            display_name: self.display_name.clone(),
            roles: self.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            staff_menu: menu.map(|menu| (menu.0)(&self.held_roles())).unwrap_or_default(),
        });
        Ok(page)
    }
}

impl MaybeMember {
    /// The frame of a page for whoever looks.
    ///
    /// # Errors
    /// As [`Member::page`].
    pub fn page(&self, request: &HttpRequest) -> Result<Page, Failure> {
        match &self.0 {
            Some(member) => member.page(request),
            None => guest_page(request),
        }
    }
}

/// Leads a reader who must sign in first there and back; for forms there is no way back, so they get the problem's
/// page. Assembly asks this for every 401 of a page.
pub fn sign_in_first(request: &HttpRequest) -> Option<HttpResponse> {
    if request.path().starts_with("/api/") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let here = request.uri().path_and_query().map_or(request.path(), |whole| whole.as_str());
    let query = serde_urlencoded::to_string([("next", here)]).ok()?;
    Some(HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/sign-in?{query}"))).finish())
}

/// Leads staff whose roles wait for a second factor to where they set one up. Assembly asks this for every 403 and
/// 404 of a page: a case that is theirs is none of theirs until then.
pub fn second_factor_first(request: &HttpRequest) -> Option<HttpResponse> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let waits = request.extensions().get::<ForbiddenFor>().is_some();
    if !waits || !is_read || request.path().starts_with("/api/") {
        return None;
    }
    Some(HttpResponse::SeeOther().insert_header((header::LOCATION, "/me/second-factor?done=required")).finish())
}
