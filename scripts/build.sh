#!/usr/bin/env bash
# Builds the front end and the binary.
#   scripts/build.sh            for use: optimised
#   scripts/build.sh trial      to be tried: half optimised, and there much sooner
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
cargo build --profile "$profile" --bin candor
say "Ready: ${target#"$root/"}/$profile/candor"
