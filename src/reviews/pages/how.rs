//! How ratings are computed, with the figures of this site's pack.

use crate::accounts::MaybeMember;
use crate::app::App;
use crate::specialty::{Pack, ProofLevel};
use crate::text::lang::Value;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, rendered};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "reviews/how.html")]
struct HowPage {
    page: Page,
    formula: String,
    /// The weight of each proof level, and of each span of months after the procedure.
    proof: Vec<Fact>,
    months: Vec<Fact>,
    age: String,
    prior: String,
    bound: String,
    shown: String,
}

#[get("/reviews/how")]
pub async fn show(app: Data<App>, request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?.in_area(Area::Physicians);
    let page = page.clone().titled(page.t("reviews-how-title")).described(page.t("reviews-how-lede"));
    rendered(&how_page(page, &app.site().pack))
}

fn how_page(page: Page, pack: &Pack) -> HowPage {
    HowPage {
        formula: pack.rating.formula.clone(),
        proof: pack.reviews.proof_levels.iter().map(|level| proof(level, &page)).collect(),
        months: months(pack, &page),
        age: said(&page, "age", &[("months", pack.rating.half_life_months), ("least", pack.rating.least_decay)]),
        prior: said(&page, "prior", &[("mean", pack.rating.prior_mean), ("prior", pack.rating.prior_weight)]),
        bound: said(&page, "bound", &[("z", pack.rating.lower_bound_z), ("variance", pack.rating.prior_variance)]),
        shown: said(
            &page,
            "shown",
            &[("count", pack.rating.shown_from_counted.into()), ("weight", pack.rating.shown_from_weight)],
        ),
        page,
    }
}

/// A sentence with its figures, each with as many decimals as it has.
fn said(page: &Page, name: &str, figures: &[(&str, f64)]) -> String {
    let values: Vec<(&str, Value)> =
        figures.iter().map(|(name, figure)| (*name, page.lang.short(*figure, 3).into())).collect();
    page.lang.t_with(&format!("reviews-how-{name}"), &values)
}

fn proof(level: &ProofLevel, page: &Page) -> Fact {
    Fact::new(level.words.get(page.lang.as_str()), page.lang.short(level.weight, 2))
}

fn months(pack: &Pack, page: &Page) -> Vec<Fact> {
    let rating = &pack.rating;
    let (mid, mature) = (rating.mid_from_month, rating.mature_from_month);
    let fact = |name: &str, from: u32, to: u32, weight: f64| {
        let span = page.t_with2(&format!("reviews-how-{name}"), "from", from, "to", to);
        Fact::new(span, page.lang.short(weight, 2))
    };
    vec![
        fact("before", 0, mid, 0.0),
        fact("between", mid, mature.saturating_sub(1), rating.mid_weight),
        fact("from", mature, mature, 1.0),
    ]
}
