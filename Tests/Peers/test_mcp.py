"""`tutord tools`: the box's own MCP client against servers that other people wrote, in both eras, and against bad ones."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import mcp_faults
import mcp_issuer
import pytest

import served

HERE = Path(__file__).parent
MARKET = served.TOP / "lessons/tools/servers/market_server.py"
ERAS = {"dual": "2026-07-28", "modern": "2026-07-28", "handshake": "2025-11-25"}
SECRET = "s3cret:of/the kiosk"


def tools(*arguments: str, given: str = "", seconds: float = 40, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [served.tutord(), "tools", *arguments], input=given, capture_output=True, text=True, timeout=seconds,
        cwd=served.TOP, env={**os.environ, **environment})


def call(server: str, name: str, arguments: dict | None = None, *more: str, **options) -> subprocess.CompletedProcess:
    return tools("call", name, json.dumps(arguments or {}), "--server", server, *more, **options)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextlib.contextmanager
def peer(transport: str, *options: str, port: int | None = None):
    port = port or free_port()
    process = subprocess.Popen([sys.executable, str(HERE / "mcp_peer.py"), transport, str(port), *options])
    try:
        assert served.until(lambda: is_open(port), 30), "the server does not listen"
        yield f"http://127.0.0.1:{port}/mcp" if transport == "http" else f"ws://127.0.0.1:{port}"
    finally:
        served.stop(process)


def program(*arguments: str) -> str:
    """As --server names a program: without quotes."""
    return " ".join(["stdio:" + sys.executable, *arguments])


@pytest.fixture(scope="module", params=["http", "http json", "http handshake", "http handshake json", "http modern",
                                        "stdio", "stdio handshake", "ws"])
def line(request):
    """A server of every kind, and the version that it is spoken to in."""
    transport, *options = request.param.split()
    era = next((option for option in options if option in ERAS), "dual")
    arguments = ["--era", era] + (["--json"] if "json" in options else [])
    version = "2025-11-25" if transport == "ws" else ERAS[era]
    if transport == "stdio":
        yield program(str(HERE / "mcp_peer.py"), "stdio", "0", *arguments), version, request.param
    else:
        with peer(transport, *arguments) as address:
            yield address, version, request.param


def test_all_pages_of_tools_are_listed(line):
    server, version, _ = line
    done = tools("list", "--server", server)
    assert done.returncode == 0, done.stderr
    assert "add: Adds two numbers." in done.stdout
    assert done.stdout.splitlines()[-1] == f"12 tools, MCP {version}"
    listed = json.loads(tools("list", "--server", server, "--json").stdout)
    assert len(listed) == 12
    assert listed[0]["inputSchema"]["properties"]["a"]["type"] == "integer"


def test_a_tool_is_called_and_its_value_is_structured(line):
    done = call(line[0], "add", {"a": 2, "b": 3}, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"isError": False, "structured": {"result": 5}, "text": "5"}


def test_a_tool_that_fails_says_so_itself(line):
    done = call(line[0], "fail")
    assert done.returncode == 1
    assert "the wheel came off" in done.stdout


def test_a_tool_that_is_not_there_is_told(line):
    done = call(line[0], "fly")
    assert done.returncode in (1, 69)
    assert "fly" in done.stdout + done.stderr


def test_content_of_every_kind_is_put_in_words(line):
    done = call(line[0], "show")
    assert done.stdout.splitlines() == [
        "A picture:", "(an image, image/png)", "(the counter: counter://value)", "a note"], done.stderr


def test_progress_is_told(line):
    server, _, kind = line
    done = call(server, "slow", {"n": 3}, "--progress")
    assert done.stdout.strip() == "done"
    # An answer that is no stream has no room for it.
    if "json" not in kind:
        assert done.stderr.splitlines() == ["1 of 3 step 1", "2 of 3 step 2", "3 of 3 step 3"]


def test_a_person_is_asked_for_one_value(line):
    server, _, kind = line
    if kind == "http handshake json":
        pytest.skip("without a stream the server cannot ask in the middle of a call")
    done = call(server, "greet", given="Ada\n")
    assert done.stdout.strip() == "Hello Ada.", done.stderr
    assert "Who are you?" in done.stderr


def test_a_person_is_asked_for_two_values_one_after_the_other(line):
    server, _, kind = line
    if kind == "http handshake json":
        pytest.skip("without a stream the server cannot ask in the middle of a call")
    # The first answer does not fit, and is asked for once more.
    done = call(server, "seat", given="twelve\n4\nyes\n")
    assert done.stdout.strip() == "Row 4, at the window.", done.stderr
    assert done.stderr.count("Which row do you sit in?") == 2


def test_nobody_is_asked_for_a_password(line):
    server, _, kind = line
    if kind == "http handshake json":
        pytest.skip("without a stream the server cannot ask in the middle of a call")
    done = call(server, "pry", given="hunter2\n")
    assert "password" not in done.stderr
    assert "hunter2" not in done.stdout
    assert done.returncode in (1, 69)


def test_a_question_that_is_not_answered_ends_the_call(line):
    server, _, kind = line
    if kind == "http handshake json":
        pytest.skip("without a stream the server cannot ask in the middle of a call")
    done = call(server, "greet", given="")
    assert done.returncode in (1, 69), done.stdout


# Of the modern era, the makers' server does not look whether the line was closed where its answer is no stream.
@pytest.mark.parametrize("options", [
    "http", "http --era handshake", "http --era handshake --json", "http --era modern", "ws"])
def test_a_call_that_takes_too_long_is_given_up_and_the_server_is_told(options, tmp_path):
    log = tmp_path / "log"
    with peer(*options.split(), "--log", str(log)) as server:
        began = time.monotonic()
        done = call(server, "wait", {}, "--timeout", "2")
        assert done.returncode == 69
        assert "did not answer tools/call within 2.0 seconds" in done.stderr
        assert time.monotonic() - began < 15
        assert served.until(lambda: "cancelled" in log.read_text(), 10), log.read_text()


def test_a_resource_is_watched(line):
    server, version, kind = line
    if kind.startswith("stdio"):
        pytest.skip("a program has one client; the market's test watches one")
    if kind == "ws":
        pytest.skip("each connection of this server has a counter of its own")
    with subprocess.Popen(
        [served.tutord(), "tools", "watch", "counter://value", "--server", server, "--count", "2", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=served.TOP,
    ) as watching:
        first = json.loads(served.first_line(watching))
        assert first["uri"] == "counter://value"
        count = int(first["text"].removeprefix("count "))
        # The stream for what changes may be a moment later than the first text.
        deadline = time.monotonic() + 20
        while watching.poll() is None and time.monotonic() < deadline:
            assert call(server, "bump").returncode == 0
            with contextlib.suppress(subprocess.TimeoutExpired):
                watching.wait(1)
        second = json.loads(watching.stdout.readline())
        assert int(second["text"].removeprefix("count ")) > count
        assert watching.wait(10) == 0


def test_the_market_is_the_same_for_the_same_seed():
    server = program(str(MARKET), "--period", "0", "--seed", "3")
    first, second = (call(server, "history", {"item": "wool", "days": 5}, "--json").stdout for _ in range(2))
    assert first == second
    assert len(json.loads(first)["structured"]["prices"]) == 5
    other = program(str(MARKET), "--period", "0", "--seed", "4")
    assert call(other, "history", {"item": "wool", "days": 5}, "--json").stdout != first


@pytest.mark.parametrize("era", ["modern", "handshake"])
def test_prices_of_the_market_move(era):
    done = tools("watch", "market://prices", "--server", program(str(MARKET), "--period", "0.2"), "--count", "3",
                 "--era", era)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(set(lines)) == 3
    assert set(json.loads(lines[0])) == {"apples", "bread", "wheat", "wool"}


@pytest.mark.parametrize("era", ["modern", "handshake"])
def test_the_market_gets_along_with_the_makers_own_client(era):
    script = """
import asyncio, sys
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
async def main():
    parameters = StdioServerParameters(command=sys.executable, args=[sys.argv[1], "--period", "0"])
    async with Client(stdio_client(parameters), mode=sys.argv[2]) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        quote = await client.call_tool("quote", {"item": "bread"})
        prices = await client.read_resource("market://prices")
        print(names, quote.structured_content["item"], "bread" in prices.contents[0].text)
asyncio.run(main())
"""
    mode = {"modern": "auto", "handshake": "legacy"}[era]
    done = subprocess.run([sys.executable, "-c", script, str(MARKET), mode], capture_output=True, text=True, timeout=40)
    assert done.stdout.strip() == "['quote', 'history'] bread True", done.stderr


def test_a_resource_is_watched_over_a_restart_of_the_server():
    port = free_port()
    with contextlib.ExitStack() as stack:
        with peer("http", "--era", "handshake", port=port) as server:
            assert call(server, "bump").returncode == 0
            watching = stack.enter_context(subprocess.Popen(
                [served.tutord(), "tools", "watch", "counter://value", "--server", server, "--count", "2"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=served.TOP))
            assert served.first_line(watching).strip() == "count 1"
        # Another server at the same place knows nothing of the session.
        with peer("http", "--era", "handshake", port=port):
            assert watching.stdout.readline().strip() == "count 0"
            assert watching.wait(15) == 0


def test_a_stream_that_broke_is_taken_up_again():
    with peer("http", "--era", "handshake", "--resumable") as server:
        done = call(server, "drop", {}, "--progress")
        assert done.stdout.strip() == "after the drop", done.stderr


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_token_is_fetched_with_client_credentials(method):
    with mcp_issuer.serving(SECRET, method) as issuer, peer("http", "--issuer", issuer.url) as server:
        done = call(server, "add", {"a": 1, "b": 1}, "--client-id", "kiosk", "--key-env", "KIOSK", KIOSK=SECRET)
        assert done.stdout.strip() == "2", done.stderr
        assert issuer.grants == [
            {"grant_type": "client_credentials", "resource": server, "scope": "read"}]


def test_more_rights_are_asked_for_once():
    with mcp_issuer.serving(SECRET) as issuer, peer("http", "--issuer", issuer.url, "--scopes", "read write") as server:
        done = call(server, "add", {"a": 1, "b": 1}, "--client-id", "kiosk", "--key-env", "KIOSK", "--scope", "read",
                    KIOSK=SECRET)
        scopes = [set(grant["scope"].split()) for grant in issuer.grants]
        assert scopes[0] == {"read"} or scopes == [{"read", "write"}]
        assert len(scopes) <= 2
        assert (done.returncode == 0) == ({"read", "write"} in scopes)


def test_a_wrong_secret_is_told_and_never_shown():
    with mcp_issuer.serving("another") as issuer, peer("http", "--issuer", issuer.url) as server:
        done = tools("list", "--server", server, "--client-id", "kiosk", "--key-env", "KIOSK", KIOSK=SECRET)
        assert done.returncode == 77
        assert "invalid_client" in done.stderr
        assert SECRET not in done.stdout + done.stderr


def test_an_issuer_under_another_name_is_not_trusted():
    with mcp_issuer.serving(SECRET, named="https://elsewhere.example") as issuer:
        with peer("http", "--issuer", issuer.url) as server:
            done = tools("list", "--server", server, "--client-id", "kiosk", "--key-env", "KIOSK", KIOSK=SECRET)
            assert done.returncode == 77
            assert "elsewhere.example" in done.stderr
            assert issuer.grants == []


def test_without_a_key_the_server_does_not_let_us_in():
    with mcp_issuer.serving(SECRET) as issuer, peer("http", "--issuer", issuer.url) as server:
        done = tools("list", "--server", server)
        assert done.returncode == 77
        assert "check its authorization" in done.stderr


def test_a_key_is_shown_over_a_websocket():
    with peer("ws", "--key", "open-sesame") as server:
        assert call(server, "add", {"a": 1, "b": 1}, "--key-env", "KEY", KEY="open-sesame").stdout.strip() == "2"
        done = call(server, "add", {"a": 1, "b": 1}, "--key-env", "KEY", KEY="wrong-word")
        assert done.returncode == 69
        assert "wrong-word" not in done.stdout + done.stderr


def test_a_key_is_not_shown_where_others_can_read_it():
    done = tools("list", "--server", "http://192.0.2.1/mcp", "--key-env", "KEY", KEY="open-sesame")
    assert done.returncode == 77
    assert "without TLS" in done.stderr


def test_a_key_is_no_argument():
    done = tools("list", "--server", "http://127.0.0.1:1/mcp", "--header", "Authorization: Bearer x")
    assert done.returncode == 64
    assert "--key-env" in done.stderr


@pytest.mark.parametrize("fault, words", [
    (mcp_faults.hang, "did not answer tools/call within"),
    (mcp_faults.hang_in_stream, "did not answer tools/call within"),
    (mcp_faults.flood_of_comments, "did not answer tools/call within"),
    (mcp_faults.flood_of_messages, "messages before an answer"),
    (mcp_faults.large_event, "an event of more than 1048576 bytes"),
    (mcp_faults.large_body, "an answer of more than"),
    (mcp_faults.broken_json, "no JSON-RPC message"),
    (mcp_faults.broken_json_in_stream, "ended before its answer"),
    (mcp_faults.wrong_id, "an answer to another request"),
    (mcp_faults.wrong_id_in_stream, "ended before its answer"),
    (mcp_faults.cut_off, "127.0.0.1"),
    (mcp_faults.accepted, "with no message (HTTP 202)"),
    (mcp_faults.server_error, "HTTP 500"),
    (mcp_faults.redirected_away, "which is not followed"),
    (mcp_faults.redirected_as_get, "which is not followed"),
    (mcp_faults.wants_a_page, "there is no screen"),
])
@pytest.mark.parametrize("modern", [False, True])
def test_a_bad_server_is_told_in_words_and_in_time(fault, words, modern):
    with mcp_faults.serving(fault, modern) as (_, address):
        began = time.monotonic()
        done = call(address, "go", {}, "--timeout", "3")
        assert done.returncode == 69, done.stdout
        assert words in done.stderr
        assert time.monotonic() - began < 15


@pytest.mark.parametrize("fault, words", [
    (mcp_faults.odd_result_type, "a result of type 'task'"), (mcp_faults.asks_for_ever, "after 10 rounds"),
    (mcp_faults.not_structured, "expected a whole number"),
])
def test_a_result_of_the_modern_era_that_cannot_be_used_is_told(fault, words):
    tool = dict(mcp_faults.TOOL)
    if fault is mcp_faults.not_structured:
        tool["outputSchema"] = {"type": "object", "properties": {"result": {"type": "integer"}}}
    with mcp_faults.serving(fault, True, tool) as (_, address):
        done = call(address, "go")
        assert done.returncode == 69
        assert words in done.stderr


def test_arguments_are_headers_too_where_the_schema_says_so():
    tool = {"name": "go", "inputSchema": {"type": "object", "properties": {
        "town": {"type": "string", "x-mcp-header": "Town"}, "warm": {"type": "boolean", "x-mcp-header": "Warm"},
        "none": {"type": "string", "x-mcp-header": "None"}}}}

    def answer(handler, identifier, _):
        handler.result(identifier, {"content": [{"type": "text", "text": "ok"}]})

    with mcp_faults.serving(answer, True, tool) as (server, address):
        assert call(address, "go", {"town": "Besançon", "warm": True}).stdout.strip() == "ok"
        headers = {name.lower(): value for name, value in server.seen[-1][1].items()}
        assert headers["mcp-method"] == "tools/call"
        assert headers["mcp-name"] == "go"
        assert headers["mcp-param-town"] == "=?base64?QmVzYW7Dp29u?="
        assert headers["mcp-param-warm"] == "true"
        assert "mcp-param-none" not in headers


def test_headers_that_do_not_match_are_mended_once():
    answers = []

    def answer(handler, identifier, _):
        answers.append(identifier)
        error = {"code": -32020, "message": "the headers do not match"}
        if len(answers) == 1:
            body = json.dumps({"jsonrpc": "2.0", "id": identifier, "error": error}).encode()
            return handler.answer(400, body)
        return handler.result(identifier, {"content": [{"type": "text", "text": "mended"}]})

    with mcp_faults.serving(answer, True) as (server, address):
        assert call(address, "go").stdout.strip() == "mended"
        assert len(answers) == 2
        assert [message["method"] for message, _ in server.seen].count("tools/list") == 2


def test_a_redirect_within_the_server_is_followed():
    def answer(handler, identifier, _):
        if handler.path == "/mcp":
            return handler.answer(308, b"", Location="/new")
        return handler.result(identifier, {"content": [{"type": "text", "text": handler.path}]})

    with mcp_faults.serving(answer) as (_, address):
        assert call(address, "go").stdout.strip() == "/new"


@pytest.fixture(scope="module")
def faulty():
    """Programs start in the folder of the command; of /tmp they see nothing."""
    path = served.TOP / ".cache" / f"faulty-{os.getpid()}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(mcp_faults.FAULTY_PROGRAM)
    yield lambda fault: program(str(path), fault)
    path.unlink()


@pytest.mark.parametrize("fault, words", [
    ("die", "the wheel came off"), ("die-at-once", "there is no market today"),
    ("hang", "did not answer tools/call within"), ("broken", "did not answer tools/call within"),
    ("wrong-id", "did not answer tools/call within"), ("flood", "did not answer tools/call within"),
    ("long-line", "a line of more than"), ("deaf", "did not answer tools/call within"),
])
def test_a_bad_program_is_told_in_words_and_in_time(faulty, fault, words):
    began = time.monotonic()
    done = call(faulty(fault), "go", {}, "--timeout", "3")
    assert done.returncode == 69, done.stdout
    assert words in done.stderr
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("fault, words", [
    ("sample", "-32601"), ("ping", "{}"), ("extra", "(hologram)\nfine"), ("die-when-discovered", "fine"),
])
def test_a_program_is_got_along_with(faulty, fault, words):
    done = call(faulty(fault), "go")
    assert done.stdout.strip() == words, done.stderr


def test_a_program_that_is_not_there_is_told():
    done = tools("list", "--server", "stdio:no-such-program")
    assert done.returncode == 69
    assert "there is no program no-such-program" in done.stderr


def test_a_server_that_is_not_there_is_told():
    done = tools("list", "--server", f"http://127.0.0.1:{free_port()}/mcp")
    assert done.returncode == 69
    assert "refuses connections" in done.stderr
