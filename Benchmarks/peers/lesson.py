"""The lesson that the clients in Python hold: as long in its sentences as those of lessons/."""

QUESTION = "What is six times seven?"
LISTEN = {"phrases": [], "numbers": [0, 144]}


def next_exercise_result() -> dict:
    return {"say": f"Here is the next one. {QUESTION}", "ask": QUESTION, "listen_for": LISTEN}


def check_answer_result() -> dict:
    return {"say": f"Not quite. Think of six groups of seven. {QUESTION}", "ask": QUESTION, "listen_for": LISTEN}


INSTRUCTIONS = "You are a patient tutor. Teach the lesson through its tools, and never judge an answer yourself."


def frames(path: str):
    """A recording of 24 kHz as frames of 20 ms, with 200 ms of quiet after it."""
    import wave

    with wave.open(path) as recording:
        assert (recording.getframerate(), recording.getnchannels(), recording.getsampwidth()) == (24_000, 1, 2)
        pcm = recording.readframes(1 << 30) + bytes(9_600)
    return [pcm[start : start + 960] for start in range(0, len(pcm), 960)]
