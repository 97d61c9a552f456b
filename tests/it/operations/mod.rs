//! What operators and balancers ask, the clock's door, the pages of errors, and the commands.

mod asked;
mod bench_data;
mod commands;
mod demo;
mod demo_sign_ins;
mod documents;
mod failing;
mod process;
mod readiness;
mod vectors;
