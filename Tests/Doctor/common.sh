# shellcheck shell=bash
# For the tiers of the doctor: runs it, and holds what it found against what is broken.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tutord=${TUTORD:-$top/.build/debug/tutord}
[[ -x $tutord ]] || { echo "$tutord is missing: swift build, or set TUTORD" >&2; exit 66; }
work=$(mktemp -d)
: >"$work/settings.yaml"
children=()
# Everything that was started is ended, whatever happens.
clean_up() {
    local child
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || :; done
    if [[ -n ${mounted:-} ]]; then umount -l "$mounted" || :; fi
    rm -rf "$work"
}
trap clean_up EXIT
failures=0

pass() { printf '✔ %s\n' "$1"; }
fail() {
    printf '✘ %s\n' "$1"
    [[ -z ${2:-} ]] || sed 's/^/    /' "$2" | tail -n 40
    failures=$((failures + 1))
}

# doctor TEXT STATUS "CHECK=VERDICT[:CODE] …" ARGUMENT…: its exit status and what its JSON says of these checks.
# A check with several lines has the verdict when one of them has; nothing else may be broken.
doctor() {
    local text=$1 want=$2 expected=$3 status=0
    shift 3
    timeout 120 "$tutord" doctor --config "$work/settings.yaml" --json "$@" </dev/null >"$work/found.json" 2>"$work/said" || status=$?
    if [[ $status != "$want" ]]; then
        cat "$work/said" >>"$work/found.json"
        fail "$text: exit $status, not $want" "$work/found.json"
        return
    fi
    if python3 - "$work/found.json" "$expected" 2>"$work/why" <<'PYTHON'; then pass "$text"; else fail "$text" "$work/why"; fi
import json, sys
document = json.load(open(sys.argv[1]))
lines = document["checks"]
expected = dict(item.split("=") for item in sys.argv[2].split())
def name(line):
    return line["verdict"] + (f":{line['code']}" if line["code"] else "")
wrong = [f"{check}: not {want} but {[(name(l), l['found']) for l in lines if l['check'] == check]}"
         for check, want in expected.items()
         if not any(l["check"] == check and want in (name(l), l["verdict"]) for l in lines)]
wrong += [f"{l['check']} is {name(l)}: {l['found']}" for l in lines
          if l["verdict"] == "broken" and not expected.get(l["check"], "").startswith("broken")]
sys.exit("\n".join(wrong) or 0)
PYTHON
}

# measured TEXT CHECK NAME LOW HIGH: a number of the last run.
measured() {
    if python3 - "$work/found.json" "${@:2}" 2>"$work/why" <<'PYTHON'; then pass "$1"; else fail "$1" "$work/why"; fi
import json, sys
path, check, name, low, high = sys.argv[1:]
values = [l["measured"].get(name) for l in json.load(open(path))["checks"] if l["check"] == check]
if not any(v is not None and float(low) <= v <= float(high) for v in values):
    sys.exit(f"{check}.{name} is {values}, not {low} to {high}")
print(f"    {check}.{name}: {values}")
PYTHON
}

# says TEXT PATTERN: the last run's JSON has it.
says() {
    if grep -qE -- "$2" "$work/found.json"; then pass "$1"; else fail "$1: nothing like '$2'" "$work/found.json"; fi
}

# wait_for COMMAND…: until it is true, 10 s at the most.
wait_for() {
    for _ in $(seq 200); do "$@" 2>/dev/null && return; sleep 0.05; done
    echo "never true: $*" >&2
    return 1
}

finish() {
    ((failures == 0)) || printf '%s FAILED\n' "$failures"
    ((failures == 0))
}
