#!/usr/bin/env bash
# Every page of the access matrix in a browser, in one look a day: a theme, a width, a language (each with each:
# CANDOR_SOAK=1).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

CANDOR_CHROMIUM="$(scripts/chromium.sh)"
export CANDOR_CHROMIUM
install_frontend
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
cargo test --test it -- --ignored --nocapture every_page_is_accessible_and_fits | tee "$log"
grep -q '^test result: ok. 1 passed' "$log" || fail "the test over every page did not run"
