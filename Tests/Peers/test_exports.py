"""What teachers and schools are given, opened by the programs that they open it with."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile

import openpyxl
import pytest

import gradebooks
import oneroster_check
import served

HOSTILE = ["=cmd|' /C calc'!A0", "-3/4", 'say "hi", twice', "two\r\nlines", "שלום", "🦊", "＝1+1", "0012", "@sum"]


def run(*arguments, **more):
    return subprocess.run(
        [served.tutord(), *map(str, arguments)], capture_output=True, text=True, timeout=120,
        # Results have dates, also where no time server is near.
        env=dict(os.environ, TUTOR_CLOCK="trust"), **more
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A OneRoster class with hostile answers, exported in every way."""
    top = tmp_path_factory.mktemp("exports")
    data = gradebooks.demo(top / "out")
    roster = top / "roster.zip"
    with zipfile.ZipFile(roster, "w") as archive:
        archive.writestr("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.classes,bulk\nfile.users,bulk\nfile.enrollments,bulk\n")
        archive.writestr("classes.csv", "sourcedId,status,dateLastModified,title,courseSourcedId,schoolSourcedId,termSourcedIds\nc1,,,Year 5,k1,o1,t1\n")
        archive.writestr("users.csv", "sourcedId,status,dateLastModified,enabledUser,givenName,familyName\nu1,,,true,=Maya,Okafor\n")
        archive.writestr("enrollments.csv", "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role\ne1,,,c1,u1,student\n")
    done = run("pupils", "import", roster, "--data", data, "--json")
    assert done.returncode == 0, done.stderr
    account = json.loads(done.stdout)["change"]["rows"][0]["account"]
    sitting = json.loads(run("pupils", "sessions", "--data", data, "--json").stdout)[0]["id"]
    done = run("pupils", "move", sitting, account, "--data", data)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(data / "gradebook.sqlite") as book:
        rows = [row[0] for row in book.execute("SELECT statement FROM attempt ORDER BY statement DESC")]
        for seq, answer in zip(rows, HOSTILE):
            book.execute("UPDATE attempt SET answer = ? WHERE statement = ?", (answer, seq))
    done = run("export", "--format", "all", "--class", "Year 5", "--data", data, "--out", top / "files", "--json")
    assert done.returncode == 0, done.stderr
    # Everything, the school's own gradebook too.
    assert len(json.loads(done.stdout)) == 7
    return data, top / "files"


def only(folder, name):
    found = list(folder.glob(f"*{name}"))
    assert len(found) == 1, found
    return found[0]


def test_csv_reads_back_and_holds_no_formula(exported):
    _, files = exported
    text = only(files, "answers.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and b"\n" not in text.replace(b"\r\n", b"").replace(b"\r\nlines", b"")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    said = {row["Response"] for row in rows}
    for answer in HOSTILE[: len(rows)]:
        guarded = answer[0] in "=+-@＝"
        assert ("'" + answer if guarded else answer) in said
    summary = list(csv.DictReader(io.StringIO(only(files, "progress.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert {row["Pupil"] for row in summary} == {"'=Maya"}
    assert {row["Status"] for row in summary} <= {"not started", "practising", "needs help", "mastered"}


def test_the_workbook_opens_with_texts_as_texts(exported):
    _, files = exported
    book = openpyxl.load_workbook(only(files, "progress.xlsx"))
    assert book.sheetnames == ["Class summary", "Answers"]
    answers = book["Answers"]
    heads = [cell.value for cell in answers[1]]
    said = [row[heads.index("Response")] for row in answers.iter_rows(min_row=2)]
    assert len(said) > 3
    assert {cell.data_type for cell in said} == {"s"}, "an answer is a number, a date or a formula"
    assert "=cmd|' /C calc'!A0" in {cell.value for cell in said}
    assert answers.freeze_panes == "A2" and answers.auto_filter.ref
    tries = [row[heads.index("Tries")] for row in answers.iter_rows(min_row=2)]
    assert {cell.data_type for cell in tries} == {"n"}
    with zipfile.ZipFile(only(files, "progress.xlsx")) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet2.xml")


def test_statements_are_json_lines_and_voided_ones_are_told(exported):
    _, files = exported
    told = [json.loads(line) for line in only(files, "statements.jsonl").read_text("utf-8").split("\n") if line]
    assert all(statement["timestamp"].endswith("Z") for statement in told)
    assert {statement["actor"]["account"]["name"][:2] for statement in told} == {"p-"}


def test_the_gradebook_for_oneroster_passes_the_rules(exported):
    _, files = exported
    faults = oneroster_check.check(only(files, "oneroster.zip"))
    assert faults == []
    with zipfile.ZipFile(only(files, "oneroster.zip")) as archive:
        results = list(csv.DictReader(io.StringIO(archive.read("results.csv").decode(), newline="")))
    assert [row["studentSourcedId"] for row in results] == ["u1"]


def test_everybody_who_looked_is_in_the_log(exported):
    data, _ = exported
    log = json.loads(run("pupils", "log", "--data", data, "--json").stdout)
    assert [entry["action"] for entry in log][:2] == ["pupils import", "pupils sessions"]
    assert {"export all", "pupils move"} <= {entry["action"] for entry in log}
    assert "Maya" not in (data / "access.jsonl").read_text()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_the_page_prints_on_one_sheet_and_needs_no_script(exported, tmp_path):
    _, files = exported
    page = only(files, "class-report.html")
    assert "<script" not in page.read_text("utf-8")
    flags = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
        "--enable-logging=stderr", "--v=0",
    ]
    done = subprocess.run(
        [*flags, f"--screenshot={tmp_path / 'page.png'}", "--window-size=900,1200", page.as_uri()],
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0 and "CONSOLE" not in done.stderr, done.stderr
    picture = (tmp_path / "page.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 10_000, "the page is blank"
    done = subprocess.run(
        [*flags, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", page.as_uri()],
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0
    paper = (tmp_path / "page.pdf").read_bytes()
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page\r") + paper.count(b"/Type /Page/") in (1, 2)
