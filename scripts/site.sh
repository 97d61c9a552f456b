# shellcheck shell=bash
# Starts `candor serve` for a check and stops it again. Sourced after common.sh.

# start_site BINARY FOLDER DATABASE_URL: sets site_url and site_pid, returns when it listens.
start_site() {
  local binary="$1" folder="$2"
  mkdir -p "$folder"
  export CANDOR_PROFILE=development CANDOR_LIMITS__ENABLED=false
  export CANDOR_DATA__DIR="$folder" DATABASE_URL="$3"
  CANDOR_SERVER__BIND="127.0.0.1:$(free_port)"
  export CANDOR_SERVER__BIND
  export CANDOR_SERVER__PUBLIC_URL="http://$CANDOR_SERVER__BIND"
  export CANDOR_SERVER__METRICS_BIND=
  # shellcheck disable=SC2034 # read by whoever sourced this
  site_url="$CANDOR_SERVER__PUBLIC_URL"
  "$binary" serve >"$folder/ready.json" 2>"$folder/serve.log" </dev/null &
  site_pid=$!
  for _ in {1..300}; do
    if grep -q '"ready"' "$folder/ready.json"; then return 0; fi
    kill -0 "$site_pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 40 "$folder/serve.log" >&2
  fail "candor serve did not get ready"
}

stop_site() {
  if [[ -n "${site_pid:-}" ]]; then
    kill -TERM "$site_pid" 2>/dev/null || true
    wait "$site_pid" 2>/dev/null || true
    site_pid=""
  fi
}

# create_person BINARY EMAIL PASSWORD ROLE…: a verified account in the database of the started site.
create_person() {
  local binary="$1" email="$2" password="$3" role
  shift 3
  local roles=()
  for role in "$@"; do roles+=(--role "$role"); done
  printf '%s\n' "$password" |
    "$binary" user create --email "$email" --name "${email%@*}" "${roles[@]}" --password-stdin >/dev/null
}
