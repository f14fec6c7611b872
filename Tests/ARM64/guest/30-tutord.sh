#!/bin/sh
# tutord itself: a press of the line from outside, an answer spoken into the card, the tutor's answer recorded, a tap that
# is too short. Its teacher is a tutord outside, since recognising speech takes fifteen times as long in here.
# What the lamp did is judged outside (turn.py).
export HOME=/tmp
cd /tests || exit 1
read -r TEACHER <teacher
fail() { echo "not ok $*"; tail -n 20 "$OUT/tutord.log"; exit 1; }
ask() { echo "$*" >&3 && read -r _ <&3; }
exec 3<>"$TUTOR_GPIO_OUTSIDE"

version=$(tutord --version) || fail "tutord --version ended with $?"
echo "ok tutord $version starts"
tutord lessons check lessons >"$OUT/lessons.txt" 2>&1 || { cat "$OUT/lessons.txt"; fail "a shipped lesson was refused"; }
echo "ok lessons are read"
if tutord --help | grep -q '^  board '; then
    tutord board check board.yaml >"$OUT/board.txt" 2>&1 || { cat "$OUT/board.txt"; fail "the board file was refused"; }
    echo "ok the board is described well"
fi

ip link set lo up
ip link set eth0 up
ip address add 10.0.2.15/24 dev eth0
# Nobody presses.
ask swing 5 1 1
ask mark started
tutord run --board linux --board-file board.yaml --provider "$TEACHER" --lessons lessons --lesson times-tables \
    --data /tmp/data --diary "$OUT/diary.jsonl" >"$OUT/tutord.log" 2>&1 &
tutord=$!
# wait_for COUNT PATTERN SECONDS: until the log has so many lines like that.
wait_for() {
    for _ in $(seq $(($3 * 5))); do
        [ "$(grep -c "$2" "$OUT/tutord.log")" -ge "$1" ] && return
        kill -0 "$tutord" 2>/dev/null || fail "tutord ended while it was waited for '$2'"
        usleep 200000
    done
    fail "no $1. '$2' within $3 s"
}
wait_for 1 '  ready  ' 60
echo "ok the teacher outside is reached"
arecord -q -D plughw:CARD=Loopback,DEV=0 -f S16_LE -r 24000 -c 1 "$OUT/room.wav" &
recording=$!
# The greeting and the first question are heard out first: the lamp says when the tutor has done.
wait_for 2 ' lamp  *ready' 60

ask mark turn
ask swing 5 0 1
usleep 300000
aplay -q -D plughw:CARD=Loopback,DEV=0 words.wav || fail "nothing could be said"
usleep 500000
wc -c <"$OUT/room.wav" >"$OUT/bytes-at-release"
ask swing 5 1 1
wait_for 1 ' kept .* is right' 60
echo "ok the answer was understood, marked and kept"
wait_for 3 ' lamp  *ready' 60

ask mark tap
ask swing 5 0 1
usleep 60000
ask swing 5 1 1
wait_for 1 ' press  *too short' 30
echo "ok a tap is told to be too short"
ask mark over
echo "   $(sed -n 's/^VmHWM:[^0-9]*/resident at most /p' "/proc/$tutord/status")"
kill -TERM "$tutord"
wait "$tutord" || fail "tutord ended with $?"
ask mark ended
kill -INT "$recording"
wait "$recording"
echo "ok it ends when it is told to"
