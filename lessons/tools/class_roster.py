#!/usr/bin/env python3
"""Who helps in the classroom: reads and updates a small record. Needs nothing but Python.

One line of JSON on standard input: {"tool": "class_roster", "arguments": {"job": "plants"}, "key": "…"}
With tool "class_roster_update" also a "number": that pupil is put down for the job.
"""
import json
import os
import sqlite3
import sys

MOST = 3  # pupils for one job


def connect():
    state = os.environ.get("TUTOR_STATE")
    if not state:
        sys.exit("class_roster needs `state: roster` in its file")
    database = sqlite3.connect(os.path.join(state, "roster.sqlite"), isolation_level=None, timeout=3)
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS helps (job TEXT, number INTEGER, PRIMARY KEY (job, number))")
    return database


def helpers(database, job):
    return [row[0] for row in database.execute("SELECT number FROM helps WHERE job = ? ORDER BY number", (job,))]


def names(numbers):
    texts = [f"number {number}" for number in numbers]
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def sentence(job, numbers):
    if not numbers:
        return f"Nobody is down for the {job} yet."
    return f"{names(numbers).capitalize()} {'helps' if len(numbers) == 1 else 'help'} with the {job}."


def main():
    request = json.loads(sys.stdin.readline())
    job = request["arguments"]["job"]
    database = connect()
    if request["tool"] == "class_roster_update":
        number = request["arguments"]["number"]
        database.execute("BEGIN IMMEDIATE")
        known = helpers(database, job)
        if number not in known and len(known) >= MOST:
            sys.exit(f"{names(known)} are down for the {job} already: that is enough")
        # Twice is once: putting somebody down needs no key.
        database.execute("INSERT OR IGNORE INTO helps VALUES (?, ?)", (job, number))
        database.execute("COMMIT")
    numbers = helpers(database, job)
    print(json.dumps({"job": job, "numbers": numbers, "sentence": sentence(job, numbers)}))


if __name__ == "__main__":
    main()
