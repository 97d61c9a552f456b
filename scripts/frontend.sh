#!/usr/bin/env bash
# Types and lint of the front end and of the browser tests, and that the scripts written out are those of the sources.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root/frontend"
install_frontend
npm run --silent types
npm run --silent lint
written="$(mktemp -d)"
trap 'rm -rf "$written"' EXIT
npx --no-install tsc -p islands/tsconfig.json --outDir "$written"
diff -r "$written" static/islands || fail "frontend/static/islands is not what the sources say; run: npm run build"
