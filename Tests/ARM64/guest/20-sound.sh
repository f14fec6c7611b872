#!/bin/sh
# alsa-lib on a real card of the kernel: what is played at one end of the cable is recorded at the other.
arecord -q -D plughw:CARD=Loopback,DEV=1 -f S16_LE -r 24000 -c 1 "$OUT/tone.wav" &
recording=$!
# Whoever opens an end first sets the format of both.
for _ in $(seq 100); do grep -q RUNNING /proc/asound/Loopback/pcm1c/sub0/status && break; usleep 100000; done
aplay -q -D plughw:CARD=Loopback,DEV=0 /tests/tone.wav || exit 1
kill -INT $recording
wait $recording
[ "$(wc -c <"$OUT/tone.wav")" -gt 40000 ] || { echo "not ok nothing was recorded"; exit 1; }
