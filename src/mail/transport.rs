//! How letters leave: through an SMTP server, or into a folder when none is configured.

use super::message::{Unsendable, message};
use super::outbox::OutboxRow;
use crate::config::{Config, Mail};
use crate::error::AppError;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::ExposeSecret as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::{Host, Url};

/// Longest that the server's answer is waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// No message can be made of it: it never will leave.
    #[error("{0}")]
    Unsendable(#[from] Unsendable),
    /// The server refused it, or was not there; worth another try. Names no address.
    #[error("{0}")]
    Failed(String),
}

/// The way out.
pub struct Transport {
    way: Way,
}

enum Way {
    Smtp { pool: Box<AsyncSmtpTransport<Tokio1Executor>>, builder: Box<AsyncSmtpTransportBuilder>, wait: Duration },
    Folder(PathBuf),
}

impl Transport {
    /// The way that `config.mail.smtp_url` names; without one, the folder `mail` in the data folder.
    ///
    /// `smtp://` (plain; `?tls=required`, `?tls=opportunistic`, `?tls=none`), `smtp+starttls://` and `smtps://`,
    /// with `USER:PASSWORD@` where the server asks for it.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the URL is not one of these.
    pub fn from_config(config: &Config) -> Result<Self, AppError> {
        let Some(url) = &config.mail.smtp_url else {
            return Ok(Self { way: Way::Folder(config.data.dir.join("mail")) });
        };
        let wait = Duration::from_secs(config.mail.timeout_seconds).min(LONGEST_WAIT);
        // The URL holds the password, so the reason stays out of the error.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&lettre_url(url.expose_secret()))
            .map_err(|_| AppError::internal("mail.smtp_url is not an SMTP address"))?;
        let builder = match &config.mail.smtp_ca_file {
            Some(file) => trusting(builder, url.expose_secret(), file)?,
            None => builder,
        };
        let builder = builder.timeout(Some(wait)).pool_config(PoolConfig::new().max_size(1));
        let pool = Box::new(builder.clone().build());
        Ok(Self { way: Way::Smtp { pool, builder: Box::new(builder), wait } })
    }

    /// Sends `row`; answers when the server has taken responsibility for it.
    pub(super) async fn send(&mut self, row: &OutboxRow, mail: &Mail) -> Result<(), SendError> {
        let message = message(row, mail)?;
        match &mut self.way {
            Way::Folder(folder) => put(folder, &row.id, &message).await.map_err(|e| SendError::Failed(e.to_string())),
            Way::Smtp { pool, builder, wait } => {
                if let Ok(outcome) = tokio::time::timeout(*wait, pool.send(message)).await {
                    return outcome.map(drop).map_err(|error| SendError::Failed(reason(&error)));
                }
                // The connection still waits for that answer: the next letter must not take it for its own.
                **pool = builder.as_ref().clone().build();
                Err(SendError::Failed(format!("no answer within {} s", wait.as_secs())))
            }
        }
    }
}

/// The same way, through a server for which the certificates of `file` may vouch. Plain SMTP stays plain.
fn trusting(builder: AsyncSmtpTransportBuilder, url: &str, file: &Path) -> Result<AsyncSmtpTransportBuilder, AppError> {
    let broken = |what: &dyn std::fmt::Display| AppError::internal(format!("mail.smtp_ca_file: {what}"));
    let kind: fn(TlsParameters) -> Tls = match url.split_once("://") {
        Some(("smtps", _)) => Tls::Wrapper,
        Some(("smtp+starttls", _)) => Tls::Required,
        _ if url.contains("tls=required") => Tls::Required,
        _ if url.contains("tls=opportunistic") => Tls::Opportunistic,
        _ => return Ok(builder),
    };
    let pem = std::fs::read(file).map_err(|error| broken(&error))?;
    let certificates = Certificate::from_pem(&pem).map_err(|error| broken(&error))?;
    let host = host_of(url).ok_or_else(|| broken(&"mail.smtp_url names no host"))?;
    let parameters = TlsParameters::builder(host).add_root_certificate(certificates).build();
    Ok(builder.tls(kind(parameters.map_err(|error| broken(&error))?)))
}

/// The host that a URL names, whose name the certificate must hold; an address of IPv6 without its brackets.
fn host_of(url: &str) -> Option<String> {
    Some(match Url::parse(url).ok()?.host()? {
        Host::Domain(name) => name.to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    })
}

/// As lettre writes it: STARTTLS is a parameter, plain is its absence.
fn lettre_url(url: &str) -> String {
    if let Some(rest) = url.strip_prefix("smtp+starttls://") {
        let joint = if rest.contains('?') { '&' } else { '?' };
        return format!("smtp://{rest}{joint}tls=required");
    }
    url.replace("?tls=none", "")
}

/// Written apart and renamed, so that nobody reads half a letter; sent again, it replaces itself.
async fn put(folder: &Path, id: &str, message: &Message) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let part = folder.join(format!("{id}.part"));
    tokio::fs::write(&part, message.formatted()).await?;
    tokio::fs::rename(&part, folder.join(format!("{id}.eml"))).await
}

/// The server's words without the addresses that servers like to repeat.
fn reason(error: &SmtpError) -> String {
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_words = cause.to_string();
        if !words.contains(&cause_words) {
            words = format!("{words}: {cause_words}");
        }
        source = cause.source();
    }
    without_addresses(&words)
}

fn without_addresses(words: &str) -> String {
    let kept: Vec<&str> = words.split_whitespace().map(|word| if word.contains('@') { "…" } else { word }).collect();
    kept.join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::testing::row;

    #[test]
    fn a_certificate_must_hold_the_host_of_the_url() {
        for (url, host) in [
            ("smtps://mail.example", "mail.example"),
            ("smtps://ada:s3cret@mail.example:465", "mail.example"),
            ("smtp+starttls://ada%40example.com:x@mail.example:587/?a=b", "mail.example"),
            ("smtps://[2001:db8::7]:465", "2001:db8::7"),
        ] {
            assert_eq!(host_of(url).as_deref(), Some(host), "{url}");
        }
    }

    #[test]
    fn addresses_stay_out_of_reasons() {
        assert_eq!(without_addresses("550 5.1.1 <ada@example.com>: unknown"), "550 5.1.1 … unknown");
    }

    #[test]
    fn every_form_of_the_url_is_understood() {
        for url in [
            "smtp://127.0.0.1:2525",
            "smtp://127.0.0.1:2525?tls=none",
            "smtp://user:secret@mail.example?tls=required",
            "smtp+starttls://user:secret@mail.example:587",
            "smtp://mail.example?tls=opportunistic",
            "smtps://user:secret@mail.example",
        ] {
            let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&lettre_url(url));
            assert!(builder.is_ok(), "{url}");
        }
    }

    #[tokio::test]
    async fn without_a_server_letters_lie_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::development(folder.path()).unwrap();
        let mut transport = Transport::from_config(&config).unwrap();
        transport.send(&row("0a", None), &config.mail).await.unwrap();
        let file = std::fs::read_to_string(folder.path().join("mail/0a.eml")).unwrap();
        let parsed = mail_parser::MessageParser::default().parse(&file).unwrap();
        assert_eq!(parsed.subject(), Some("Your complaint"));
        assert_eq!(parsed.message_id(), Some("0a@candor.example"));
        assert_eq!(parsed.body_text(0).unwrap().trim_end(), "Grüße");
        assert!(parsed.body_html(0).unwrap().contains("<p>Grüße</p>"));
    }
}
