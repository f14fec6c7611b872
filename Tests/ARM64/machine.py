#!/usr/bin/env python3
"""A board of the kind arm64, in software: QEMU's `virt` machine with a PL061, a real GPIO controller of eight lines.

usage: machine.py KERNEL INITIAL_FILES DEVICE_TREE FOLDER [--network]

Prints the guest's console. The lines are driven and read from here, through QEMU's qtest protocol, when the guest asks
over its serial port `outside`, one line of text for one of answer:

    swing LINE HIGH COUNT   changes an input COUNT times, first to HIGH (1 or 0); answers 0 when that is done
    level LINE              answers the level that an output has, seen at its pin
    mark TEXT               notes a moment among the changes; answers 0

FOLDER is left with `lines.txt` (seconds, line, level or mark) and `out.tar`, what the guest wrote to its port `out`.
Exit status: that of the guest's tests, 75 when it did not come to its end in time (MACHINE_SECONDS, 240).
"""
import json
import os
import re
import selectors
import socket
import subprocess
import sys
import time

# The processor of a Raspberry Pi Zero 2 W and 3: what runs on it runs on the later ones. Software only: KVM hangs on
# some machines that offer it.
PROCESSOR = ["-M", "virt,gic-version=3", "-cpu", "cortex-a53", "-smp", "2", "-m", "1024", "-nodefaults"]


def connect(path, until):
    while True:
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(path)
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


class Lines:
    """The pins of the PL061, through qtest."""

    def __init__(self, folder, until):
        self.qtest = connect(f"{folder}/qtest", until)
        self.unread = b""
        self.answer = None
        self.levels = {}
        self.log = open(f"{folder}/lines.txt", "w")
        self.began = time.monotonic()
        control = connect(f"{folder}/control", until).makefile("rw")
        control.readline()
        self.command(control, "qmp_capabilities")
        parts = self.command(control, "qom-list", path="/machine/unattached")
        self.chip = "/machine/unattached/" + next(part["name"] for part in parts if part["type"] == "child<pl061>")
        self.ask(f"irq_intercept_out {self.chip}")

    @staticmethod
    def command(control, name, **arguments):
        control.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        control.flush()
        while True:
            answer = json.loads(control.readline())
            if "error" in answer:
                raise RuntimeError(f"QEMU refused {name}: {answer['error']}")
            if "return" in answer:
                return answer["return"]

    def note(self, *what):
        print(f"{time.monotonic() - self.began:.4f}", *what, file=self.log, flush=True)

    def read(self, flags=0):
        """What QEMU has said: changes at the pins, each as it comes, and answers. False when it says no more."""
        try:
            more = self.qtest.recv(65536, flags)
        except BlockingIOError:
            return True
        if not more:
            return False
        *whole, self.unread = (self.unread + more).split(b"\n")
        for message in map(bytes.decode, whole):
            match message.split():
                case ["IRQ", change, line]:
                    self.levels[int(line)] = int(change == "raise")
                    self.note(line, self.levels[int(line)])
                case ["OK", *_]:
                    self.answer = message
                case _:
                    raise RuntimeError(f"QEMU's qtest said '{message}'")
        return True

    def ask(self, question):
        """What changed at the pins before it was asked is read before the answer is."""
        self.answer = None
        self.qtest.sendall(f"{question}\n".encode())
        while self.answer is None:
            if not self.read():
                raise RuntimeError("QEMU ended")

    def serve(self, request):
        match request.split():
            case ["swing", line, high, count]:
                level = int(high)
                if count == "1":
                    self.note(line, high)
                for _ in range(int(count)):
                    self.ask(f"set_irq_in {self.chip} unnamed-gpio-in {int(line)} {level}")
                    level = 1 - level
                return 0
            case ["level", line]:
                # Any question: the changes that the guest made before it asked are told before its answer.
                self.ask("endianness")
                return self.levels.get(int(line), 0)
            case ["mark", *text]:
                self.ask("endianness")
                self.note("mark", *text)
                return 0
        raise ValueError(f"the guest asked for '{request}'")


def start(kernel, files, tree, folder, *options):
    ports = []
    for number, (name, where) in enumerate([("outside", "socket,path={},server=on,wait=off"), ("out", "file,path={}.tar")], 1):
        ports += ["-chardev", f"{where.format(f'{folder}/{name}')},id={name}"]
        ports += ["-device", f"virtserialport,chardev={name},name={name},nr={number}"]
    network = ["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net,romfile="] if "--network" in options else []
    return subprocess.Popen(
        ["qemu-system-aarch64", *PROCESSOR, "-accel", "tcg,thread=multi", "-display", "none", "-serial", "stdio",
         "-no-reboot", "-dtb", tree, "-kernel", kernel, "-initrd", files,
         "-append", "console=ttyAMA0 quiet loglevel=3 panic=-1",
         "-qtest", f"unix:{folder}/qtest,server=on,wait=off", "-qtest-log", "/dev/null",
         "-qmp", f"unix:{folder}/control,server=on,wait=off", "-device", "virtio-serial-pci", *ports, *network],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def main(kernel, files, tree, folder, *options):
    for name in ("qtest", "control", "outside", "out.tar"):
        if os.path.exists(f"{folder}/{name}"):
            os.remove(f"{folder}/{name}")
    until = time.monotonic() + float(os.environ.get("MACHINE_SECONDS", "240"))
    machine = start(kernel, files, tree, folder, *options)
    status = 75
    try:
        lines = Lines(folder, time.monotonic() + 20)
        outside = connect(f"{folder}/outside", time.monotonic() + 20)
        # Their bytes, up to the end of a line.
        waiting = {machine.stdout.fileno(): b"", outside.fileno(): b""}
        selector = selectors.DefaultSelector()
        for descriptor in waiting:
            selector.register(descriptor, selectors.EVENT_READ)
        selector.register(lines.qtest, selectors.EVENT_READ)
        while time.monotonic() < until:
            for key, _ in selector.select(timeout=1):
                if key.fileobj is lines.qtest:
                    # Another's question may have read it meanwhile.
                    if not lines.read(socket.MSG_DONTWAIT):
                        selector.unregister(lines.qtest)
                    continue
                more = os.read(key.fd, 65536)
                if not more:
                    selector.unregister(key.fd)
                    if key.fd == machine.stdout.fileno():
                        return status
                *whole, waiting[key.fd] = (waiting[key.fd] + more).split(b"\n")
                for line in whole:
                    text = line.decode(errors="replace").strip()
                    if key.fd == outside.fileno():
                        outside.sendall(f"{lines.serve(text)}\n".encode())
                    elif found := re.fullmatch(r"@@ status (\d+)", text):
                        status = int(found[1])
                    else:
                        print(text, flush=True)
        print("machine.py: the guest did not come to its end in time", file=sys.stderr)
        return 75
    finally:
        machine.kill()
        machine.wait()


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
