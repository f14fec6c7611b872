#!/usr/bin/env bash
# Runs Benchmarks/run.sh against the release build and the Python clients of Tests/Peers.
#
# usage: scripts/bench.sh [ARGUMENT OF Benchmarks/run.sh]…
# exit: that of Benchmarks/run.sh · 5 there are no benchmarks in this checkout
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in -h | --help)
    usage "$0"
    exit 0
    ;;
esac
cd "$top"
[[ -x Benchmarks/run.sh ]] || die 5 "Benchmarks/run.sh is not in this checkout"
scripts/setup.sh
scripts/build.sh
TUTORD=$top/.build/dist/tutord exec Benchmarks/run.sh "$@"
