#!/usr/bin/env python3
"""turn.py FOLDER: whether the lamp and the loudspeaker did what they must in the turn that guest/30-tutord.sh took."""
import array
import sys

TALK, LAMP = "5", "6"


def main(folder):
    rows = [line.split() for line in open(f"{folder}/lines.txt")]
    times = {row[2]: float(row[0]) for row in rows if row[1] == "mark"}
    if "ended" not in times:
        print("not ok the turn did not come to its end")
        return 1

    def changes(line, since, until):
        return [(float(at), int(level)) for at, what, level in (row for row in rows if len(row) == 3)
                if what == line and times[since] <= float(at) < times[until]]

    problems = []
    (pressed, _), (released, _) = changes(TALK, "turn", "tap")
    lamp = changes(LAMP, "turn", "tap")
    lit = [at for at, level in lamp if level]
    dark = [at for at, level in lamp if not level]
    print(f"   seen from outside: lamp lit {1000 * (lit[0] - pressed):.0f} ms after the press, dark "
          f"{1000 * (dark[-1] - released):.0f} ms after the release" if lit and dark else f"   the lamp: {lamp}")
    # A processor in software is fifteen times as slow as this one; how fast a board is, only a board can show.
    if len(lit) != 1 or not 0 <= lit[0] - pressed < 1:
        problems.append("the recording lamp was not lit by the press, once")
    if len(dark) != 1 or not 0 <= dark[0] - released < 2:
        problems.append("the recording lamp was not dark after the release")
    if any(level for _, level in changes(LAMP, "started", "turn")):
        problems.append("the recording lamp was lit before the press")
    # 44 bytes of header; read as bytes, since a recorder that was stopped leaves a header of its own.
    samples = array.array("h", open(f"{folder}/room.wav", "rb").read()[44:])
    at_release = (int(open(f"{folder}/bytes-at-release").read()) - 44) // 2
    loud = sum(abs(sample) > 500 for sample in samples[max(0, at_release):]) / 24_000
    print(f"   {loud:.2f} s of loud sound after the release")
    if loud < 0.1:
        problems.append("no answer was heard after the release")
    for problem in problems:
        print(f"not ok {problem}")
    if not problems:
        print("ok the lamp follows the press, and the answer is heard")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
