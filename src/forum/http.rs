//! REST routes of the forum.

mod categories;
mod posts;
mod threads;

use crate::web::Routes;

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Forum", "Categories, threads and posts.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(categories::list_categories)
        .service(categories::open_category)
        .service(categories::show_category)
        .service(threads::list_threads)
        .service(threads::open_thread)
        .service(threads::show_thread)
        .service(threads::change_thread)
        .service(threads::list_posts)
        .service(threads::reply)
        .service(posts::show_post)
        .service(posts::edit_post)
        .service(posts::delete_post)
        .service(posts::list_revisions);
}
