#!/usr/bin/env bash
# Takes the picture of the README from the running demo community, into docs/images/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
exec "$root/scripts/e2e.sh" --project screenshot
