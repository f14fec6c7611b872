#!/bin/bash
# The real `tutord doctor` on a board of real kernel drivers: its line is pressed, held and taken away, its lamp is looked
# at by somebody who answers truthfully, its card is joined by a cable.
#
# usage: Tests/HIL/doctor-board.sh        TUTORD  the program (.build/debug/tutord)
# needs: alsa-utils gpiod python3, and what board/build-kernel.sh needs
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-}" != --in-the-guest ]; then
    for tool in aplay arecord gpioset python3; do
        command -v "$tool" >/dev/null || { echo "SKIP: $tool is missing (scripts/setup.sh --for test)"; exit 77; }
    done
    export TUTOR_PROGRAM=${TUTORD:-$PWD/.build/debug/tutord}
    [ -x "$TUTOR_PROGRAM" ] || { echo "doctor-board.sh: $TUTOR_PROGRAM is missing: swift build, or set TUTORD" >&2; exit 66; }
    export OUT=${OUT:-$PWD/out/doctor}
    exec Tests/HIL/board/run.sh bash "$0" --in-the-guest
fi

export TUTORD=$TUTOR_PROGRAM
source Tests/Doctor/common.sh
talk=$TUTOR_GPIO_SIM/sim_gpio17/pull lamp=$TUTOR_GPIO_SIM/sim_gpio27/value
board=(--board linux --board-file device/boards/gpio-sim.yaml --data "$work/data")
holds() { gpioinfo 2>/dev/null | grep -E "LED_REC.*\[.*used" >/dev/null; }

# A press while it waits, of 300 ms.
(
    wait_for holds
    sleep 2.5
    echo pull-down >"$talk"
    sleep 0.3
    echo pull-up >"$talk"
) &
children+=("$!")
doctor "a press of the line" 0 "card=fine button=fine lamps=skipped" "${board[@]}" --only card,button,lamps --press-within 20
measured "is as long as it was" button pressed_ms 200 600

doctor "a press that does not come" 13 "button=broken:33" "${board[@]}" --only button --press-within 2
# The simulated chip takes a line's pull-up for a hand that lets go, so this row asks for none.
sed 's/line: BTN_TALK.*/&\n    bias: as-is/' device/boards/gpio-sim.yaml >"$work/stuck.yaml"
echo pull-down >"$talk"
doctor "a button that is stuck" 13 "button=broken:31" "${board[@]}" --board-file "$work/stuck.yaml" --only button
echo pull-up >"$talk"

gpioset --mode=signal "$TUTOR_GPIO_CHIP" 27=0 &
holder=$!
children+=("$holder")
wait_for holds
doctor "a lamp's line that another program holds" 13 "lamps=broken:32 button=skipped card=fine" "${board[@]}" \
    --only card,button,lamps
says "says who" gpioset
kill "$holder"
wait "$holder" 2>/dev/null || :
sed 's/BTN_TALK/BTN_NONE/' device/boards/gpio-sim.yaml >"$work/board.yaml"
doctor "a line that the chip does not have" 13 "button=broken:32 lamps=skipped" "${board[@]}" \
    --board-file "$work/board.yaml" --only button,lamps

# Somebody at a terminal: answers whether the lamp's line is lit, and then the other way round.
person() {
    python3 - "$work/found.json" "$lamp" "$1" "$TUTORD" doctor --config "$work/settings.yaml" --json "${board[@]}" \
        --only lamps <<'PYTHON'
import os, pty, select, sys
path, lamp, kind, *command = sys.argv[1:]
process, terminal = pty.fork()
if process == 0:
    # Standard output into the file; the terminal is what is asked at.
    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.execv(command[0], command)
shown = b""
while True:
    try:
        if not select.select([terminal], [], [], 60)[0]:
            break
        shown += os.read(terminal, 4096)
    except OSError:
        break
    if b"[y/n]" in shown:
        lit = open(lamp).read().strip() == "1"
        print(f"    asked: {shown.decode(errors='replace').splitlines()[-1].strip()} lit: {lit}", flush=True)
        os.write(terminal, b"y\n" if lit == (kind == "truthful") else b"n\n")
        shown = b""
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
PYTHON
}
if person truthful; then pass "a lamp that lights"; else fail "a lamp that lights" "$work/found.json"; fi
says "is fine" '"verdict" : "fine"'
status=0
person contrary || status=$?
if [ "$status" = 13 ]; then pass "a lamp that is not seen"; else fail "a lamp that is not seen: exit $status" "$work/found.json"; fi
says "is broken" '"code" : 34'

# A cable from the loudspeaker to the microphone, on the other side of the card, and a little noise in it.
raw=(-q -t raw -f S16_LE -r 24000 -c 1)
other=plughw:CARD=Loopback,DEV=0
# A quarter of a second in it: this kernel stops for a tenth now and then.
arecord "${raw[@]}" --period-size=480 --buffer-size=12000 -D "$other" | python3 Tests/Doctor/sounds.py quieter 34 |
    aplay "${raw[@]}" --period-size=480 --buffer-size=6000 -D "$other" &
children+=("$!")
# Where the kernel stopped in the middle of the chirp, the cable had a gap: the next chirp tells.
for _ in 1 2 3; do
    before=$failures
    failures=0
    doctor "a quiet echo" 0 "card=fine loop=fine" "${board[@]}" --only card,loop
    measured "its level is the cable's" loop gain_db -36 -32
    gaps=$failures failures=$before
    ((gaps)) || break
done
failures=$((failures + gaps))
doctor "a card that is not there" 12 "card=broken:21" "${board[@]}" --only card --microphone plughw:CARD=Nowhere
finish
