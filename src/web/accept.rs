//! `Accept`: whoever takes none of what a path serves is told so before any work is done.

use super::problem::PROBLEM_JSON;
use super::routes::Later;
use crate::files::MediaType;
use actix_web::HttpRequest;
use actix_web::dev::ResourceDef;
use actix_web::http::header::{Accept, Header as _, Quality};
use utoipa::openapi::path::PathItem;
use utoipa::openapi::{OpenApi, RefOr};

/// What every path serves that says nothing else.
const JSON: &str = "application/json";
/// How the document writes a file as somebody sent it.
const ANY_FILE: &str = "application/octet-stream";

/// The paths that serve something else than JSON, from the API's own document.
#[derive(Default)]
pub struct Served {
    others: Vec<(ResourceDef, Vec<String>)>,
}

impl Served {
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        let others = paths.filter_map(|(path, item)| Some((ResourceDef::new(path.as_str()), kinds_of(item)?)));
        Self { others: others.collect() }
    }

    /// Whether the sender of `request` takes anything that its path serves. Whoever does not say takes anything.
    pub fn suits(served: &Later<Self>, request: &HttpRequest) -> bool {
        let Ok(wishes) = Accept::parse(request) else { return true };
        if wishes.is_empty() || takes_anything(&wishes) {
            return true;
        }
        match served.others.iter().find(|(pattern, _)| pattern.is_match(request.path())) {
            Some((_, kinds)) => kinds.iter().any(|kind| quality(&wishes, kind).is_some_and(is_taken)),
            None => quality(&wishes, JSON).or_else(|| quality(&wishes, PROBLEM_JSON)).is_some_and(is_taken),
        }
    }
}

/// What a path serves, where that is not JSON.
fn kinds_of(item: &PathItem) -> Option<Vec<String>> {
    let RefOr::T(answer) = item.get.as_ref()?.responses.responses.get("200")? else { return None };
    let kinds: Vec<&String> = answer.content.keys().collect();
    if kinds.iter().any(|kind| *kind == JSON) || kinds.is_empty() {
        return None;
    }
    let named = |kind: &String| match kind.as_str() {
        ANY_FILE => MediaType::ALL.iter().map(ToString::to_string).chain([kind.clone()]).collect(),
        _ => vec![kind.clone()],
    };
    Some(kinds.into_iter().flat_map(named).collect())
}

/// As most programs say it.
fn takes_anything(wishes: &Accept) -> bool {
    matches!(wishes.as_slice(), [wish] if wish.item.essence_str() == "*/*" && is_taken(wish.quality))
}

/// How much `kind` is wished for: what the narrowest range that holds it says (RFC 9110, 12.5.1).
fn quality(wishes: &Accept, kind: &str) -> Option<Quality> {
    let family = kind.split('/').next().unwrap_or_default();
    let narrowness = |range: &str| match range.split_once('/') {
        _ if range == kind => Some(3),
        Some(("*", "*")) => Some(1),
        Some((outer, "*")) if outer == family => Some(2),
        _ => None,
    };
    let held = wishes.iter().filter_map(|wish| Some((narrowness(wish.item.essence_str())?, wish.quality)));
    held.max().map(|(_, quality)| quality)
}

fn is_taken(quality: Quality) -> bool {
    quality > Quality::ZERO
}

#[cfg(test)]
mod tests {
    use super::super::routes::later;
    use super::*;
    use actix_web::http::header;
    use actix_web::test::TestRequest;
    use actix_web::web::Data;

    fn served() -> Data<Later<Served>> {
        let kinds = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let files = ["application/pdf", "image/png", ANY_FILE];
        let others = vec![
            (ResourceDef::new("/api/v1/cases.csv"), kinds(&["text/csv"])),
            (ResourceDef::new("/api/v1/badges/{id}.svg"), kinds(&["image/svg+xml"])),
            (ResourceDef::new("/api/v1/cases/{id}/evidence/{number}"), kinds(&files)),
        ];
        later(|| Served { others })
    }

    #[test]
    fn each_path_is_read_by_whoever_takes_what_it_serves() {
        let table: &[(&str, &[&str], &[&str])] = &[
            (
                "/api/v1/cases",
                &[
                    "application/json",
                    "application/problem+json",
                    "application/*",
                    "*/*",
                    "",
                    "APPLICATION/JSON; charset=utf-8",
                    "text/html, application/json;q=0.1",
                    "application/*;q=0, application/json",
                    "*/*;q=0, application/json;q=0.5",
                ],
                &[
                    "text/html",
                    "text/csv",
                    "application/xml",
                    "application/pdf",
                    "image/png",
                    "image/*, text/*",
                    "application/json;q=0",
                    "application/json;q=0.000, application/problem+json",
                    "*/*, application/json;q=0",
                    "*/*;q=0",
                ],
            ),
            (
                "/api/v1/cases.csv",
                &["text/csv", "text/*", "*/*", "", "text/html,application/xhtml+xml,*/*;q=0.8"],
                &["application/json", "text/html", "application/*", "text/csv;q=0", "text/*, text/csv;q=0"],
            ),
            (
                "/api/v1/badges/7.svg",
                &["image/svg+xml", "image/*", "*/*", "", "image/avif,image/webp,image/*;q=0.5"],
                &["application/json", "image/png", "text/*", "image/*;q=0"],
            ),
            (
                "/api/v1/cases/7/evidence/1",
                &["application/pdf", "image/*", "application/octet-stream", "*/*", "", "application/*"],
                &["application/json", "text/html", "video/*", "*/*;q=0"],
            ),
        ];
        let served = served();
        for (path, taken, refused) in table {
            let suits = |accept: &str| {
                let request = TestRequest::with_uri(path).insert_header((header::ACCEPT, accept));
                Served::suits(&served, &request.to_http_request())
            };
            for (accepts, wanted) in [(taken, true), (refused, false)] {
                for accept in *accepts {
                    assert_eq!(suits(accept), wanted, "{path}: {accept:?}");
                }
            }
            assert!(
                Served::suits(&served, &TestRequest::with_uri(path).to_http_request()),
                "{path} without the header"
            );
        }
    }

    #[test]
    fn several_headers_count_as_one() {
        let request = TestRequest::with_uri("/api/v1/cases")
            .append_header((header::ACCEPT, "text/html"))
            .append_header((header::ACCEPT, "application/json"));
        assert!(Served::suits(&served(), &request.to_http_request()));
    }
}
