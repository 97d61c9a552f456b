#!/usr/bin/env bash
# Types and lint of the front end and of the browser tests.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root/frontend"
install_frontend
npm run --silent types
npm run --silent lint
