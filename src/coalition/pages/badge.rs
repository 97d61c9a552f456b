//! The page of a member's badge: whether it is on and why, the picture, and the code for a site of one's own.

use super::{day_or, private, shown, word};
use crate::accounts::Member;
use crate::app::App;
use crate::coalition::members::actions;
use crate::coalition::members::badge::BadgeView;
use crate::coalition::members::views;
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::web::Failure;
use crate::web::page::Page;
use crate::web::parts::Fact;
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Registers the page.
pub fn routes(config: &mut ServiceConfig) {
    config.service(badge);
}

#[derive(Template)]
#[template(path = "coalition/badge.html")]
struct BadgePage {
    page: Page,
    physician: String,
    /// Whether it is on, why, and until when at the latest.
    facts: Vec<Fact>,
    code: String,
    image: String,
    /// The same for programs.
    data: String,
}

/// The code that a member puts on a site of their own.
#[get("/coalition/members/{physician_id}/badge")]
async fn badge(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    physician: Path<PhysicianId>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let read = app.read(move |reader| {
        if !actions::may_see_code(reader, &physician, &member)? {
            return Err(AppError::not_found());
        }
        views::badge(reader, &physician)
    });
    shown(&badge_page(page, &read.await?, &app.config().server.public_url))
}

fn badge_page(page: Page, drawn: &BadgeView, origin: &str) -> BadgePage {
    let origin = origin.trim_end_matches('/');
    let image = format!("/api/v1/coalition/badges/{}.svg", drawn.physician_id);
    let code = format!(
        "<a href=\"{}\"><img src=\"{origin}{image}\" width=\"260\" height=\"48\" alt=\"{}\"></a>",
        drawn.register_url,
        page.t("coalition-badge-alt")
    );
    let title = page.t("coalition-badge-page-title");
    BadgePage {
        facts: facts(&page, drawn),
        page: private(page, title),
        physician: drawn.physician_id.to_string(),
        data: format!("/api/v1/coalition/badges/{}.json", drawn.physician_id),
        code,
        image,
    }
}

/// Whether it is on and why, and when it goes off, or on again, at the latest.
fn facts(page: &Page, drawn: &BadgeView) -> Vec<Fact> {
    let state = word(page, "member-state", drawn.state.as_str());
    let name = if drawn.valid { "on" } else { "off" };
    let now = page.t_with(&format!("coalition-badge-now-{name}"), "state", state);
    let mut facts = vec![Fact::new(page.t("coalition-badge-now"), now)];
    let latest = drawn.valid_until.map(|at| page.moment_text(at));
    facts.extend(latest.map(|at| Fact::new(page.t("coalition-badge-latest"), at)));
    let last = drawn.measure_until.as_deref().map(|day| day_or(page, Some(day), drawn.as_of));
    facts.extend(last.map(|day| Fact::new(page.t("coalition-badge-off-until"), day)));
    facts
}
