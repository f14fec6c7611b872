#!/bin/bash
# A class at one box of real kernel drivers, from the list to the gradebook: a class is imported, badges are given out and
# typed by a keyboard that the kernel makes, the pupil button's line is pressed, a number is said into the card and
# confirmed, the reader is pulled and put back, nobody is there for a while. Then it is looked whose each sitting and each
# answer is, and that no name and no badge's number stands in a log or a diary.
#
# usage: Tests/HIL/who.sh        needs: alsa-utils espeak-ng python3, and what board/build-kernel.sh needs
#   TUTORD  the program (.build/debug/tutord)      OUT  what is left: gradebook, diaries, tutord.log (out/who)
# exit: 0 it is as it must be · 77 this kernel has no input devices that a test can make
set -euo pipefail
cd "$(dirname "$0")/../.."
export TUTOR_PROGRAM=${TUTORD:-$PWD/.build/debug/tutord}
[ -x "$TUTOR_PROGRAM" ] || { echo "who.sh: $TUTOR_PROGRAM is missing: swift build, or set TUTORD" >&2; exit 66; }
kernel=$(Tests/HIL/board/build-kernel.sh)
if ! "$kernel" --showconfig 2>/dev/null | grep -q '^CONFIG_INPUT_UINPUT=y'; then
    echo "SKIP: $kernel has no /dev/uinput: build one with Tests/HIL/board/build-kernel.sh (CONFIG_INPUT_UINPUT)" >&2
    exit 77
fi
export TUTOR_UML_KERNEL=$kernel
export OUT=${OUT:-$PWD/out/who}
rm -rf "$OUT"
mkdir -p "$OUT"
spoken() { espeak-ng -v en-us -p 75 -s 140 -w "$OUT/$1.wav" "$2"; }
spoken number "i am number two"
spoken yes "yes that is me"
spoken agree "yes"
spoken answer "thirty six"

cat >"$OUT/class.csv" <<'CSV'
name,number
Quirina,1
Balthasar,2
Ottilie,3
CSV
program() { "$TUTOR_PROGRAM" "$@" --config "$OUT/tutor.yaml"; }
cat >"$OUT/tutor.yaml" <<YAML
data: $OUT/data
lessons: $PWD/lessons
badge_reader: auto
idle_end_seconds: 20
YAML
program pupils import "$OUT/class.csv" --class "Year 5" >"$OUT/import.txt"
program pupils list --csv >"$OUT/roster.csv"
account() { awk -F, -v name="$1" 'NR == 1 { for (at = 1; at <= NF; at++) if ($at == "account") column = at }
    index($0, name) { print $column }' "$OUT/roster.csv" | tr -d '"\r'; }
QUIRINA=$(account Quirina) BALTHASAR=$(account Balthasar) OTTILIE=$(account Ottilie)
export TUTOR_FIRST=$QUIRINA TUTOR_SECOND=$BALTHASAR TUTOR_THIRD=$OTTILIE
{
    echo 04:a1:b2:c3 | program pupils badge "$QUIRINA"
    echo 0012345678 | program pupils badge "$BALTHASAR"
    echo 0099887766 | program pupils badge "$OTTILIE"
} >>"$OUT/import.txt"

cat >"$OUT/board.yaml" <<'YAML'
name: a class
chip: pinctrl-sim
buttons:
  - {button: talk, line: BTN_TALK, debounceMilliseconds: 80}
  - {button: pupil, line: BTN_PUPIL}
lamps:
  - {line: LED_REC, lit: [listening]}
  - {line: LED_READY, lit: [ready]}
sound:
  microphone: hw:CARD=Loopback,DEV=1
  speaker: hw:CARD=Loopback,DEV=1
YAML
export LINES_OF_BOARD="17 BTN_TALK
5 BTN_PUPIL
27 LED_REC
22 LED_READY"
LIMIT=400 Tests/HIL/board/run.sh python3 Tests/HIL/who.py "$OUT"
python3 Tests/HIL/who-check.py "$OUT"
