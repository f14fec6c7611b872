#!/usr/bin/env bash
# Sets up, builds and holds a spoken lesson. What it leaves is in out/.
#
# usage: scripts/run.sh [ARGUMENT OF tutord demo]…
# exit: that of scripts/setup.sh, scripts/build.sh or tutord demo
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in -h | --help)
    usage "$0"
    exit 0
    ;;
esac
cd "$top"
scripts/setup.sh --for build --for run
scripts/build.sh
exec .build/dist/tutord demo --out out "$@"
