"""Gradebooks to send and export: a real lesson of the program's, told many times more."""

import json
import sqlite3
import subprocess
import uuid
from pathlib import Path

import served


def demo(out: Path) -> Path:
    """A lesson held by the program; returns the folder of its gradebook."""
    done = subprocess.run(
        [
            served.tutord(), "demo", "--lesson", "first-words", "--exercises", "3", "--simulated", "--pace", "4",
            "--out", str(out),
        ],
        cwd=served.TOP, capture_output=True, text=True, timeout=170,
    )
    assert done.returncode == 0, done.stderr
    return out / "data"


def multiply(data: Path, times: int) -> list[str]:
    """Copies each statement so often under ids of its own; returns all ids, in order."""
    with sqlite3.connect(data / "gradebook.sqlite") as book:
        rows = book.execute(
            "SELECT session, verb, body, boot, at_ns, wall_ms, day FROM statement ORDER BY seq"
        ).fetchall()
        for _ in range(times):
            for session, verb, body, boot, at, wall, day in rows:
                statement = json.loads(body)
                statement["id"] = str(uuid.uuid4())
                cursor = book.execute(
                    "INSERT INTO statement (id, session, verb, body, boot, at_ns, wall_ms, day) VALUES (?,?,?,?,?,?,?,?)",
                    (
                        statement["id"], session, verb, json.dumps(statement, separators=(",", ":"), ensure_ascii=False),
                        boot, at, wall, day,
                    ),
                )
                book.execute("INSERT INTO outbox (statement) VALUES (?)", (cursor.lastrowid,))
        return [row[0] for row in book.execute("SELECT id FROM statement ORDER BY seq")]


def spoil(data: Path, count: int) -> set[str]:
    """Takes the actor out of some statements: no record store takes those."""
    with sqlite3.connect(data / "gradebook.sqlite") as book:
        rows = book.execute("SELECT seq, id, body FROM statement ORDER BY seq").fetchall()
        chosen = rows[7 :: max(1, len(rows) // count)][:count]
        # The gradebook itself lets nobody do that.
        (guard,) = book.execute("SELECT sql FROM sqlite_master WHERE name = 'statement_frozen'").fetchone()
        book.execute("DROP TRIGGER statement_frozen")
        for seq, _, body in chosen:
            statement = json.loads(body)
            del statement["actor"]
            book.execute("UPDATE statement SET body = ? WHERE seq = ?", (json.dumps(statement), seq))
        book.execute(guard)
    return {row[1] for row in chosen}
