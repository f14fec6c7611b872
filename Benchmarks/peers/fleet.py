"""Many boxes, with a gradebook each, that send to one Ralph at the same time: what arrived is counted, box by box."""

import argparse
import collections
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "Tests/Peers"))

import lrs  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boxes", type=int, default=200)
    parser.add_argument("--statements", type=int, default=60, help="of each box")
    parser.add_argument("--seconds", type=int, default=10, help="within which all begin")
    parser.add_argument("--dropped", type=float, default=0, help="share of requests that never arrive")
    parser.add_argument("--lost", type=float, default=0, help="share of answers that are lost")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, lrs.Ralph(Path(folder) / "ralph") as store:
        with lrs.LossyLine(store.port, dropped=arguments.dropped, lost=arguments.lost) as line:
            is_lossy = arguments.dropped + arguments.lost > 0
            port = line.port if is_lossy else store.port
            begin = time.monotonic()
            subprocess.run(
                [
                    os.environ["SYNC_FLEET"], "real", f"http://127.0.0.1:{port}/xAPI", str(Path(folder) / "boxes"),
                    str(arguments.boxes), str(arguments.statements), str(arguments.seconds),
                ],
                env=dict(os.environ, FLEET_USER=lrs.USER, FLEET_SECRET=lrs.SECRET), check=True, timeout=1_800,
            )
            took = time.monotonic() - begin
        stored = store.stored()
    ids = collections.Counter(statement["id"] for statement in stored)
    device = "https://school.example/xapi/ext/device"
    boxes = collections.Counter(statement["context"]["extensions"][device] for statement in stored)
    missing = arguments.boxes * arguments.statements - len(ids)
    surplus = sum(ids.values()) - len(ids)
    print(f"stored {len(ids)} of {len(boxes)} boxes in {took:.1f} s with the making: missing {missing}, surplus {surplus}")
    return 0 if missing == surplus == 0 and len(boxes) == arguments.boxes else 1


if __name__ == "__main__":
    sys.exit(main())
