//! Assembly: the site put together ([`assemble`]), every way into it ([`routes`]), and its life from start to stop.
//!
//! [`serve_on`] is what `candor serve` and the tests both start.

pub mod assemble;
mod background;
mod language;
mod measure;
mod metrics;
pub mod routes;
mod shutdown;

pub use assemble::{StartError, site, start};
pub use background::Background;
pub use routes::{application, document};
pub use shutdown::stop_signal;

use crate::app::App;
use crate::config::Config;
use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use serde::Serialize;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tokio::task::JoinHandle;

/// A server that listens.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Stops listening, lets running requests finish for as long as the settings say, and ends.
    ///
    /// # Errors
    /// What the server ended with.
    pub async fn stop(self) -> io::Result<()> {
        self.handle.stop(true).await;
        self.task.await.map_err(io::Error::other)?
    }
}

/// What `candor serve` prints once it listens.
#[derive(Debug, Serialize)]
pub struct Ready {
    pub ready: bool,
    pub address: String,
    pub database: &'static str,
    pub profile: String,
}

impl Ready {
    /// What to say of `app` at `address`.
    pub fn of(app: &App, address: SocketAddr) -> Self {
        let database = app.database().backend().name();
        Self { ready: true, address: format!("http://{address}"), database, profile: app.config().profile.to_string() }
    }
}

/// Binds the address of the settings.
///
/// # Errors
/// [`StartError::App`] when it is taken or not ours.
pub fn listen(config: &Config) -> Result<TcpListener, StartError> {
    let address = config.server.bind;
    TcpListener::bind(address).map_err(|error| StartError::away(format!("cannot listen on {address}: {error}")))
}

/// Serves `app` on `listener` until it is told to stop. Needs a tokio runtime.
///
/// # Errors
/// [`StartError`] when a key is broken or the listener cannot be used.
pub async fn serve_on(listener: TcpListener, app: App) -> Result<Running, StartError> {
    let shared = routes::Shared::of(&app)?;
    let settings = &app.config().server;
    let workers = worker_count(settings.workers);
    let broken = |error: io::Error| StartError::away(format!("the server does not start: {error}"));
    let address = listener.local_addr().map_err(broken)?;
    let server = HttpServer::new(move || application(shared.clone()))
        .workers(workers)
        .max_connections(settings.max_connections.div_ceil(workers))
        .client_request_timeout(Duration::from_secs(settings.client_timeout_seconds))
        .keep_alive(Duration::from_secs(settings.keep_alive_seconds))
        .shutdown_timeout(settings.shutdown_seconds)
        .disable_signals()
        .listen(listener)
        .map_err(broken)?
        .run();
    let handle = server.handle();
    Ok(Running { address, handle, task: tokio::spawn(server) })
}

/// As many as set, or one per core.
fn worker_count(set: usize) -> usize {
    if set > 0 { set } else { std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get) }
}

/// `candor serve`: listens, says so through `announce`, works in the background, and stops on a signal.
///
/// # Errors
/// [`StartError`] when something the site needs is missing or wrong.
pub async fn run(app: App, announce: impl FnOnce(&Ready)) -> Result<(), StartError> {
    let stop = stop_signal()?;
    let listener = listen(app.config())?;
    let figures = metrics::listen(&app).await;
    let background = if app.config().jobs.enabled { Some(Background::start(&app)?) } else { None };
    let running = serve_on(listener, app.clone()).await?;
    announce(&Ready::of(&app, running.address));
    stop.await;
    tracing::info!("stopping: running requests and jobs may finish");
    let patience = Duration::from_secs(app.config().server.shutdown_seconds);
    let (served, ()) = tokio::join!(running.stop(), async {
        if let Some(background) = background {
            background.stop(patience).await;
        }
    });
    if let Some(figures) = figures {
        figures.stop(false).await;
    }
    served.map_err(|error| StartError::away(format!("the server ended: {error}")))
}

/// `candor work`: the background work alone, until a signal.
///
/// # Errors
/// As [`run`].
pub async fn work(app: App) -> Result<(), StartError> {
    let stop = stop_signal()?;
    let background = Background::start(&app)?;
    tracing::info!("working: deadlines, chores and letters");
    stop.await;
    background.stop(Duration::from_secs(app.config().server.shutdown_seconds)).await;
    Ok(())
}
