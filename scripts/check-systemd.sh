#!/usr/bin/env bash
# Verifies the units in systemd/: systemd must have nothing to say about them, and their exposure must be 3.0 or less.
#
# usage: scripts/check-systemd.sh [FOLDER]        default: systemd/
# exit: 0 good · 1 a unit is wrong or too exposed · 2 wrong usage · 5 no systemd-analyze, or no unit in the folder
set -euo pipefail
source "$(dirname "$0")/common.sh"
most_exposed=3.0
case ${1:-} in
    -h | --help)
        usage "$0"
        exit 0
        ;;
    -*) die 2 "unknown argument '$1' (see --help)" ;;
esac
units=${1:-$top/systemd}
command -v systemd-analyze >/dev/null || die 5 "no systemd-analyze (package systemd)"

# The programs need not be installed here: a stand-in is named instead, since systemd looks whether they can be run.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
wrong=0
found=no
shopt -s nullglob
for unit in "$units"/*.{service,timer,socket,path}; do
    found=yes
    sed -E 's,^(Exec[A-Za-z]*=[-@:+!]*)/usr/(bin/tutord|lib/tutor/[a-z]+\.sh)\b,\1/bin/true,' "$unit" >"$stage/${unit##*/}"
done
[[ $found == yes ]] || die 5 "no units in $units"

for unit in "$stage"/*; do
    name=${unit##*/}
    say "systemd-analyze verify $name"
    # An unknown key is a warning and exit 0: anything said at all counts.
    said=$(SYSTEMD_LOG_LEVEL=info systemd-analyze verify --man=no --recursive-errors=one "$unit" 2>&1) || wrong=1
    if [[ -n $said ]]; then
        printf '%s\n' "$said"
        wrong=1
    fi
    [[ $name == *.service ]] || continue
    # The threshold is in tenths.
    if said=$(systemd-analyze security --offline=true --no-pager --threshold="${most_exposed/./}" "$unit" 2>&1); then
        printf '%s\n' "$said" | tail -n 1
    else
        printf '%s\n' "$said" | grep -E '✗|exposure'
        printf '%s: more exposed than %s: see the rows above\n' "$name" "$most_exposed"
        wrong=1
    fi
done
exit $wrong
