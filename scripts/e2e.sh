#!/usr/bin/env bash
# The browser tests, with JavaScript and without. Arguments go to Playwright.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

CANDOR_CHROMIUM="$(scripts/chromium.sh)"
CANDOR_BINARY="$(debug_binary)"
export CANDOR_CHROMIUM CANDOR_BINARY
install_frontend
projects=(--project js --project nojs)
for argument in "$@"; do
  if [[ "$argument" == --project* ]]; then projects=(); fi
done
cd frontend
exec npx --no-install playwright test --config e2e/playwright.config.ts "${projects[@]}" "$@"
