"""What a client in Python says of itself, in the words of `tutord bench --json`."""

import json
import os
import resource
import time

RATE = 24_000


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def kibibytes(field: str) -> int:
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith(field + ":"))


def age() -> float:
    """Seconds since this process was started. Whoever starts it says when, as the kernel keeps 10 ms only."""
    return time.monotonic() - float(os.environ["BENCH_STARTED"])


class Figures:
    """Counts one session."""

    def __init__(self):
        self.bytes = 0
        self.waits = []

    def ready(self) -> None:
        """The session has its settings."""
        self.ready_ms = age() * 1000
        self.cpu_at_ready = cpu_seconds()

    def report(self, turns: int) -> None:
        print(
            json.dumps(
                {
                    "turns": turns,
                    "audio_seconds": self.bytes / 2 / RATE,
                    "session_cpu_seconds": cpu_seconds() - self.cpu_at_ready,
                    "cpu_seconds": cpu_seconds(),
                    "resident_kib": kibibytes("Rss"),
                    "private_dirty_kib": kibibytes("Private_Dirty"),
                    "ready_milliseconds": self.ready_ms,
                    "waits_milliseconds": self.waits,
                }
            )
        )
