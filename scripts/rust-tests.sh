#!/usr/bin/env bash
# Unit and integration tests.
#   scripts/rust-tests.sh sqlite     the quick part: without PostgreSQL, kills, long walks and late clocks
#   scripts/rust-tests.sh both       all; uses CANDOR_TEST_PG_URL, or starts a private PostgreSQL
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

databases="${1:-both}"
shift || true
if [[ "$databases" == both && -z "${CANDOR_TEST_PG_URL:-}" ]]; then
  CANDOR_PG_STATE="$(mktemp -u)"
  export CANDOR_PG_STATE
  trap 'scripts/postgres.sh stop' EXIT
  CANDOR_TEST_PG_URL="$(scripts/postgres.sh start)"
  export CANDOR_TEST_PG_URL
fi

if cargo nextest --version >/dev/null 2>&1; then
  profile=default
  if [[ "$databases" == sqlite ]]; then profile=check; fi
  cargo nextest run --profile "$profile" --no-fail-fast "$@"
else
  only=()
  if [[ "$databases" == sqlite ]]; then only=(--skip postgres --skip faults:: --skip late_clock:: --skip mail_outage:: --skip storage:: --skip walk); fi
  cargo test --no-fail-fast "$@" -- "${only[@]}"
fi
