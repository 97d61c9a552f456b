#!/usr/bin/env bash
# Builds the front end and the binary.
#   scripts/build.sh            for use: optimised, target/release/candor
#   scripts/build.sh debug      to be tried, and to be tested: there much sooner, target/debug/candor
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

profile="${1:-release}"

say "Checking the tools"
require_rust
require_node
require_libpq
say "Building the front end"
build_frontend
say "Building the binary, profile $profile (the first time takes several minutes on two cores)"
# Cargo calls the profile of target/debug dev.
cargo build --profile "${profile/debug/dev}" --bin candor
say "Ready: ${target#"$root/"}/$profile/candor"
