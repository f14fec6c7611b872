"""`tutord serve` as a process."""

import os
import selectors
import subprocess
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def tutord() -> str:
    return os.environ.get("TUTORD") or str(TOP / ".build/debug/tutord")


def first_line(process: subprocess.Popen, seconds: float = 30) -> str:
    """The first line of standard output, or an error that says what the process said instead."""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if not selector.select(seconds):
            process.kill()
            raise AssertionError(f"tutord serve printed nothing in {seconds} s")
    line = process.stdout.readline()
    if not line:
        process.wait(10)
        raise AssertionError(f"tutord serve ended with {process.returncode}: {process.stderr.read()}")
    return line


class Server:
    """Serves on a free port of loopback while it is entered."""

    def __init__(self, *arguments: str, key: str | None = None):
        self.arguments = arguments
        self.environment = {name: value for name, value in os.environ.items() if name != "TUTOR_SERVE_KEY"}
        if key is not None:
            self.environment["TUTOR_SERVE_KEY"] = key

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(
            [tutord(), "serve", "--listen", "127.0.0.1:0", *self.arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=TOP, env=self.environment,
        )
        line = first_line(self.process)
        prefix = "serving at ws://"
        assert line.startswith(prefix), f"the first line is {line!r}, expected '{prefix}HOST:PORT/v1/realtime'"
        self.url = line.removeprefix("serving at ").strip()
        self.address = line.removeprefix(prefix).split("/")[0]
        return self

    def __exit__(self, *_) -> None:
        self.exit_code = stop(self.process)

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    @property
    def websocket_base(self) -> str:
        return f"ws://{self.address}/v1"


def stop(process: subprocess.Popen) -> int:
    """Asks a process to end as systemd would, and insists after a while."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    return process.returncode


def until(condition, seconds: float = 5) -> bool:
    """Whether a condition of a foreign process comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
