#!/usr/bin/env bash
# Many boxes that send to one Ralph at the same time: nothing may be missing, and nothing there twice.
#
# usage: Benchmarks/fleet.sh [--boxes N] [--statements N] [--seconds N] [--dropped SHARE] [--lost SHARE]
#   SYNC_FLEET        the built sync-fleet (default: of the release build)
#   TUTOR_LRS_PYTHON  a Python that has Tests/Peers/requirements-lrs.txt (default: .cache/lrs)
# exit: 0 all is there once · 1 it is not · 2 there is no release build · 77 no record store
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in -h | --help)
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
    exit 0
    ;;
esac
SYNC_FLEET=${SYNC_FLEET:-$top/.build/release/sync-fleet}
if [[ ! -x $SYNC_FLEET ]]; then
    printf 'fleet.sh: build first: swift build -c release --product sync-fleet\n' >&2
    exit 2
fi
TUTOR_LRS_PYTHON=${TUTOR_LRS_PYTHON:-$top/.cache/lrs/bin/python}
if ! "$TUTOR_LRS_PYTHON" -c 'import ralph.api' 2>/dev/null; then
    printf 'SKIP: no Python with Tests/Peers/requirements-lrs.txt (Tests/Peers/run.sh makes one)\n'
    exit 77
fi
export SYNC_FLEET TUTOR_LRS_PYTHON
exec "$TUTOR_LRS_PYTHON" "$top/Benchmarks/peers/fleet.py" "$@"
