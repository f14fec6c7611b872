#!/usr/bin/env bash
# How fast a voice goes the whole way, from a socket to samples: the library's client beside the Python SDKs, in one run.
#
# usage: Benchmarks/stream.sh [EVENTS]      (events of 100 ms; default 4000)
#   EVENT_STREAM  the built event-stream (default: .build/release/event-stream, which is built if it is not there)
#   TUTOR_PYTHON  a Python that has Tests/Peers/requirements.txt (default: .cache/venv)
# exit: 0 measured · 1 a client failed · 77 no clients to compare with
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in -h | --help)
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
    exit 0
    ;;
esac
events=${1:-4000}
cd "$top"
stream=${EVENT_STREAM:-.build/release/event-stream}
[[ -x $stream ]] || swift build -c release --product event-stream
python=${TUTOR_PYTHON:-.cache/venv/bin/python}
if ! "$python" -c 'import agents, openai' 2>/dev/null; then
    printf 'SKIP: no Python with the clients of Tests/Peers/requirements.txt (scripts/setup.sh --for test)\n'
    exit 77
fi

coproc SERVER { exec "$stream" serve "$events"; }
# The name of a coprocess's number is taken away when it ends.
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r url <&"${SERVER[0]}"

rate() { "$@" | "$python" -c 'import json, sys; f = json.load(sys.stdin); print(f["bytes"] / f["seconds"] / 1e6)'; }
best() {
    local rates=() round
    for round in 1 2 3; do rates+=("$(rate "$@")"); done
    : "$round"
    printf '%s\n' "${rates[@]}" | sort -g | tail -1
}
ours=$(best "$stream" receive "$url")
sdk=$(best "$python" Benchmarks/peers/stream.py "$url" openai)
agents=$(best "$python" Benchmarks/peers/stream.py "$url" openai-agents)
printf 'MB/s of events of 100 ms, socket to samples, best of 3: RealtimeClient %.0f, openai %.0f, openai-agents %.0f\n' \
    "$ours" "$sdk" "$agents"
awk -v a="$ours" -v b="$sdk" -v c="$agents" 'BEGIN { better = b > c ? b : c; printf "RealtimeClient is %.1f times as fast as the better of the two\n", a / better }'
