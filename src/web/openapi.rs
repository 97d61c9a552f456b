//! The API's document: what the routes say of themselves, and what holds for all of them.
//!
//! Assembly takes the paths from the very registration that serves them ([`document_of`](super::document_of)) and hands
//! the document to [`finish`].

use super::problem::{PROBLEM_JSON, Problem, ProblemField};
use utoipa::PartialSchema as _;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::Tag;
use utoipa::openapi::{ContentBuilder, Info, License, OpenApi, Ref, RefOr, Response, ResponseBuilder, Server};

/// The name of the bearer scheme, for `security(("bearer" = []))` at routes that need an account.
pub const BEARER: &str = "bearer";
const PROBLEM: &str = "Problem";

/// Completes the document of the collected routes: about the API, how to sign in, and what every route may answer
/// when it does not succeed.
pub fn finish(mut document: OpenApi, tags: &[(&str, &str)]) -> OpenApi {
    let mut info = Info::new("Candor", env!("CARGO_PKG_VERSION"));
    info.description = Some(env!("CARGO_PKG_DESCRIPTION").to_owned());
    info.license = Some(License::new("Apache-2.0"));
    document.info = info;
    document.servers = Some(vec![Server::new("/")]);
    document.tags = Some(tags.iter().map(|(name, about)| described(name, about)).collect());
    let components = document.components.get_or_insert_default();
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(scheme));
    components.schemas.insert(PROBLEM.to_owned(), Problem::schema());
    components.schemas.insert("ProblemField".to_owned(), ProblemField::schema());
    components.responses.insert(PROBLEM.to_owned(), RefOr::T(problem_response()));
    for (path, item) in &mut document.paths.paths {
        for (reads, operation) in operations_of(item) {
            let problems = problems_of(path, reads, operation);
            let responses = &mut operation.responses.responses;
            if reads {
                let unchanged = ResponseBuilder::new().description("Still what `If-None-Match` names.").build();
                responses.entry("304".to_owned()).or_insert_with(|| unchanged.into());
            }
            for status in problems {
                responses.entry(status.to_owned()).or_insert_with(|| Ref::from_response_name(PROBLEM).into());
            }
        }
    }
    document
}

/// The document as it is committed and served: indented JSON with a line end.
///
/// # Errors
/// When the document has no JSON form, which would be a fault of its types.
pub fn printed(document: &OpenApi) -> Result<String, serde_json::Error> {
    document.to_pretty_json().map(|text| text + "\n")
}

fn described(name: &str, about: &str) -> Tag {
    let mut tag = Tag::new(name);
    tag.description = Some(about.to_owned());
    tag
}

fn problem_response() -> Response {
    let schema: RefOr<_> = Ref::from_schema_name(PROBLEM).into();
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description("What went wrong (RFC 9457).").content(PROBLEM_JSON, content).build()
}

/// Which problems an operation may answer with: by its path, its method, its body and whom it asks for.
fn problems_of(path: &str, reads: bool, operation: &Operation) -> Vec<&'static str> {
    let parameters = || operation.parameters.iter().flatten().filter_map(inline);
    let is_filtered = parameters().any(|parameter| parameter.parameter_in == ParameterIn::Query);
    let has_body = operation.request_body.is_some();
    let must_match = parameters().any(|parameter| parameter.name == "If-Match" && parameter.required == Required::True);
    let mut statuses = vec!["400", "401", "403", "404", "405", "406", "413", "429", "500", "503"];
    for (applies, more) in [
        (!reads, ["408", "409", "415", "422"].as_slice()),
        (has_body || is_filtered || path.contains('{'), ["422"].as_slice()),
        (!reads, ["412"].as_slice()),
        (must_match, ["428"].as_slice()),
    ] {
        if applies {
            statuses.extend(more);
        }
    }
    statuses
}

fn inline(parameter: &RefOr<Parameter>) -> Option<&Parameter> {
    match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    }
}

/// The operations of a path, each with whether it only reads.
fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let read = item.get.iter_mut().map(|operation| (true, operation));
    let changing = [&mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
    read.chain(changing.into_iter().flatten().map(|operation| (false, operation)))
}
