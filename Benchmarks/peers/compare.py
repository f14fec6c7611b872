"""Runs the clients one after the other against one `tutord serve`, and prints their figures and ratios."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(TOP / "Tests/Peers"))

import served  # noqa: E402
import sound  # noqa: E402

TUTORD = os.environ["TUTORD"]
SDK, AGENTS, OURS = "openai", "openai-agents", "tutord"


def command(name: str, url: str, speech: str, turns: int) -> list[str]:
    if name == OURS:
        return [TUTORD, "bench", "--url", url, "--speech", speech, "--turns", str(turns), "--json"]
    script = {SDK: "openai_client.py", AGENTS: "agents_client.py"}[name]
    return [sys.executable, str(HERE / script), url, speech, str(turns)]


def hold(name: str, url: str, speech: str, turns: int) -> dict:
    """One session of a client, as the client tells it."""
    environment = dict(os.environ, BENCH_STARTED=str(time.monotonic()))
    done = subprocess.run(
        command(name, url, speech, turns), capture_output=True, text=True, cwd=TOP, env=environment,
        timeout=60 + 20 * turns,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise SystemExit(f"{name} failed with {done.returncode}: {done.stderr.strip()[-2_000:]}")
    told = json.loads(lines[-1])
    # JSONEncoder's snake case makes "residentKiB" resident_ki_b.
    return {key.replace("_ki_b", "_kib"): value for key, value in told.items()}


def measure(name: str, url: str, speech: str, turns: int, ready_runs: int) -> dict:
    starts = [hold(name, url, speech, 0) for _ in range(ready_runs)]
    session = hold(name, url, speech, turns)
    if "session_cpu_seconds" not in session:
        # tutord tells the time of the whole process: that of a start is taken off.
        starting = statistics.median(start["cpu_seconds"] for start in starts)
        session["session_cpu_seconds"] = max(0, session["cpu_seconds"] - starting)
    minutes = session["audio_seconds"] / 60
    waits = sorted(session.get("waits_milliseconds") or [])
    return {
        "cpu": session["session_cpu_seconds"] / minutes,
        "sound_card": session["sound_card_cpu_seconds"] / minutes if "sound_card_cpu_seconds" in session else None,
        "cpu_whole": session["cpu_seconds"] / minutes,
        "resident": session["resident_kib"] / 1024,
        "private": session["private_dirty_kib"] / 1024,
        "ready": statistics.median(start["ready_milliseconds"] for start in starts),
        "wait": statistics.median(waits) if waits else None,
        "audio": session["audio_seconds"],
    }


ROWS = [
    ("cpu", "CPU s per minute of audio, once ready", "{:.3f}"),
    ("sound_card", "of it the simulated sound card's", "{:.3f}"),
    ("cpu_whole", "the same with its start", "{:.3f}"),
    ("resident", "resident, MiB", "{:.1f}"),
    ("private", "of it private and dirty, MiB", "{:.1f}"),
    ("ready", "exec to session.updated, ms", "{:.0f}"),
    ("wait", "end of turn to first sound, ms (median)", "{:.0f}"),
    ("audio", "audio sent and received, s", "{:.1f}"),
    ("decode", "100 ms of audio read from its event, µs", "{:.2f}"),
    ("throughput", "the same in MB/s of event JSON", "{:.0f}"),
]
# Not to be compared: what was held, and what has its ratio in the row before.
WITHOUT_RATIO = {"audio", "throughput"}


def table(results: dict[str, dict]) -> None:
    print(f"{'':42}{OURS:>10}{SDK:>16}{AGENTS:>22}")
    for key, title, form in ROWS:
        own = results[OURS].get(key)
        cells = [f"{form.format(own) if own is not None else '–':>10}"]
        for name, width in ((SDK, 16), (AGENTS, 22)):
            other = results[name].get(key)
            text = form.format(other) if other is not None else "–"
            if own and other is not None and key not in WITHOUT_RATIO:
                text += f" ({other / own:.1f}×)"
            cells.append(f"{text:>{width}}")
        print(f"{title:42}" + "".join(cells))


def decoding(results: dict[str, dict]) -> None:
    """The time to read an event: of the SDKs, and of event-throughput where it is built."""
    done = subprocess.run([sys.executable, str(HERE / "decode.py")], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    for name in (SDK, AGENTS):
        results[name]["decode"] = told[name]
        results[name]["throughput"] = told["bytes"] / told[name]
    program = os.environ.get("EVENT_THROUGHPUT")
    if not program:
        print("event-throughput is not built (swift build -c release --product event-throughput): tutord's decoding is left out\n")
        return
    printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    for line in printed.splitlines():
        if line.startswith("read response.output_audio.delta"):
            size, microseconds, *_ = line.removeprefix("read response.output_audio.delta").split()
            assert int(size) == told["bytes"], f"event-throughput reads {size} bytes, decode.py {told['bytes']}"
            results[OURS]["decode"] = float(microseconds)
            results[OURS]["throughput"] = int(size) / float(microseconds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="Benchmarks/run.sh")
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--ready-runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.turns < 1 or options.ready_runs < 1:
        parser.error("at least one turn and one start")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        speech = f"{folder}/answer.wav"
        with wave.open(speech, "wb") as recording:
            recording.setnchannels(1)
            recording.setsampwidth(2)
            recording.setframerate(sound.RATE)
            recording.writeframes(sound.speech("forty two", quiet_ms=200))
        results = {}
        with served.Server() as server:
            for name in (SDK, AGENTS, OURS):
                print(f"{name}: {options.ready_runs} starts and {options.turns} turns …", file=sys.stderr, flush=True)
                results[name] = measure(name, server.url, speech, options.turns, options.ready_runs)
    decoding(results)
    table(results)
    best = min(results[SDK]["cpu"], results[AGENTS]["cpu"])
    own = results[OURS]
    print(
        f"\nCPU per minute of audio: {own['cpu'] / best:.2f} of the better SDK's, "
        f"{(own['cpu'] - (own['sound_card'] or 0)) / best:.2f} without the sound card, which only tutord has", end="; ")
    print(f"all of it took {time.monotonic() - began:.0f} s")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


main()
