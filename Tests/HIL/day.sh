#!/bin/bash
# A day of the program itself on a board of real kernel drivers: its lines are pressed, bounced and held for a minute, its
# card is pulled and put back in the middle of a turn, the tutor is interrupted again and again, the other buttons are
# used, and the lamps' lines are read. Prints what was measured.
#
# usage: Tests/HIL/day.sh        needs: alsa-utils espeak-ng python3, and what board/build-kernel.sh needs
#   TUTORD  the program (.build/debug/tutord)      OUT  what is left: diaries, tutord.log, measured.json (out/day)
#   TAPS, INTERRUPTIONS  how many presses are measured (60), how often the tutor is interrupted (20)
set -euo pipefail
cd "$(dirname "$0")/../.."
export TUTOR_PROGRAM=${TUTORD:-$PWD/.build/debug/tutord}
[ -x "$TUTOR_PROGRAM" ] || { echo "day.sh: $TUTOR_PROGRAM is missing: swift build, or set TUTORD" >&2; exit 66; }
export OUT=${OUT:-$PWD/out/day} TUTOR_TAPS=${TAPS:-60} TUTOR_INTERRUPTIONS=${INTERRUPTIONS:-20}
rm -rf "$OUT"
mkdir -p "$OUT"
espeak-ng -v en-us -p 75 -s 150 -w "$OUT/words.wav" "forty nine"
cat >"$OUT/board.yaml" <<'YAML'
name: a day
chip: pinctrl-sim
buttons:
  # The guest has one processor: while the program is at work the line does not bounce.
  - {button: talk, line: BTN_TALK, debounceMilliseconds: 80}
  - {button: pupil, line: BTN_PUPIL}
  - {button: volumeUp, line: BTN_UP}
  - {button: volumeDown, line: BTN_DOWN}
  - {button: teacher, line: BTN_TEACHER, press: say-again, hold: mute, double: next-lesson}
lamps:
  - {line: LED_REC, lit: [listening]}
  - {line: LED_READY, lit: [ready]}
  - {line: LED_TROUBLE, lit: [trouble]}
  - {line: LED_MUTED, lit: [muted]}
sound:
  microphone: hw:CARD=Loopback,DEV=1
  speaker: hw:CARD=Loopback,DEV=1
YAML
export LINES_OF_BOARD="17 BTN_TALK
5 BTN_PUPIL
6 BTN_UP
13 BTN_DOWN
19 BTN_TEACHER
27 LED_REC
22 LED_READY
23 LED_TROUBLE
24 LED_MUTED"
LIMIT=400 exec Tests/HIL/board/run.sh python3 Tests/HIL/day.py "$OUT"
