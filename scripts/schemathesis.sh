#!/usr/bin/env bash
# Walks every operation of the OpenAPI document with generated requests, as a guest and as staff.
#   scripts/schemathesis.sh sqlite|postgres|both
# SCHEMATHESIS_SECONDS bounds each of the three walks (default 30).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/scripts/site.sh"
cd "$root"

version=4.32.5
seconds="${SCHEMATHESIS_SECONDS:-30}"
venv="$target/schemathesis"
folder="$(mktemp -d "${TMPDIR:-/tmp}/candor-schemathesis.XXXXXX")"
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
email=walker@example.org
password='generated requests walk here'
roles=(admin moderator case_officer credentialing_officer inspector reviewer board appeals)

clean_up() {
  stop_site
  if [[ -n "${own_cluster:-}" ]]; then scripts/postgres.sh stop; fi
  rm -rf -- "$folder"
}
trap clean_up EXIT

install_tool() {
  has python3 || install "Python" python3 python3-venv
  if [[ "$("$venv/bin/schemathesis" --version 2>/dev/null || true)" != *"$version" ]]; then
    say "Installing schemathesis $version"
    python3 -m venv "$venv" >&2 || { install "Python's venv" python3-venv && python3 -m venv "$venv" >&2; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version" >&2
  fi
}

# A fresh database of the wanted kind; prints its URL.
database() {
  case "$1" in
    sqlite) printf 'sqlite:%s/candor.db\n' "$folder" ;;
    postgres) scripts/postgres.sh create "walk_$$" ;;
    *) fail "usage: scripts/schemathesis.sh sqlite|postgres|both" ;;
  esac
}

access_token() {
  EMAIL="$email" PASSWORD="$password" URL="$site_url/api/v1/sessions" python3 - <<'PY'
import json, os, urllib.request
body = json.dumps({"email": os.environ["EMAIL"], "password": os.environ["PASSWORD"]}).encode()
request = urllib.request.Request(os.environ["URL"], body, {"Content-Type": "application/json"})
print(json.load(urllib.request.urlopen(request))["access_token"])
PY
}

# Whether a run reached every operation that it chose, before its time was over.
reached_all() {
  local selected tested
  selected="$(grep -oE 'Selected: [0-9]+' "$1" | grep -oE '[0-9]+')"
  tested="$(grep -oE 'Tested: [0-9]+' "$1" | grep -oE '[0-9]+')"
  if [[ -z "$selected" || "$tested" != "$selected" ]]; then
    say "only ${tested:-0} of ${selected:-?} operations were tested"
    return 1
  fi
}

# walk NAME ARGUMENT…: one run of schemathesis; what it finds goes to stdout.
# A slow machine gets twice the time before it counts that some were not reached.
walk() {
  local name="$1" log="$folder/$1.log"
  if ! walk_once "$seconds" "$@"; then
    failed=$((failed + 1))
  elif reached_all "$log" || { walk_once $((seconds * 2)) "$@" && reached_all "$log"; }; then
    passed=$((passed + 1))
  else
    say "$name did not get through"
    failed=$((failed + 1))
  fi
}

walk_once() {
  local seconds="$1" name="$2"
  shift 2
  say "Walking the API as $name ($kind, $seconds s)"
  (cd "$folder" && exec "$venv/bin/schemathesis" --no-color run "$site_url/api/v1/openapi.json" --checks "$checks" --max-time "$seconds" \
    --workers 1 --continue-on-failure --no-shrink --request-timeout 20 --generation-database none --warnings off \
    --suppress-health-check all --report junit --report-junit-path "$folder/$name.xml" "$@") | tee "$folder/$name.log"
}

kind="${1:-sqlite}"
passed=0
failed=0
export HYPOTHESIS_STORAGE_DIRECTORY="$folder/hypothesis"
install_tool
# The walks end after a time, and wait for each other's side in it: both databases at once take hardly longer than one.
if [[ "$kind" == both ]]; then
  "$root/scripts/schemathesis.sh" sqlite &
  first=$!
  "$root/scripts/schemathesis.sh" postgres &
  second=$!
  wait "$first" || failed=1
  wait "$second" || failed=1
  exit "$failed"
fi
if [[ "$kind" == postgres && -z "${CANDOR_TEST_PG_URL:-}" ]]; then
  export CANDOR_PG_STATE="$folder/postgres.state"
  CANDOR_TEST_PG_URL="$(scripts/postgres.sh start)"
  export CANDOR_TEST_PG_URL
  own_cluster=yes
fi
binary="$(debug_binary)"
start_site "$binary" "$folder/data" "$(database "$kind")"
create_person "$binary" "$email" "$password" "${roles[@]}"

walk guest
# Signing out would end the staff walk early, so sessions have their own, last.
walk staff --header "Authorization: Bearer $(access_token)" --exclude-path-regex '/sessions'
walk sessions --header "Authorization: Bearer $(access_token)" --include-path-regex '/sessions'

kill -0 "$site_pid" 2>/dev/null || { say "candor serve ended during the walk"; failed=$((failed + 1)); }
if grep -i 'panicked' "$folder/data/serve.log" >&2; then failed=$((failed + 1)); fi
say "$passed passed, $failed failed"
((failed == 0))
