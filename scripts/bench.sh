#!/usr/bin/env bash
# Measures a release build beside probes that say what the machine can do; prints tables for docs/performance.md.
#   POSTS=100000            how many posts the site has; the goals are for 1000000
#   SECONDS_EACH=4          how long each measurement takes
#   CLIENTS=64              connections at once
#   BENCH_DATABASE=URL      an empty PostgreSQL database to measure on; without it (and DATABASE_URL) SQLite
#   BENCH_DIR=DIR           a folder that is kept, so that its data is made only once
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

require_rust
require_libpq
build_frontend
say "Building the release binary and the program that loads it (the first time takes several minutes on two cores)"
cargo bench --bench load --no-run
exec cargo bench --quiet --bench load
