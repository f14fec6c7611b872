#!/usr/bin/env bash
# What a client costs: tutord beside the openai SDK and openai-agents, the same turns against the same server.
#
# usage: Benchmarks/run.sh [--turns N] [--ready-runs N] [--json FILE]
#   --turns N       spoken turns of each client, in real time (default 8: about 50 s each)
#   --ready-runs N  starts of each client, of which the median counts (default 3)
#   --json FILE     leave the figures there too
#   TUTORD          the tutord to measure (default: .build/dist/tutord, or the release build)
#   TUTOR_PYTHON    a Python that has Tests/Peers/requirements.txt (default: .cache/venv)
#   EVENT_THROUGHPUT  the built event-throughput (default: beside the release build; left out if it is not there)
# exit: 0 measured · 1 a client failed · 2 there is no tutord, or no `tutord bench` in it · 77 no clients to compare with
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in -h | --help)
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
    exit 0
    ;;
esac

first_executable() {
    local path
    for path in "$@"; do
        if [[ -x $path ]]; then
            realpath "$path"
            return
        fi
    done
}

TUTORD=$(first_executable "${TUTORD:-$top/.build/dist/tutord}" "$top/.build/release/tutord")
if [[ -z $TUTORD ]]; then
    printf 'run.sh: there is no release build: scripts/build.sh makes one, or name one in TUTORD\n' >&2
    exit 2
fi
if ! "$TUTORD" bench --help >/dev/null 2>&1; then
    printf 'run.sh: %s has no command "bench": it is too old to be measured\n' "$TUTORD" >&2
    exit 2
fi
EVENT_THROUGHPUT=$(first_executable "${EVENT_THROUGHPUT:-}" "$top/.build/release/event-throughput")
# Not its real path: a virtual environment is known by where its Python is called.
python=${TUTOR_PYTHON:-$top/.cache/venv/bin/python}
if ! "$python" -c 'import agents, openai' 2>/dev/null; then
    printf 'SKIP: no Python with the clients of Tests/Peers/requirements.txt (scripts/setup.sh --for test)\n'
    exit 77
fi
command -v espeak-ng >/dev/null || {
    printf 'SKIP: espeak-ng is not here, so nobody can speak to the tutor\n'
    exit 77
}
export TUTORD EVENT_THROUGHPUT
cd "$top"
exec "$python" Benchmarks/peers/compare.py "$@"
