"""Ralph, a learning record store of other people's, and a line to it that loses things."""

import base64
import http.client
import json
import os
import random
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

USER, SECRET = "kiosk", "s3cret-kiosk"

# Ralph's file engine opens its file anew for each batch, which only the first survives: it has to append.
APP = """\
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
from ralph.api import app
"""


def python() -> str | None:
    found = os.environ.get("TUTOR_LRS_PYTHON", "")
    return found if found and os.access(found, os.X_OK) else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Ralph:
    """Ralph 5 with its file engine on a port of loopback, while it is entered."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()

    def __enter__(self) -> "Ralph":
        for name in ("app", "data"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "fsapp.py").write_text(APP)
        self.environment = dict(
            os.environ, RALPH_APP_DIR=str(self.folder / "app"), RALPH_RUNSERVER_BACKEND="fs",
            RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH=str(self.folder / "data"),
        )
        subprocess.run(
            [
                str(Path(python()).parent / "ralph"), "auth", "-u", USER, "-p", SECRET, "-s", "all", "-A",
                "kiosk-authority", "https://school.example/devices", "-N", "Kiosk", "-w",
            ],
            env=self.environment, check=True, capture_output=True, timeout=60,
        )
        self.process = subprocess.Popen(
            [python(), "-m", "uvicorn", "fsapp:app", "--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error"],
            cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return self
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, "Ralph does not start"
                time.sleep(0.1)

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def stored(self) -> list[dict]:
        """All statements, as its file has them: one a line."""
        lines = []
        for path in sorted((self.folder / "data").rglob("*")):
            if path.is_file():
                lines += [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        return lines


class LossyLine:
    """A proxy that drops requests, loses replies, and answers in the store's place where a test wants it."""

    def __init__(self, port: int, dropped: float = 0, lost: float = 0, first: list[tuple[int, dict]] = ()):
        self.random = random.Random(20260302)
        self.first = list(first)
        self.seen: list[bytes] = []
        self.connections = 0
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                line.connections += 1
                super().setup()

            def forward(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.command == "POST":
                    line.seen.append(body)
                if line.first:
                    status, headers = line.first.pop(0)
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                if line.random.random() < dropped:
                    self.close_connection = True
                    return
                store = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
                store.request(self.command, self.path, body, headers)
                reply = store.getresponse()
                answer = reply.read()
                store.close()
                if line.random.random() < lost:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.headers.get("content-type", "application/json"))
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST = forward

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self) -> "LossyLine":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def authorization() -> dict:
    token = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
    return {"Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
