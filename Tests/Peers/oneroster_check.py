"""Holds a zip file to the rules of OneRoster 1.2's CSV binding (bulk and delta), as far as gradebooks go.

usage: oneroster_check.py FILE.zip [--roster ROSTER.zip]
Prints every fault; exit 1 where there is one. With --roster, what results refer to must be in that roster.
"""

import csv
import io
import re
import sys
import zipfile

FILES = (
    "academicSessions categories classes classResources courses courseResources demographics enrollments "
    "lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results "
    "resultScoreScales roles scoreScales userProfiles userResources users"
).split()

HEAD = ["sourcedId", "status", "dateLastModified"]
COLUMNS = {
    "categories": "title weight",
    "lineItemLearningObjectiveIds": "lineItemSourcedId source learningObjectiveId",
    "lineItems": (
        "title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId "
        "resultValueMin resultValueMax schoolSourcedId"
    ),
    "resultLearningObjectiveIds": "resultSourcedId source learningObjectiveId score textScore",
    "results": (
        "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId inProgress "
        "incomplete late missing"
    ),
}
REQUIRED = {
    "categories": "title",
    "lineItemLearningObjectiveIds": "lineItemSourcedId source learningObjectiveId",
    "lineItems": "title assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId schoolSourcedId",
    "resultLearningObjectiveIds": "resultSourcedId source learningObjectiveId",
    "results": "lineItemSourcedId studentSourcedId scoreStatus scoreDate",
}
# Where each id must be found.
REFERENCES = {
    ("lineItems", "categorySourcedId"): "categories",
    ("lineItems", "classSourcedId"): "classes",
    ("lineItems", "academicSessionSourcedId"): "academicSessions",
    ("lineItems", "schoolSourcedId"): "orgs",
    ("results", "lineItemSourcedId"): "lineItems",
    ("results", "studentSourcedId"): "users",
    ("results", "classSourcedId"): "classes",
    ("resultLearningObjectiveIds", "resultSourcedId"): "results",
    ("lineItemLearningObjectiveIds", "lineItemSourcedId"): "lineItems",
}
SCORE_STATUSES = {"exempt", "fully graded", "not submitted", "partially graded", "submitted"}
SOURCED_ID = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check(path, roster=None):
    """All faults, each as a sentence."""
    faults = []
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip():
                return ["the zip file is damaged"]
            names = archive.namelist()
            data = {name: archive.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return [f"no zip file: {error}"]
    if len(set(names)) != len(names):
        faults.append("two files have one name")
    for name in names:
        if "/" in name or "\\" in name:
            faults.append(f"{name} is not at the root")
        elif name != "manifest.csv" and name.removesuffix(".csv") not in FILES:
            faults.append(f"{name} is no file of OneRoster")
    if "manifest.csv" not in data:
        return faults + ["there is no manifest.csv"]
    presence = manifest(table("manifest.csv", data["manifest.csv"], faults), faults)
    rows = {}
    for name in FILES:
        there = name + ".csv" in data
        if there != (presence.get(name, "absent") != "absent"):
            faults.append(f"{name}.csv is {'' if there else 'not '}there, the manifest says {presence.get(name)}")
        if there:
            rows[name] = lines(name, table(name + ".csv", data[name + ".csv"], faults), presence.get(name), faults)
    references(rows, roster_ids(roster) if roster else {}, faults)
    return faults


def table(name, data, faults):
    """The rows of a file, after what every file must hold."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        faults.append(f"{name} is not UTF-8")
        return [[]]
    if text.startswith("\ufeff"):
        faults.append(f"{name} begins with a byte order mark")
    if text.replace("\r\n", "").count("\n") and "\r\n" not in text:
        faults.append(f"{name} has lines that do not end in CR LF")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not rows:
        faults.append(f"{name} is empty")
        return [[]]
    if len(rows) == 1:
        faults.append(f"{name} has no rows of data")
    if len(set(rows[0])) != len(rows[0]):
        faults.append(f"{name} has a heading twice")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            faults.append(f"{name}:{number} has {len(row)} fields, not {len(rows[0])}")
        if any("\r" in field for field in row):
            faults.append(f"{name}:{number} has a CR inside a field")
        if any(len(field) > 255 for field in row):
            faults.append(f"{name}:{number} has a field of more than 255 characters")
    return rows


def manifest(rows, faults):
    if rows[0] != ["propertyName", "value"]:
        faults.append(f"manifest.csv has the headings {rows[0]}")
    values = {row[0]: row[1] for row in rows[1:] if len(row) == 2}
    if len(values) != 23 or len(rows) != 24:
        faults.append(f"manifest.csv has {len(rows) - 1} rows, not 23")
    for name, value in (("manifest.version", "1.0"), ("oneroster.version", "1.2")):
        if values.get(name) != value:
            faults.append(f"manifest.csv: {name} is {values.get(name)}, not {value}")
    for name in FILES:
        if values.get("file." + name) not in ("absent", "bulk", "delta"):
            faults.append(f"manifest.csv: file.{name} is {values.get('file.' + name)}")
    return {name: values.get("file." + name) for name in FILES}


def lines(name, rows, presence, faults):
    """The rows of a gradebook's file as dictionaries."""
    if name not in COLUMNS:
        return []
    wanted = HEAD + COLUMNS[name].split()
    heading = rows[0]
    if heading[: len(wanted)] != wanted or not all(extra.startswith("metadata.") for extra in heading[len(wanted):]):
        faults.append(f"{name}.csv has the headings {heading}")
        return []
    found = [dict(zip(heading, row)) for row in rows[1:] if len(row) == len(heading)]
    ids = [row["sourcedId"] for row in found]
    if len(set(ids)) != len(ids):
        faults.append(f"{name}.csv has a sourcedId twice")
    for number, row in enumerate(found, 2):
        place = f"{name}.csv:{number}"
        for column in ["sourcedId"] + REQUIRED[name].split():
            if not row[column]:
                faults.append(f"{place}: {column} is blank")
        for column, value in row.items():
            if (column == "sourcedId" or column.endswith("SourcedId")) and value and not SOURCED_ID.fullmatch(value):
                faults.append(f"{place}: {column} has characters that are not allowed: {value!r}")
            if column.endswith("Date") and value and not DATE.fullmatch(value):
                faults.append(f"{place}: {column} is no date: {value!r}")
        if presence == "bulk" and (row["status"] or row["dateLastModified"]):
            faults.append(f"{place}: in bulk, status and dateLastModified are blank")
        if presence == "delta":
            if row["status"] not in ("active", "tobedeleted"):
                faults.append(f"{place}: in a delta, the status is active or tobedeleted, not {row['status']!r}")
            if not DATE_TIME.fullmatch(row["dateLastModified"]):
                faults.append(f"{place}: dateLastModified is no time in UTC: {row['dateLastModified']!r}")
        values(place, row, faults)
    return found


def values(place, row, faults):
    if "scoreStatus" in row and row["scoreStatus"] not in SCORE_STATUSES:
        faults.append(f"{place}: the scoreStatus {row['scoreStatus']!r}")
    for column in ("score", "resultValueMin", "resultValueMax", "weight"):
        if row.get(column):
            try:
                number = float(row[column])
                if column == "score" and "resultSourcedId" not in row and not 0 <= number <= 100:
                    faults.append(f"{place}: the score {number} is outside of its line item")
            except ValueError:
                faults.append(f"{place}: {column} is no number: {row[column]!r}")
    for column in ("inProgress", "incomplete", "late", "missing"):
        if row.get(column, "") not in ("", "true", "false"):
            faults.append(f"{place}: {column} is {row[column]!r}")
    if "source" in row:
        if row["source"] not in ("case", "unknown"):
            faults.append(f"{place}: the source {row['source']!r}")
        if row["source"] == "case" and not UUID.fullmatch(row["learningObjectiveId"]):
            faults.append(f"{place}: of CASE, and {row['learningObjectiveId']!r} is no UUID")


def references(rows, known, faults):
    ids = {name: {row["sourcedId"] for row in found} for name, found in rows.items()}
    for (name, column), target in REFERENCES.items():
        targets = ids.get(target) if target in COLUMNS else known.get(target)
        if targets is None:
            # Files that are absent must be known to the school's system; without its roster nobody can say.
            if target in COLUMNS and rows.get(name):
                faults.append(f"{name}.csv refers to {target}.csv, which is not there")
            continue
        for number, row in enumerate(rows.get(name, []), 2):
            if row[column] and row[column] not in targets:
                faults.append(f"{name}.csv:{number}: {column} {row[column]!r} is not in {target}")


def roster_ids(path):
    with zipfile.ZipFile(path) as archive:
        found = {}
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            found[name.removesuffix(".csv")] = {row.get("sourcedId") for row in rows}
        return found


if __name__ == "__main__":
    arguments = sys.argv[1:]
    its_roster = None
    if "--roster" in arguments:
        where = arguments.index("--roster")
        its_roster = arguments[where + 1]
        del arguments[where : where + 2]
    found_faults = check(arguments[0], its_roster)
    print("\n".join(found_faults) or f"{arguments[0]} is good")
    sys.exit(1 if found_faults else 0)
