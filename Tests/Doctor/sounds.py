"""Sounds for the doctor's microphone, as raw 24 kHz 16-bit mono on standard output.

usage: sounds.py noise DBFS SECONDS [SEED]      white noise, at this RMS
       sounds.py square SECONDS                 as loud as can be
       sounds.py quieter DB                     standard input, by so much quieter, as it comes; what comes in the first
                                                second is thrown away, so that it does not wait in the pipe
"""
import array
import math
import os
import random
import sys
import time

RATE = 24000


def put(samples):
    sys.stdout.buffer.write(array.array("h", samples).tobytes())


try:
    if sys.argv[1] == "noise":
        amplitude = 32768 * 10 ** (float(sys.argv[2]) / 20) * math.sqrt(3)
        generator = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
        second = [int(generator.uniform(-amplitude, amplitude)) for _ in range(RATE)]
        for _ in range(int(sys.argv[3])):
            put(second)
    elif sys.argv[1] == "square":
        put([32767 if i // 60 % 2 else -32768 for i in range(RATE * int(sys.argv[2]))])
    else:
        factor = 10 ** (-float(sys.argv[2]) / 20)
        start = time.monotonic()
        while data := os.read(0, 960):
            if len(data) % 2:
                data += os.read(0, 1)
            if time.monotonic() - start < 1:
                continue
            put(int(sample * factor) for sample in array.array("h", data))
            sys.stdout.buffer.flush()
except BrokenPipeError:
    # Whoever listened has heard enough, and nothing is left to be flushed at the end.
    os._exit(0)
