//! REST routes of moderation.

mod appeals;
mod flags;
mod log;
mod queue;

use crate::web::Routes;

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Moderation", "Flags, the queue, statements of reasons, appeals, the public log.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(flags::raise_flag)
        .service(flags::list_my_flags)
        .service(queue::list_queue)
        .service(queue::show_item)
        .service(queue::claim_item)
        .service(queue::release_item)
        .service(queue::decide_item)
        .service(appeals::list_my_statements)
        .service(appeals::show_statement)
        .service(appeals::acknowledge_warning)
        .service(appeals::appeal)
        .service(appeals::list_appeals)
        .service(appeals::show_appeal)
        .service(appeals::decide_appeal)
        .service(log::moderation_log)
        .service(log::moderation_counts)
        .service(log::transparency);
}
