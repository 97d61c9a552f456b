//! How often, and how much at once: rates by address and by account, and an early 503 under overload.
//!
//! Counts are kept in memory on each node; a busy site behind a balancer therefore allows a little more, never
//! less. Reads and writes have buckets of their own, and reads keep a quarter of the room when it is tight.

use super::accept::Served;
use super::address;
use super::problem::{Failure, is_for_programs};
use super::routes::Later;
use crate::config::Config;
use crate::error::{NOT_ACCEPTABLE, Refusal, TOO_LARGE, TOO_MANY_REQUESTS, UNAVAILABLE};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The window of every rate here, in seconds.
const WINDOW_SECONDS: u32 = 60;
/// Requests between two looks for buckets that are full again and can be forgotten.
const SWEEP_EVERY: usize = 4_096;
/// Seconds to wait when there is no room.
const ROOM_RETRY_SECONDS: u32 = 2;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Who is behind a request, as far as limits go: registered as `app_data`, so that this part need not know accounts.
#[derive(Clone, Copy)]
pub struct AccountOf(pub fn(&HttpRequest) -> Option<String>);

/// The link of a letter that a request comes by, where it does: registered as `app_data` by assembly.
#[derive(Clone, Copy)]
pub struct LinkOf(pub fn(&HttpRequest) -> Option<String>);

/// The buckets of one node; shared by its workers through `web::Data`.
pub struct RateLimits {
    reads_by_address: Bucket,
    writes_by_address: Bucket,
    writes_by_account: Bucket,
    requests_by_link: Bucket,
    seen: AtomicUsize,
    busy: AtomicUsize,
    room: usize,
    header_bytes: usize,
    enabled: bool,
}

impl RateLimits {
    pub fn new(config: &Config) -> Self {
        let limits = &config.limits;
        Self {
            reads_by_address: Bucket::new("reads", limits.reads_per_minute_per_address),
            writes_by_address: Bucket::new("writes", limits.writes_per_minute_per_address),
            writes_by_account: Bucket::new("account-writes", limits.writes_per_minute_per_account),
            requests_by_link: Bucket::new("link", limits.case_link_requests_per_minute),
            seen: AtomicUsize::new(0),
            busy: AtomicUsize::new(0),
            room: config.server.max_concurrent_requests,
            header_bytes: limits.header_bytes,
            enabled: limits.enabled,
        }
    }

    fn standing(&self, request: &HttpRequest) -> Standing {
        if self.seen.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            for bucket in self.buckets() {
                bucket.limiter.retain_recent();
            }
        }
        let address = address::of(request).to_string();
        let by_address =
            if is_read(request) { self.reads_by_address.take(address) } else { self.writes_by_address.take(address) };
        if by_address.wait.is_some() {
            return by_address;
        }
        if let Some(link) = request.app_data::<LinkOf>().and_then(|hook| (hook.0)(request)) {
            return self.requests_by_link.take(link);
        }
        let account = request.app_data::<AccountOf>().filter(|_| !is_read(request));
        account.and_then(|hook| (hook.0)(request)).map_or(by_address, |account| self.writes_by_account.take(account))
    }

    fn buckets(&self) -> [&Bucket; 4] {
        [&self.reads_by_address, &self.writes_by_address, &self.writes_by_account, &self.requests_by_link]
    }

    /// A place to work in, until the guard is dropped; writes find none when three quarters are taken.
    fn enter(&self, request: &HttpRequest) -> Option<Place<'_>> {
        let room = if is_read(request) { self.room } else { self.room - self.room / 4 };
        let place = Place(&self.busy);
        let before = self.busy.fetch_add(1, Ordering::AcqRel);
        (before < room).then_some(place)
    }
}

/// Gives its room back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

struct Bucket {
    name: &'static str,
    quota: u32,
    limiter: RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>,
}

/// Where a sender stands after this request.
struct Standing {
    name: &'static str,
    policy: String,
    remaining: u32,
    /// Seconds until the bucket is full again.
    reset: u32,
    /// Seconds to wait, when there was nothing left.
    wait: Option<u32>,
}

impl Bucket {
    fn new(name: &'static str, per_minute: u32) -> Self {
        let quota = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        let limiter = RateLimiter::keyed(Quota::per_minute(quota)).with_middleware();
        Self { name, quota: quota.get(), limiter }
    }

    fn take(&self, key: String) -> Standing {
        let (remaining, wait) = match self.limiter.check_key(&key) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                (0, Some(u32::try_from(wait.as_secs()).unwrap_or(WINDOW_SECONDS).saturating_add(1)))
            }
        };
        let used = u64::from(self.quota.saturating_sub(remaining)) * u64::from(WINDOW_SECONDS);
        let reset = u32::try_from(used.div_ceil(self.quota.into())).unwrap_or(WINDOW_SECONDS);
        let policy = format!("\"{}\";q={};w={WINDOW_SECONDS}", self.name, self.quota);
        Standing { name: self.name, policy, remaining, reset, wait }
    }
}

impl Standing {
    fn left(&self) -> String {
        format!("\"{}\";r={};t={}", self.name, self.remaining, self.reset)
    }
}

/// Middleware, inside [`settle`](super::settle): turns away what is too much, and says how much is left.
///
/// # Errors
/// Only those of the services within.
pub async fn hold(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(limits) = request.app_data::<web::Data<RateLimits>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let Some(_place) = limits.enter(request.request()) else {
        return Ok(turned_away(request, Refusal::later(UNAVAILABLE, ROOM_RETRY_SECONDS)));
    };
    if header_bytes(request.request()) > limits.header_bytes {
        return Ok(turned_away(request, Refusal::new(TOO_LARGE)));
    }
    if is_for_programs(request.request()) && !is_served(request.request()) {
        return Ok(turned_away(request, Refusal::new(NOT_ACCEPTABLE)));
    }
    if !limits.enabled || is_unlimited(request.path()) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let standing = limits.standing(request.request());
    let mut answer = match standing.wait {
        Some(seconds) => turned_away(request, Refusal::later(TOO_MANY_REQUESTS, seconds)),
        None => next.call(request).await?.map_into_boxed_body(),
    };
    for (name, value) in [(RATE_LIMIT_POLICY, &standing.policy), (RATE_LIMIT, &standing.left())] {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

fn turned_away(request: ServiceRequest, refusal: Refusal) -> ServiceResponse<BoxBody> {
    request.into_response(HttpResponse::from_error(Failure::from(refusal)))
}

/// Names and values of all headers together.
fn header_bytes(request: &HttpRequest) -> usize {
    request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

/// Whether the sender takes what this path has.
fn is_served(request: &HttpRequest) -> bool {
    request.app_data::<web::Data<Later<Served>>>().is_none_or(|served| Served::suits(served, request))
}

/// The site's own files and the balancer's questions do not count.
fn is_unlimited(path: &str) -> bool {
    path.starts_with("/assets/") || matches!(path, "/healthz" | "/readyz" | "/favicon.svg")
}

fn is_read(request: &HttpRequest) -> bool {
    matches!(request.method().as_str(), "GET" | "HEAD" | "OPTIONS")
}
