"""What pupils did, as statements that a strict record store takes: Ralph's own model of xAPI is the judge.

Ralph's server looks at little of a statement; its model `BaseXapiStatement` looks at nearly all. What it takes all the
same (times without a zone, ids in upper case, …) is noted in statements.jsonl, which Tests/StatementsTests reads, too.
"""

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

import served

TABLE = [
    json.loads(line)
    for line in (Path(__file__).parent / "statements.jsonl").read_text("utf-8").split("\n")
    if line
]
VERBS = "http://adlnet.gov/expapi/verbs/"


def refused(statement: dict) -> bool:
    try:
        BaseXapiStatement.model_validate(statement)
    # It looks into an object before it looks whether there is one.
    except (ValidationError, ValueError, KeyError):
        return True
    return False


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_the_table_is_as_the_model_sees_it(row):
    expected = not row["good"] and row["ralph"] == "refuses"
    assert refused(row["statement"]) == expected


def test_the_table_is_worth_its_name():
    assert sum(row["good"] for row in TABLE) >= 25
    assert sum(not row["good"] and row["ralph"] == "refuses" for row in TABLE) >= 50


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The statements of a whole lesson, held by the program itself."""
    out = tmp_path_factory.mktemp("lesson")
    done = subprocess.run(
        [
            served.tutord(), "demo", "--lesson", "first-words", "--exercises", "4", "--simulated", "--pace", "4",
            "--out", str(out),
        ],
        cwd=served.TOP, capture_output=True, text=True, timeout=170,
    )
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(f"file:{out / 'data' / 'gradebook.sqlite'}?mode=ro", uri=True) as book:
        rows = book.execute("SELECT id, verb, body FROM statement ORDER BY seq").fetchall()
        sent = book.execute("SELECT count(*) FROM outbox").fetchone()[0]
    assert rows, done.stdout
    assert sent == len(rows), "each is still to be sent"
    return [(identity, verb, json.loads(body)) for identity, verb, body in rows]


def test_a_strict_model_takes_each_statement_of_a_lesson(kept):
    for identity, verb, statement in kept:
        BaseXapiStatement.model_validate(statement)
        assert statement["id"] == identity == identity.lower()
        assert statement["verb"]["display"]["en"] == verb
    assert len({identity for identity, _, _ in kept}) == len(kept)


def test_a_lesson_leaves_its_answers(kept):
    answers = [statement for _, verb, statement in kept if verb == "answered"]
    assert {answer["verb"]["id"] for answer in answers} == {VERBS + "answered"}
    assert {answer["result"]["success"] for answer in answers} == {True, False}
    for answer in answers:
        assert answer["object"]["definition"]["interactionType"] == "fill-in"
        assert answer["actor"]["account"]["name"] == "guest"
        assert len(answer["context"]["contextActivities"]["parent"]) == 1
