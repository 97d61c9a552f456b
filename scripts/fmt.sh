#!/usr/bin/env bash
# Formats Rust and TypeScript in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
cargo fmt
install_frontend
(cd frontend && npm run --silent fmt)
