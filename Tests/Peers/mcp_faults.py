"""Servers that do what no MCP server should: over HTTP (a thread of this process) and as programs (`FAULTY_PROGRAM`)."""

import contextlib
import http.server
import json
import threading

READY = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "bad", "version": "1"}}
TOOL = {"name": "go", "inputSchema": {"type": "object"}}

# Shakes hands, lists its tool, and then does what its argument says with the call.
FAULTY_PROGRAM = r'''
import json, sys, time
fault = sys.argv[1]
READY = %r
def say(message):
    sys.stdout.write(json.dumps(dict(jsonrpc="2.0", **message)) + "\n")
    sys.stdout.flush()
if fault == "die-at-once":
    sys.exit("there is no market today")
for line in sys.stdin:
    message = json.loads(line)
    method, identifier = message.get("method"), message.get("id")
    if fault == "die-when-discovered" and method == "server/discover":
        sys.exit("what is that")
    if method == "initialize":
        say({"id": identifier, "result": READY})
    elif method == "tools/list":
        say({"id": identifier, "result": {"tools": [{"name": "go", "inputSchema": {"type": "object"}}]}})
    elif method == "tools/call":
        if fault == "die":
            sys.exit("the wheel came off")
        elif fault == "hang":
            continue
        elif fault == "broken":
            print("{this is no JSON", flush=True)
        elif fault == "wrong-id":
            say({"id": 4711, "result": {"content": []}})
        elif fault == "flood":
            while True:
                say({"method": "notifications/message", "params": {"data": "x" * 1000}})
        elif fault == "long-line":
            while True:
                sys.stdout.write("x" * 65536)
        elif fault == "deaf":
            time.sleep(60)
        elif fault == "sample":
            say({"id": "q", "method": "sampling/createMessage", "params": {}})
            answer = json.loads(sys.stdin.readline())
            say({"id": identifier, "result": {"content": [{"type": "text", "text": str(answer["error"]["code"])}]}})
        elif fault == "ping":
            say({"id": "p", "method": "ping"})
            answer = json.loads(sys.stdin.readline())
            say({"id": identifier, "result": {"content": [{"type": "text", "text": json.dumps(answer["result"])}]}})
        elif fault == "extra":
            say({"id": identifier, "surprise": 1, "result": {
                "content": [{"type": "hologram"}, {"type": "text", "text": "fine", "more": []}], "new": {}}})
        elif fault == "die-when-discovered":
            say({"id": identifier, "result": {"content": [{"type": "text", "text": "fine"}]}})
    elif identifier is not None:
        say({"id": identifier, "error": {"code": -32601, "message": "no " + method}})
''' % (READY,)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(405, b"")

    do_DELETE = do_GET

    def answer(self, status: int, body: bytes, kind: str = "application/json", **headers) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def result(self, identifier, result: dict) -> None:
        self.answer(200, json.dumps({"jsonrpc": "2.0", "id": identifier, "result": result}).encode())

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((message, dict(self.headers)))
        method, identifier = message.get("method"), message.get("id")
        if method == "server/discover" and not self.server.modern:
            return self.answer(400, b"what?")
        if method == "server/discover":
            return self.result(identifier, {
                "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}, "ttlMs": 0,
                "cacheScope": "private", "resultType": "complete"})
        if method == "initialize":
            return self.result(identifier, READY)
        if identifier is None:
            return self.answer(202, b"")
        if method == "tools/list":
            return self.result(identifier, {"tools": [self.server.tool]})
        try:
            self.server.fault(self, identifier, message)
        except OSError:
            # The client has hung up, as it should.
            self.close_connection = True


@contextlib.contextmanager
def serving(fault, modern: bool = False, tool: dict | None = None):
    """An HTTP server that does `fault(handler, id, message)` with a call; yields it and its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.fault, server.modern, server.tool, server.seen = fault, modern, tool or TOOL, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/mcp"
    finally:
        server.shutdown()
        server.server_close()


def hang(handler, *_):
    threading.Event().wait(20)


def hang_in_stream(handler, *_):
    handler.stream()
    handler.wfile.write(b": still there\n\n")
    handler.wfile.flush()
    hang(handler)


def flood_of_comments(handler, *_):
    handler.stream()
    while True:
        handler.wfile.write(b": noise\n" * 1000)


def flood_of_messages(handler, *_):
    handler.stream()
    note = json.dumps({"jsonrpc": "2.0", "method": "notifications/message", "params": {}})
    while True:
        handler.wfile.write(f"data: {note}\n\n".encode() * 100)


def large_event(handler, *_):
    handler.stream()
    handler.wfile.write(b"data: ")
    while True:
        handler.wfile.write(b"x" * 65536)


def large_body(handler, *_):
    handler.answer(200, b"x" * (8 << 20))


def broken_json(handler, *_):
    handler.answer(200, b"{this is no JSON")


def broken_json_in_stream(handler, *_):
    handler.stream()
    handler.wfile.write(b"data: {this is no JSON\n\n")
    handler.close_connection = True


def wrong_id(handler, *_):
    handler.result(4711, {"content": []})


def wrong_id_in_stream(handler, *_):
    handler.stream()
    handler.wfile.write(b'data: {"jsonrpc":"2.0","id":4711,"result":{"content":[]}}\n\n')
    handler.close_connection = True


def cut_off(handler, *_):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"jsonrpc"')
    handler.close_connection = True


def accepted(handler, *_):
    handler.answer(202, b"")


def server_error(handler, *_):
    handler.answer(500, b"oh no", "text/plain")


def redirected_away(handler, *_):
    handler.answer(307, b"", Location="http://127.0.0.2:1/mcp")


def redirected_as_get(handler, *_):
    handler.answer(302, b"", Location="/mcp")


def not_structured(handler, identifier, _):
    handler.result(identifier, {"content": [{"type": "text", "text": "4"}], "structuredContent": {"result": "four"}})


def odd_result_type(handler, identifier, _):
    handler.result(identifier, {"resultType": "task", "taskId": "1"})


def asks_for_ever(handler, identifier, _):
    handler.result(identifier, {"resultType": "input_required", "requestState": "again"})


def wants_a_page(handler, identifier, _):
    error = {"code": -32042, "message": "log in first", "data": {"elicitations": []}}
    handler.answer(200, json.dumps({"jsonrpc": "2.0", "id": identifier, "error": error}).encode())
