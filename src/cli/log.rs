//! The log: one line each on stderr, as JSON or as text.

use crate::config::{Log, LogFormat};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Crates that tell more than an operator wants to read, kept one level lower.
const QUIET: &str = "actix_server=warn,actix_http=warn,mio=warn,rustls=warn,html5ever=warn";

/// Begins it; a second call changes nothing.
pub fn begin(settings: &Log) {
    let filter = EnvFilter::try_new(format!("{},{QUIET}", settings.level.as_str())).unwrap_or_default();
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match settings.format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Text => lines.with_ansi(false).try_init(),
    };
    if begun.is_err() {
        tracing::debug!("the log had begun already");
    }
}
