#!/bin/bash
# Runs a command with two virtual sound cables, through real alsa-lib in real time, without a sound card:
#   what the program plays on "default" can be recorded from "spkmon";
#   what is played on "micfeed" is heard by the program that records from "default".
# Without a command: the tests that need them. A private PulseAudio is behind it; when it dies (the tests kill it, as a
# pulled plug would) it is started again after a second. $TUTOR_PULSE_PID names the file with its process id.
#
# usage: Tests/HIL/pulse.sh [COMMAND…]       any user, no D-Bus, no systemd
# needs: pulseaudio pulseaudio-utils libasound2-plugins alsa-utils
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in pulseaudio pactl aplay arecord; do
    command -v "$tool" >/dev/null ||
        { echo "pulse.sh: $tool is missing: apt install pulseaudio pulseaudio-utils libasound2-plugins alsa-utils" >&2; exit 69; }
done
if [ $# -eq 0 ]; then
    if [ -n "${TUTOR_TESTS:-}" ]; then
        # Built already, with flags of its own.
        set -- "$TUTOR_TESTS" --testing-library swift-testing --filter HardwareTests.PulseTests
    else
        set -- swift test --filter HardwareTests.PulseTests
    fi
fi

room=$(mktemp -d)
export XDG_RUNTIME_DIR=$room PULSE_RUNTIME_PATH=$room PULSE_SERVER=unix:$room/native PULSE_COOKIE=$room/cookie
export TUTOR_PULSE_PID=$room/pulse.pid

serve() {
    local server=
    trap 'kill "$server" 2>/dev/null; exit 0' TERM
    while :; do
        # norewinds: without it a null sink runs 2 s ahead of the clock. 24 kHz: so that nothing is resampled.
        pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes --realtime=no \
            --high-priority=no --log-level=error \
            -L "module-native-protocol-unix auth-anonymous=1 socket=$room/native" \
            -L "module-null-sink sink_name=spk rate=24000 channels=1 format=s16le norewinds=1" \
            -L "module-null-sink sink_name=micpipe rate=24000 channels=1 format=s16le norewinds=1" \
            -L "module-remap-source source_name=mic master=micpipe.monitor" 2>/dev/null &
        server=$!
        echo "$server" >"$room/pulse.pid"
        wait "$server" || :
        rm -f "$room/native"
        sleep 1
    done
}
serve &
keeper=$!
trap 'kill "$keeper" 2>/dev/null; wait "$keeper" 2>/dev/null || :; rm -rf "$room"' EXIT

cat >"$room/asound.conf" <<'CONF'
pcm.!default { type asym playback.pcm "spk" capture.pcm "mic" }
ctl.!default { type pulse }
pcm.spk { type pulse device "spk" }
pcm.mic { type pulse device "mic" }
pcm.micfeed { type pulse device "micpipe" }
pcm.spkmon { type pulse device "spk.monitor" }
CONF
export ALSA_CONFIG_PATH=/usr/share/alsa/alsa.conf:$room/asound.conf

for _ in $(seq 250); do pactl info >/dev/null 2>&1 && break; sleep 0.02; done
pactl info >/dev/null 2>&1 || { echo "pulse.sh: PulseAudio did not start" >&2; exit 70; }
"$@"
