//! What operators and balancers ask, the clock's door, the pages of errors, and the commands.

mod asked;
mod bench_data;
mod commands;
mod demo;
mod documents;
mod process;
