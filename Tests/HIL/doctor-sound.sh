#!/bin/bash
# The real `tutord doctor` on real alsa-lib, with a cable from loudspeaker to microphone that is cut, attenuated, drowned
# in noise or driven too hard.
#
# usage: Tests/HIL/doctor-sound.sh        TUTORD  the program (.build/debug/tutord)
# needs: what pulse.sh needs, espeak-ng sox python3
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${TUTOR_PULSE_PID:-}" ]; then
    for tool in pulseaudio pactl aplay espeak-ng sox; do
        command -v "$tool" >/dev/null || { echo "SKIP: $tool is missing (scripts/setup.sh --for test)"; exit 77; }
    done
    exec Tests/HIL/pulse.sh "$0"
fi
source Tests/Doctor/common.sh
desk=(--board keyboard --data "$work/data" --only "card,microphone,loop,level")

# feed FILE-OR-COMMAND: sound into the microphone, until `hush`.
raw=(-q -t raw -f S16_LE -r 24000 -c 1)
feed() {
    "$@" | aplay "${raw[@]}" -D micfeed 2>/dev/null &
    feeding=$!
    children+=("$feeding")
}
# Ends what was fed: aplay is the last of its pipe, and what writes to it ends with it.
hush() { kill "$feeding" 2>/dev/null || :; wait "$feeding" 2>/dev/null || :; }
noise() { feed python3 Tests/Doctor/sounds.py noise "$1" 60; }
# cable VOLUME: from the loudspeaker to the microphone.
cable() {
    pactl load-module module-loopback source=spk.monitor sink=micpipe latency_msec=30 >"$work/cable"
    # The loopback is the only input of that sink before anything is fed.
    wait_for inputs
    pactl set-sink-input-volume "$(pactl list short sink-inputs | cut -f1 | head -n 1)" "$1"
}
inputs() { [ -n "$(pactl list short sink-inputs)" ]; }
no_inputs() { [ -z "$(pactl list short sink-inputs)" ]; }
uncable() { pactl unload-module "$(cat "$work/cable")"; }

doctor "a microphone that delivers nothing but zeros" 12 \
    "card=fine microphone=broken:22 level=skipped loop=broken:26" "${desk[@]}"

noise -60
doctor "a loudspeaker that nobody hears" 12 "card=fine microphone=fine loop=broken:26" "${desk[@]}"
hush
wait_for no_inputs

cable -36dB
noise -62
doctor "a quiet echo" 0 "card=fine microphone=fine loop=fine level=skipped" "${desk[@]}"
measured "its level is the cable's" loop gain_db -37.5 -34.5
measured "its latency is measured" loop latency_ms 20 600
hush
uncable
wait_for no_inputs

cable 0dB
noise -62
doctor "an echo as loud as the sound itself" 12 "card=fine loop=broken:24" "${desk[@]}"
says "is told with what to do" 'duplex: half'
uncable
hush
wait_for no_inputs

noise -38
doctor "a room that hums" 0 "microphone=warning" "${desk[@]}" --skip loop
hush
feed python3 Tests/Doctor/sounds.py square 30
doctor "a microphone that is set too loud" 12 "microphone=broken:25" "${desk[@]}" --skip loop
hush

# A voice, as from somebody who was told by the box to speak.
espeak-ng -v en-us -w "$work/words.wav" "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"
sox "$work/words.wav" -t raw -r 24000 -b 16 -e signed -c 1 "$work/words.raw" norm -6
voice() {
    python3 Tests/Doctor/sounds.py noise -62 3
    sox -t raw -r 24000 -b 16 -e signed -c 1 "$work/words.raw" -t raw - vol "$1" 2>/dev/null
    python3 Tests/Doctor/sounds.py noise -62 10 2
}
feed voice 1
doctor "a voice" 0 "microphone=fine level=fine" "${desk[@]}" --skip loop --speak-within 20
hush
feed voice 0.04
doctor "a voice that is too quiet" 0 "level=warning" "${desk[@]}" --skip loop --speak-within 20
says "is told what raises it" 'gainControl: true'
hush
noise -62
doctor "a voice that does not come" 12 "level=broken:22" "${desk[@]}" --skip loop --speak-within 2
hush

doctor "cards that are not there" 12 "card=broken:21 microphone=skipped loop=skipped" "${desk[@]}" \
    --microphone plughw:CARD=Nowhere --speaker plughw:CARD=Nowhere

# What it says aloud can be heard.
arecord "${raw[@]}" -D spkmon "$work/aloud.raw" &
recording=$!
doctor "a diagnosis aloud" 14 "disk=broken:42" --board keyboard --data /proc --only disk --aloud
kill "$recording"
wait "$recording" 2>/dev/null || :
if python3 -c '
import array, sys
loud = sum(abs(s) > 300 for s in array.array("h", open(sys.argv[1], "rb").read())) / 24000
print(f"    {loud:.2f} s of it are loud")
sys.exit(loud < 0.5)' "$work/aloud.raw"; then pass "is heard"; else fail "nothing was heard"; fi
finish
