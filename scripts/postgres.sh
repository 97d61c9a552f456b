#!/usr/bin/env bash
# A private PostgreSQL for tests: own folder, own port, nothing worth keeping, never run as root.
#   start         starts one, prints its URL, remembers it in the state file
#   stop          stops the one in the state file and removes its folder
#   create NAME   makes an empty database in the server of CANDOR_TEST_PG_URL and prints its URL
#   hold          starts one, prints its URL, stops it when stdin ends (so that it never outlives who asked for it)
# The state file is CANDOR_PG_STATE, by default postgres.state in the target folder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

state="${CANDOR_PG_STATE:-$target/postgres.state}"

server_folder() {
  local candidate
  for candidate in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    if [[ -x "$candidate/initdb" && -x "$candidate/pg_ctl" ]]; then printf '%s\n' "$candidate"; fi
  done | sort -V | tail -n 1
}

find_server() {
  bin="$(server_folder)"
  if [[ -z "$bin" ]]; then
    install "the PostgreSQL server" postgresql
    bin="$(server_folder)"
  fi
  [[ -n "$bin" ]] || fail "PostgreSQL was installed but initdb was not found"
  local major
  major="$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')"
  ((major >= 15)) || fail "PostgreSQL $major is too old; 15 or newer is needed"
}

# The server refuses to run as root, so root lends the folder to an ordinary user.
owner() {
  if [[ "$(id -u)" != 0 ]]; then
    id -un
  elif id postgres >/dev/null 2>&1; then
    printf 'postgres\n'
  else
    printf 'nobody\n'
  fi
}

as_owner() {
  if [[ "$(id -u)" != 0 ]]; then
    (cd / && "$@")
  elif has setpriv; then
    (cd / && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups env HOME="$folder" "$@")
  else
    (cd / && runuser -u "$owner" -- "$@")
  fi
}

best_locale() {
  local name
  for name in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
    if locale -a 2>/dev/null | grep -qxF "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  printf 'C\n'
}

# Each test has a database of its own, some five hundred files that live for a second: in memory where there is room.
workplace() {
  local free=0
  if [[ -z "${TMPDIR:-}" && -d /dev/shm && -w /dev/shm ]]; then
    free="$(df --output=avail --block-size=1G /dev/shm 2>/dev/null | tail -n 1 | tr -d ' ')"
  fi
  if [[ "$free" =~ ^[0-9]+$ ]] && ((free >= 6)); then printf '/dev/shm\n'; else printf '%s\n' "${TMPDIR:-/tmp}"; fi
}

launch() {
  find_server
  owner="$(owner)"
  folder="$(mktemp -d "$(workplace)/candor-postgres.XXXXXX")"
  [[ "$(id -u)" != 0 ]] || chown "$owner" "$folder"
  as_owner "$bin/initdb" --pgdata="$folder/data" --username=candor --auth=trust --encoding=UTF8 \
    --locale="$(best_locale)" --no-sync >"$folder/initdb.log" 2>&1 </dev/null ||
    { cat "$folder/initdb.log" >&2; remove_folder; fail "initdb failed"; }
  local port
  for _ in 1 2 3 4 5; do
    port="$(free_port)"
    if as_owner "$bin/pg_ctl" start --wait --timeout=60 --silent --pgdata="$folder/data" --log="$folder/server.log" \
      --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
        -c shared_buffers=256MB -c autovacuum_naptime=1h" >&2 </dev/null; then
      pid="$(head -n 1 "$folder/data/postmaster.pid")"
      url="postgres://candor@127.0.0.1:$port/postgres"
      return 0
    fi
  done
  cat "$folder/server.log" >&2
  remove_folder
  fail "PostgreSQL did not start"
}

remove_folder() {
  if [[ "$(basename "$folder")" == candor-postgres.* ]]; then rm -rf -- "$folder"; fi
}

# Ends the server only when the remembered process still is the one of the remembered folder.
finish() {
  if ps -o args= -p "$pid" 2>/dev/null | grep -qF -- "$folder/data"; then
    kill -QUIT "$pid" 2>/dev/null || true
    for _ in {1..100}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  fi
  remove_folder
}

start() {
  if [[ -f "$state" ]] && ! kill -0 "$(head -n 1 "$state")" 2>/dev/null; then stop; fi
  [[ ! -f "$state" ]] || fail "already started: $(sed -n 3p "$state") (stop it with: scripts/postgres.sh stop)"
  launch
  mkdir -p "$(dirname "$state")"
  printf '%s\n' "$pid" "$folder" "$url" >"$state"
  printf '%s\n' "$url"
}

stop() {
  [[ -f "$state" ]] || return 0
  { read -r pid; read -r folder; } <"$state"
  finish
  rm -f -- "$state"
}

hold() {
  launch
  trap finish EXIT
  printf '%s\n' "$url"
  cat >/dev/null
}

create() {
  find_server
  "$bin/createdb" --maintenance-db="$CANDOR_TEST_PG_URL" "$1"
  printf '%s/%s\n' "${CANDOR_TEST_PG_URL%/*}" "$1"
}

case "${1:-}" in
  start | stop | hold) "$1" ;;
  create) create "${2:?the name of the database}" ;;
  *) fail "usage: scripts/postgres.sh start|stop|hold|create NAME" ;;
esac
