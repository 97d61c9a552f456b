//! Where a domain registers its REST routes: with the server, and with the API's document when that is made.

use actix_web::dev::HttpServiceFactory;
use actix_web::web::{Data, ServiceConfig};
use std::sync::LazyLock;
use utoipa::openapi::{Components, OpenApi};
use utoipa_actix_web::OpenApiFactory;

/// What is made of the API's document when somebody first asks: a start need not wait for it.
pub type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// Lets all workers of a server share what is made later.
pub fn later<T>(make: impl FnOnce() -> T + Send + 'static) -> Data<Later<T>> {
    Data::new(LazyLock::new(Box::new(make)))
}

/// Takes one route after another.
pub struct Routes<'c> {
    server: &'c mut ServiceConfig,
    /// What they say of themselves. That takes longer than the rest of a start: it is asked for once, and not by every
    /// worker.
    document: Option<OpenApi>,
}

impl<'c> Routes<'c> {
    /// Routes that are served.
    pub fn served(server: &'c mut ServiceConfig) -> Self {
        Self { server, document: None }
    }

    /// One domain after another.
    pub fn configure(&mut self, routes: fn(&mut Routes<'_>)) -> &mut Self {
        routes(self);
        self
    }

    /// One route, with what it says of itself.
    pub fn service(&mut self, route: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        if let Some(document) = &mut self.document {
            document.paths.merge(route.paths());
            let mut schemas = Vec::new();
            route.schemas(&mut schemas);
            document.components.get_or_insert_with(Components::new).schemas.extend(schemas);
        }
        self.server.service(route);
        self
    }
}

/// What these routes say of themselves, from the very registration that serves them.
pub fn document_of(routes: fn(&mut Routes<'_>)) -> OpenApi {
    let mut collected = OpenApi::default();
    drop(actix_web::App::new().configure(|server| {
        let mut described = Routes { server, document: Some(OpenApi::default()) };
        routes(&mut described);
        collected = described.document.unwrap_or_default();
    }));
    collected
}
