"""After who.sh: whose each sitting and each answer is, and what must stand nowhere."""

import glob
import json
import os
import sqlite3
import sys

out = sys.argv[1]
first, second, third = (os.environ[f"TUTOR_{which}"] for which in ["FIRST", "SECOND", "THIRD"])
called = {first: "first", second: "second", third: "third", "guest": "guest"}
book = sqlite3.connect(f"file:{out}/data/gradebook.sqlite?mode=ro", uri=True)
sittings = [called[pupil] for (pupil,) in book.execute("SELECT pupil FROM session ORDER BY seq")]
answers = [called[pupil] for (pupil,) in book.execute(
    "SELECT session.pupil FROM attempt JOIN session ON session.seq = attempt.session ORDER BY attempt.statement")]
problems = []
wanted = ["guest", "first", "third", "second", "first", "third", "second", "guest"]
if sittings != wanted:
    problems.append(f"sittings of {sittings}, not of {wanted}")
if answers != ["first", "third"]:
    problems.append(f"answers of {answers}, not one of the first's and one of the third's")
diaries = sorted(path for path in glob.glob(f"{out}/diary-*.jsonl"))
if len(diaries) != len(sittings):
    problems.append(f"{len(diaries)} diaries of {len(sittings)} sittings")
for path, sitting in zip(diaries, sittings):
    with open(path) as lines:
        account = json.loads(next(lines))["settings"].get("account", "guest")
    if called[account] != sitting:
        problems.append(f"{path} is of {called[account]}, not of {sitting}")
numbers = [b"04:a1:b2:c3", b"04A1B2C3", b"04a1b2c3", b"0012345678", b"0099887766"]
names = [b"Quirina", b"Balthasar", b"Ottilie"]
for path in diaries + [f"{out}/tutord.log"]:
    text = open(path, "rb").read()
    problems += [f"{path} has a name or a badge in it" for word in names + numbers if word in text]
with open(f"{out}/tutord.log") as log:
    text = log.read()
problems += ["the log has an account in it" for account in (first, second, third) if account in text]
problems += ["the log has words of the lesson in it" for word in ("thirty six", "thirty-six", "Is that you") if word in text]
for path in glob.glob(f"{out}/data/**", recursive=True):
    if os.path.isfile(path):
        text = open(path, "rb").read()
        problems += [f"{path} has a badge's number in it" for word in numbers if word in text]
print(f"sittings: {' '.join(sittings)}; answers: {' '.join(answers)}; {len(diaries)} diaries")
print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(bool(problems))
