//! What a member does about a case, one line for each act: its REST handler and its page's.
//!
//! A module that writes `post_acts!` or `put_acts!` imports `post` or `put` of `actix_web` and has a function `act` or
//! `set`, which carries an act out and answers; one that writes `page_acts!` has a function `submit`, which answers
//! with the next page, or with the form again.

/// POST acts with a body: 201 and the case as it is then. `If-Match` is compared when it is sent.
macro_rules! post_acts {
    (
        $tag:literal, $param:literal: $id:ty => $view:ty;
        $($(#[$doc:meta])* $name:ident($body:ty) $operation:literal $path:literal => $action:expr;)*
    ) => {$(
        $(#[$doc])*
        #[utoipa::path(
            tag = $tag,
            operation_id = $operation,
            params(($param = String, Path), ("If-Match" = Option<String>, Header)),
            security(("bearer" = [])),
            request_body = $body,
            responses((status = 201, body = $view))
        )]
        #[post($path)]
        pub async fn $name(
            app: actix_web::web::Data<$crate::app::App>,
            member: $crate::accounts::Member,
            if_match: $crate::web::IfMatch,
            id: actix_web::web::Path<$id>,
            body: $crate::web::Valid<$body>,
        ) -> Result<$crate::web::Answered, $crate::web::Failure> {
            act(&app, (member, if_match, id.into_inner()), body, $action).await
        }
    )*};
}

/// PUT acts with a body, for what has one value: 200 and the case as it is then.
macro_rules! put_acts {
    (
        $tag:literal, $param:literal: $id:ty => $view:ty;
        $($(#[$doc:meta])* $name:ident($body:ty) $operation:literal $path:literal => $action:expr;)*
    ) => {$(
        $(#[$doc])*
        #[utoipa::path(
            tag = $tag,
            operation_id = $operation,
            params(($param = String, Path), ("If-Match" = Option<String>, Header)),
            security(("bearer" = [])),
            request_body = $body,
            responses((status = 200, body = $view))
        )]
        #[put($path)]
        pub async fn $name(
            app: actix_web::web::Data<$crate::app::App>,
            member: $crate::accounts::Member,
            if_match: $crate::web::IfMatch,
            id: actix_web::web::Path<$id>,
            body: $crate::web::Valid<$body>,
        ) -> Result<$crate::web::Shown<$view>, $crate::web::Failure> {
            set(&app, (member, if_match, id.into_inner()), body, $action).await
        }
    )*};
}

/// Acts by a form of a page, and `register`, which adds their routes.
macro_rules! page_acts {
    ($id:ty; $($name:ident($form:ty) $path:literal $act:expr => $action:expr;)*) => {
        $(
            #[actix_web::post($path)]
            async fn $name(
                app: actix_web::web::Data<$crate::app::App>,
                request: actix_web::HttpRequest,
                member: $crate::accounts::Member,
                id: actix_web::web::Path<$id>,
                form: $crate::web::ValidForm<$form>,
            ) -> Result<actix_web::HttpResponse, $crate::web::Failure> {
                submit(&app, &request, (member, id.into_inner(), $act), form, $action).await
            }
        )*

        fn register(config: &mut actix_web::web::ServiceConfig) {
            config$(.service($name))*;
        }
    };
}

pub(crate) use {page_acts, post_acts, put_acts};
