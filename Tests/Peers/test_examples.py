"""The programs in Examples, as a reader would run them."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import served
import sound

BINARIES = Path(served.tutord()).parent


def run(
    program: str, *arguments: str, url: str, given: str | bytes = "", key: str = ""
) -> subprocess.CompletedProcess:
    environment = {**os.environ, "REALTIME_URL": url, "OPENAI_API_KEY": key}
    return subprocess.run(
        [str(BINARIES / program), *arguments], input=given.encode() if isinstance(given, str) else given,
        capture_output=True, env=environment, timeout=40,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module", autouse=True)
def examples():
    if not (BINARIES / "text-chat").exists():
        pytest.skip(f"the examples are not built in {BINARIES}")


def test_a_chat_in_writing(server):
    done = run("text-chat", url=server.url, given="Hello\nWho are you?\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().split("\n")[:2] == ["I heard: hello.", "I heard: who are you."]


def test_a_spoken_turn(server):
    done = run("voice", url=server.url, given=sound.speech("give me a hint"))
    assert done.returncode == 0, done.stderr
    assert done.stderr, "the words of the answer are shown"
    assert len(done.stdout) > 24_000, "and its sound, of more than half a second"


def test_functions_of_the_program(server):
    done = run("tools", url=server.url, given="I am ready\nParis\n")
    assert done.returncode == 0, done.stderr
    assert "capital of France" in done.stdout.decode()
    assert "Yes, it is Paris." in done.stdout.decode()


def test_a_relay(server):
    environment = {**os.environ, "REALTIME_URL": server.url, "RELAY_KEY": "of the relay"}
    relay = subprocess.Popen([str(BINARIES / "relay")], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert served.until(lambda: listens(8081)), "the relay listens"
        url = "ws://127.0.0.1:8081/v1/realtime"
        assert run("tools", url=url, given="I am ready\n").returncode == 1, "who has no key is not let in"
        done = run("tools", url=url, given="I am ready\nParis\n", key="of the relay")
        assert "Yes, it is Paris." in done.stdout.decode(), done.stderr
    finally:
        served.stop(relay)


@pytest.fixture(scope="module")
def dice():
    """An MCP server, and a tutor that may call it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "mcp_server.py"), str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + 30
        while not listens(port):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline, "the MCP server does not listen"
            time.sleep(0.1)
        with served.Server("--mcp-host", "127.0.0.1") as tutor:
            yield tutor, f"http://127.0.0.1:{port}/mcp"
    finally:
        served.stop(process)


def test_a_hosted_server_is_listed_approved_and_called(dice):
    tutor, address = dice
    done = run("remote-mcp", address, "Please roll dice", url=tutor.url, given="y\n")
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode()
    assert "roll_dice, shout, break_down" in shown
    assert "dice wants" not in shown and "demo wants to run roll_dice({})" in shown
    assert "You rolled three and four." in shown


def test_what_is_not_approved_is_not_done(dice):
    tutor, address = dice
    shown = run("remote-mcp", address, "Please roll dice", url=tutor.url, given="n\n").stdout.decode()
    assert "You rolled" not in shown
    assert "I will not do that" in shown


def test_a_tool_that_fails_is_told(dice):
    tutor, address = dice
    shown = run("remote-mcp", address, "Please break down", url=tutor.url, given="y\n").stdout.decode()
    assert "That did not work" in shown


def test_a_server_that_nobody_allowed_is_not_called(server, dice):
    done = run("remote-mcp", dice[1], "Please roll dice", url=server.url, given="y\n")
    assert done.returncode != 0
    assert "could not be listed" in done.stderr.decode()
