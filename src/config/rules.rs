//! What the settings must be together: completes those that follow from others and refuses unsafe ones.

use super::error::ConfigError;
use super::secrets::{Secrets, is_varied, read_file, webhook_key};
use super::source::Sources;
use super::{Config, StaffSecondFactor, Synchronous};
use secrecy::{ExposeSecret as _, SecretString};
use std::net::{IpAddr, SocketAddr};

/// Most pauses between tries of a letter.
const MAX_RETRIES: usize = 12;

/// Fills in what follows from other settings: the database's URL, the mail server's, the ledger's origin.
pub(super) fn complete(config: &mut Config, sources: &Sources) -> Result<(), ConfigError> {
    if config.database.url.expose_secret().is_empty() {
        config.database.url = match &config.database.url_file {
            Some(path) => read_file(path, "database.url_file", sources)?,
            None => SecretString::from(format!("sqlite:{}", config.data.dir.join("candor.db").display())),
        };
    }
    if let (None, Some(path)) = (&config.mail.smtp_url, &config.mail.smtp_url_file) {
        config.mail.smtp_url = Some(read_file(path, "mail.smtp_url_file", sources)?);
    }
    if let (None, Some(path)) = (&config.mail.inbound_webhook_secret, &config.mail.inbound_webhook_secret_file) {
        config.mail.inbound_webhook_secret = Some(read_file(path, "mail.inbound_webhook_secret_file", sources)?);
    }
    config.server.public_url = config.server.public_url.trim_end_matches('/').to_owned();
    if config.is_development() && !sources.is_given("server.public_url") && config.server.bind.port() != 0 {
        config.server.public_url = reached_at(config.server.bind);
    }
    if config.ledger.origin.is_empty() {
        config.ledger.origin = host_of(&config.server.public_url).unwrap_or_default().to_owned();
    }
    Ok(())
}

/// The address that a browser on this machine finds the site at.
fn reached_at(bind: SocketAddr) -> String {
    if bind.ip().is_unspecified() { format!("http://127.0.0.1:{}", bind.port()) } else { format!("http://{bind}") }
}

/// Refuses what does not fit together or is not safe in this profile.
pub(super) fn check(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    check_urls(config, sources)?;
    check_mail(config, sources)?;
    check_sizes(config, sources)?;
    if config.server.metrics_bind.is_some_and(|address| !address.ip().is_loopback()) {
        return Err(sources.error("server.metrics_bind", "must be a loopback address such as 127.0.0.1:9090"));
    }
    if config.is_development() { check_development(config, sources) } else { check_production(config, sources) }
}

fn check_urls(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    let url = &config.server.public_url;
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    let is_bare = host_of(url).is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
    if !is_web || !is_bare {
        return Err(sources.error("server.public_url", "must be a URL without a path, such as https://candor.example"));
    }
    let database = config.database.url.expose_secret();
    if !["sqlite:", "postgres://", "postgresql://"].iter().any(|start| database.starts_with(start)) {
        let key = if sources.is_given("database.url") { "database.url" } else { "database.url_file" };
        return Err(sources.error(key, "must begin with sqlite: or postgres://"));
    }
    for origin in &config.cors.allowed_origins {
        let host = host_of(origin).filter(|host| !host.is_empty() && !host.contains(['/', '*', '?', '@']));
        if !origin.starts_with("http") || host.is_none() {
            let what = format!("must hold origins such as https://app.example, not \"{origin}\"");
            return Err(sources.error("cors.allowed_origins", what));
        }
    }
    if config.ledger.origin.contains("://") || config.ledger.origin.contains(char::is_whitespace) {
        return Err(sources.error("ledger.origin", "must be a name such as candor.example, without scheme"));
    }
    Ok(())
}

fn check_mail(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    let mail = &config.mail;
    for (key, address) in [("mail.coalition_inbox", &mail.coalition_inbox), ("mail.from", &mail.from)] {
        let parts = address.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
        if parts.is_none_or(|(_, host)| host.contains('@')) || address.contains([' ', '<', '>', ',']) {
            return Err(sources.error(key, format!("must be an e-mail address, not \"{address}\"")));
        }
    }
    if mail.reply_domain.is_empty() || mail.reply_domain.contains(['@', '/', ' ', ':']) {
        return Err(sources.error("mail.reply_domain", "must be a host name such as candor.example"));
    }
    if mail.from_name.contains(['\r', '\n', '<', '>', '"']) {
        return Err(sources.error("mail.from_name", "must be plain words on one line"));
    }
    if mail.retry_minutes.is_empty() || mail.retry_minutes.len() > MAX_RETRIES {
        return Err(sources.error("mail.retry_minutes", format!("must hold 1 to {MAX_RETRIES} pauses")));
    }
    let schemes = ["smtp://", "smtps://", "smtp+starttls://"];
    if let Some(url) = &mail.smtp_url
        && !schemes.iter().any(|scheme| url.expose_secret().starts_with(scheme))
    {
        let key = if sources.is_given("mail.smtp_url") { "mail.smtp_url" } else { "mail.smtp_url_file" };
        return Err(sources.error(key, "must begin with smtp://, smtp+starttls:// or smtps://"));
    }
    check_webhook_secret(config, sources)
}

/// A short or guessed secret would let anybody speak in a case.
fn check_webhook_secret(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    let Some(secret) = &config.mail.inbound_webhook_secret else { return Ok(()) };
    let key = "mail.inbound_webhook_secret";
    let key = if sources.is_given(key) { key } else { "mail.inbound_webhook_secret_file" };
    match webhook_key(secret) {
        None => Err(sources.error(key, "must be whsec_ and 24 to 64 random bytes in base64")),
        Some(bytes) if !is_varied(bytes.expose_secret()) => {
            Err(sources.error(key, "is a default or made by hand; echo \"whsec_$(openssl rand -base64 32)\" makes one"))
        }
        Some(_) => Ok(()),
    }
}

/// A smaller limit must not lie above the greater one it belongs to.
fn check_sizes(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    let (limits, accounts, forum) = (&config.limits, &config.accounts, &config.forum);
    let pairs = [
        (
            "limits.page_limit_default",
            u64::from(limits.page_limit_default),
            "limits.page_limit_max",
            u64::from(limits.page_limit_max),
        ),
        (
            "limits.sign_in_delay_seconds",
            limits.sign_in_delay_seconds,
            "limits.sign_in_delay_max_seconds",
            limits.sign_in_delay_max_seconds,
        ),
        (
            "accounts.refresh_days",
            u64::from(accounts.refresh_days),
            "accounts.session_days",
            u64::from(accounts.session_days),
        ),
    ];
    let lengths = [
        ("limits.field_bytes", limits.field_bytes, "limits.body_bytes", limits.body_bytes),
        (
            "accounts.password_min_length",
            accounts.password_min_length,
            "accounts.password_max_length",
            accounts.password_max_length,
        ),
        ("drafts.bytes", config.drafts.bytes, "limits.body_bytes", limits.body_bytes),
        ("forum.title_min_length", forum.title_min_length, "forum.title_max_length", forum.title_max_length),
    ];
    let wrong = pairs.iter().find(|(_, small, _, great)| small > great).map(|(low, _, high, _)| (low, high));
    let wrong = wrong
        .or_else(|| lengths.iter().find(|(_, small, _, great)| small > great).map(|(low, _, high, _)| (low, high)));
    let Some((low, high)) = wrong else { return Ok(()) };
    let (key, what) = if sources.is_given(low) {
        (low, format!("must not be above {high}"))
    } else {
        (high, format!("must not be below {low}"))
    };
    Err(sources.error(key, what))
}

fn check_development(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    let server = &config.server;
    if !server.bind.ip().is_loopback() && !server.allow_public_bind_in_development {
        return Err(sources.error(
            "server.bind",
            "must be a loopback address in the development profile, whose doors are open to everybody; \
             set server.allow_public_bind_in_development = true to listen beyond it all the same",
        ));
    }
    Ok(())
}

fn check_production(config: &Config, sources: &Sources) -> Result<(), ConfigError> {
    if !config.limits.enabled {
        return Err(sources.error("limits.enabled", "can be false in the development profile only"));
    }
    if config.accounts.staff_second_factor == StaffSecondFactor::Off {
        return Err(sources.error("accounts.staff_second_factor", "can be off in the development profile only"));
    }
    if config.database.synchronous != Synchronous::Full {
        return Err(sources.error("database.synchronous", "can be normal in the development profile only"));
    }
    if server_is_exposed(config) && !config.is_https() {
        return Err(sources.error("server.public_url", "must begin with https:// in production, unless it is loopback"));
    }
    Secrets::read(config, sources).map(drop)
}

fn server_is_exposed(config: &Config) -> bool {
    !host_of(&config.server.public_url).is_some_and(is_loopback)
}

/// Host and port of a URL: what stands after `://`.
fn host_of(url: &str) -> Option<&str> {
    url.split_once("://").map(|(_, host)| host)
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
