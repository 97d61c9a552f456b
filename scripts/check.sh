#!/usr/bin/env bash
# The quick part of the tests: format, the front end, clippy, unit and integration tests on SQLite.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/scripts/steps.sh"
cd "$root"

require_rust
require_node
require_libpq
step "format" cargo fmt --check
step "front end" scripts/frontend.sh
step "clippy" cargo clippy --all-targets -- -D warnings
step "Rust tests, SQLite" scripts/rust-tests.sh sqlite
finish_steps
