//! What is refused, with its code and nothing lost: afterwards every row of every table and every file is as before,
//! and a form that is shown again holds what was typed.

mod files;
mod inspections;
mod membership;
mod moderation;
mod requests;
mod reviews;

use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::send;
use crate::support::rows::{Held, nothing_changed};
use reqwest::RequestBuilder;

/// Sends a request that is refused with this status and code.
async fn refuses(site: &TestSite, request: RequestBuilder, (status, code): (u16, &str)) {
    unchanged(site, request, code).await.refused(status, code);
}

/// Sends a request of which one field is refused.
async fn refuses_field(site: &TestSite, request: RequestBuilder, (pointer, code): (&str, &str)) {
    unchanged(site, request, code).await.wrong(pointer, code);
}

async fn unchanged(site: &TestSite, request: RequestBuilder, what: &str) -> Answer {
    let before = Held::by(site).await;
    let answer = send(request).await;
    nothing_changed(&before, &Held::by(site).await, what);
    answer
}

/// Sends what a page refuses in the words of this code.
async fn page_refuses(site: &TestSite, request: RequestBuilder, (status, code): (u16, &str)) {
    unchanged(site, request, code).await.page_refused(status, code);
}

/// Sends a form that is refused and shown again with these words still in it.
async fn shows_again(site: &TestSite, request: RequestBuilder, status: u16, words: &[&str]) {
    let answer = unchanged(site, request, "a form").await;
    assert_eq!(answer.status, status, "{}", answer.text);
    for typed in words {
        assert!(answer.text.contains(typed), "{typed} was lost: {}", answer.text);
    }
}
