#!/usr/bin/env bash
# Builds the front end and the release binary.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

say "Checking the tools"
require_rust
require_node
require_libpq
say "Building the front end"
build_frontend
say "Building the release binary (the first time takes several minutes on two cores)"
cargo build --release --bin candor
say "Ready: ${target#"$root/"}/release/candor"
