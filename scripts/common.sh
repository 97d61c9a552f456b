# shellcheck shell=bash
# What every script here shares: where things are, how to speak, how to get a missing tool. Sourced, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
target="${CARGO_TARGET_DIR:-$root/target}"
[[ "$target" == /* ]] || target="$root/$target"

# The compiler takes gigabytes for this crate: large pages, none of which it gives back before its end, spare it a good
# deal of waiting for memory, where the system lets programs ask for them. Nothing else here listens to this.
export MALLOC_CONF="${MALLOC_CONF:-thp:always,dirty_decay_ms:-1}"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command with the rights to install packages, or fails when there are none.
as_installer() {
  if [[ "$(id -u)" == 0 ]]; then
    "$@"
  elif has sudo && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# install WHAT PACKAGE…: installs Debian packages when that is allowed, otherwise says the one line to run.
install() {
  local what="$1"
  shift
  if ! has apt-get; then
    fail "$what is missing. Install it with your package manager (on Debian: apt-get install $*)."
  fi
  say "Installing $what ($*)"
  if ! as_installer env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
    ! as_installer env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; then
    fail "$what is missing. Run: sudo apt-get install -y $*"
  fi
}

# A TCP port on loopback that nothing listens on right now.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return 0
    fi
  done
  fail "no free port on 127.0.0.1"
}

cargo_version_is_enough() {
  local have want
  have="$(cargo --version | awk '{ print $2 }')"
  want="$(awk -F '"' '/^rust-version/ { print $2 }' "$root/Cargo.toml")"
  [[ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n 1)" == "$want" ]]
}

require_rust() {
  has cargo || fail "cargo is missing. Install Rust with rustup, or from your distribution if it is recent enough."
  cargo_version_is_enough ||
    fail "Rust is too old: $(cargo --version). Run: rustup update stable"
  has cc || install "a C compiler" build-essential
}

require_node() {
  if ! has node || ! has npm; then install "Node.js" nodejs npm; fi
  local major
  major="$(node --version | sed 's/^v\([0-9]*\).*/\1/')"
  ((major >= 20)) || fail "Node.js is too old: $(node --version). Install Node.js 20 or newer."
}

require_libpq() {
  has pg_config || (has pkg-config && pkg-config --exists libpq) || install "libpq" libpq-dev
}

# From here on clippy's own compiler builds this crate, as `cargo clippy` has it checked: what is built is linted, and
# nothing is gone through a second time only for that.
build_with_clippy() {
  RUSTC_WORKSPACE_WRAPPER="$(rustc --print sysroot || true)/bin/clippy-driver"
  # `-D warnings`, in the way cargo-clippy hands it over.
  CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
  [[ -x "$RUSTC_WORKSPACE_WRAPPER" ]] || fail "clippy is missing. Run: rustup component add clippy"
  export RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS
}

# Brings frontend/node_modules to what package-lock.json says.
install_frontend() {
  require_node
  local modules="$root/frontend/node_modules/.package-lock.json"
  if [[ ! -f "$modules" || "$root/frontend/package-lock.json" -nt "$modules" ]]; then
    say "Installing the front end's tools"
    (cd "$root/frontend" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2)
    touch "$modules"
  fi
}

build_frontend() {
  install_frontend
  (cd "$root/frontend" && npm run --silent build --if-present >&2)
}

# Builds the debug binary that the browser tests and schemathesis start; prints its path. CANDOR_BINARY names another.
debug_binary() {
  if [[ -n "${CANDOR_BINARY:-}" ]]; then
    [[ -x "$CANDOR_BINARY" ]] || fail "CANDOR_BINARY names no program: $CANDOR_BINARY. Has a build failed before?"
    realpath -- "$CANDOR_BINARY"
    return 0
  fi
  build_frontend
  (cd "$root" && cargo build --bin candor >&2)
  printf '%s\n' "$target/debug/candor"
}
