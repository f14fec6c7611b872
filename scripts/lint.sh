#!/usr/bin/env bash
# Checks what can be checked without building: Swift's format, the shell scripts, the systemd units.
#
# usage: scripts/lint.sh
# exit: 0 nothing to say · 1 something is wrong (all of it is printed) · 2 wrong usage
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in
    '') ;;
    -h | --help)
        usage "$0"
        exit 0
        ;;
    *) die 2 "unknown argument '$1' (see --help)" ;;
esac
cd "$top"
wrong=0

folders=()
for folder in Sources Tests Examples Benchmarks; do [[ -d $folder ]] && folders+=("$folder"); done
say "swift format lint"
swift format lint --strict --parallel --recursive Package.swift "${folders[@]}" || wrong=1

# Every tracked or new file that is a shell script, by name or by first line.
mapfile -t scripts < <(
    git ls-files --cached --others --exclude-standard | while read -r file; do
        [[ -f $file ]] || continue
        case $file in
            *.sh) printf '%s\n' "$file" ;;
            *) head -n 1 "$file" 2>/dev/null | tr -d '\0' | grep -qE '^#!.*\b(ba|da)?sh\b' && printf '%s\n' "$file" ;;
        esac
    done
)
say "shellcheck (${#scripts[@]} files)"
shellcheck --external-sources --source-path=SCRIPTDIR "${scripts[@]}" || wrong=1

scripts/check-systemd.sh || wrong=1
exit $wrong
