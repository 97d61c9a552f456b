//! Whatever goes wrong, said in one form: RFC 9457 problems under `/api/`, a page elsewhere.
//!
//! Handlers answer with [`Failure`]; [`settle`] turns it into an answer once it knows the request: its
//! language, its id and whether a program or a person waits. Causes are logged there and nowhere else, and
//! never reach a client.

use super::door::app_of;
use super::reader::language;
use super::request_id::RequestId;
use super::words::say;
use crate::error::{
    AppError, Code, FORBIDDEN, FieldError, INTERNAL, MALFORMED, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, NOT_FOUND,
    REQUEST_TIMEOUT, Refusal, TOO_LARGE, TOO_MANY_REQUESTS, UNAUTHENTICATED, UNAVAILABLE, UNSUPPORTED_MEDIA_TYPE,
};
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest, HttpResponse, ResponseError, web};
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// Seconds a client is asked to wait where the cause names none.
const DEFAULT_RETRY_SECONDS: u32 = 5;

/// Why a handler did not succeed; what its `?` turns errors into.
#[derive(Debug)]
pub struct Failure(AppError);

impl Failure {
    pub fn cause(&self) -> &AppError {
        &self.0
    }

    pub fn into_cause(self) -> AppError {
        self.0
    }

    pub fn code(&self) -> Code {
        self.0.code()
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.into())
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        status_of(self.0.code())
    }

    /// Only the status: [`settle`] writes the rest.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// An extension of a request: why its sender is forbidden what is forbidden, where the caller's type knows.
#[derive(Debug, Clone, Copy)]
pub struct ForbiddenFor(pub Code);

/// What a client is told of an error.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A page that explains the code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// Stable; what programs decide by.
    pub code: &'static str,
    pub detail: String,
    /// What is wrong with which field; empty unless fields are.
    pub errors: Vec<ProblemField>,
    /// Leads to the request in the site's log.
    pub request_id: String,
    #[serde(skip)]
    pub retry_after: Option<u32>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body, or `?name` for a query parameter.
    pub pointer: String,
    pub code: &'static str,
    pub message: String,
    /// For text: the first character concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// For text: one past the last character concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

impl Problem {
    /// The problem that `error` is to the sender of `request`.
    pub fn of(request: &HttpRequest, error: &AppError) -> Self {
        let refusal = match error {
            AppError::Refused(refusal) => Some(refusal),
            _ => None,
        };
        let mut problem = Self::with_code(request, told_instead(request, error.code()));
        problem.errors = refusal.iter().flat_map(|refusal| &refusal.fields).map(|field| told(request, field)).collect();
        problem.retry_after = refusal.and_then(|refusal| refusal.retry_after).or(problem.retry_after);
        problem
    }

    fn with_code(request: &HttpRequest, code: Code) -> Self {
        let word = code.name.replace('_', "-");
        let site = app_of(request).map(|app| app.config().server.public_url.trim_end_matches('/').to_owned());
        Self {
            kind: format!("{}/problems/{}", site.unwrap_or_default(), code.name),
            title: say(request, &format!("error-{word}-title")),
            status: code.status,
            code: code.name,
            detail: say(request, &format!("error-{word}")),
            errors: Vec::new(),
            request_id: RequestId::of(request).as_str().to_owned(),
            retry_after: matches!(code.status, 429 | 503).then_some(DEFAULT_RETRY_SECONDS),
        }
    }
}

/// What whoever met `code` is told: why it is forbidden, where the caller knows more than the handler.
fn told_instead(request: &HttpRequest, code: Code) -> Code {
    let reason = request.extensions().get::<ForbiddenFor>().copied();
    reason.filter(|_| code == FORBIDDEN).map_or(code, |reason| reason.0)
}

fn told(request: &HttpRequest, field: &FieldError) -> ProblemField {
    ProblemField {
        pointer: field.pointer.clone(),
        code: field.code.name,
        message: sentence(request, field),
        start: field.span.map(|(start, _)| start),
        end: field.span.map(|(_, end)| end),
    }
}

/// The sentence of the field and the code together where there is one, `problem-advance-wrong-type`; else the code's.
fn sentence(request: &HttpRequest, field: &FieldError) -> String {
    let (lang, code) = (language(request), field.code.name.replace('_', "-"));
    let own = format!("problem-{}-{code}", field.pointer.trim_start_matches(['/', '?']).replace(['/', '_'], "-"));
    lang.t(&if lang.has(&own) { own } else { format!("error-{code}") })
}

/// How problems look to people: registered once as `app_data`; without it they read a bare page.
#[derive(Clone, Copy)]
pub struct ProblemPage(pub fn(&HttpRequest, &Problem) -> HttpResponse);

/// Middleware: turns failures, and bare error statuses of whatever origin, into problems.
///
/// # Errors
/// Only those of the services within.
pub async fn settle(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let answer = next.call(request).await?.map_into_boxed_body();
    let Some(problem) = problem_in(&answer) else { return Ok(answer) };
    let (request, bare) = answer.into_parts();
    let mut response = written(&request, &problem);
    for (name, value) in bare.headers() {
        if !response.headers().contains_key(name) && name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(ServiceResponse::new(request, response))
}

fn problem_in(answer: &ServiceResponse) -> Option<Problem> {
    let request = answer.request();
    match answer.response().error() {
        Some(error) => match error.as_error::<Failure>() {
            Some(failure) => {
                log(request, &failure.0);
                Some(Problem::of(request, &failure.0))
            }
            None => {
                let status = error.as_response_error().status_code();
                if status.is_server_error() {
                    log(request, &AppError::internal(error.to_string()));
                }
                Some(Problem::with_code(request, code_of(status)))
            }
        },
        None => {
            let status = answer.status();
            let wordless = matches!(answer.response().body().size(), BodySize::None | BodySize::Sized(0));
            let wrong = status.is_client_error() || status.is_server_error();
            (wrong && wordless).then(|| Problem::with_code(request, code_of(status)))
        }
    }
}

/// The one log line of what went wrong on our side; refusals are the caller's affair.
fn log(request: &HttpRequest, error: &AppError) {
    let id = RequestId::of(request);
    let (request_id, route) = (id.as_str(), request.match_pattern().unwrap_or_default());
    match error {
        AppError::Refused(refusal) => tracing::debug!(request_id, route, code = refusal.code.name, "refused"),
        AppError::RunAgain => tracing::warn!(request_id, route, "transactions kept colliding"),
        AppError::Unavailable(reason) => tracing::warn!(request_id, route, %reason, "unavailable"),
        AppError::Internal(cause) => {
            let deeper = cause.source().map(ToString::to_string).unwrap_or_default();
            tracing::error!(request_id, route, %cause, deeper, "a request failed");
        }
    }
}

fn written(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let mut response = if is_for_programs(request) {
        HttpResponse::build(status_from(problem.status)).content_type(PROBLEM_JSON).json(problem)
    } else if let Some(page) = request.app_data::<ProblemPage>() {
        (page.0)(request, problem)
    } else {
        bare_page(problem)
    };
    let headers = response.headers_mut();
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if problem.status == 401 && is_for_programs(request) {
        headers.insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
    }
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    response
}

/// Whether a program waits for the answer: everything under `/api/`, except its reference page, the doors for other
/// programs, the clock's, and the letters of development where JSON is asked for.
pub fn is_for_programs(request: &HttpRequest) -> bool {
    let path = request.path();
    let speaks_both = path == "/dev/mail" || path.starts_with("/dev/mail/");
    path.starts_with("/api/") && path != "/api/docs"
        || path.starts_with("/hooks/")
        || path == "/dev/clock"
        || speaks_both && wants_json(request)
}

/// Whether whoever asks wants JSON, where a path has pages too.
pub fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

fn bare_page(problem: &Problem) -> HttpResponse {
    let body = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{detail}</p><p>{id}</p>",
        title = problem.title,
        detail = problem.detail,
        id = problem.request_id,
    );
    HttpResponse::build(status_from(problem.status)).content_type("text/html; charset=utf-8").body(body)
}

/// For paths that lead nowhere: 405 with `Allow` where another method would, else 404.
pub async fn nothing_here(request: HttpRequest) -> HttpResponse {
    let allowed = request
        .app_data::<web::Data<super::routes::Later<super::methods::Methods>>>()
        .and_then(|table| table.allowed(&request));
    let Some(allowed) = allowed else { return HttpResponse::from_error(Failure::from(NOT_FOUND)) };
    let mut answer = HttpResponse::from_error(Failure::from(METHOD_NOT_ALLOWED));
    if let Ok(value) = header::HeaderValue::from_str(&allowed) {
        answer.headers_mut().insert(header::ALLOW, value);
    }
    answer
}

fn status_of(code: Code) -> StatusCode {
    status_from(code.status)
}

fn status_from(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The code for a status that came without one: from actix-web's own extractors and services.
fn code_of(status: StatusCode) -> Code {
    match status.as_u16() {
        401 => UNAUTHENTICATED,
        403 => FORBIDDEN,
        404 => NOT_FOUND,
        405 => METHOD_NOT_ALLOWED,
        406 => NOT_ACCEPTABLE,
        408 => REQUEST_TIMEOUT,
        413 => TOO_LARGE,
        415 => UNSUPPORTED_MEDIA_TYPE,
        429 => TOO_MANY_REQUESTS,
        503 | 504 => UNAVAILABLE,
        400..=499 => MALFORMED,
        _ => INTERNAL,
    }
}
