#!/usr/bin/env bash
# Prints the path of a Chromium that Playwright can drive; installs the distribution's when there is none.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_chromium() {
  local name
  if [[ -n "${CANDOR_CHROMIUM:-}" ]]; then
    printf '%s\n' "$CANDOR_CHROMIUM"
    return 0
  fi
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if has "$name"; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

find_chromium && exit 0
install "Chromium" chromium
find_chromium || fail "Chromium was installed but is not on the PATH; set CANDOR_CHROMIUM to its path"
