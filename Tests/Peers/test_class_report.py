"""What a class of thirty leaves behind, hostile names and answers included, in the programs that teachers have."""

import csv
import io
import json
import random
import re
import shutil
import struct
import subprocess
import zipfile
import zlib

import openpyxl
import pytest

import classroom

NAMES = [
    "Amara Okafor", "Ben Whitfield", "Chloé Dubois", "Dmitri Volkov", "Elif Yılmaz", "Freya Lindqvist", "Gabriel Santos",
    "Hana Suzuki", "Ibrahim Al-Rashid", "Josie Pemberton-Cholmondeley", "Kwame Mensah", "Liam O’Sullivan", "Mei 林",
    "Noor Khan", "Olu Adeyemi", "Priya Nair", "Quentin Blake", "Rosa García Márquez", "שלום כהן", "Tom Baker",
    "Uma Thurairajah", "Viktor Horváth", "Wen Li", "Xiomara Cruz", "Yusuf Demir", "Zofia Kowalczyk",
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "🦊 Fox", "\u202eevil",
]  # fmt: skip
PIECES = [
    "=", "+", "-", "@", "\t", "\r", "\n", ";", ",", '"', "'", " ", "\u0007", "\u200b", "\ufeff", "＝", "＋", "＠", "1/2", "0012",
    "cmd|' /C calc'!A0", "SUM(1)", "שלום", "🦊\u200d🔥", "forty two", "é", "2026-03-02", "1e5", "TRUE", "<b>", "&amp;",
]  # fmt: skip


def answers():
    chance = random.Random(6)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 5))) for _ in range(400)]
    return ["=1+1", "3/4", "0012", "x" * 500, *made]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    top = tmp_path_factory.mktemp("class")
    (top / "data").mkdir()
    classroom.make(top / "data", NAMES, ["times-tables", "fractions", "measuring"], answers())
    done = classroom.run(
        "export", "--format", "all", "--class", "Year 5", "--data", top / "data", "--out", top / "files", "--json"
    )
    assert done.returncode == 0, done.stderr
    paths = json.loads(done.stdout)
    assert len(paths) == 6
    return {re.sub(r"^Year-5-[0-9-]*", "", path.rsplit("/", 1)[1]): path for path in paths}


def read(path, **more):
    with open(path, **more) as file:
        return file.read()


def rows_of(path):
    text = read(path, mode="rb").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def seen(cell):
    """A cell as a spreadsheet looks at it: without what cannot be seen."""
    return re.sub(r"^[\s\u200b\ufeff\u202e\u0000-\u0020]+", "", cell)


@pytest.mark.parametrize("name", ["progress.csv", "answers.csv"])
def test_no_cell_is_a_formula_by_commas_or_by_semicolons(files, name):
    rows = rows_of(files[name])
    assert len({len(row) for row in rows}) == 1 and len(rows) > 200
    for row in rows:
        for cell in row:
            assert not seen(cell)[:1] in "=+-@＝＋－＠" or seen(cell) == "", repr(cell)
    text = read(files[name], mode="rb").decode("utf-8-sig")
    for separator in ";\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                assert not (seen(cell) and seen(cell)[0] in "=+-@＝＋－＠"), repr(cell)


def test_the_workbook_says_what_was_said(files):
    book = openpyxl.load_workbook(files["progress.xlsx"], read_only=True)
    assert book.sheetnames == ["Class summary", "Answers"]
    rows = list(book["Answers"].iter_rows())
    heads = [cell.value for cell in rows[0]]
    said = [row[heads.index("Response")] for row in rows[1:]]
    assert {cell.data_type for cell in said} == {"s"}
    # XML has no control characters; a carriage return is a space here.
    meant = {re.sub(r"[\x00-\x08\x0b-\x1f]", " ", answer) for answer in answers()}
    assert {cell.value for cell in said} <= meant
    local = [row[heads.index("Local time")] for row in rows[1:]]
    assert all(cell.is_date for cell in local)
    numbers = [row[heads.index("Time spent (sec)")] for row in rows[1:]]
    assert {cell.value for cell in numbers} == {4.2}
    summary = list(book["Class summary"].iter_rows(values_only=True))
    assert {row[5] for row in summary[1:]} <= {"not started", "practising", "needs help", "mastered"}
    assert {row[1] for row in summary[1:]} == set(NAMES)
    with zipfile.ZipFile(files["progress.xlsx"]) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_all_files_tell_of_the_same_answers(files):
    answered = rows_of(files["answers.csv"])
    ids = [row[-1] for row in answered[1:]]
    told = [json.loads(line)["id"] for line in read(files["statements.jsonl"], encoding="utf-8").split("\n") if line]
    assert ids == told
    heads = rows_of(files["progress.csv"])[0]
    counted = sum(int(row[heads.index("Questions answered")]) for row in rows_of(files["progress.csv"])[1:])
    whole = json.loads(read(files["progress.json"], encoding="utf-8"))
    tries = sum(skill["tries"] for pupil in whole["pupils"] for skill in pupil["objectives"])
    assert counted == tries == len(ids)


def pixels(png):
    """Size of a picture, and how many different rows of pixels it has."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert depth == 8 and colour in (2, 6)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw = zlib.decompress(data)
    stride = 1 + width * (3 if colour == 2 else 4)
    return width, height, len({raw[row * stride : (row + 1) * stride] for row in range(height)})


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    path = shutil.which("chromium")
    if path is None:
        print("SKIP: chromium is not here, so nobody can look at the class report")
        pytest.skip("chromium is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def look(*flags):
        done = subprocess.run(
            [
                path, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                "--enable-logging=stderr", *map(str, flags),
            ],
            capture_output=True, text=True, timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert "CONSOLE" not in done.stderr, done.stderr
        return done.stdout

    return look


def test_the_page_of_thirty_is_seen_and_runs_nothing(files, browser, tmp_path):
    page = read(files["class-report.html"], encoding="utf-8")
    assert not re.search(r"<script|<img|<link|https?://|url\(|\son\w+=", page)
    browser(f"--screenshot={tmp_path / 'page.png'}", "--window-size=900,2400", f"file://{files['class-report.html']}")
    width, height, different = pixels((tmp_path / "page.png").read_bytes())
    assert (width, height) == (900, 2400) and different > 500, "the page is blank"


# Who stands out of the column, card or cell that it is in, or out of the page.
OUTSIDE = """<script>
const box = element => element.getBoundingClientRect();
const outside = [...document.querySelectorAll('.lists section *, .tiles b, .grid *, .overview *, h1, h2')].filter(one => {
  const around = one.closest('.lists section, .tiles li, td, th') || document.body;
  return box(one).right > box(around).right + 1;
});
document.body.innerHTML = 'OUTSIDE ' + outside.length + ' ' + outside.slice(0, 3).map(one => one.outerHTML).join(' | ');
</script>"""


@pytest.mark.parametrize("width", [800, 1200])
def test_nothing_stands_out_of_its_column(files, browser, tmp_path, width):
    page = read(files["class-report.html"], encoding="utf-8")
    measured = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace("</body>", OUTSIDE + "</body>")
    assert measured != page
    (tmp_path / "page.html").write_text(measured, "utf-8")
    told = browser("--dump-dom", f"--window-size={width},1200", (tmp_path / "page.html").as_uri())
    assert "OUTSIDE 0 " in told, told[-2_000:]


def test_the_page_of_thirty_prints_on_a4(files, browser, tmp_path):
    browser("--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", f"file://{files['class-report.html']}")
    paper = (tmp_path / "page.pdf").read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page[^s]", paper))
    assert 3 <= pages <= 5, pages
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper)}
    assert all(abs(box[2] - 595) < 2 and abs(box[3] - 842) < 2 for box in sizes), sizes
