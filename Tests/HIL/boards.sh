#!/bin/bash
# `tutord board` on a board of real kernel drivers: what it lists, what it finds wrong, and the lamp that it lights.
#
# usage: Tests/HIL/boards.sh
#   TUTORD  the program (.build/debug/tutord)        OUT  what is left: said (out/boards)
# needs: gpiod, and what board/build-kernel.sh needs
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" != --in-the-guest ]; then
    export TUTOR_PROGRAM=${TUTORD:-$PWD/.build/debug/tutord}
    [ -x "$TUTOR_PROGRAM" ] || { echo "boards.sh: $TUTOR_PROGRAM is missing: swift build, or set TUTORD" >&2; exit 66; }
    export OUT=${OUT:-$PWD/out/boards}
    mkdir -p "$OUT"
    exec Tests/HIL/board/run.sh bash "$0" --in-the-guest
fi

failures=0
# check TEXT CODE PATTERN COMMAND…: it ends with that code, and says that.
check() {
    local text=$1 want=$2 pattern=$3 code=0
    shift 3
    "$@" >"$OUT/said" 2>&1 || code=$?
    if [ "$code" = "$want" ] && grep -qE -- "$pattern" "$OUT/said"; then
        printf '✔ %s\n' "$text"
    else
        printf '✘ %s: exit %s, not %s, or nothing like "%s" in:\n' "$text" "$code" "$want" "$pattern"
        sed 's/^/    /' "$OUT/said"
        failures=$((failures + 1))
    fi
}
board=device/boards/gpio-sim.yaml
tutord=$TUTOR_PROGRAM
# The line's number goes with the version of gpioset.
hold() {
    if gpioset --version | grep -q 'v1\.'; then
        exec gpioset --mode=signal gpiochip0 27=1
    else
        exec gpioset --chip gpiochip0 27=1
    fi
}
# shellcheck disable=SC2317  # called by until_true
held() { gpioinfo | grep -q "$1"; }
lit() { [ "$(cat "$TUTOR_GPIO_SIM/sim_gpio27/value")" = "$1" ]; }
until_true() {
    for _ in $(seq 200); do
        "$@" && return
        sleep 0.05
    done
    return 1
}

check "the board is good here" 0 'gpio-sim is good' "$tutord" board check --live "$board"
check "lines are listed" 0 'line 27 LED_REC$' "$tutord" board list
check "cards are listed" 0 "'card:Loopback'" "$tutord" board list
check "as JSON, too" 0 '"label" : "pinctrl-sim"' "$tutord" board list --json
check "another board is not this one" 1 "raspberry-pi-4.yaml:[0-9]+:7: no GPIO chip 'pinctrl-bcm2711': there are 'pinctrl-sim'" \
    "$tutord" board check --live device/boards/raspberry-pi-4.yaml
check "nor has it its card" 1 "raspberry-pi-4.yaml:[0-9]+:15: sound.microphone: no sound card 'card:USB': there are" \
    "$tutord" board check --live device/boards/raspberry-pi-4.yaml

hold &
holder=$!
until_true held gpioset || { echo "boards.sh: gpioset does not hold its line" >&2; exit 1; }
check "a line that is held is told, with who holds it" 1 \
    "gpio-sim.yaml:8:11: lamps\[0\].line: GPIO line 'LED_REC' of chip 'pinctrl-sim' is held by 'gpioset' \(process $holder, gpioset\): stop it \(sudo kill $holder\)" \
    "$tutord" board check --live "$board"
check "and listed" 0 "LED_REC  held by 'gpioset' \(process $holder, gpioset\)" "$tutord" board list
check "and no lamp is lit with it" 69 "held by 'gpioset'" "$tutord" board lamp listening --board-file "$board"
check "nor does the tutor run with it" 69 "process $holder, gpioset" \
    "$tutord" run --board linux --board-file "$board" --data "$OUT/data"
kill "$holder"
wait "$holder" 2>/dev/null || :

# By the second version of the interface the kernel says which process holds which line.
python3 - <<'PYTHON' &
import fcntl, os, signal, struct
request = bytearray(592)
struct.pack_into("I", request, 0, 17)
struct.pack_into("32s", request, 256, b"doorbell")
struct.pack_into("Q", request, 288, 1 << 2)  # an input
struct.pack_into("I", request, 560, 1)
fcntl.ioctl(os.open("/dev/gpiochip0", os.O_RDWR), 3 << 30 | 592 << 16 | 0xB4 << 8 | 0x07, request)
signal.pause()
PYTHON
holder=$!
until_true held doorbell || { echo "boards.sh: nobody holds the button's line" >&2; exit 1; }
check "a line that a program without libgpiod holds is told, too" 1 \
    "gpio-sim.yaml:6:11: buttons\[0\].line: GPIO line 'BTN_TALK' .* is held by 'doorbell' \(process $holder, python3" \
    "$tutord" board check --live "$board"
kill "$holder"
wait "$holder" 2>/dev/null || :

check "a chip that only its group may open is told, with the group" 1 'belongs to root:gpio|belongs to root:root' \
    setpriv --reuid=65534 --regid=65534 --clear-groups "$tutord" board check --live "$board"

"$tutord" board lamp listening --board-file "$board" 2>"$OUT/said" &
lamp=$!
if until_true lit 1; then echo "✔ a lamp is lit"; else echo "✘ the lamp is dark"; failures=$((failures + 1)); fi
check "and its line says by whom" 1 "process $lamp, tutord\): sudo systemctl stop tutor" "$tutord" board check --live "$board"
kill -TERM "$lamp"
wait "$lamp" || { echo "✘ it ended with status $?"; failures=$((failures + 1)); }
if lit 0; then echo "✔ and dark when it is interrupted"; else echo "✘ the lamp is still lit"; failures=$((failures + 1)); fi
check "a lamp is held for a time" 0 'for a trial' "$tutord" board lamp listening --for 0.2 --board-file "$board"
if lit 0; then echo "✔ and no longer"; else echo "✘ the lamp is still lit"; failures=$((failures + 1)); fi

exit $((failures > 0))
