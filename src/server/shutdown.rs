//! The signal to stop: SIGTERM from a service manager, SIGINT from a terminal.

use super::StartError;
use tokio::signal::unix::{SignalKind, signal};

/// Resolves at the first SIGTERM or SIGINT after this call.
///
/// # Errors
/// [`StartError::App`] when signals cannot be watched.
pub fn stop_signal() -> Result<impl Future<Output = ()>, StartError> {
    let watch = |kind| signal(kind).map_err(|error| StartError::away(format!("signals cannot be watched: {error}")));
    let (mut terminate, mut interrupt) = (watch(SignalKind::terminate())?, watch(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
