#!/usr/bin/env bash
# Sets up and runs everything: lint, build with warnings and undeclared imports as errors, unit tests, tiers.
#
# usage: scripts/test.sh [--hil]
#   --hil   only build and run the tiers in Tests/HIL and device/test-boot.sh
#
# A tier is an executable Tests/HIL/*.sh, Tests/Peers/run.sh, Tests/ScriptTests/*.sh or device/test-*.sh. It exits 0 when it passed, 77 when nothing of it can run on this
# machine, and prints a line 'SKIP: reason' for each part that it leaves out. It is given:
#   TUTORD            the tutord to test (of the debug build, unless you name one)
#   TUTOR_UML_KERNEL  a kernel with simulated GPIO and sound, or empty (make test-hil builds one)
#   TUTOR_PYTHON      the Python that has the clients of Tests/Peers/requirements.txt
# TUTOR_STEP_SECONDS (1500) is how long one step may take. Output of each step is kept in .build/test-logs/.
#
# exit: 0 everything passed · 1 something failed (the summary names it) · 2 wrong usage · others: scripts/setup.sh
set -euo pipefail
source "$(dirname "$0")/common.sh"
only_hil=no
case ${1:-} in
    '') ;;
    --hil) only_hil=yes ;;
    -h | --help)
        usage "$0"
        exit 0
        ;;
    *) die 2 "unknown argument '$1' (see --help)" ;;
esac
cd "$top"

logs=$top/.build/test-logs
rm -rf "$logs"
mkdir -p "$logs"
summary=()
failures=0
skips=0
began=$SECONDS

# step NAME COMMAND…: runs it, keeps its output and its time; true when it passed or was skipped.
step() {
    local name=$1 start=$SECONDS log code verdict skipped
    shift
    log=$logs/$(printf '%02d' ${#summary[@]})-${name//[^A-Za-z0-9]/-}.log
    say "$name"
    set +e
    timeout --kill-after=30 "${TUTOR_STEP_SECONDS:-1500}" "$@" </dev/null 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    set -e
    # Tiers print 'SKIP: …'; Swift Testing prints '➜ Test … skipped'.
    skipped=$(grep -cE '^SKIP: |^[^ ]+ +(Test|Suite) .* skipped' "$log" || :)
    case $code in
        0) verdict=passed ;;
        77)
            verdict=skipped
            skipped=$((skipped > 0 ? skipped : 1))
            ;;
        124 | 137) verdict="FAILED (not done after ${TUTOR_STEP_SECONDS:-1500} s)" ;;
        *) verdict="FAILED (exit $code)" ;;
    esac
    skips=$((skips + skipped))
    summary+=("$(printf '%5d s  %-34s %s' $((SECONDS - start)) "$name" "$verdict$( ((skipped)) && echo ", $skipped skipped")")")
    [[ $code == 0 || $code == 77 ]] && return 0
    failures=$((failures + 1))
    return 1
}

# Prints what happened and ends.
finish() {
    local row
    printf '\n'
    say "summary ($((SECONDS - began)) s in all; output in ${logs#"$top"/}/)"
    printf '%s\n' "${summary[@]}"
    for row in "$logs"/*.log; do
        grep -hE '^SKIP: ' "$row" | sed 's/^/         /' || :
        ((failures)) || continue
        # SwiftPM goes on building after an undeclared import, and the line scrolls away.
        grep -hE '^error: .*(imports|not declared)|: error: ' "$row" | sort -u | head -n 20 || :
    done
    if ((failures)); then
        say "$failures of ${#summary[@]} steps FAILED, $skips skipped"
        exit 1
    fi
    say "all ${#summary[@]} steps passed, $skips skipped"
    exit 0
}

# tiers PATTERN…: a step for each executable that matches.
tiers() {
    local tier
    for tier in "$@"; do
        [[ -f $tier && -x $tier ]] || continue
        # It builds the package once more, with the other libgpiod: make test-hil has the time for it.
        [[ $only_hil == yes || ${tier##*/} != gpiod2.sh ]] || continue
        step "tier ${tier%.sh}" "$tier" || :
    done
}

step "set-up" scripts/setup.sh --for build --for run --for test || finish
find_kernel
export TUTOR_PYTHON=$top/.cache/venv/bin/python

[[ $only_hil == yes ]] || step "lint" scripts/lint.sh || :

# The same flags in both, or the tests would be built twice.
flags=(-Xswiftc -warnings-as-errors)
step "build" swift build --build-tests --explicit-target-dependency-import-check error "${flags[@]}" || finish
export TUTORD=${TUTORD:-$(swift build "${flags[@]}" --show-bin-path)/tutord}
TUTOR_TESTS=$(echo "$(swift build "${flags[@]}" --show-bin-path)"/*PackageTests.xctest)
export TUTOR_TESTS
if [[ $only_hil == no ]]; then
    # What happens in real time gets the machine for itself, one after another: it would starve beside the others.
    timed='LearningRecordStoreTests|PersistentExchangeTests|BadgeReaderTests|StickTests|HandOverTests|EventInboxTests|HTTPToolTests|ToolBoxTests|SyncServiceTests|RealtimeSocketTests|RealtimeClientTests|NetworkProbeTests|BargeInTests|ToolTurnTests|ExampleToolTests|CommandToolTests|ChildProcessTests|MCPClientTests|MCPProcessTests|LessonWatcherTests|MeasurementsTests|RecordingLampTests|SpokenLessonTests|KilledLessonTests|BoardProbeTests|SimulatedBoardTests'
    step "unit tests" swift test --skip-build "${flags[@]}" --skip "$timed" || :
    step "unit tests in real time" swift test --skip-build "${flags[@]}" --no-parallel --filter "$timed" || :
    [[ -x $TUTORD && -d lessons ]] && { step "lessons" "$TUTORD" lessons check lessons || :; }
    [[ -x $TUTORD && -d device/boards ]] && { step "boards" "$TUTORD" board check device/boards || :; }
fi
tiers Tests/HIL/*.sh device/test-boot.sh
if [[ $only_hil == no ]]; then
    tiers Tests/Peers/run.sh Tests/ScriptTests/*.sh device/test-install.sh device/test-stick.sh
fi
finish
