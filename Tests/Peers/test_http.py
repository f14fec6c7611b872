"""The door: who comes in, and what the others are told."""

import json
import subprocess
import urllib.error
import urllib.request

import openai
import pytest
import websockets

import served
from talking import talking


def get(server, path: str, method: str = "GET", **headers) -> tuple[int, dict, dict]:
    """Status, headers and JSON of an answer."""
    request = urllib.request.Request(f"http://{server.address}{path}", method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), json.load(error)


@pytest.mark.parametrize(
    "method, path, status, code",
    [
        ("GET", "/v1/realtime?model=offline", 426, "upgrade_required"),
        ("GET", "/", 404, "not_found"),
        ("GET", "/v1/models", 404, "not_found"),
        ("POST", "/v1/realtime/client_secrets", 404, "not_found"),
        ("POST", "/v1/realtime", 405, "method_not_allowed"),
    ],
)
def test_what_is_no_websocket_gets_an_error_in_json(server, method, path, status, code):
    got, headers, body = get(server, path, method)
    assert got == status
    assert headers["Content-Type"].startswith("application/json")
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    assert body["error"]["type"] == "invalid_request_error"


def test_the_sdk_says_what_is_wrong_with_another_path(server):
    client = openai.OpenAI(api_key="none", base_url=f"http://{server.address}/v1", max_retries=0)
    with pytest.raises(openai.NotFoundError) as refused:
        client.models.list()
    assert "/v1/realtime" in str(refused.value)


async def test_the_base_url_alone_leads_to_the_tutor(server):
    async with openai.AsyncOpenAI(api_key="none", base_url=f"http://{server.address}/v1") as client:
        async with client.realtime.connect(model="offline") as connection:
            assert (await connection.recv()).type == "session.created"


def test_the_blocking_sdk_holds_a_turn(server):
    with openai.OpenAI(api_key="none", websocket_base_url=server.websocket_base) as client:
        with client.realtime.connect(model="offline") as connection:
            connection.session.update(session={"type": "realtime", "output_modalities": ["text"]})
            connection.response.create(response={"instructions": "Say: Hello from the tutor."})
            for event in connection:
                assert event.type != "error"
                if event.type == "response.done":
                    break
            assert event.response.output[0].content[0].text == "Hello from the tutor."
            assert event.response.usage.total_tokens > 0


async def test_who_has_the_key_comes_in():
    with served.Server(key="sesame") as guarded:
        async with talking(guarded, key="sesame"):
            pass
        async with websockets.connect(guarded.url, additional_headers={"api-key": "sesame"}) as socket:
            assert json.loads(await socket.recv())["type"] == "session.created"


@pytest.mark.parametrize("header", [None, ("Authorization", "Bearer wrong"), ("api-key", "wrong"), ("Authorization", "")])
async def test_who_has_another_key_is_told_401(header):
    with served.Server(key="sesame") as guarded:
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with websockets.connect(guarded.url, additional_headers=[header] if header else []):
                pass
        answer = refused.value.response
        assert answer.status_code == 401
        assert json.loads(answer.body)["error"]["code"] == "invalid_api_key"
        assert "sesame" not in answer.body.decode()


async def test_the_sdk_reports_a_wrong_key():
    with served.Server(key="sesame") as guarded:
        with pytest.raises(Exception) as refused:
            async with talking(guarded, key="wrong"):
                pass
        assert "401" in str(refused.value)


async def test_more_clients_than_places_are_told_to_come_later():
    with served.Server("--clients", "1") as small:
        async with talking(small):
            with pytest.raises(websockets.InvalidStatus) as refused:
                async with websockets.connect(small.url):
                    pass
            assert refused.value.response.status_code == 503
            assert refused.value.response.headers["Retry-After"]


def test_a_port_in_use_is_said_with_exit_code_69(server):
    second = subprocess.run(
        [served.tutord(), "serve", "--listen", server.address], capture_output=True, text=True, timeout=20,
        cwd=served.TOP,
    )
    assert second.returncode == 69
    assert second.stdout == ""
    assert len(second.stderr.strip().splitlines()) == 1
    assert str(server.port) in second.stderr
    assert "in use" in second.stderr


@pytest.mark.parametrize("listen", ["nonsense", "127.0.0.1", "127.0.0.1:70000", ":8080"])
def test_a_place_that_cannot_be_is_said_with_exit_code_64(listen):
    wrong = subprocess.run(
        [served.tutord(), "serve", "--listen", listen], capture_output=True, text=True, timeout=20, cwd=served.TOP
    )
    assert wrong.returncode == 64
    assert listen in wrong.stderr


async def test_a_server_that_ends_says_so_to_its_clients():
    with served.Server() as short:
        async with talking(short) as talk:
            short.process.terminate()
            with pytest.raises(websockets.ConnectionClosed) as closed:
                while True:
                    await talk.next()
            assert closed.value.rcvd.code == 1001
    assert short.exit_code == 0


async def test_threads_do_not_stay_when_clients_go(server):
    def threads() -> int:
        with open(f"/proc/{server.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))

    async with talking(server):
        pass
    before = threads()
    for _ in range(5):
        async with talking(server) as talk:
            await talk.connection.response.create()
            await talk.until("response.created")
    assert served.until(lambda: threads() <= before), f"{threads()} threads, {before} before"
