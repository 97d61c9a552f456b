# shellcheck shell=bash
# Runs named steps one after another, goes on after a failure, and sums up. Sourced after common.sh.

passed=0
failed=0
times=()
logs="$(mktemp -d "${TMPDIR:-/tmp}/candor-steps.XXXXXX")"

# How many tests a log speaks of, in the words of nextest, cargo test, Playwright and our own scripts.
count() {
  local word="$1" log="$2"
  sed 's/\x1b\[[0-9;]*[A-Za-z]//g' "$log" |
    grep -E '^ *(Summary \[|test result:|[0-9]+ (passed|failed)( \(|,|$))' |
    grep -oE "[0-9]+ $word\b" | awk '{ sum += $1 } END { print sum + 0 }'
}

# step NAME COMMAND…: a step that fails without naming a failed test counts as one failure.
step() {
  local name="$1" begun=$SECONDS result=ok log ok bad
  shift
  log="$logs/${name//[^a-zA-Z0-9]/-}.log"
  say "── $name"
  if "$@" </dev/null 2>&1 | tee "$log" >&2; then :; else result=FAILED; fi
  ok="$(count passed "$log" || true)"
  bad="$(count failed "$log" || true)"
  if [[ "$result" == FAILED ]]; then
    if ((bad == 0)); then bad=1; fi
  elif ((ok == 0)); then
    ok=1
  fi
  passed=$((passed + ok))
  failed=$((failed + bad))
  times+=("$(printf '%-34s %5d s  %s' "$name" $((SECONDS - begun)) "$result")")
}

# Prints the time of each step and the sum, and ends the script.
finish_steps() {
  printf '\n%s\n' "Time per step:"
  printf '  %s\n' "${times[@]}" "$(printf '%-34s %5d s' together "$SECONDS")"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  rm -rf -- "$logs"
  ((failed == 0))
}
