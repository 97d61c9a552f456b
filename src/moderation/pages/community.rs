//! What holds here: the rules, what is kept of whom and for how long, and who answers for the site.

use crate::accounts::MaybeMember;
use crate::accounts::jobs::KEPT_DAYS;
use crate::accounts::rules::UNVERIFIED_DAYS;
use crate::app::App;
use crate::config::Config;
use crate::forum;
use crate::moderation::words;
use crate::specialty::{Pack, Term};
use crate::text::lang::Value;
use crate::web::page::Page;
use crate::web::parts::Fact;
use crate::web::{Failure, rendered};
use crate::workdays::{Span, Unit};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "moderation/rules.html")]
struct RulesPage {
    page: Page,
    /// Why something may be reported and decided about.
    reasons: Vec<String>,
    reviews: String,
    held: String,
    /// Why a review may be removed, and for nothing else.
    removals: Vec<String>,
    hiding: String,
    warnings: String,
    appeals: String,
}

#[get("/rules")]
pub async fn rules(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("rules-title")).described(page.t("rules-lede"));
    rendered(&rules_page(page, &app.site().pack))
}

fn rules_page(page: Page, pack: &Pack) -> RulesPage {
    let (flags, reviews) = (&pack.flags, &pack.reviews);
    let listed = |terms: &[Term]| -> Vec<String> {
        terms.iter().map(|term| words::capital(term.words.get(page.lang.as_str()))).collect()
    };
    let appeals: [(&str, Value); 2] =
        [("days", flags.times.appeal_days.into()), ("decided", flags.times.appeal_decided_days.into())];
    RulesPage {
        reasons: listed(&flags.reasons),
        reviews: page.t_with("rules-reviews-text", "least", reviews.text_min_length),
        held: page.t_with2("rules-reviews-held", "queue", days(reviews.queue), "hold", days(reviews.hold)),
        removals: listed(&reviews.removal_grounds),
        hiding: page.t_with("rules-hiding", "people", flags.score.hide_flaggers),
        warnings: page.t_with("rules-warnings", "days", flags.times.warning_days),
        appeals: page.lang.t_with("rules-appeals", &appeals),
        page,
    }
}

/// A span in whole days.
pub(super) const fn days(span: Span) -> u32 {
    if matches!(span.unit, Unit::Hours) { span.amount.div_ceil(24) } else { span.amount }
}

#[derive(Template)]
#[template(path = "moderation/privacy.html")]
struct PrivacyPage {
    page: Page,
    kept: Vec<Fact>,
}

#[get("/privacy")]
pub async fn privacy(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("privacy-title")).described(page.t("privacy-lede"));
    rendered(&PrivacyPage { kept: kept(&page, app.config(), &app.site().pack), page })
}

/// Each thing that is kept, and until when, with the numbers by which it is forgotten.
fn kept(page: &Page, config: &Config, pack: &Pack) -> Vec<Fact> {
    let fact = |name: &str, values: &[(&str, Value)]| {
        let text = page.lang.t_with(&format!("privacy-{name}-text"), values);
        Fact::new(page.t(&format!("privacy-{name}")), text)
    };
    let addresses = forum::origins_kept(config).num_hours().max(24);
    vec![
        fact("account", &[("days", UNVERIFIED_DAYS.into())]),
        fact("sessions", &[("days", config.accounts.session_days.into()), ("kept", KEPT_DAYS.into())]),
        fact("addresses", &[("hours", addresses.into())]),
        fact("requests", &[("hours", config.limits.idempotency_hours.into())]),
        fact("drafts", &[("days", config.drafts.keep_days.into())]),
        fact("posts", &[]),
        fact("reviews", &[("days", pack.flags.times.appeal_days.into())]),
        fact("proofs", &[("months", pack.reviews.proof_kept_months.into())]),
        fact("complaints", &[]),
        fact("reports", &[]),
        fact("ties", &[]),
        fact("claims", &[]),
        fact("applications", &[]),
        fact("inspections", &[]),
        fact("decisions", &[]),
        fact("letters", &[]),
    ]
}

#[derive(Template)]
#[template(path = "moderation/legal.html")]
struct LegalPage {
    page: Page,
    /// Empty when the operator has named nobody.
    operator: Vec<Fact>,
}

#[get("/legal")]
pub async fn legal(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("legal-title")).described(page.t("legal-lede"));
    let named = &app.config().operator;
    let facts = [("legal-name", &named.name), ("legal-address", &named.address), ("legal-email", &named.email)];
    let said = facts.into_iter().filter(|(_, value)| !value.is_empty());
    rendered(&LegalPage { operator: said.map(|(key, value)| Fact::new(page.t(key), value.as_str())).collect(), page })
}
