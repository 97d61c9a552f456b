#!/usr/bin/env bash
# Everything CI runs. Installs what is missing where it may, and starts its own PostgreSQL.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/scripts/steps.sh"
cd "$root"

require_rust
require_node
require_libpq
scripts/chromium.sh >/dev/null

CANDOR_PG_STATE="$(mktemp -u "${TMPDIR:-/tmp}/candor-postgres-state.XXXXXX")"
export CANDOR_PG_STATE
trap 'scripts/postgres.sh stop' EXIT
CANDOR_TEST_PG_URL="$(scripts/postgres.sh start)"
export CANDOR_TEST_PG_URL

step "format" cargo fmt --check
step "front end" scripts/frontend.sh
asked=0
only_binary() {
  asked=1
  step "OpenAPI document" scripts/openapi.sh check
  step "schemathesis, both databases" env SCHEMATHESIS_SECONDS="${SCHEMATHESIS_SECONDS:-45}" scripts/schemathesis.sh both
}

# One build for the lints, the tests and the debug binary that the rest starts. None of an earlier run may stand in for
# that.
binary="$target/debug/candor"
rm -f -- "$binary"
build_with_clippy
# A build that is made once has no use for what would make the next one quicker.
export CARGO_INCREMENTAL=0
failed_before=$failed
begin "build, with clippy" cargo build --all-targets
# The tests take a while to compile, on one core. What needs but the binary goes on beside that.
while [[ ! -x "$binary" ]] && still_goes_on; do sleep 1; done
export CANDOR_BINARY="$binary"
if cargo deny --version >/dev/null 2>&1; then step "licences and sources" scripts/deny.sh; else say "cargo-deny is not here; licences and sources were not checked"; fi
if [[ -x "$binary" ]]; then only_binary; fi
finish_begun
# What clippy refuses is tested all the same.
if ((failed > failed_before)); then unset RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS; fi
step "Rust tests, both databases" scripts/rust-tests.sh both
if ((!asked)); then only_binary; fi
step "every page, in every look" scripts/looks.sh
# Every story is in both projects: with scripts on one database, without them on the other.
step "browser tests, SQLite" scripts/e2e.sh --project=js
step "browser tests, no JS, PostgreSQL" env CANDOR_E2E_DATABASE=postgres scripts/e2e.sh --project=nojs
finish_steps
