#!/usr/bin/env bash
# Writes what an incident wants to know to stdout, and changes nothing. It goes on where a part does not answer, and exits
# with 0: what is broken is what it is about.
#
#   runbook/collect-diagnostics.sh [--log FILE]... [OPTION OF switchback]...
#
#   --log FILE    a log of the application: its last 50 lines about the migration are shown
#   anything else is passed on to switchback, such as --state DIR, --database URL or --migration NAME
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
switchback=${SWITCHBACK:-$here/switchback}
logs=()
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --log)
      if [ $# -lt 2 ]; then echo "--log must be followed by a file" >&2; exit 2; fi
      logs+=("$2")
      shift 2
      ;;
    --log=*) logs+=("${1#--log=}"); shift ;;
    -h | --help) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) options+=("$1"); shift ;;
  esac
done
for log in ${logs[@]+"${logs[@]}"}; do
  if [ ! -r "$log" ]; then echo "--log must be a file that can be read, but was $log" >&2; exit 2; fi
done

section() { printf '\n=== %s ===\n' "$1"; }

# What a command says, its errors too, and its exit code where it is not 0.
show() {
  local code=0
  "$@" 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then echo "(exit $code: $(basename "$1"))"; fi
}

ask() { show "$switchback" "$@" ${options[@]+"${options[@]}"}; }

# What is a secret, as in dev.switchback.event.CleanText: the password in an address, up to its last @ since it may hold @ and /,
# unless it looks like a port; the path of a webhook; what follows Authorization, Bearer, Basic or curl -u; and what follows a
# name such as password, also as an option, a property or in JSON, and in JSON within a text of JSON.
names='passw(or)?d|passphrase|pwd|token|secret|api[_-]?key|access[_-]?key|private[_-]?key|credentials?'
more='[_.-][[:alnum:]_.-]+|(key|value|id|string|text)[[:alnum:]_.-]*'
value='("([^"\\]|\\.)*"?|\x27([^\x27\\]|\\.)*\x27?|\\"([^"\\]|\\\\\\"|\\[^"])*(\\")?|[^][:space:]&;,)}"\x27]+)'
some='[^[:space:]"\x27]'
scheme='((bearer|basic|token|digest|negotiate)[[:space:]]+)?'
login='("[^:"[:space:]]+:[^"]*"?|\x27[^:\x27[:space:]]+:[^\x27]*\x27?|[^:"\x27[:space:]]+:/?[^/"\x27[:space:]]'"$some"'*)'
redact() {
  sed -E -e "s#(://[^]:/@[:space:]\"\x27]*):([^0-9[:space:]\"\x27]$some*|[0-9]+([^0-9/?[:space:]\"\x27]$some*)?)@#\1:***@#g" \
    -e 's#://[^]:/[:space:]"\x27]+@#://***@#g' \
    -e "s#(jdbc:[a-z0-9:]+:)[^]/@:[:space:]\"\x27]+/$some+@#\1***@#g" \
    -e "s#(https?://hooks?\.[^]/[:space:]\"\x27]+/)$some+#\1...#Ig" \
    -e "s#(https?://[^]/?[:space:]\"\x27]+/)([^]?[:space:]\"\x27]*/)?(webhook|hooks/)$some*#\1...#Ig" \
    -e "s#\b(authorization[\\\\\"\x27]*[[:space:]]*[=:][[:space:]]*[[\\\\\"\x27]*$scheme)([[:alnum:]_-]+[[:space:]]+)?[^][:space:],;)}\"\x27]+#\1***#Ig" \
    -e "s#(^|[^[:alnum:]_-])(-u[[:space:]]*|--(proxy-)?user[[:space:]=]+)$login#\1\2***#g" \
    -e 's#\b(bearer|basic)( +)[[:alnum:]._~+/=-]{6,}#\1\2***#Ig' \
    -e "s#(($names)($more)?\\\\?[\"\x27]?[[:space:]]*(=>|[=:])[[:space:]]*)$value#\1***#Ig" \
    -e "s#(($names)[[:space:]]+)$value#\1***#Ig"
}

echo "=== Switchback diagnostics ==="
date -u '+time: %Y-%m-%dT%H:%M:%SZ'
echo "host: $(uname -n)"

section Status
ask status
section Health
ask health
section "Last changes"
ask history --limit 20
section Statistics
ask statistics
section "Reach of the store"
ask doctor

section Log
lines='\[(Migration|MigrationAdapter|Breaker|RollbackManager|OutputComparator|CanaryRunner|Flags|Fleet|StateStore|Statistics'
lines+='|Ingest|SchemaRollback|Database|Http|Events|EventBus|Requests|Webhook)\]|CANARY DISCREPANCY'
if [ ${#logs[@]} -eq 0 ]; then
  echo "(no --log FILE was given)"
fi
for log in ${logs[@]+"${logs[@]}"}; do
  echo "the last 50 lines about the migration in $log:"
  { grep -E "$lines" "$log" || true; } \
    | tail -n 50 | redact
done

section Processes
{ ps -eo pid,etime,pcpu,pmem,args 2>&1 || true; } | { grep -E '[j]ava|^ *PID' || true; } | cut -c 1-200 | redact
section Disk
show df -h
section Memory
if command -v free >/dev/null; then show free -m; else echo "(free is not installed)"; fi
