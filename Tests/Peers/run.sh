#!/usr/bin/env bash
# Holds conversations with `tutord serve` through clients that other people wrote: the openai SDK and openai-agents.
# What lessons leave behind is judged by Ralph's model of xAPI.
#
# usage: Tests/Peers/run.sh [ARGUMENT OF pytest]…
#   TUTORD        the tutord to test (default: .build/debug/tutord)
#   TUTOR_PYTHON  a Python that has requirements.txt (default: one in .cache/venv, made if it is not there)
# exit: 0 passed · 1 failed · 2 there is no tutord · 77 skipped: the clients or a voice are not to be had
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)

skip() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}

TUTORD=${TUTORD:-$top/.build/debug/tutord}
if [[ ! -x $TUTORD ]]; then
    printf 'run.sh: there is no tutord at %s: build it (swift build) or name one in TUTORD\n' "$TUTORD" >&2
    exit 2
fi
TUTORD=$(realpath "$TUTORD")
export TUTORD

has_clients() { "$1" -c 'import agents, openai, openpyxl, pytest, ralph, websockets' 2>/dev/null; }

python=${TUTOR_PYTHON:-}
if [[ -z $python ]] || ! has_clients "$python"; then
    venv=$top/.cache/venv
    python=$venv/bin/python
    if ! cmp -s "$here/requirements.txt" "$venv/installed-requirements.txt" || ! has_clients "$python"; then
        mkdir -p "$top/.cache"
        python3 -m venv "$venv" || skip "python3 -m venv failed (package python3-venv)"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" ||
            skip "the clients of Tests/Peers/requirements.txt could not be fetched from PyPI"
        cp "$here/requirements.txt" "$venv/installed-requirements.txt"
    fi
fi
lrs=$top/.cache/lrs
if ! cmp -s "$here/requirements-lrs.txt" "$lrs/installed-requirements.txt" || ! "$lrs/bin/python" -c 'import ralph.api' 2>/dev/null; then
    if python3 -m venv "$lrs" &&
        "$lrs/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements-lrs.txt"; then
        cp "$here/requirements-lrs.txt" "$lrs/installed-requirements.txt"
    else
        printf 'SKIP: the record store of Tests/Peers/requirements-lrs.txt could not be fetched from PyPI\n'
    fi
fi
export TUTOR_LRS_PYTHON=$lrs/bin/python
command -v espeak-ng >/dev/null || skip "espeak-ng is not here, so nobody can speak to the tutor"

cd "$here"
exec "$python" -m pytest -p no:cacheprovider --tb=short --strict-markers -q "$@"
