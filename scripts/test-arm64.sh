#!/usr/bin/env bash
# The slow tier: Tests/ARM64/run.sh, on an arm64 board in software with Debian's own kernel. Once, it fetches that system
# and the Swift that builds for it (1.2 GB; 5 GB in ~/.cache/tutor-kiosk), and cross-builds tutord (15 minutes of two
# cores). From then on it takes about a minute. TUTOR_ARM64_TUTORD names a tutord for arm64 that is ready, or `none`.
#
# usage: scripts/test-arm64.sh
# exit: that of Tests/ARM64/run.sh (77: nothing of it can be run here), scripts/setup.sh or swift build · 2 wrong usage
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
scripts/setup.sh --for build --for run --for arm64
if [[ -z ${TUTORD:-} ]]; then
    # With the flags of scripts/test.sh, or it would all be built twice.
    flags=(-Xswiftc -warnings-as-errors)
    swift build --product tutord "${flags[@]}"
    TUTORD=$(swift build "${flags[@]}" --show-bin-path)/tutord
    export TUTORD
fi
start=$SECONDS
code=0
Tests/ARM64/run.sh || code=$?
case $code in
    0) say "arm64: passed ($((SECONDS - start)) s)" ;;
    77) say "arm64: skipped" ;;
    *) say "arm64: FAILED (exit $code, $((SECONDS - start)) s; see out/arm64/)" ;;
esac
exit $code
