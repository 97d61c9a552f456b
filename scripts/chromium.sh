#!/usr/bin/env bash
# Prints the path of a Chromium that Playwright can drive; installs the distribution's when there is none. The headless
# shell, the same browser without its windows, has less to do and comes first.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

shell=chromium-headless-shell

# find_first NAME…: the path of the first of these programs that is here.
find_first() {
  local name
  for name in "$@"; do
    if has "$name"; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

find_chromium() { find_first "$shell" chromium chromium-browser google-chrome-stable google-chrome; }

if [[ -n "${CANDOR_CHROMIUM:-}" ]]; then
  printf '%s\n' "$CANDOR_CHROMIUM"
  exit 0
fi
find_chromium && exit 0
# Not every distribution has the shell.
if has apt-get; then (install "Chromium without windows" "$shell") || true; fi
find_chromium && exit 0
install "Chromium" chromium
find_chromium || fail "Chromium was installed but is not on the PATH; set CANDOR_CHROMIUM to its path"
