#!/usr/bin/env python3
"""tone.py make FILE: a second of 440 Hz, then silence. tone.py check FILE: whether a recording has most of it, and little else."""
import array
import math
import sys
import wave

RATE, TONE = 24_000, 440


def make(path):
    samples = array.array("h", (int(12_000 * math.sin(2 * math.pi * TONE * n / RATE)) for n in range(RATE)))
    # A recorder that is stopped forgets the last part of a period.
    samples.extend([0] * (RATE // 2))
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def check(path):
    # 44 bytes of header, read as bytes: a recorder that was stopped leaves lengths of its own in it.
    samples = array.array("h", open(path, "rb").read()[44:])
    loud = [n for n, sample in enumerate(samples) if abs(sample) > 1_000]
    heard = samples[loud[0] : loud[-1] + 1] if loud else samples[:0]
    angle = 2 * math.pi * TONE / RATE
    along = sum(sample * math.cos(angle * n) for n, sample in enumerate(heard))
    across = sum(sample * math.sin(angle * n) for n, sample in enumerate(heard))
    energy = sum(sample * sample for sample in heard)
    share = 2 * (along * along + across * across) / (len(heard) * energy) if energy else 0
    fine = len(heard) > 0.97 * RATE and share > 0.9
    print(f"{'ok' if fine else 'not ok'} a tone through the card: {len(heard) / RATE:.2f} s of it, {share:.1%} of that {TONE} Hz")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(make(sys.argv[2]) if sys.argv[1] == "make" else check(sys.argv[2]))
