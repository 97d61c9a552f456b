//! Which methods a path knows: for `Allow`, for `OPTIONS` and for telling 405 from 404.

use actix_web::HttpRequest;
use actix_web::dev::ResourceDef;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

/// The routes of the site by path: those of the API from its own document, and the pages'.
#[derive(Default)]
pub struct Methods {
    routes: Vec<(ResourceDef, Vec<&'static str>)>,
}

impl Methods {
    /// The methods of every documented path.
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        Self { routes: paths.map(|(path, item)| (ResourceDef::new(path.as_str()), methods_of(item))).collect() }
    }

    /// Adds a route that is not in the document, such as a page's.
    pub fn and(mut self, pattern: &'static str, methods: &[&'static str]) -> Self {
        self.routes.push((ResourceDef::new(pattern), methods.to_vec()));
        self
    }

    /// The value of `Allow` for the path of `request`; nothing when no method would lead anywhere.
    pub fn allowed(&self, request: &HttpRequest) -> Option<String> {
        self.at(request.path()).or_else(|| page_methods(request))
    }

    /// The value of `Allow` for a listed path.
    pub fn at(&self, path: &str) -> Option<String> {
        let mut found: Vec<&str> = Vec::new();
        for (pattern, methods) in &self.routes {
            if pattern.is_match(path) {
                found.extend(methods);
            }
        }
        if found.is_empty() {
            return None;
        }
        if found.contains(&"GET") {
            found.push("HEAD");
        }
        found.push("OPTIONS");
        found.sort_unstable();
        found.dedup();
        Some(found.join(", "))
    }
}

/// Pages are read with GET and sent with POST; one that is routed but not for this method knows the other.
fn page_methods(request: &HttpRequest) -> Option<String> {
    if !request.resource_map().has_resource(request.path()) {
        return None;
    }
    let reads = matches!(request.method().as_str(), "GET" | "HEAD");
    Some(if reads { "POST, OPTIONS" } else { "GET, HEAD, OPTIONS" }.to_owned())
}

fn methods_of(item: &PathItem) -> Vec<&'static str> {
    [
        ("GET", item.get.is_some()),
        ("PUT", item.put.is_some()),
        ("POST", item.post.is_some()),
        ("DELETE", item.delete.is_some()),
        ("PATCH", item.patch.is_some()),
    ]
    .into_iter()
    .filter_map(|(method, known)| known.then_some(method))
    .collect()
}
