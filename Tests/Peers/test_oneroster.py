"""`tutord pupils import` and `tutord export --format oneroster` against a checker of OneRoster's rules."""

import csv
import io
import os
import pathlib
import re
import sqlite3
import subprocess
import uuid
import zipfile

import pytest

import oneroster_check

LESSON = "times-tables"
LESSONS = str(pathlib.Path(__file__).resolve().parents[2] / "lessons")
NAMES = [("u-1", "Maya", "Lopez"), ("u-2", "Maja", "Keller"), ("u-3", "Tomás", "Ruiz"), ("u-4", "Ada", "King")]


def tutord(*arguments, code=0, **options):
    done = subprocess.run(
        [os.environ["TUTORD"], *arguments], capture_output=True, text=True, timeout=120, check=False,
        # Results have dates, also where no time server is near.
        **{"env": dict(os.environ, TUTOR_CLOCK="trust"), **options},
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def table(*rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def school(path):
    """A roster as a school's system exports it."""
    users = (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,"
        "sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,"
        "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns"
    ).split(",")
    files = {
        "users": table(
            users,
            *(
                [i, "", "", "true", f"SECRET{i}", "", given, family, "", "", f"SECRET{i}@school.example"]
                + ["", "SECRETphone", "", "3", "SECRETpassword", "", "", "", "", "", "s-1", ""]
                for i, given, family in NAMES
            ),
        ),
        "roles": table(
            "sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId".split(),
            *([f"r-{i}", "", "", i, "primary", "student", "", "", "s-1", ""] for i, _, _ in NAMES),
        ),
        "classes": table(
            (
                "sourcedId status dateLastModified title grades courseSourcedId classCode classType location "
                "schoolSourcedId termSourcedIds subjects subjectCodes periods resourceSourcedIds"
            ).split(),
            ["c-1", "", "", "3B", "3", "k-1", "", "homeroom", "", "s-1", "t-1", "", "", "", ""],
        ),
        "enrollments": table(
            "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate".split(),
            *([f"e-{i}", "", "", "c-1", "s-1", i, "student", "", "", ""] for i, _, _ in NAMES),
        ),
        "academicSessions": table(
            "sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear".split(),
            ["t-1", "", "", "This year", "term", "2025-01-01", "2099-12-31", "", "2099"],
        ),
        "orgs": table(
            "sourcedId status dateLastModified name type identifier parentSourcedId".split(),
            ["s-1", "", "", "The School", "school", "", ""],
        ),
        "courses": table(
            "sourcedId status dateLastModified schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes".split(),
            ["k-1", "", "", "", "Everything", "", "3", "s-1", "", ""],
        ),
    }
    manifest = [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
    manifest += [[f"file.{name}", "bulk" if name in files else "absent"] for name in oneroster_check.FILES]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.csv", table(*manifest))
        for name, text in files.items():
            archive.writestr(name + ".csv", text)


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """A box whose pupils came from a school's roster, after two of them had a lesson."""
    folder = tmp_path_factory.mktemp("box")
    school(folder / "roster.zip")
    data = str(folder / "data")
    told = tutord("pupils", "import", str(folder / "roster.zip"), "--data", data)
    assert "4 added" in told
    accounts = dict(re.findall(r"^\+ (\S+?)(?: [LK]\.)? in 3B.*(p-[0-9a-z]+)$", told, re.MULTILINE))
    for name in ("Maya", "Ada"):
        answer(folder, data, accounts[name])
    return folder, data, accounts


def gradebook(folder):
    """The archive of an export; its name begins with what it is about and the time."""
    (found,) = folder.glob("*oneroster.zip")
    return found


def answer(folder, data, account):
    """A whole lesson of the program itself, with its simulated pupil."""
    out = folder / f"demo-{account}"
    environment = dict(os.environ, TUTOR_CLOCK="trust", TUTOR_PUPIL=account)
    tutord(
        *("demo", "--simulated", "--pace", "8", "--lessons", LESSONS, "--lesson", LESSON, "--exercises", "2"),
        *("--out", str(out), "--data", data), env=environment,
    )


def test_what_is_written_keeps_the_rules(box):
    folder, data, _ = box
    tutord("export", "--format", "oneroster", "--lessons", LESSONS, "--data", data, "--out", str(folder / "export"))
    path = gradebook(folder / "export")
    assert oneroster_check.check(path, folder / "roster.zip") == []
    with zipfile.ZipFile(path) as archive:
        text = {name: archive.read(name).decode() for name in archive.namelist()}
    results = list(csv.DictReader(io.StringIO(text["results.csv"], newline="")))
    assert {row["studentSourcedId"] for row in results} == {"u-1", "u-4"}
    assert all(row["classSourcedId"] == "c-1" for row in results)
    assert all(uuid.UUID(row["sourcedId"]).version == 5 for row in results)
    # No name, no answer, no account.
    assert not re.search(r"Maya|Ada|p-[0-9a-z]{8}", "".join(text.values()))


def test_again_it_is_an_update(box):
    folder, data, accounts = box
    ids = []
    for attempt in range(2):
        tutord("export", "--format", "oneroster", "--lessons", LESSONS, "--data", data, "--out", str(folder / f"again-{attempt}"))
        with zipfile.ZipFile(gradebook(folder / f"again-{attempt}")) as archive:
            rows = csv.DictReader(io.StringIO(archive.read("results.csv").decode(), newline=""))
            ids.append({row["sourcedId"] for row in rows})
        answer(folder, data, accounts["Maya"])
    assert ids[0] == ids[1] and len(ids[0]) == 2


def test_no_secret_of_the_roster_is_kept(box):
    folder, data, _ = box
    for name in os.listdir(data):
        content = open(os.path.join(data, name), "rb").read()
        assert b"SECRET" not in content and b"Lopez" not in content, name
    with sqlite3.connect(f"file:{data}/gradebook.sqlite?mode=ro", uri=True) as book:
        assert [row[0] for row in book.execute("SELECT name FROM pupil WHERE name IS NOT NULL ORDER BY name")] == [
            "Ada", "Maja K.", "Maya L.", "Tomás",
        ]


def test_a_school_without_a_roster_gets_none(tmp_path):
    listing = tmp_path / "3b.csv"
    listing.write_text("name,class\nMaya,3B\n")
    data = str(tmp_path / "data")
    tutord("pupils", "import", str(listing), "--data", data)
    told = tutord("export", "--format", "oneroster", "--lessons", LESSONS, "--data", data, "--out", str(tmp_path / "out"), code=65)
    assert "no pupil came from a OneRoster" in told and "xlsx" in told
    assert not list(tmp_path.glob("out/*.zip*"))


def replaced(text, old, new):
    assert old in text, (old, text)
    return text.replace(old, new, 1)


# What is done to a good archive, and what the checker says of it.
BROKEN = {
    "in a folder": (lambda f: {f"x/{name}": text for name, text in f.items()}, "not at the root"),
    "no manifest": (lambda f: {k: v for k, v in f.items() if k != "manifest.csv"}, "no manifest.csv"),
    "a manifest of 22 rows": (
        lambda f: {**f, "manifest.csv": replaced(f["manifest.csv"], "file.resources,absent\r\n", "")}, "not 23",
    ),
    "another version": (lambda f: {**f, "manifest.csv": replaced(f["manifest.csv"], "n,1.2", "n,1.1")}, "not 1.2"),
    "a file that is said to be absent": (
        lambda f: {**f, "manifest.csv": replaced(f["manifest.csv"], "file.results,delta", "file.results,absent")},
        "results.csv is there",
    ),
    "a file that is not there": (lambda f: {k: v for k, v in f.items() if k != "results.csv"}, "results.csv is not there"),
    "a file of no kind": (lambda f: {**f, "grades.csv": "a\r\n1\r\n"}, "no file of OneRoster"),
    "a file without rows": (lambda f: {**f, "results.csv": f["results.csv"].split("\r\n")[0] + "\r\n"}, "no rows of data"),
    "headings in another order": (
        lambda f: {**f, "categories.csv": replaced(f["categories.csv"], "title,weight", "weight,title")}, "headings",
    ),
    "headings in another case": (
        lambda f: {**f, "results.csv": replaced(f["results.csv"], "scoreStatus", "ScoreStatus")}, "headings",
    ),
    "an extension in the middle": (
        lambda f: {**f, "categories.csv": "sourcedId,status,dateLastModified,metadata.x,title,weight\r\nc,active,2026-03-02T09:00:07.412Z,,T,\r\n"},
        "headings",
    ),
    "a byte order mark": (lambda f: {**f, "results.csv": "\ufeff" + f["results.csv"]}, "byte order mark"),
    "a status in bulk": (
        lambda f: {**f, "manifest.csv": f["manifest.csv"].replace(",delta", ",bulk")}, "in bulk, status",
    ),
    "a delta without a status": (
        lambda f: {**f, "results.csv": replaced(f["results.csv"], ",active,", ",,")}, "the status is active",
    ),
    "a time without milliseconds": (
        lambda f: {**f, "results.csv": re.sub(r"\.\d{3}Z", "Z", f["results.csv"], count=1)}, "no time in UTC",
    ),
    "a colon in an id": (lambda f: {**f, "results.csv": replaced(f["results.csv"], ",u-1,", ",u:1,")}, "not allowed"),
    "a date with a time": (
        lambda f: {**f, "results.csv": re.sub(r",(\d{4}-\d\d-\d\d),", r",\1T00:00:00Z,", f["results.csv"], count=1)},
        "is no date",
    ),
    "a score of letters": (lambda f: {**f, "results.csv": re.sub(r"graded,\d+,", "graded,good,", f["results.csv"], count=1)}, "no number"),
    "a score above the most": (
        lambda f: {**f, "results.csv": re.sub(r"graded,\d+,", "graded,101,", f["results.csv"], count=1)}, "outside",
    ),
    "a status of scores that is none": (
        lambda f: {**f, "results.csv": re.sub("(partially|fully) graded", "graded", f["results.csv"], count=1)},
        "scoreStatus",
    ),
    "a source that is none": (
        lambda f: {**f, "resultLearningObjectiveIds.csv": replaced(f["resultLearningObjectiveIds.csv"], "unknown", "own")},
        "the source",
    ),
    "CASE without a UUID": (
        lambda f: {**f, "resultLearningObjectiveIds.csv": replaced(f["resultLearningObjectiveIds.csv"], "unknown", "case")},
        "no UUID",
    ),
    "a stranger's result": (lambda f: {**f, "results.csv": replaced(f["results.csv"], ",u-1,", ",u-99,")}, "not in users"),
    "a class that is none": (lambda f: {**f, "lineItems.csv": replaced(f["lineItems.csv"], ",c-1,", ",c-9,")}, "not in classes"),
    "a term that is none": (lambda f: {**f, "lineItems.csv": replaced(f["lineItems.csv"], ",t-1,", ",t-9,")}, "not in academicSessions"),
    "a line item without a school": (
        lambda f: {**f, "lineItems.csv": replaced(f["lineItems.csv"], ",s-1\r\n", ",\r\n")}, "schoolSourcedId is blank",
    ),
    "one id twice": (lambda f: {**f, "categories.csv": f["categories.csv"] + f["categories.csv"].split("\r\n")[1] + "\r\n"}, "twice"),
    "a row that is too short": (lambda f: {**f, "categories.csv": f["categories.csv"][:-3] + "\r\n"}, "fields, not"),
    "a CR in a field": (
        lambda f: {**f, "categories.csv": replaced(f["categories.csv"], "Voice tutor", '"Voice\r\ntutor"')}, "CR inside",
    ),
    "a title that is too long": (
        lambda f: {**f, "categories.csv": replaced(f["categories.csv"], "Voice tutor", "V" * 256)}, "255 characters",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_checker_refuses_what_is_broken(box, tmp_path, name):
    folder, data, _ = box
    good = folder / "good"
    if not good.exists():
        tutord("export", "--format", "oneroster", "--lessons", LESSONS, "--data", data, "--out", str(good))
    with zipfile.ZipFile(gradebook(good)) as archive:
        files = {entry: archive.read(entry).decode() for entry in archive.namelist()}
    spoil, told = BROKEN[name]
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as archive:
        for entry, text in spoil(files).items():
            archive.writestr(entry, text)
    faults = oneroster_check.check(tmp_path / "broken.zip", folder / "roster.zip")
    assert any(told in fault for fault in faults), faults
