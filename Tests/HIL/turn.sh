#!/bin/bash
# One whole turn of the program itself on a board of real kernel drivers: the line is pressed, an answer is spoken into
# the loopback card, the line is let go, the tutor's answer is recorded from the card, and the lamp's line is read all
# the time.
#
# usage: Tests/HIL/turn.sh [LESSON [WORDS [LANGUAGE]]]      e.g. times-tables "thirty six" en-us
#   TUTORD  the program (.build/debug/tutord)        OUT  what is left: answer.wav, lamp.txt, tutord.log (out/turn)
# needs: alsa-utils espeak-ng python3, and what board/build-kernel.sh needs
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" != --in-the-guest ]; then
    lesson=${1:-times-tables} words=${2:-thirty six} language=${3:-en-us}
    export TUTOR_PROGRAM=${TUTORD:-$PWD/.build/debug/tutord}
    [ -x "$TUTOR_PROGRAM" ] || { echo "turn.sh: $TUTOR_PROGRAM is missing: swift build, or set TUTORD" >&2; exit 66; }
    export OUT=${OUT:-$PWD/out/turn}
    mkdir -p "$OUT"
    rm -rf "$OUT"/data "$OUT"/*.wav "$OUT"/lamp.txt "$OUT"/tutord.log
    # Spoken out here, where it is fast; padded, for the voice begins after the press and ends before the release.
    espeak-ng -v "$language" -p 75 -s 150 -w "$OUT/words.wav" "$words"
    exec Tests/HIL/board/run.sh bash "$0" --in-the-guest "$lesson"
fi

lesson=$2
talk=$TUTOR_GPIO_SIM/sim_gpio17/pull lamp=$TUTOR_GPIO_SIM/sim_gpio27/value
fail() { echo "turn.sh: $*" >&2; tail -n 20 "$OUT/tutord.log" >&2; exit 1; }
uptime_ms() { awk '{ printf "%d", $1 * 1000 }' /proc/uptime; }

# READY=1 arrives where systemd would listen.
python3 - "$OUT/ready" <<'PYTHON' &
import os, socket, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind("/run/notify")
while b"READY=1" not in listener.recv(4096):
    pass
open(sys.argv[1], "w").close()
PYTHON
rm -f "$OUT/ready"
for _ in $(seq 100); do [ -S /run/notify ] && break; sleep 0.05; done

NOTIFY_SOCKET=/run/notify "$TUTOR_PROGRAM" run --board linux --board-file device/boards/gpio-sim.yaml \
    --lesson "$lesson" --data "$OUT/data" --diary "$OUT/diary.jsonl" >"$OUT/tutord.log" 2>&1 &
tutord=$!
for _ in $(seq 600); do
    [ -e "$OUT/ready" ] && break
    kill -0 "$tutord" 2>/dev/null || fail "tutord ended before it was ready"
    sleep 0.05
done
[ -e "$OUT/ready" ] || fail "tutord was not ready after 30 s"

# The lamp, every 10 ms: milliseconds since boot, value.
python3 - "$lamp" >"$OUT/lamp.txt" <<'PYTHON' &
import sys, time
while True:
    with open(sys.argv[1]) as value:
        print(int(time.monotonic() * 1000), value.read().strip(), flush=True)
    time.sleep(0.01)
PYTHON
watching=$!
arecord -q -D plughw:CARD=Loopback,DEV=0 -f S16_LE -r 24000 -c 1 "$OUT/room.wav" &
recording=$!
# The greeting and the first question are heard out first: the lamp says when the tutor has done.
wait_for_ready() {
    for _ in $(seq "$2"); do
        [ "$(grep -c ' lamp  *ready' "$OUT/tutord.log")" -ge "$1" ] && return
        sleep 0.1
    done
    fail "the tutor did not get ready for turn $1 in $(($2 / 10)) s"
}
wait_for_ready 2 600

pressed=$(uptime_ms)
echo pull-down >"$talk"
sleep 0.3
aplay -q -D plughw:CARD=Loopback,DEV=0 "$OUT/words.wav"
sleep 0.3
echo pull-up >"$talk"
released=$(uptime_ms)
# Where in the recording the release is.
bytes_at_release=$(stat -c %s "$OUT/room.wav")
wait_for_ready 3 400
grep -q ' kept .* is right' "$OUT/tutord.log" || fail "the answer was not understood, marked and kept"
kill "$watching" "$recording" 2>/dev/null || :
wait "$watching" "$recording" 2>/dev/null || :
kill -TERM "$tutord" 2>/dev/null || fail "tutord ended during the turn"
wait "$tutord" || fail "tutord ended with status $?"

python3 - "$OUT" "$pressed" "$released" "$bytes_at_release" <<'PYTHON' || fail "the turn was not as it must be"
import array, os, sys
out, pressed, released, at = sys.argv[1], *map(int, sys.argv[2:])
# 44 bytes of header; read as bytes, since a recorder that was stopped leaves a header of its own.
samples = array.array("h", open(f"{out}/room.wav", "rb").read()[44:])
after = samples[max(0, (at - 44) // 2):]
loud = sum(1 for sample in after if abs(sample) > 500)
lamp = [tuple(map(int, line.split())) for line in open(f"{out}/lamp.txt") if len(line.split()) == 2]
# The tail of a turn is 150 ms; the clock of /proc/uptime has steps of 10 ms.
early = [t for t, lit in lamp if lit and t < pressed - 20]
late = [t for t, lit in lamp if lit and t > released + 400]
during = [lit for t, lit in lamp if pressed + 200 < t < released]
print(f"pressed for {released - pressed} ms; lamp lit in {sum(during)} of {len(during)} looks during the press, "
      f"{len(early)} before, {len(late)} after; {loud / 24000:.2f} s of loud sound after the release")
problems = []
if not during or not all(during): problems.append("the recording lamp was dark while the button was held")
if early: problems.append(f"the recording lamp was lit {pressed - early[-1]} ms before the press")
if late: problems.append(f"the recording lamp was lit {late[-1] - released} ms after the release")
if loud < 2400: problems.append("no answer was heard after the release")
print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(bool(problems))
PYTHON
