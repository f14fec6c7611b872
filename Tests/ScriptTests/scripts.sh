#!/usr/bin/env bash
# Tier: the scripts themselves, in a pretended checkout with a pretended Swift.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source=Tests/ScriptTests/checks.bash
source "$top/Tests/ScriptTests/checks.bash"
# script FILE TEXT: an executable.
script() {
    mkdir -p "$(dirname "$1")"
    printf '#!/bin/sh\n%s\n' "$2" >"$1"
    chmod 755 "$1"
}

for file in "$top"/scripts/*.sh "$top"/device/*.sh; do
    [[ -x $file ]] || continue
    check "${file#"$top"/} --help" 0 "$file" --help
    says "${file#"$top"/} --help names its exit codes" '^exit'
done
for file in setup lint check-systemd test test-hil test-arm64 dist; do
    [[ -x $top/scripts/$file.sh ]] || continue
    check "scripts/$file.sh refuses an unknown argument" 2 "$top/scripts/$file.sh" --frobnicate
done

# The units.
mkdir "$work/units"
unit=$work/units/tutor.service
cp "$top/systemd/tutor.service" "$unit"
check "the unit as it is" 0 "$top/scripts/check-systemd.sh" "$work/units"
sed -i 's/^\[Service\]/&\nFrobnicate=yes/' "$unit"
check "an unknown key in a unit" 1 "$top/scripts/check-systemd.sh" "$work/units"
says "is named" 'Frobnicate'
sed '/^\(Protect\|Restrict\|Capab\|System\|DynamicUser\|NoNew\|Device\)/d' "$top/systemd/tutor.service" >"$unit"
check "a unit that may do too much" 1 "$top/scripts/check-systemd.sh" "$work/units"
says "and what it may do" 'more exposed than 3.0'
check "a folder without units" 5 "$top/scripts/check-systemd.sh" "$work"

# Set-up: what it lists, and a Swift that is missing or old.
check "set-up lists its packages" 0 "$top/scripts/setup.sh" --for build --list
says "with reasons" '^libgpiod-dev +buttons'
check "an unknown group" 2 "$top/scripts/setup.sh" --for lunch
script "$work/old/swift" 'echo "Swift version 5.10.1 (swift-5.10.1-RELEASE)"'
script "$work/old/apt-get" 'exit 0'
script "$work/old/dpkg-query" 'printf "ii "'
check "a Swift that is too old" 5 env PATH="$work/old:$PATH" "$top/scripts/setup.sh" --for build
says "is told its version and what is needed" '5\.10\.1.*6\.1'

# The run of everything, with tiers that pass, fail, skip and hang.
tree=$work/tree
mkdir -p "$tree"
cp -r "$top/scripts" "$tree/"
script "$tree/scripts/setup.sh" 'exit 0'
script "$tree/scripts/lint.sh" 'exit 0'
# shellcheck disable=SC2016 # for the script that is written
script "$work/bin/swift" 'echo "swift $*"; case "$*" in *--show-bin-path*) echo /nowhere;; test*) echo "➜ Test \"a\" skipped.";; *) exit "${BUILD:-0}";; esac'
script "$tree/Tests/HIL/good.sh" 'echo fine'
script "$tree/Tests/HIL/board/build-kernel.sh" 'echo not a tier; exit 1'
run=(env PATH="$work/bin:$PATH" TUTOR_STEP_SECONDS=2 XDG_CACHE_HOME="$work/cache" "$tree/scripts/test.sh")
check "everything passes" 0 "${run[@]}"
says "skipped tests are counted" 'unit tests +passed, 1 skipped'
says "and all is summed up" 'all 6 steps passed, 2 skipped'
check "only the tiers with hardware" 0 "${run[@]}" --hil
says "are three steps" 'all 3 steps passed'
script "$tree/Tests/Peers/run.sh" 'echo "SKIP: no network"; exit 77'
check "a tier that cannot run here is no failure" 0 "${run[@]}"
says "and its reason is in the summary" '^ +SKIP: no network'
script "$tree/Tests/HIL/bad.sh" 'exit 3'
check "a tier that fails is one" 1 "${run[@]}"
says "and is named" 'tier Tests/HIL/bad +FAILED \(exit 3\)'
says "the others ran all the same" 'tier Tests/Peers/run +skipped'
script "$tree/Tests/HIL/bad.sh" 'sleep 60'
check "a tier that hangs is one" 1 "${run[@]}"
says "and is named too" 'tier Tests/HIL/bad +FAILED \(not done after 2 s\)'
check "what does not build is not tested" 1 env BUILD=1 "${run[@]}"
says "and ends there" '1 of 3 steps FAILED'
check "without a kernel, and without what builds one" 5 env -u TUTOR_UML_KERNEL XDG_CACHE_HOME="$work/cache" \
    bash -c "rm '$tree/Tests/HIL/board/build-kernel.sh' && '$tree/scripts/test-hil.sh'"

((failures == 0)) || printf '%s FAILED\n' "$failures"
((failures == 0))
