#!/usr/bin/env bash
# Brings a migration that is not well back to order, as far as that is safe without a person:
#   healthy                 nothing is done
#   the breaker is open     the new pipeline is tried; the breaker is closed only if it answers
#   the rollback failed     its steps are run again
# It never clears a rollback, and never raises a percentage. Exits as the health at the end: 0 healthy, 3 degraded, 4 critical.
#
#   runbook/recover.sh [OPTION OF switchback]...       such as --state DIR, --database URL or --migration NAME
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
switchback=${SWITCHBACK:-$here/switchback}
case ${1:-} in
  -h | --help) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
options=("$@")
reason="recover.sh"

ask() { "$switchback" "$@" ${options[@]+"${options[@]}"}; }

# The first field of that name in an answer in JSON: no other program is needed to read it.
field() { grep -oE "\"$1\" ?: ?\"[^\"]*\"" | sed -n '1s/.*"\([^"]*\)"$/\1/p'; }

health() {
  local code=0
  ask health || code=$?
  return "$code"
}

echo "=== Recovery ==="
code=0
health || code=$?
case $code in
  0) echo "healthy: there is nothing to recover"; exit 0 ;;
  3 | 4) ;;
  *) echo "the health cannot be asked (exit $code); nothing was done" >&2; exit "$code" ;;
esac

echo
echo "1. the rollback"
state=$(ask rollback validate --json | field state || true)
case $state in
  rollback_failed | recovery_failed)
    echo "   $state: its steps are run again"
    ask rollback recover --reason "$reason" || echo "   it failed again (exit $?): somebody must look"
    ;;
  *) echo "   ${state:-unknown}: left as it is" ;;
esac

echo
echo "2. the breaker"
breaker=$(ask breaker status --json | field state || true)
state=$(ask rollback validate --json | field state || true)
case $breaker in
  open | half_open | forced_open)
    if [ "$state" != active ]; then
      echo "   $breaker, as the rollback ($state) wants it: left as it is"
    elif ask breaker probe --reason "$reason"; then
      echo "   the new pipeline answers: it is closed"
      ask breaker reset --reason "$reason" --yes || echo "   it was not closed (exit $?)"
    else
      echo "   the new pipeline does not answer: it stays open, legacy serves"
    fi
    ;;
  *) echo "   ${breaker:-unknown}: left as it is" ;;
esac

echo
echo "3. the health now"
code=0
health || code=$?
exit "$code"
