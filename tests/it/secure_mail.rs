//! Letters over TLS: they reach a server that somebody vouches for, and nobody else is told anything.

use crate::support::app::{Engine, TestSite};
use crate::support::people::{post, sign_up_form};
use crate::support::smtp::{Security, SmtpServer, certificate};
use candor::config::Config;
use candor::db::schema::outbox_letters::dsl;
use diesel::prelude::*;
use std::time::{Duration, Instant};

/// Longest that a try is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site that sends through `smtp`, to which it signs in.
async fn site_of(smtp: &SmtpServer, change: impl FnOnce(&mut Config)) -> TestSite {
    smtp.require_sign_in("candor", "s3cret");
    let url = smtp.url();
    let site = TestSite::start_with(Engine::Sqlite, |config| {
        config.mail.smtp_url = Some(url.into());
        change(config);
    });
    let site = site.await;
    post(&site, "/api/v1/accounts", sign_up_form("wren@people.example", "wren")).await.with(202);
    site
}

/// Why the first try of a letter failed; nothing when it left.
async fn first_try(site: &TestSite) -> Option<String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let tried = site.app.read(|reader| {
            let tried = dsl::outbox_letters.filter(dsl::sent_at.is_not_null().or(dsl::attempts.ge(1_i64)));
            Ok(tried.select((dsl::sent_at.is_not_null(), dsl::last_error)).first(reader.conn).optional()?)
        });
        let tried: Option<(bool, Option<String>)> = tried.await.unwrap();
        if let Some((is_sent, reason)) = tried {
            return if is_sent { None } else { Some(reason.unwrap_or_default()) };
        }
        assert!(Instant::now() < deadline, "nothing was tried");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn arrives(security: Security) {
    let smtp = SmtpServer::start_with(security);
    let known = certificate();
    let site = site_of(&smtp, |config| config.mail.smtp_ca_file = Some(known.path().to_owned())).await;
    assert_eq!(first_try(&site).await, None, "{security:?}");
    let letters = smtp.letters();
    assert_eq!(letters[0].to, ["wren@people.example"], "{security:?}");
    assert_eq!(smtp.in_clear(), Vec::<String>::new(), "{security:?}");
    site.stop().await;
}

/// Nobody vouches for the server: the letter stays, and is tried again.
async fn stays(security: Security) {
    let smtp = SmtpServer::start_with(security);
    let site = site_of(&smtp, |_| {}).await;
    let reason = first_try(&site).await.expect("a refusal");
    assert!(reason.contains("certificate"), "{security:?}: {reason}");
    assert!(smtp.letters().is_empty() && smtp.refused().is_empty(), "{security:?}");
    assert_eq!(smtp.in_clear(), Vec::<String>::new(), "{security:?}: nothing is said in clear instead");
    site.stop().await;
}

#[tokio::test]
async fn letters_reach_a_server_that_speaks_tls() {
    arrives(Security::Tls).await;
}

#[tokio::test]
async fn letters_reach_a_server_after_starttls() {
    arrives(Security::StartTls).await;
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_no_letter() {
    stays(Security::Tls).await;
    stays(Security::StartTls).await;
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_letter_where_it_is_asked_for() {
    let smtp = SmtpServer::start();
    let url = smtp.url().replace("smtp://", "smtp+starttls://");
    let site = TestSite::start_with(Engine::Sqlite, |config| config.mail.smtp_url = Some(url.into())).await;
    post(&site, "/api/v1/accounts", sign_up_form("wren@people.example", "wren")).await.with(202);
    assert!(first_try(&site).await.is_some(), "it stays, and is tried again");
    assert!(smtp.letters().is_empty());
    site.stop().await;
}
