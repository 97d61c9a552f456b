#!/usr/bin/env bash
# The long part: the ignored tests with many more cases, every page in every theme, width and language, longer walks.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/scripts/steps.sh"
cd "$root"

require_rust
require_node
require_libpq
export CANDOR_SOAK=1
export CARGO_PROFILE_DEV_DEBUG_ASSERTIONS=true
export PROPTEST_CASES="${PROPTEST_CASES:-20000}"
export SCHEMATHESIS_SECONDS="${SCHEMATHESIS_SECONDS:-1200}"
CANDOR_PG_STATE="$(mktemp -u "${TMPDIR:-/tmp}/candor-postgres-state.XXXXXX")"
export CANDOR_PG_STATE
trap 'scripts/postgres.sh stop' EXIT
CANDOR_TEST_PG_URL="$(scripts/postgres.sh start)"
export CANDOR_TEST_PG_URL

CANDOR_CHROMIUM="$(scripts/chromium.sh)"
export CANDOR_CHROMIUM
install_frontend

if cargo nextest --version >/dev/null 2>&1; then
  step "Rust tests, the long ones too" scripts/rust-tests.sh both --run-ignored all --ignore-default-filter
else
  step "Rust tests" scripts/rust-tests.sh both
  step "every page, in every look" scripts/looks.sh
fi
step "browser tests" scripts/e2e.sh
step "every page that links reach" scripts/e2e.sh --project=crawl
step "schemathesis, SQLite" scripts/schemathesis.sh sqlite
step "schemathesis, PostgreSQL" scripts/schemathesis.sh postgres
finish_steps
