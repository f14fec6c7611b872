"""A gradebook of a class: pupils of a table, and answers as a term would leave them."""

import json
import random
import sqlite3
import subprocess
import uuid
from pathlib import Path

import served

DAY = 86_400_000
MORNING = 1_772_442_007_412  # 2 March 2026, 09:00:07 UTC


def run(*arguments, **more):
    return subprocess.run(
        [served.tutord(), *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=served.TOP, **more
    )


def lesson(name: str) -> list[tuple[str, str, str]]:
    """Lesson, objective and exercise of each of its exercises."""
    found, objective, exercise = [], None, None
    text = next((served.TOP / "lessons").rglob(f"{name}.md")).read_text("utf-8")
    for line in text.split("\nexercises:")[1].split("\n---")[0].split("\n"):
        if line.startswith("  - id:"):
            exercise = line.split(":")[1].strip()
        elif line.strip().startswith("objective:"):
            found.append((name, line.split(":")[1].strip(), exercise))
    assert found, name
    return found


def make(data: Path, names: list[str], lessons: list[str], answers: list[str], seed: int = 1) -> None:
    """Pupils who practised the lessons for two weeks, some well and some badly, and said the answers."""
    chance = random.Random(seed)
    table = data.parent / "class.csv"
    table.write_text("name\n" + "".join(f"Pupil {index}\n" for index in range(len(names))), "utf-8")
    done = run("pupils", "import", table, "--class", "Year 5", "--data", data)
    assert done.returncode == 0, done.stderr
    exercises = [exercise for name in lessons for exercise in lesson(name)]
    with sqlite3.connect(data / "gradebook.sqlite") as book:
        accounts = [row[0] for row in book.execute("SELECT id FROM pupil WHERE id <> 'guest' ORDER BY number, rowid")]
        for account, name in zip(accounts, names, strict=True):
            book.execute("UPDATE pupil SET name = ? WHERE id = ?", (name, account))
        said = iter(answers * 1_000)
        for place, account in enumerate(accounts):
            skill = chance.choice([0.25, 0.6, 0.85, 0.97])
            for day in range(0, 14, 2):
                if chance.random() < 0.2:
                    continue
                name = lessons[(day // 2) % len(lessons)]
                if place % 9 == 8 and name == lessons[-1]:
                    continue
                wall = MORNING + day * DAY + place * 60_000
                session = book.execute(
                    "INSERT INTO session (id, pupil, lesson, language, boot, started_ns, started_wall_ms, is_over)"
                    " VALUES (?, ?, ?, 'en', 'b', 0, ?, 1)",
                    (str(uuid.uuid4()), account, name, wall),
                ).lastrowid
                for number, (_, objective, exercise) in enumerate(
                    chance.sample([row for row in exercises if row[0] == name], 8)
                ):
                    identity = str(uuid.uuid4())
                    answer, right = next(said), chance.random() < skill
                    body = json.dumps({"id": identity, "result": {"response": answer}}, ensure_ascii=False)
                    at = wall + number * 20_000
                    seq = book.execute(
                        "INSERT INTO statement (id, session, verb, body, boot, at_ns, wall_ms, day)"
                        " VALUES (?, ?, 'answered', ?, 'b', 0, ?, ?)",
                        (identity, session, body, at, at // DAY),
                    ).lastrowid
                    book.execute(
                        "INSERT INTO attempt (statement, session, lesson, exercise, objective, answer, verdict, number,"
                        " hints, confidence, spent_ms, wall_ms, day) VALUES (?,?,?,?,?,?,?,1,0,0.9,4250,?,?)",
                        (seq, session, name, exercise, objective, answer, "right" if right else "wrong", at, at // DAY),
                    )
        # What they know is reckoned anew from the answers.
        book.execute("DELETE FROM meta WHERE key = 'model'")
