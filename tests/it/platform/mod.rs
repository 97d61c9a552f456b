//! What every route does alike, on both databases.

mod bodies;
mod broken;
mod limits;
mod lists;
mod methods;
mod once;
mod overload;
mod versions;
