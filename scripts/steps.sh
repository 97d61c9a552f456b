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

log_of() { printf '%s/%s.log' "$logs" "${1//[^a-zA-Z0-9]/-}"; }

# note NAME BEGUN RESULT: counts what a step's log tells. A step that fails without naming a failed test counts as one
# failure.
note() {
  local name="$1" begun="$2" result="$3" log ok bad
  log="$(log_of "$name")"
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

# step NAME COMMAND…
step() {
  local name="$1" begun=$SECONDS result=ok
  shift
  say "── $name"
  if "$@" </dev/null 2>&1 | tee "$(log_of "$name")" >&2; then :; else result=FAILED; fi
  note "$name" "$begun" "$result"
}

# begin NAME COMMAND…: begins a step that others go on beside; `finish_begun` waits for it and shows what it said.
begin() {
  begun_name="$1"
  begun_at=$SECONDS
  shift
  say "── $begun_name: begun"
  "$@" </dev/null >"$(log_of "$begun_name")" 2>&1 &
  begun_id=$!
}

still_goes_on() { kill -0 "$begun_id" 2>/dev/null; }

finish_begun() {
  local result=ok
  wait "$begun_id" || result=FAILED
  say "── $begun_name"
  cat "$(log_of "$begun_name")" >&2
  note "$begun_name" "$begun_at" "$result"
}

# Prints the time of each step and the sum, and ends the script.
finish_steps() {
  printf '\n%s\n' "Time per step:"
  printf '  %s\n' "${times[@]}" "$(printf '%-34s %5d s' together "$SECONDS")"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  rm -rf -- "$logs"
  ((failed == 0))
}
