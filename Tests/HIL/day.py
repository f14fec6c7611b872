"""What happens in the guest of day.sh: a pupil's hand, a loose plug and a teacher, on the lines of a simulated board."""

import array
import base64
import json
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

OUT = sys.argv[1]
SIM = os.environ["TUTOR_GPIO_SIM"]
TALK, PUPIL, UP, DOWN, TEACHER = 17, 5, 6, 13, 19
REC, READY, TROUBLE, MUTED = 27, 22, 23, 24
DRIVER = "/sys/bus/platform/drivers/snd_aloop/"
measured = {}


class Failed(Exception):
    pass


def put(path, text):
    with open(path, "w") as file:
        file.write(text)


def press(line):
    put(f"{SIM}/sim_gpio{line}/pull", "pull-down")


def release(line):
    put(f"{SIM}/sim_gpio{line}/pull", "pull-up")


def lit(line):
    with open(f"{SIM}/sim_gpio{line}/value") as value:
        return value.read(1) == "1"


def tap(line, seconds=0.06):
    press(line)
    time.sleep(seconds)
    release(line)


def wait_lamp(line, wanted=True, within=10.0, what=""):
    """How long it took (s) until a lamp is lit or dark."""
    began = time.monotonic()
    while lit(line) != wanted:
        if time.monotonic() - began > within:
            raise Failed(f"{what}: the lamp at line {line} was not {'lit' if wanted else 'dark'} within {within} s")
        time.sleep(0.0005)
    return time.monotonic() - began


class Tutor:
    """The program, its log with times, and what it tells the service manager."""

    def __init__(self, data, *more, keeps_audio=True):
        self.lines = []
        self.notices = []
        self.changed = threading.Condition()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = f"/run/notify-{time.monotonic_ns()}"
        listener.bind(path)
        threading.Thread(target=self.listen, args=[listener], daemon=True).start()
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [os.environ["TUTOR_PROGRAM"], "run", "--board", "linux", "--board-file", f"{OUT}/board.yaml",
             "--data", data, "--diary", f"{OUT}/diary.jsonl", *more],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000000"}
            | ({"TUTOR_KEEP_AUDIO": "1"} if keeps_audio else {}))
        threading.Thread(target=self.read, daemon=True).start()

    def listen(self, listener):
        while True:
            text = listener.recv(4096).decode()
            with self.changed:
                self.notices.append((time.monotonic() - self.began, text))
                self.changed.notify_all()

    def read(self):
        with open(f"{OUT}/tutord.log", "a") as log:
            for line in self.process.stdout:
                print(line, end="", file=log, flush=True)
                with self.changed:
                    self.lines.append(line.rstrip())
                    self.changed.notify_all()

    def mark(self):
        with self.changed:
            return len(self.lines)

    def count(self, pattern, since=0):
        with self.changed:
            return sum(bool(re.search(pattern, line)) for line in self.lines[since:])

    def wait(self, pattern, since=0, within=30.0):
        """Waits for a line of the log; how long it took (s)."""
        began = time.monotonic()
        with self.changed:
            while not any(re.search(pattern, line) for line in self.lines[since:]):
                left = within - (time.monotonic() - began)
                if left <= 0 or self.process.poll() is not None:
                    raise Failed(f"no /{pattern}/ in the log within {within} s")
                self.changed.wait(min(left, 1))
        return time.monotonic() - began

    def wait_notice(self, text, within=30.0):
        with self.changed:
            end = time.monotonic() + within
            while True:
                for at, notice in self.notices:
                    if text in notice:
                        return at
                if time.monotonic() > end:
                    raise Failed(f"{text} was not told within {within} s")
                self.changed.wait(1)

    def stop(self):
        self.process.terminate()
        if self.process.wait(20) != 0:
            raise Failed(f"tutord ended with status {self.process.returncode}")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def in_ms(values):
    return {"p50": round(percentile(values, 0.5) * 1000, 1), "p99": round(percentile(values, 0.99) * 1000, 1),
            "max": round(max(values) * 1000, 1), "count": len(values)}


def say_nothing_until_ready(tutor):
    """The greeting is cut short: the press is the pupil's, and nothing is said."""
    tutor.wait(r" ready  ", within=60)
    wait_lamp(READY, within=60, what="the greeting")


def presses_light_the_lamp(tutor):
    times = []
    for _ in range(int(os.environ["TUTOR_TAPS"])):
        wait_lamp(READY, what="before a tap")
        press(TALK)
        times.append(wait_lamp(REC, within=2, what="a press"))
        time.sleep(0.03)
        release(TALK)
        wait_lamp(REC, False, within=2, what="a tap that ended")
        time.sleep(0.03)
    measured["press to lamp (ms)"] = in_ms(times)


def first_words_come_early(tutor):
    """A tone that begins before the press; how long before is known afterwards only, from the diary."""
    samples = [0] * 2400 + [int(8000 * math.sin(2 * math.pi * at / 24)) for at in range(24000)]
    with open(f"{OUT}/tone.raw", "wb") as file:
        array.array("h", samples).tofile(file)
    for delay in range(8):
        wait_lamp(READY, what="before a tone")
        playing = subprocess.Popen(
            ["aplay", "-q", "-D", "plughw:CARD=Loopback,DEV=0", "-t", "raw", "-f", "S16_LE", "-r", "24000", "-c", "1",
             f"{OUT}/tone.raw"])
        time.sleep(0.15 + delay * 0.05)
        # Too short to be answered, and long enough to be sent.
        tap(TALK, 0.12)
        playing.wait()


def pcm(frame):
    return array.array("h", base64.b64decode(frame["pcm"]))


def check_first_words(steps):
    """What was sent of each tone that began up to 240 ms before a press, with silence before it."""
    onset, leads, whole = None, [], 0
    for step in steps:
        if "heard" in step["event"]:
            loud = next((at for at, value in enumerate(pcm(step["event"]["heard"]["_0"])) if abs(value) > 2000), None)
            if loud is None:
                onset = None
            elif onset is None:
                onset = step["at"] + loud * 1_000_000_000 // 24000
        elif "talkPressed" in step["event"] and onset is not None:
            lead = (step["at"] - onset) / 1e9
            if not 0.1 <= lead <= 0.24:
                continue
            sent = array.array("h")
            for action in step["actions"]:
                if "audio" in action.get("send", {}).get("_0", {}):
                    sent.frombytes(base64.b64decode(action["send"]["_0"]["audio"]))
            first = next((at for at, value in enumerate(sent) if abs(value) > 2000), None)
            leads.append(round(lead * 1000))
            # It begins in what was sent, not before it; and all of it up to the press is there.
            whole += bool(first and abs((len(sent) - first) / 24000 - lead) < 0.045)
    measured["tones that began 100 to 240 ms before a press"] = f"{whole} of {len(leads)} whole ({leads} ms)"
    if not leads or whole < len(leads):
        raise Failed(f"a first word was cut: {measured}")


def pupil_speaks(tutor):
    """A turn with a voice in it, and the tutor's answer to its end."""
    since = tutor.mark()
    press(TALK)
    wait_lamp(REC, what="a press")
    subprocess.run(["aplay", "-q", "-D", "plughw:CARD=Loopback,DEV=0", f"{OUT}/words.wav"], check=True)
    release(TALK)
    tutor.wait(r"lamp +speaking", since, within=60)
    wait_lamp(READY, within=60, what="the tutor's answer")


def bounces_are_one_press(tutor):
    """A host that is busy stops the guest for longer than a contact must be still: then it did not bounce as meant."""
    presses = []
    while len(presses) < 6 and 1 not in presses:
        since, began = tutor.mark(), time.monotonic()
        for bounce in range(1001):
            (release if bounce % 2 else press)(TALK)
        took = time.monotonic() - began
        # It is left pressed, until it has been one for long.
        time.sleep(0.3)
        release(TALK)
        tutor.wait(r"press  |thinking", since)
        wait_lamp(REC, False)
        presses.append(tutor.count(r"lamp +listening", since))
        pupil_speaks(tutor)
        measured["1,000 bounces"] = f"{presses[-1]} press within {took * 1000:.0f} ms, at try {len(presses)}"
    if 1 not in presses:
        raise Failed(f"1,000 bounces were {presses} presses")


def card_is_pulled(tutor):
    wait_lamp(READY, what="before the card is pulled")
    press(TALK)
    wait_lamp(REC, what="a press")
    since = tutor.mark()
    # Taking the driver away waits until everybody has closed the device.
    threading.Thread(target=put, args=[DRIVER + "unbind", "snd_aloop.0"]).start()
    measured["card pulled to dark lamp (ms)"] = round(wait_lamp(REC, False, 5, "the card was pulled") * 1000, 1)
    wait_lamp(TROUBLE, within=5, what="the card was pulled")
    tutor.wait("the microphone is gone", since)
    release(TALK)
    time.sleep(1)
    if tutor.process.poll() is not None:
        raise Failed("the program ended with the card")
    put(DRIVER + "bind", "snd_aloop.0")
    back = wait_lamp(READY, within=10, what="the card is back")
    measured["card back to ready (ms)"] = round(back * 1000)
    # A missing card is still told where it stays away.
    press(TALK)
    wait_lamp(REC, what="a press with the card back")
    release(TALK)
    wait_lamp(REC, False)


def tutor_is_interrupted(tutor):
    for _ in range(int(os.environ["TUTOR_INTERRUPTIONS"])):
        wait_lamp(READY, within=20, what="before asking again")
        since = tutor.mark()
        tap(TEACHER)
        tutor.wait(r"lamp +speaking", since)
        time.sleep(0.25)
        press(TALK)
        wait_lamp(REC, within=2, what="an interruption")
        time.sleep(0.05)
        release(TALK)
        wait_lamp(REC, False, within=3)


def volume_is_set(tutor):
    wait_lamp(READY, within=20, what="before the volume")
    for line, wanted in [(UP, 80), (UP, 90), (DOWN, 80)]:
        since = tutor.mark()
        tap(line)
        tutor.wait(rf"volume +{wanted} %", since)
        # Sooner it would be a bounce of the same press.
        time.sleep(0.1)
    began = time.monotonic()
    while open(f"{OUT}/data/volume").read().strip() != "80":
        if time.monotonic() - began > 5:
            raise Failed("the volume is not remembered")
        time.sleep(0.05)


def microphone_is_muted(tutor):
    press(TEACHER)
    wait_lamp(MUTED, within=3, what="the teacher's button was held")
    release(TEACHER)
    since = tutor.mark()
    tap(TALK, 0.5)
    tutor.wait(r"muted ", since)
    if tutor.count(r"lamp +listening", since):
        raise Failed("a muted box listened")
    press(TEACHER)
    wait_lamp(MUTED, False, within=3, what="the teacher's button was held again")
    release(TEACHER)
    wait_lamp(READY, within=20, what="the microphone is on again")


def button_is_stuck(tutor):
    since = tutor.mark()
    press(TALK)
    wait_lamp(REC, what="a press")
    told = wait_lamp(TROUBLE, within=70, what="the button was held for a minute")
    measured["held until told (s)"] = round(told, 1)
    if lit(REC):
        raise Failed("the recording lamp is lit while the button is stuck")
    tutor.wait(r"says .*stuck", since)
    release(TALK)
    wait_lamp(READY, within=5, what="the button was let go")
    if tutor.count(r"lamp +thinking", since):
        raise Failed("a stuck button was answered")


def box_is_handed_on(tutor):
    # A diary is of the newest session.
    shutil.copy(f"{OUT}/diary.jsonl", f"{OUT}/first.jsonl")
    since = tutor.mark()
    tap(PUPIL)
    tutor.wait(r"leaves +next-pupil", since, within=5)
    tutor.wait(r" ready  ", since)
    wait_lamp(READY, within=60, what="the next pupil was greeted")
    since = tutor.mark()
    for _ in range(2):
        tap(TEACHER)
        time.sleep(0.1)
    tutor.wait(r"leaves +next-lesson", since, within=5)
    tutor.wait(r" ready  ", since)
    wait_lamp(READY, within=60, what="the next lesson was begun")


def steps_of(diary):
    with open(diary) as lines:
        next(lines)
        # The last line may be on its way still.
        return [json.loads(line) for line in lines if line.endswith("\n")]


def check_interruptions(steps):
    """From the press to the silence, for each time that the tutor was interrupted."""
    times, pressed, asked = [], None, None
    for step in steps:
        if "talkPressed" in step["event"]:
            pressed, asked = step["at"], "stopPlaying" in json.dumps(step["actions"])
        elif "silenced" in step["event"] and pressed and asked:
            times.append((step["at"] - pressed) / 1e9)
            pressed = None
    measured["press to silence (ms)"] = in_ms(times) if times else None
    if len(times) < int(os.environ["TUTOR_INTERRUPTIONS"]) * 3 // 4:
        raise Failed(f"the tutor was interrupted {len(times)} times only")


def main():
    tutor = Tutor(f"{OUT}/data", "--lesson", "times-tables")
    try:
        measured["exec to up (ms)"] = round(tutor.wait_notice("READY=1") * 1000)
        say_nothing_until_ready(tutor)
        for happening in [presses_light_the_lamp, first_words_come_early, bounces_are_one_press, card_is_pulled, tutor_is_interrupted,
                          volume_is_set, microphone_is_muted, button_is_stuck]:
            began = time.monotonic()
            happening(tutor)
            print(f"ok {happening.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        tutor.wait_notice("WATCHDOG=1")
        box_is_handed_on(tutor)
        print("ok box_is_handed_on", flush=True)
        tutor.stop()
        steps = steps_of(f"{OUT}/first.jsonl")
        check_interruptions(steps)
        check_first_words(steps)
    except Failed as failure:
        print(f"day.py: {failure}", file=sys.stderr)
        print("\n".join(tutor.lines[-25:]), file=sys.stderr)
        sys.exit(1)
    finally:
        with open(f"{OUT}/measured.json", "w") as file:
            json.dump(measured, file, indent=1)
        print("\n".join(f"{what}: {value}" for what, value in measured.items()), flush=True)


if __name__ == "__main__":
    main()
