"""Speech for the tutor's ears: 16-bit samples at 24 kHz, as espeak-ng says it."""

import array
import functools
import io
import subprocess
import wave

RATE = 24_000


@functools.cache
def speech(text: str, voice: str = "en-gb", quiet_ms: int = 300) -> bytes:
    """A sentence with some quiet around it."""
    spoken = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", "150", "--stdout", text], check=True, capture_output=True
    ).stdout
    with wave.open(io.BytesIO(spoken)) as recording:
        rate = recording.getframerate()
        # espeak-ng does not know the length when it writes the head to a pipe.
        samples = array.array("h", recording.readframes(1 << 30))
    return silence(quiet_ms) + resampled(samples, rate).tobytes() + silence(quiet_ms)


def silence(milliseconds: int) -> bytes:
    return bytes(2 * RATE * milliseconds // 1000)


def resampled(samples: array.array, rate: int) -> array.array:
    """Linear interpolation: enough for speech that goes up from 22,050 Hz."""
    result = array.array("h")
    for index in range(len(samples) * RATE // rate):
        place, rest = divmod(index * rate, RATE)
        here = samples[place]
        there = samples[min(place + 1, len(samples) - 1)]
        result.append(here + (there - here) * rest // RATE)
    return result


def milliseconds(pcm: int) -> float:
    """How long so many bytes last."""
    return pcm / 2 / RATE * 1000
