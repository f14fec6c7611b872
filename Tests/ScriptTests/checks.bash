# shellcheck shell=bash
# What the tiers of this folder say of a command: a line for each promise. They set `work`, a folder of their own, before.
failures=0

# check TEXT CODE COMMAND…: it ends with that code.
check() {
    local text=$1 want=$2 code=0
    shift 2
    "$@" >"$work/said" 2>&1 || code=$?
    if [[ $code == "$want" ]]; then
        printf '✔ %s\n' "$text"
    else
        printf '✘ %s: exit %s, not %s\n' "$text" "$code" "$want"
        sed 's/^/    /' "$work/said" | tail -n 20
        failures=$((failures + 1))
    fi
}
# says TEXT PATTERN: the last check printed that.
says() {
    local text=$1 pattern=$2
    grep -qE -- "$pattern" "$work/said" && printf '✔ %s\n' "$text" && return
    printf '✘ %s: nothing like "%s" in:\n' "$text" "$pattern"
    sed 's/^/    /' "$work/said" | tail -n 20
    failures=$((failures + 1))
}
# says_not TEXT PATTERN: the last check printed no such thing.
says_not() {
    local text=$1 pattern=$2
    ! grep -qE -- "$pattern" "$work/said" && printf '✔ %s\n' "$text" && return
    printf '✘ %s: "%s" is in:\n' "$text" "$pattern"
    sed 's/^/    /' "$work/said" | tail -n 20
    failures=$((failures + 1))
}
