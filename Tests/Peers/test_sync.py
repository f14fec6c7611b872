"""Statements get into somebody else's record store, each once, whatever is lost on the way."""

import collections
import json
import os
import shutil
import subprocess

import pytest

import gradebooks
import lrs
import served

pytestmark = pytest.mark.skipif(lrs.python() is None, reason="Ralph could not be fetched from PyPI")


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    return gradebooks.demo(tmp_path_factory.mktemp("lesson"))


@pytest.fixture()
def data(lesson, tmp_path):
    shutil.copytree(lesson, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture()
def ralph(tmp_path):
    with lrs.Ralph(tmp_path / "ralph") as store:
        yield store


def sync(data, port, *arguments, secret=lrs.SECRET):
    environment = dict(
        os.environ, TUTOR_SYNC=f"http://127.0.0.1:{port}/xAPI", TUTOR_SYNC_USER=lrs.USER, LRS_SECRET=secret,
        TUTOR_SYNC_SECRET="env:LRS_SECRET", TUTOR_CLOCK="trust",
    )
    return subprocess.run(
        [served.tutord(), "sync", "--data", str(data), "--json", *arguments],
        env=environment, capture_output=True, text=True, timeout=300,
    )


def test_on_a_line_that_loses_replies_and_requests_nothing_is_missing_and_nothing_is_there_twice(data, ralph):
    ids = gradebooks.multiply(data, 30)
    bad = gradebooks.spoil(data, 2)
    with lrs.LossyLine(ralph.port, dropped=0.2, lost=0.3) as line:
        done = sync(data, line.port, "--tries", "30")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    stored = collections.Counter(statement["id"] for statement in ralph.stored())
    assert set(stored) == set(ids) - bad, "missing, or too many"
    assert max(stored.values()) == 1, "surplus"
    assert {row["id"] for row in report["quarantined"]} == bad
    assert report["outbox"]["waiting"] == 0 and report["summary"]["sent"] == len(ids) - len(bad)
    # A batch is the same bytes again.
    assert len(set(line.seen)) < len(line.seen)


def test_a_second_run_sends_nothing(data, ralph):
    assert sync(data, ralph.port).returncode == 0
    again = json.loads(sync(data, ralph.port).stdout)
    assert again["summary"] == {"quarantined": 0, "requests": 0, "sent": 0}


def test_a_wrong_password_stops_it_and_keeps_everything(data, ralph):
    done = sync(data, ralph.port, secret="wrong-secret-word")
    assert done.returncode == 77
    assert "sync_secret" in done.stderr and "wrong-secret-word" not in done.stdout + done.stderr
    status = json.loads(sync(data, ralph.port, "--status").stdout)
    assert status["outbox"]["waiting"] > 5 and status["quarantined"] == []


def test_a_store_that_asks_to_wait_is_waited_for_and_one_that_takes_less_gets_less(data, ralph):
    first = [(429, {"Retry-After": "1"}), (503, {"Retry-After": "1"}), (413, {})]
    with lrs.LossyLine(ralph.port, first=first) as line:
        done = sync(data, line.port)
    assert done.returncode == 0, done.stderr
    sizes = [len(json.loads(body)) for body in line.seen]
    assert sizes[0] == sizes[1] == sizes[2] and sizes[3] == sizes[0] // 2
    assert sum(sizes[3:]) == sizes[0]
    # Who waits is told why, in lines that a log can keep.
    assert done.stderr.count("asked again in") == 2
    assert "\r" not in done.stderr and "\x1b" not in done.stderr


def test_how_it_stands_is_told_without_sending(data, ralph):
    with lrs.LossyLine(ralph.port, first=[(503, {})] * 9) as line:
        failed = sync(data, line.port, "--tries", "2")
        assert failed.returncode == 69 and "503" in failed.stderr
        tried = len(line.seen)
        status = json.loads(sync(data, line.port, "--status").stdout)
        dry = sync(data, line.port, "--dry-run")
        assert len(line.seen) == tried == 2
    assert status["outbox"]["waiting"] == json.loads(dry.stdout)["outbox"]["waiting"] > 5
    assert "503" in status["outbox"]["trouble"] and "fault" not in status["outbox"] and "summary" not in status
    assert sync(data, ralph.port).returncode == 0
    status = json.loads(sync(data, ralph.port, "--status").stdout)
    assert status["outbox"]["waiting"] == 0 and "trouble" not in status["outbox"]
    assert sync(data, ralph.port, "--status", "--retry-quarantined").returncode == 64


def test_batches_go_over_one_connection(data, ralph):
    gradebooks.multiply(data, 200)
    with lrs.LossyLine(ralph.port) as line:
        done = sync(data, line.port)
    assert done.returncode == 0, done.stderr
    assert len(line.seen) > 2 and line.connections == 1


def test_an_address_that_is_no_record_store_is_told(data, ralph):
    done = subprocess.run(
        [served.tutord(), "sync", "--data", str(data)],
        env=dict(os.environ, TUTOR_SYNC=f"http://127.0.0.1:{ralph.port}/nowhere", TUTOR_CLOCK="trust"),
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 69 and "check the address" in done.stderr
