"""What no client should send, and what it is told."""

import asyncio
import json
import random

import pytest
import websockets

from talking import talking


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "7", '"hello"', "[]", "{", "{}", '{"type":7}', '{"type":null}', "\x00", "🦆",
        '{"type":"session.update"}', '{"type":"session.update","session":[]}',
        '{"type":"conversation.item.create"}', '{"type":"conversation.item.create","item":{}}',
        '{"type":"conversation.item.create","item":{"type":"message"}}',
        '{"type":"conversation.item.create","item":{"type":"message","role":"user","content":"text"}}',
        '{"type":"conversation.item.truncate","item_id":"x"}',
        '{"type":"conversation.item.truncate","item_id":"x","content_index":0,"audio_end_ms":1e99}',
        '{"type":"input_audio_buffer.append"}', '{"type":"input_audio_buffer.append","audio":7}',
        '{"type":"response.create","response":7}', '{"type":"response.create","response":{"input":7}}',
        '{"type":"response.cancel","response_id":7}',
        '{"type":"response.create","event_id":7}',
        "[" * 5_000, '{"a":' * 5_000,
    ],
    ids=lambda text: text[:60] or "nothing",
)
async def test_what_is_no_event_is_answered_with_an_error(server, text):
    async with talking(server) as talk:
        await talk.connection.send_raw(text)
        error = await talk.refusal()
        assert error["type"] == "invalid_request_error"
        assert error["message"]
        # The conversation goes on.
        await talk.connection.input_audio_buffer.clear()
        await talk.until("input_audio_buffer.cleared")


async def test_an_unknown_type_is_named_in_the_error(server):
    async with talking(server) as talk:
        await talk.send(type="session.dream", event_id="dream")
        error = await talk.refusal()
        assert "session.dream" in error["message"]
        assert (error["param"], error["event_id"]) == ("type", "dream")


async def test_an_event_that_cannot_be_read_is_answered_by_its_name(server):
    async with talking(server) as talk:
        await talk.send(type="conversation.item.delete", event_id="nameless")
        error = await talk.refusal()
        assert error["event_id"] == "nameless"
        assert "item_id" in error["message"] or error.get("param") == "item_id"


async def test_an_event_for_another_transport_is_refused(server):
    async with talking(server) as talk:
        await talk.connection.output_audio_buffer.clear()
        assert "WebRTC" in (await talk.refusal())["message"]


async def test_a_binary_frame_is_answered_with_an_error(server):
    async with talking(server) as talk:
        await talk.connection.send_raw(b"\x00\x01\x02")
        assert "binary" in (await talk.refusal())["message"]
        await talk.connection.input_audio_buffer.clear()
        await talk.until("input_audio_buffer.cleared")


async def test_an_event_of_nearly_16_mib_is_read(server):
    async with talking(server) as talk:
        # The API takes 15 MiB in one append: five minutes of sound.
        await talk.send(type="input_audio_buffer.append", audio="A" * (15 << 20))
        await talk.connection.input_audio_buffer.clear()
        await talk.until("input_audio_buffer.cleared")


async def test_an_event_of_more_than_16_mib_closes_the_connection(server):
    # Not through the SDK: closing a second time what the server closed while it sent fails inside of websockets.
    socket = await websockets.connect(f"{server.websocket_base}/realtime?model=offline", max_size=None)
    with pytest.raises(websockets.ConnectionClosed) as closed:
        await socket.send(json.dumps({"type": "input_audio_buffer.append", "audio": "A" * (16 << 20)}))
        while True:
            await asyncio.wait_for(socket.recv(), 20)
    assert closed.value.rcvd.code == 1009
    async with talking(server):
        pass


async def test_ten_thousand_strings_of_chance_are_answered_one_by_one(server):
    chance = random.Random(2026)
    pieces = list('{}[]",:\\ \n') + [
        '"type"', '"session.update"', '"response.create"', '"event_id"', "null", "true", "-1e9", "0", '"audio"',
        "é", "\u2028", "🦆", "\x7f", '"item"', '"conversation.item.create"', "\\ud800",
    ]
    texts = ["".join(chance.choice(pieces) for _ in range(chance.randrange(1, 24))) for _ in range(10_000)]
    async with websockets.connect(f"{server.websocket_base}/realtime?model=offline", max_size=None) as socket:
        for _ in range(2):
            await socket.recv()

        async def pour():
            for text in texts:
                await socket.send(text)

        pouring = asyncio.create_task(pour())
        for _ in texts:
            event = json.loads(await asyncio.wait_for(socket.recv(), 30))
            assert event["type"] == "error"
        await pouring
