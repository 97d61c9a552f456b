#!/usr/bin/env bash
# Builds Candor and starts it with the demo community on this machine only.
# Every setting can be overridden from the environment, for example CANDOR_SERVER__BIND=127.0.0.1:9000.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"

scripts/build.sh debug

export CANDOR_PROFILE="${CANDOR_PROFILE:-development}"
export CANDOR_SERVER__BIND="${CANDOR_SERVER__BIND:-127.0.0.1:8080}"
export CANDOR_SERVER__PUBLIC_URL="${CANDOR_SERVER__PUBLIC_URL:-http://$CANDOR_SERVER__BIND}"
export CANDOR_DATA__DIR="${CANDOR_DATA__DIR:-data}"
mkdir -p "$CANDOR_DATA__DIR"

if (exec 3<>"/dev/tcp/${CANDOR_SERVER__BIND%:*}/${CANDOR_SERVER__BIND##*:}") 2>/dev/null; then
  fail "something already listens on $CANDOR_SERVER__BIND. Stop it, or run: CANDOR_SERVER__BIND=127.0.0.1:8081 make run"
fi
say "Starting on $CANDOR_SERVER__PUBLIC_URL (Ctrl-C stops it; the data stays under $CANDOR_DATA__DIR/)"
exec "$target/debug/candor" serve --demo
