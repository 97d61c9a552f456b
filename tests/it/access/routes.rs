//! Every way into the site: the API's from its document, the pages' from where they are registered.

use crate::architecture::source::{self, Source};
use crate::support::schema::DOCUMENT;
use serde_json::Value;
use std::collections::BTreeSet;

/// A method and a path as it was registered: `POST /threads/{id}/edit`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub path: String,
    pub method: String,
}

impl Route {
    pub fn new(method: &str, path: &str) -> Self {
        Self { path: path.to_owned(), method: method.to_uppercase() }
    }

    /// Whether the route is of the REST API, where only bearer tokens count.
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/v1/")
    }

    pub fn reads(&self) -> bool {
        self.method == "GET"
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

/// Every route that is served.
pub fn all() -> BTreeSet<Route> {
    let mut routes = of_api();
    // Figures are served on a port of their own, for operators only.
    let elsewhere = |file: &&Source| file.path.ends_with("tests.rs") || file.path == "src/server/metrics.rs";
    routes.extend(source::rust("src").iter().filter(|file| !elsewhere(file)).flat_map(of_pages));
    routes
}

/// Whether the document of the API has this status among the answers of a route.
pub fn is_documented(route: &Route, status: u16) -> bool {
    let operation = &DOCUMENT["paths"][&route.path][route.method.to_lowercase()];
    operation["responses"].get(status.to_string()).is_some()
}

fn of_api() -> BTreeSet<Route> {
    let document = &*DOCUMENT;
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let known = ["get", "put", "post", "delete", "patch"].into_iter().filter(|method| item.get(method).is_some());
        known.map(|method| Route::new(method, path)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(methods).collect()
}

/// The pages that a source file registers, in any of the three ways that this project knows.
fn of_pages(file: &Source) -> Vec<Route> {
    let text = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut routes = attributes(text);
    routes.extend(listed_for_macros(text));
    routes.extend(resources(text));
    routes.retain(|route| route.path.starts_with('/') && !route.is_api());
    routes
}

/// `#[get("/threads")]`
fn attributes(text: &str) -> Vec<Route> {
    let attribute = |line: &str| {
        let (method, rest) = line.trim().strip_prefix("#[")?.split_once("(\"")?;
        let (path, _) = rest.split_once('"')?;
        matches!(method, "get" | "post" | "put" | "delete" | "patch").then(|| Route::new(method, path))
    };
    text.lines().filter_map(attribute).collect()
}

/// `triage(Triage) "/complaints/{id}/triage" …` in a file that holds `page_acts! {`.
fn listed_for_macros(text: &str) -> Vec<Route> {
    if !text.contains("page_acts! {") {
        return Vec::new();
    }
    let entry = |line: &str| {
        let (_, rest) = line.trim().split_once(") \"/")?;
        let (path, _) = rest.split_once('"')?;
        Some(Route::new("POST", &format!("/{path}")))
    };
    text.lines().filter_map(entry).collect()
}

/// `resource("/me").route(get()…)`, `.route("/healthz", web::get()…)`, and the same inside `scope("/dev/mail")`.
fn resources(text: &str) -> Vec<Route> {
    let mut routes = Vec::new();
    let (mut scope, mut here) = (String::new(), String::new());
    let flat = text.replace(['\n', ' '], "").replace("web::", "");
    let mut rest = flat.as_str();
    while let Some((place, mark)) = ["scope(\"", "resource(\"", ".route(\"", ".route("]
        .iter()
        .filter_map(|mark| rest.find(mark).map(|place| (place, *mark)))
        .min_by_key(|(place, mark)| (*place, std::cmp::Reverse(mark.len())))
    {
        rest = rest.get(place + mark.len()..).unwrap();
        if mark != ".route(" {
            let (path, after) = rest.split_once('"').unwrap();
            match mark {
                "scope(\"" => scope = path.to_owned(),
                _ => here = format!("{scope}{path}"),
            }
            rest = after.trim_start_matches(',');
        }
        let method =
            ["get", "post", "put", "delete"].into_iter().find(|method| rest.starts_with(&format!("{method}()")));
        if let (Some(method), true) = (method, mark.starts_with(".route(")) {
            routes.push(Route::new(method, &here));
        }
    }
    routes
}

#[test]
fn each_way_of_registering_a_page_is_seen() {
    let text = r#"
        #[get("/threads")] pub
        #[get("/threads")]
        config
            .service(resource("/me").route(get().to(show)).route(post().to(save)))
            .route("/healthz", web::get().to(healthz))
            .service(web::scope("/dev/mail").route("", web::get().to(list)).route("/{id}", web::get().to(letter)));
    "#;
    let seen: Vec<_> = of_pages(&Source::sample("src/x/pages.rs", text)).iter().map(ToString::to_string).collect();
    let wanted =
        ["GET /threads", "GET /threads", "GET /me", "POST /me", "GET /healthz", "GET /dev/mail", "GET /dev/mail/{id}"];
    assert_eq!(seen, wanted);
    let listed =
        "page_acts! {\n    String;\n    triage(Triage) \"/complaints/{id}/triage\" Act::Triage => actions::triage;";
    assert_eq!(of_pages(&Source::sample("src/x/acts.rs", listed)), [Route::new("POST", "/complaints/{id}/triage")]);
}
