#!/usr/bin/env bash
# How fast statements get into a record store: `tutord sync` beside a plain Python client with the same batches.
#
# usage: Benchmarks/sync.sh [--statements N] [--runs N]
#   TUTORD            the tutord to measure (default: .build/dist/tutord, or the release build)
#   SYNC_FLEET        the built sync-fleet (default: of the release build)
#   TUTOR_LRS_PYTHON  a Python that has Tests/Peers/requirements-lrs.txt (default: .cache/lrs)
# exit: 0 at least 80 % of the plain client's rate · 1 less · 2 there is no release build · 77 no record store
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in -h | --help)
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
    exit 0
    ;;
esac
if [[ -z ${TUTORD:-} ]]; then
    TUTORD=$top/.build/dist/tutord
    [[ -x $TUTORD ]] || TUTORD=$top/.build/release/tutord
fi
SYNC_FLEET=${SYNC_FLEET:-$top/.build/release/sync-fleet}
if [[ ! -x $TUTORD || ! -x $SYNC_FLEET ]]; then
    printf 'sync.sh: build first: scripts/build.sh, and swift build -c release --product sync-fleet\n' >&2
    exit 2
fi
TUTOR_LRS_PYTHON=${TUTOR_LRS_PYTHON:-$top/.cache/lrs/bin/python}
if ! "$TUTOR_LRS_PYTHON" -c 'import ralph.api' 2>/dev/null; then
    printf 'SKIP: no Python with Tests/Peers/requirements-lrs.txt (Tests/Peers/run.sh makes one)\n'
    exit 77
fi
export TUTORD SYNC_FLEET TUTOR_LRS_PYTHON
exec "$TUTOR_LRS_PYTHON" "$top/Benchmarks/peers/sync.py" "$@"
