"""What happens in the guest of who.sh: badges, the pupil button, a number that is said, and nobody."""

import fcntl
import glob
import json
import os
import re
import struct
import subprocess
import sys
import time

from day import OUT, PUPIL, READY, REC, TALK, Failed, Tutor, press, release, tap, wait_lamp

FIRST, SECOND, THIRD = (os.environ[f"TUTOR_{which}"] for which in ["FIRST", "SECOND", "THIRD"])
BY_ID = "/dev/input/by-id/usb-Reader-event-kbd"
CODES = {"\n": 28, ":": 39} | {
    letter: first + at
    for first, row in [(2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")]
    for at, letter in enumerate(row)
}
SHIFT = 42


class Reader:
    """A badge reader: a keyboard that the kernel makes (linux/uinput.h), under the name that udev would give it."""

    def __init__(self):
        before = set(os.listdir("/sys/class/input"))
        self.device = os.open("/dev/uinput", os.O_WRONLY)
        fcntl.ioctl(self.device, 0x40045564, 1)  # UI_SET_EVBIT, EV_KEY
        for code in range(1, 120):
            fcntl.ioctl(self.device, 0x40045565, code)  # UI_SET_KEYBIT
        fcntl.ioctl(self.device, 0x405C5503, struct.pack("<4H80sI", 3, 1, 1, 1, b"Reader", 0))  # UI_DEV_SETUP
        fcntl.ioctl(self.device, 0x5501)  # UI_DEV_CREATE
        event = next(name for name in set(os.listdir("/sys/class/input")) - before if name.startswith("event"))
        os.makedirs(os.path.dirname(BY_ID), exist_ok=True)
        os.symlink(f"/dev/input/{event}", BY_ID)

    def key(self, code, value):
        for type_, code, value in [(1, code, value), (0, 0, 0)]:
            os.write(self.device, struct.pack("<qqHHi", 0, 0, type_, code, value))

    def type(self, text):
        for letter in text:
            shifted = letter.isupper() or letter == ":"
            if shifted:
                self.key(SHIFT, 1)
            self.key(CODES[letter.lower()], 1)
            self.key(CODES[letter.lower()], 0)
            if shifted:
                self.key(SHIFT, 0)
            # As fast as USB's reports come, and no faster: the kernel keeps 64 events.
            time.sleep(0.002)

    def pull(self):
        os.unlink(BY_ID)
        os.close(self.device)


def diaries():
    """One for each session, in order: the log has no words and no accounts."""
    return sorted(glob.glob(f"{OUT}/diary-*.jsonl"))


def diary():
    return diaries()[-1]


class Mark:
    """A moment: how many lines the log had, and how long the newest diary was."""

    def __init__(self, tutor):
        self.line = tutor.mark()
        self.diary = diary()
        self.bytes = os.path.getsize(self.diary)


def left(tutor, since, account, way, within=15):
    """The box is handed on, and a session after that is of the right pupil."""
    took = tutor.wait(rf"leaves +to a pupil by {way}", since.line, within)
    print(f"ok to the next by {way} ({took * 1000:.0f} ms)", flush=True)
    end = time.monotonic() + 60
    while account not in [account_of(path) for path in diaries() if path > since.diary]:
        if time.monotonic() > end:
            raise Failed(f"no session of {account} after {since.diary}")
        time.sleep(0.05)


def account_of(path):
    with open(path) as lines:
        head = lines.readline()
    return json.loads(head)["settings"].get("account") if head.endswith("\n") else None


def said(since, pattern, within=60):
    """Waits until the tutor has said it; what it said."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        with open(since.diary, "rb") as lines:
            lines.seek(since.bytes)
            texts = re.findall(r'"tutorSaid":\{"_0":"([^"]*)"', lines.read().decode(errors="replace"))
        for text in texts:
            if re.search(pattern, text):
                return text
        time.sleep(0.05)
    raise Failed(f"the tutor did not say /{pattern}/ within {within} s")


def rest(tutor, since):
    """The next session has greeted and asked."""
    tutor.wait(r" ready  ", since.line if since else 0, within=60)
    tutor.wait(r"lamp +speaking", since.line if since else 0, within=60)
    wait_lamp(READY, within=60, what="the tutor has greeted")


def say(tutor, words):
    since = Mark(tutor)
    press(TALK)
    wait_lamp(REC, what="a press")
    time.sleep(0.3)
    subprocess.run(["aplay", "-q", "-D", "plughw:CARD=Loopback,DEV=0", f"{OUT}/{words}.wav"], check=True)
    time.sleep(0.3)
    release(TALK)
    return since


def answer(tutor):
    since = say(tutor, "answer")
    tutor.wait(r" kept .* is (right|wrong)", since.line, within=60)
    wait_lamp(READY, within=60, what="the tutor's answer")


def main():
    tutor = Tutor(f"{OUT}/data", "--config", f"{OUT}/tutor.yaml", "--lesson", "times-tables", keeps_audio=False)
    try:
        tutor.wait_notice("READY=1")
        tutor.wait("plug it in")
        rest(tutor, None)

        since = Mark(tutor)
        reader = Reader()
        # A reader that has just been plugged in is looked for each second.
        while True:
            reader.type("04:A1:B2:C3\n")
            try:
                left(tutor, since, FIRST, "badge", within=2)
                break
            except Failed:
                if tutor.process.poll() is not None or time.monotonic() - tutor.began > 90:
                    raise
        rest(tutor, since)
        answer(tutor)

        since = Mark(tutor)
        tap(PUPIL)
        time.sleep(0.7)
        tap(PUPIL)
        left(tutor, since, THIRD, "button")
        rest(tutor, since)
        answer(tutor)

        since = say(tutor, "number")
        if "Did you say" in said(since, "Is that you|Did you say"):
            # The ears were not sure.
            wait_lamp(READY, within=60, what="it is asked what was said")
            since = say(tutor, "agree")
            said(since, "Is that you")
        wait_lamp(READY, within=60, what="it is asked who that is")
        since = say(tutor, "yes")
        left(tutor, since, SECOND, "number", within=60)
        rest(tutor, since)

        since = Mark(tutor)
        reader.type("04A1B2C3\n0099887766\n")
        left(tutor, since, FIRST, "badge")
        left(tutor, since, THIRD, "badge")
        rest(tutor, since)

        since = Mark(tutor)
        reader.pull()
        tutor.wait("is the device still there|plug it in", since.line)
        reader = Reader()
        reader.type("00123")
        time.sleep(2.5)
        since = Mark(tutor)
        reader.type("0012345678\n")
        left(tutor, since, SECOND, "badge")
        rest(tutor, since)

        since = Mark(tutor)
        took = tutor.wait(r"leaves +idle", since.line, within=60)
        print(f"ok nobody was there ({took:.1f} s)", flush=True)
        tutor.wait(r" ready  ", since.line, within=60)
        wait_lamp(READY, within=60, what="nobody is there")
        # Lines are opened anew with each session: what was pressed before is no press.
        time.sleep(1)
        since = Mark(tutor)
        tap(TALK, 0.3)
        tutor.wait(r"lamp +speaking", since.line, within=60)
        tutor.stop()
    except Failed as failure:
        print(f"who.py: {failure}", file=sys.stderr)
        print("\n".join(tutor.lines[-40:]), file=sys.stderr)
        sys.exit(1)


main()
