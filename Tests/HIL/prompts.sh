#!/bin/bash
# Tier: what the box says itself, from `tutord prompts` to the loudspeaker (real alsa-lib over PulseAudio), and the
# command's answers to what is wrong.
#
# usage: Tests/HIL/prompts.sh        TUTORD names the tutord to test
# needs: pulseaudio pulseaudio-utils libasound2-plugins alsa-utils sox
set -euo pipefail
cd "$(dirname "$0")/../.."
tutord=${TUTORD:-.build/debug/tutord}
for tool in "$tutord" sox pulseaudio; do
    command -v "$tool" >/dev/null || { echo "SKIP: no $tool"; exit 77; }
done
if [ -z "${TUTOR_PULSE_PID:-}" ]; then exec Tests/HIL/pulse.sh "$0"; fi

work=$(mktemp -d)
recorder=
trap 'kill $recorder 2>/dev/null || :; rm -rf "$work"' EXIT
failures=0
# check TEXT CODE PATTERN COMMAND…: it ends with that code and says that.
check() {
    local text=$1 want=$2 pattern=$3 code=0
    shift 3
    "$@" >"$work/said" 2>&1 || code=$?
    if [ "$code" = "$want" ] && grep -qE -- "$pattern" "$work/said"; then
        printf '✔ %s\n' "$text"
    else
        printf '✘ %s: exit %s (not %s), or nothing like "%s" in:\n' "$text" "$code" "$want" "$pattern"
        sed 's/^/    /' "$work/said" | tail -n 20
        failures=$((failures + 1))
    fi
}

mkdir -p "$work/school/de" "$work/data"
printf 'prompts: %s\ndata: %s\nlessons: lessons\n' "$work/school" "$work/data" >"$work/tutor.yaml"
prompts=("$tutord" prompts)
here=(--config "$work/tutor.yaml")

check "every key is listed, with its number and whose it is" 0 '^de +microphone_silent +22  shipped ' \
    "${prompts[@]}" list --language de "${here[@]}"
printf 'microphone_silent: "Ich höre nichts. Ruf Frau Meier."\nnetwerk: "x"\n' >"$work/school/de.yaml"
check "a fault has its place, and what was meant" 1 "school/de.yaml:2:1: unknown key 'netwerk', did you mean 'network'" \
    "${prompts[@]}" check "${here[@]}"
check "the sentence beside it is the school's" 0 '22  school    “Ich höre nichts. Ruf Frau Meier.”' \
    "${prompts[@]}" list --language de "${here[@]}"
sed -i 2d "$work/school/de.yaml"
check "mended, there is no fault" 0 'are good$' "${prompts[@]}" check "${here[@]}"
check "a folder that is not there is exit 66" 66 'no folder of words at /nowhere' "${prompts[@]}" check /nowhere
check "an unknown key is exit 64, and names those that there are" 64 'microphone_silent' "${prompts[@]}" say microphone

# Every sentence of the shipped file but the form in which a number is said.
keys=$(grep -cE '^[a-z_]+:' device/prompts/de.yaml)
all=$((keys - 1))
check "all is made" 0 "^de: $all made, 0 kept\$" "${prompts[@]}" build --language de "${here[@]}"
check "and then left alone" 0 "^de: 0 made, $all kept\$" "${prompts[@]}" build --language de "${here[@]}"
sed -i 's/Meier/Schmidt/' "$work/school/de.yaml"
check "but for what was changed" 0 "^de: 1 made, $((all - 1)) kept\$" "${prompts[@]}" build --language de "${here[@]}"
touch "$work/file"
check "a folder that cannot be made is exit 73" 73 'file' "${prompts[@]}" build --language de --out "$work/file"

# A recording of half a second takes the place of a sentence that has no number.
sox -q -n -r 44100 -c 2 -b 16 "$work/school/de/muted.wav" synth 0.5 sine 500 gain -12
check "a recording is told" 0 'muted +school +/.*/de/muted.wav' "${prompts[@]}" list --language de "${here[@]}"
check "and written as it will be heard" 0 '' "${prompts[@]}" say muted --language de --out "$work/muted.wav" "${here[@]}"
check "at the rate of the box" 0 '^24000 0\.[45]' bash -c \
    "echo \$(soxi -r '$work/muted.wav') \$(soxi -D '$work/muted.wav')"

arecord -q -D spkmon -r 24000 -c 1 -f S16_LE "$work/heard.wav" &
recorder=$!
# Until the recorder writes.
for _ in $(seq 200); do [ -s "$work/heard.wav" ] && break; sleep 0.02; done
check "it is said to the loudspeaker" 0 'Nummer 2, 2' "${prompts[@]}" say microphone_silent --language de "${here[@]}"
kill -INT "$recorder"
wait "$recorder" || :
recorder=
length=$(sox "$work/heard.wav" -n silence 1 0.02 1% reverse silence 1 0.02 1% stat 2>&1 | sed -n 's/^Length (seconds): *//p')
check "all of it, to its end" 0 yes awk "BEGIN { print ($length > 2.5 && $length < 8) ? \"yes\" : \"no: $length s\" }"
check "without a loudspeaker it is exit 69" 69 "loudspeaker 'nowhere' cannot be used" \
    env TUTOR_SPEAKER=nowhere "${prompts[@]}" say muted "${here[@]}"

((failures == 0)) || printf '%s FAILED\n' "$failures"
((failures == 0))
