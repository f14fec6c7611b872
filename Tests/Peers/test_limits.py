"""The guard, the moderator, the budget and the measurements of a whole box, against a served tutor."""

import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import served


class Moderator(BaseHTTPRequestHandler):
    """An endpoint in the form of OpenAI's, which dislikes one word."""

    asked: list[dict] = []
    word = "sentence that nobody says"

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Moderator.asked.append({"key": self.headers["Authorization"], **question})
        flagged = Moderator.word in question["input"].lower()
        body = json.dumps(
            {"id": "modr-1", "model": question["model"],
             "results": [{"flagged": flagged, "categories": {"violence": flagged, "hate": False}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def moderator():
    endpoint = ThreadingHTTPServer(("127.0.0.1", 0), Moderator)
    threading.Thread(target=endpoint.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{endpoint.server_port}/v1/moderations"
    endpoint.shutdown()


def lesson(server, folder, settings: str, *until: str) -> str:
    """A lesson with a simulated pupil over a socket, until all of some texts were shown; returns what was."""
    config = folder / "tutor.yaml"
    config.write_text(f"provider: {server.url}\n{settings}")
    process = subprocess.Popen(
        [served.tutord(), "demo", "--simulated", "--pace", "8", "--lesson", "first-words", "--exercises", "1",
         "--config", str(config), "--data", str(folder), "--out", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=served.TOP,
        env={**os.environ, "OPENAI_API_KEY": "sk-other", "TUTOR_MODERATION_KEY": "sk-test"},
    )
    shown = ""
    wanted = list(until)
    for line in process.stdout:
        shown += line
        wanted = [text for text in wanted if text not in shown]
        if until and not wanted:
            break
    if until:
        served.stop(process)
        assert not wanted, f"{wanted} not in {shown}"
    else:
        assert process.wait(10) == 0, process.stderr.read()
    return shown


def report(folder, kind: str):
    done = subprocess.run(
        [served.tutord(), "report", kind, "--json", "--data", str(folder)], capture_output=True, text=True, timeout=20,
        cwd=served.TOP)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_lesson_is_charged_measured_and_moderated(server, tmp_path, moderator):
    Moderator.asked.clear()
    shown = lesson(
        server, tmp_path,
        f"moderation: {moderator}\ncurrency: EUR\nprices:\n  audio_out: 20\n  text_in: 1\nbudget_box_day: 100\n")
    assert "the lesson is done" in shown
    [day] = report(tmp_path, "--costs")
    assert day["answers"] >= 3 and day["tokensOut"] > 0 and 0 < day["cost"] < 1
    stages = {stage["name"]: stage for stage in report(tmp_path, "--latency")["stages"]}
    assert stages["press to lamp"]["median"] < 20
    assert stages["commit to speaker"]["turns"] >= 1
    assert report(tmp_path, "--incidents") == []
    assert len(Moderator.asked) >= 3 and all(len(asked["input"]) > 3 for asked in Moderator.asked)
    assert Moderator.asked[0]["key"] == "Bearer sk-test"
    # The diary has no key, and neither has the gradebook.
    for file in tmp_path.iterdir():
        if file.is_file():
            assert b"sk-test" not in file.read_bytes(), file


def test_a_word_of_the_list_is_stopped_and_kept_for_the_teacher(server, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("# what a test dislikes\npleasantries: good morning, hello\n")
    lesson(server, tmp_path, f"blocked_words: {words}\n", "guard", "pleasantries", "pupil ")
    incidents = report(tmp_path, "--incidents")
    assert incidents and incidents[0]["topic"] == "pleasantries"


def test_what_the_moderator_flags_is_kept_for_the_teacher(server, tmp_path, moderator, monkeypatch):
    monkeypatch.setattr(Moderator, "word", "hello")
    lesson(server, tmp_path, f"moderation: {moderator}\n", "violence", "pupil ")
    assert report(tmp_path, "--incidents")[0]["topic"] == "violence"


def test_a_budget_that_is_spent_ends_the_day(server, tmp_path):
    budget = "prices:\n  audio_out: 20\nbudget_pupil_day: 0.000001\n"
    lesson(server, tmp_path, budget, "all of it is spent", "We have used up the talking for today", "pupil ")
    again = lesson(server, tmp_path, budget, "all of it is spent")
    assert "  tutor  " not in again, "nothing is asked any more"
