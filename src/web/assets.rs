//! The site's own files: one stylesheet, joined from its layers, the icon, and scripts that add comfort.
//!
//! Each is embedded, named by what is in it and may be kept for ever; a new build has a new name.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::Embed;
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// The files of `frontend/styles` in the order in which they are joined.
const STYLES: &[&str] = &[
    "tokens.css",
    "base.css",
    "layout.css",
    "parts/words.css",
    "parts/buttons.css",
    "parts/fields.css",
    "parts/notices.css",
    "parts/badges.css",
    "parts/lists.css",
    "parts/tables.css",
    "parts/posts.css",
    "parts/cases.css",
    "parts/desk.css",
    "parts/reviews.css",
    "parts/inspections.css",
    "parts/coalition.css",
    "parts/moderation.css",
    "parts/specimens.css",
    "print.css",
];

/// The scripts of `frontend/islands`, as they were written out to `frontend/static/islands`.
const ISLANDS: &[&str] = &["queue-keys"];

/// Characters of the digest in a file's name.
const DIGEST_LENGTH: usize = 16;

#[derive(Embed)]
#[folder = "frontend/styles"]
struct Styles;

#[derive(Embed)]
#[folder = "frontend/static"]
struct Static;

/// One file as it goes out.
struct Asset {
    name: String,
    content_type: &'static str,
    body: Vec<u8>,
}

static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| named("candor", "css", "text/css; charset=utf-8", stylesheet()));
static STYLESHEET_URL: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", STYLESHEET.name));
static ICON: LazyLock<Asset> = LazyLock::new(|| named("favicon", "svg", "image/svg+xml", icon()));
static ICON_URL: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", ICON.name));

static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| ISLANDS.iter().copied().map(Script::of).collect());

/// A script under the name that templates call it by.
struct Script {
    island: &'static str,
    asset: Asset,
    url: String,
}

impl Script {
    fn of(island: &'static str) -> Self {
        let body = Static::get(&format!("islands/{island}.js")).map(|file| file.data.into_owned()).unwrap_or_default();
        let asset = named(island, "js", "text/javascript; charset=utf-8", body);
        Self { url: format!("/assets/{}", asset.name), island, asset }
    }
}

/// Where pages find a script; nowhere for one that there is not.
pub fn island_url(name: &str) -> &'static str {
    SCRIPTS.iter().find(|script| script.island == name).map_or("", |script| &script.url)
}

/// Where pages find the stylesheet: `/assets/candor.<digest>.css`.
pub fn stylesheet_url() -> &'static str {
    &STYLESHEET_URL
}

/// Where pages find the icon.
pub fn icon_url() -> &'static str {
    &ICON_URL
}

/// The whole stylesheet.
pub fn stylesheet_text() -> String {
    String::from_utf8_lossy(&STYLESHEET.body).into_owned()
}

/// `GET /assets/{name}` and `GET /favicon.svg`.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/assets/{name}").route(web::get().to(serve)).route(web::head().to(serve)))
        .service(web::resource("/favicon.svg").route(web::get().to(favicon)).route(web::head().to(favicon)));
}

async fn serve(name: web::Path<String>) -> HttpResponse {
    let scripts = SCRIPTS.iter().map(|script| &script.asset);
    let found = [&*STYLESHEET, &*ICON].into_iter().chain(scripts).find(|asset| asset.name == *name);
    let Some(asset) = found else { return HttpResponse::NotFound().finish() };
    answer(asset, "public, max-age=31536000, immutable")
}

/// For programs that ask for the icon by its usual name; it may change with the next build.
async fn favicon() -> HttpResponse {
    answer(&ICON, "public, max-age=86400")
}

fn answer(asset: &'static Asset, keep: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::CONTENT_TYPE, asset.content_type))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(asset.body.as_slice())
}

fn named(stem: &str, ending: &str, content_type: &'static str, body: Vec<u8>) -> Asset {
    let mut digest = hex::encode(Sha256::digest(&body));
    digest.truncate(DIGEST_LENGTH);
    Asset { name: format!("{stem}.{digest}.{ending}"), content_type, body }
}

fn stylesheet() -> Vec<u8> {
    let files = STYLES.iter().filter_map(|name| Styles::get(name));
    files.flat_map(|file| without_comments(&String::from_utf8_lossy(&file.data)).into_bytes()).collect()
}

fn icon() -> Vec<u8> {
    Static::get("favicon.svg").map(|file| file.data.into_owned()).unwrap_or_default()
}

/// CSS without comments and indentation. None of our values holds `/*`.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    for (place, part) in css.split("/*").enumerate() {
        kept.push_str(if place == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    }
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::App;
    use actix_web::http::StatusCode;
    use actix_web::test::{TestRequest, call_service, init_service};

    #[test]
    fn every_style_file_is_joined() {
        for name in Styles::iter() {
            assert!(STYLES.contains(&&*name), "{name} is not in STYLES");
        }
        for name in STYLES {
            assert!(Styles::get(name).is_some(), "{name} does not exist");
        }
    }

    #[test]
    fn the_stylesheet_is_balanced_and_without_comments() {
        let css = stylesheet_text();
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(!css.contains("/*"));
    }

    #[test]
    fn every_island_is_written_out_and_every_script_has_its_source() {
        let written: Vec<_> =
            Static::iter().filter_map(|name| Some(name.strip_prefix("islands/")?.to_owned())).collect();
        for island in ISLANDS {
            assert!(written.contains(&format!("{island}.js")), "{island} is not written out: npm run build");
            assert!(island_url(island).starts_with(&format!("/assets/{island}.")), "{island}");
        }
        assert_eq!(written.len(), ISLANDS.len(), "{written:?}");
        assert_eq!(island_url("nobody-wrote-this"), "");
    }

    #[actix_web::test]
    async fn scripts_are_served_as_such() {
        let app = init_service(App::new().configure(routes)).await;
        let request = TestRequest::get().uri(island_url("queue-keys")).to_request();
        let answer = call_service(&app, request).await;
        assert_eq!(answer.headers().get("content-type").unwrap(), "text/javascript; charset=utf-8");
    }

    #[actix_web::test]
    async fn assets_are_kept_for_ever_and_unknown_ones_are_404() {
        let app = init_service(App::new().configure(routes)).await;
        let request = TestRequest::get().uri(stylesheet_url()).to_request();
        let answer = call_service(&app, request).await;
        assert_eq!(answer.headers().get("content-type").unwrap(), "text/css; charset=utf-8");
        assert_eq!(answer.headers().get("cache-control").unwrap(), "public, max-age=31536000, immutable");
        let request = TestRequest::get().uri("/assets/candor.0000.css").to_request();
        assert_eq!(call_service(&app, request).await.status(), StatusCode::NOT_FOUND);
    }
}
