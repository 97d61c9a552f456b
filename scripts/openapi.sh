#!/usr/bin/env bash
# Compares docs/openapi.json with what the code says (check), or writes it (write).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

document=docs/openapi.json
fresh="$(mktemp)"
trap 'rm -f "$fresh"' EXIT
binary="$(debug_binary)"
"$binary" openapi >"$fresh"
case "${1:-check}" in
  write) cp "$fresh" "$document" ;;
  check)
    diff -u "$document" "$fresh" ||
      fail "$document is not what the code says. Run: scripts/openapi.sh write"
    ;;
  *) fail "usage: scripts/openapi.sh [check|write]" ;;
esac
