"""How fast a box's statements get into a record store, beside a plain Python client that sends the same batches.

Both send to Ralph with its file engine, fresh for each run; the plain client keeps its connection and does nothing else.
"""

import argparse
import base64
import http.client
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "Tests/Peers"))

import lrs  # noqa: E402


def box(tutord: str, data: Path, port: int) -> float:
    """Seconds of `tutord sync`, from its start to its end."""
    environment = dict(
        os.environ, TUTOR_SYNC=f"http://127.0.0.1:{port}/xAPI", TUTOR_SYNC_USER=lrs.USER,
        TUTOR_SYNC_SECRET="env:LRS_SECRET", LRS_SECRET=lrs.SECRET, TUTOR_CLOCK="trust",
    )
    begin = time.monotonic()
    done = subprocess.run(
        [tutord, "sync", "--data", str(data), "--json"], env=environment, capture_output=True, text=True, timeout=600
    )
    took = time.monotonic() - begin
    assert done.returncode == 0, done.stderr
    return took


def plain(data: Path, port: int) -> float:
    """Seconds of a client that has nothing to do but to send."""
    with sqlite3.connect(data / "gradebook.sqlite") as book:
        bodies = [
            row[0]
            for row in book.execute("SELECT s.body FROM outbox o JOIN statement s ON s.seq = o.statement ORDER BY s.seq")
        ]
    batches = [("[" + ",".join(bodies[at : at + 500]) + "]").encode() for at in range(0, len(bodies), 500)]
    token = base64.b64encode(f"{lrs.USER}:{lrs.SECRET}".encode()).decode()
    headers = {
        "Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"
    }
    begin = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for batch in batches:
        connection.request("POST", "/xAPI/statements", batch, headers)
        reply = connection.getresponse()
        reply.read()
        assert reply.status == 200, reply.status
    connection.close()
    return time.monotonic() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median counts")
    arguments = parser.parse_args()
    times = {"box": [], "plain": []}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        subprocess.run(
            [os.environ["SYNC_FLEET"], "gradebook", str(source), str(arguments.statements)], check=True, timeout=600
        )
        with sqlite3.connect(source / "gradebook.sqlite") as book:
            (count,) = book.execute("SELECT count(*) FROM outbox").fetchone()
        for run in range(arguments.runs):
            for kind in ("box", "plain") if run % 2 == 0 else ("plain", "box"):
                data = Path(folder) / f"{run}-{kind}"
                shutil.copytree(source, data)
                with lrs.Ralph(Path(folder) / f"{run}-{kind}-ralph") as store:
                    took = box(os.environ["TUTORD"], data, store.port) if kind == "box" else plain(data, store.port)
                    stored = [statement["id"] for statement in store.stored()]
                    assert len(stored) == len(set(stored)) == count, f"{kind}: {len(stored)} stored"
                times[kind].append(took)
                print(f"{kind:6} {took:6.2f} s {count / took:8.0f} statements/s", flush=True)
    ours, theirs = (statistics.median(times[kind]) for kind in ("box", "plain"))
    ratio = theirs / ours
    print(json.dumps({
        "statements": count, "box_per_second": round(count / ours), "plain_per_second": round(count / theirs),
        "ratio": round(ratio, 3),
    }))
    return 0 if ratio >= 0.8 else 1


if __name__ == "__main__":
    sys.exit(main())
