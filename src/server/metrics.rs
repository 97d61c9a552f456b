//! `/metrics` on its own loopback port, for Prometheus.

use crate::app::App;
use crate::operations::figures;
use actix_web::dev::ServerHandle;
use actix_web::{HttpResponse, HttpServer, web};
use metrics_exporter_prometheus::PrometheusHandle;

/// Listens on `server.metrics_bind`. A port that is taken is said in the log, and the site goes on without figures.
pub async fn listen(app: &App) -> Option<ServerHandle> {
    let address = app.config().server.metrics_bind?;
    let started = figures::recorder().and_then(|recorder| {
        let (app, recorder) = (web::Data::new(app.clone()), web::Data::new(recorder));
        let server = HttpServer::new(move || {
            let application = actix_web::App::new().app_data(app.clone()).app_data(recorder.clone());
            application.route("/metrics", web::get().to(show))
        });
        Ok(server.workers(1).disable_signals().bind(address)?.run())
    });
    match started {
        Ok(server) => {
            let handle = server.handle();
            tokio::spawn(server);
            Some(handle)
        }
        Err(error) => {
            tracing::warn!(metrics.address = %address, %error, "no metrics: the port cannot be used");
            None
        }
    }
}

async fn show(app: web::Data<App>, recorder: web::Data<PrometheusHandle>) -> HttpResponse {
    if let Err(error) = figures::take(&app).await {
        tracing::warn!(%error, "some figures are missing");
    }
    recorder.run_upkeep();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(recorder.render())
}
