"""The rules of a OneRoster 1.2 gradebook in CSV, as far as an importer refuses what breaks them."""

import csv
import io
import re
import zipfile

FILES = (
    "academicSessions categories classes classResources courses courseResources demographics enrollments "
    "lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results "
    "resultScoreScales roles scoreScales userProfiles userResources users"
).split()

HEADERS = {
    "categories": "sourcedId,status,dateLastModified,title,weight",
    "lineItems": "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
    "academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    "results": "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,"
    "textScore,classSourcedId,inProgress,incomplete,late,missing",
    "resultLearningObjectiveIds": "sourcedId,status,dateLastModified,resultSourcedId,source,learningObjectiveId,score,"
    "textScore",
}

REQUIRED = {
    "categories": ["title"],
    "lineItems": ["title", "assignDate", "dueDate", "classSourcedId", "categorySourcedId", "academicSessionSourcedId", "schoolSourcedId"],
    "results": ["lineItemSourcedId", "studentSourcedId", "scoreStatus", "scoreDate"],
    "resultLearningObjectiveIds": ["resultSourcedId", "source", "learningObjectiveId"],
}

STATUSES = {"exempt", "fully graded", "not submitted", "partially graded", "submitted"}
ID = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def faults(path) -> list[str]:
    found = []
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if any("/" in name for name in parts):
        found.append("a file is not at the root")
    if "manifest.csv" not in parts:
        return found + ["no manifest.csv"]
    tables = {}
    for name, data in parts.items():
        text = data.decode("utf-8")
        if text.startswith("\ufeff"):
            found.append(f"{name}: a byte order mark")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if any("\r" in field for row in rows for field in row):
            found.append(f"{name}: a carriage return in a field")
        if len({len(row) for row in rows}) > 1:
            found.append(f"{name}: rows of different lengths")
        if any(len(field) > 255 for row in rows for field in row):
            found.append(f"{name}: a field of more than 255 characters")
        tables[name.removesuffix(".csv")] = rows
    found += manifest_faults(tables)
    rows = {name: [dict(zip(table[0], row)) for row in table[1:]] for name, table in tables.items()}
    for name, header in HEADERS.items():
        if name not in tables:
            continue
        if ",".join(tables[name][0]) != header:
            found.append(f"{name}: another header")
            continue
        ids = [row["sourcedId"] for row in rows[name]]
        if len(set(ids)) != len(ids):
            found.append(f"{name}: an id twice")
        for row in rows[name]:
            if row["status"] or row["dateLastModified"]:
                found.append(f"{name}: status in a bulk file")
            for key in REQUIRED[name]:
                if not row[key]:
                    found.append(f"{name}: no {key}")
            for key, value in row.items():
                if key.lower().endswith("sourcedid") and value and not ID.fullmatch(value):
                    found.append(f"{name}: {key} is {value!r}")
                if key.endswith("Date") and value and not DATE.fullmatch(value):
                    found.append(f"{name}: {key} is {value!r}")
    links = [
        ("results", "lineItemSourcedId", "lineItems"), ("lineItems", "categorySourcedId", "categories"),
        ("resultLearningObjectiveIds", "resultSourcedId", "results"),
    ]
    for name, key, other in links:
        known = {row.get("sourcedId") for row in rows.get(other, [])}
        if any(row.get(key) not in known for row in rows.get(name, [])):
            found.append(f"{name}: {key} that is not in {other}")
    if any(row.get("scoreStatus") not in STATUSES for row in rows.get("results", [])):
        found.append("results: an unknown scoreStatus")
    return found


def manifest_faults(tables) -> list[str]:
    found = []
    rows = tables["manifest"]
    if rows[0] != ["propertyName", "value"]:
        found.append("manifest: another header")
    values = dict(rows[1:])
    if len(rows) != 24 or set(values) != {"manifest.version", "oneroster.version", *(f"file.{name}" for name in FILES)}:
        found.append("manifest: not its 23 rows")
    if values.get("oneroster.version") != "1.2":
        found.append("manifest: another version")
    for name in FILES:
        value = values.get(f"file.{name}")
        if value not in ("absent", "bulk", "delta"):
            found.append(f"manifest: file.{name} is {value}")
        if (value == "absent") != (name not in tables):
            found.append(f"manifest: {name} is there, or not, against what it says")
        if name in tables and len(tables[name]) < 2:
            found.append(f"{name}: no rows")
    return found


def no_manifest(parts):
    del parts["manifest.csv"]


def a_folder(parts):
    parts["gradebook/results.csv"] = parts.pop("results.csv")


def a_file_without_rows(parts):
    parts["categories.csv"] = parts["categories.csv"].split("\r\n")[0] + "\r\n"


def a_row_of_the_manifest_missing(parts):
    parts["manifest.csv"] = parts["manifest.csv"].replace("file.users,absent\r\n", "")


def columns_in_another_order(parts):
    parts["results.csv"] = parts["results.csv"].replace("sourcedId,status", "status,sourcedId", 1)


def a_status_in_bulk(parts):
    parts["categories.csv"] = parts["categories.csv"].replace(",,,Tutor", ",active,,Tutor")


def a_colon_in_an_id(parts):
    parts["lineItems.csv"] = parts["lineItems.csv"].replace("tutor/", "tutor:", 1)


def a_result_of_nothing(parts):
    parts["lineItems.csv"] = parts["lineItems.csv"].replace("\r\ntutor/", "\r\nother/")


def a_word_for_a_score_status(parts):
    parts["results.csv"] = parts["results.csv"].replace("graded", "marked")


def a_mark_before_the_header(parts):
    parts["results.csv"] = "\ufeff" + parts["results.csv"]


BROKEN = [
    no_manifest, a_folder, a_file_without_rows, a_row_of_the_manifest_missing, columns_in_another_order, a_status_in_bulk,
    a_colon_in_an_id, a_result_of_nothing, a_word_for_a_score_status, a_mark_before_the_header,
]
