"""A conversation through the openai SDK, every event of which is checked as it comes."""

import asyncio
import base64
import json
from contextlib import asynccontextmanager

import openai

import order
import shapes
import sound


class Talk:
    """One connection. What it receives is parsed by the SDK, and handed on as plain JSON."""

    def __init__(self, connection):
        self.connection = connection
        self.order = order.Order()
        self.events: list[dict] = []

    async def next(self, seconds: float = 20) -> dict:
        """The next event."""
        raw = await asyncio.wait_for(self.connection.recv_bytes(), seconds)
        shapes.note(raw)
        event = json.loads(raw)
        parsed = self.connection.parse_event(raw)
        known = shapes.CLASSES.get(event["type"])
        assert known is None or type(parsed) is known, f"the SDK took a {event['type']} for a {type(parsed).__name__}"
        self.order.take(event)
        self.events.append(event)
        return event

    async def until(self, *kinds: str) -> dict:
        """The next event of one of some types. An `error` that is not awaited fails the test."""
        while True:
            event = await self.next()
            if event["type"] in kinds:
                return event
            assert event["type"] != "error", f"while waiting for {' or '.join(kinds)}: {event['error']}"

    async def refusal(self) -> dict:
        """The error that the next event is to be."""
        event = await self.next()
        assert event["type"] == "error", f"expected an error, got {event}"
        return event["error"]

    async def quiet(self, seconds: float = 0.3) -> None:
        """Nothing comes."""
        try:
            event = await self.next(seconds)
        except TimeoutError:
            return
        raise AssertionError(f"nothing was to come, and it was {event}")

    async def send(self, **event) -> None:
        """An event without the SDK's help."""
        await self.connection.send_raw(json.dumps(event))

    async def configure(self, **session) -> dict:
        await self.connection.session.update(session={"type": "realtime", **session})
        return (await self.until("session.updated"))["session"]

    async def write(self, text: str, role: str = "user") -> dict:
        """A message, typed instead of spoken."""
        await self.connection.conversation.item.create(
            item={"type": "message", "role": role, "content": [{"type": "input_text", "text": text}]}
        )
        return (await self.until("conversation.item.done"))["item"]

    async def append(self, pcm: bytes, chunk_ms: int = 100) -> None:
        step = 2 * sound.RATE * chunk_ms // 1000
        for start in range(0, len(pcm), step):
            await self.connection.input_audio_buffer.append(audio=base64.b64encode(pcm[start : start + step]).decode())

    async def speak(self, text: str) -> dict:
        """A turn of the pupil, committed."""
        await self.append(sound.speech(text))
        await self.connection.input_audio_buffer.commit()
        return await self.until("input_audio_buffer.committed")

    async def respond(self, **response) -> "Answer":
        """A response from beginning to end."""
        await (self.connection.response.create(response=response) if response else self.connection.response.create())
        return await self.answer()

    async def answer(self) -> "Answer":
        start = len(self.events)
        await self.until("response.done")
        return Answer(self.events[start:])

    async def hand_over(self, call: dict, output: dict | str) -> None:
        """The result of a function call."""
        text = output if isinstance(output, str) else json.dumps(output)
        await self.connection.conversation.item.create(
            item={"type": "function_call_output", "call_id": call["call_id"], "output": text}
        )
        await self.until("conversation.item.done")


class Answer:
    """The events of one response."""

    def __init__(self, events: list[dict]):
        self.events = events
        self.response = events[-1]["response"]

    @property
    def status(self) -> str:
        return self.response["status"]

    @property
    def kinds(self) -> list[str]:
        """The types of the events; runs of one type count once."""
        kinds = [event["type"] for event in self.events]
        return [kind for index, kind in enumerate(kinds) if index == 0 or kinds[index - 1] != kind]

    @property
    def calls(self) -> list[dict]:
        return [item for item in self.response["output"] if item["type"] == "function_call"]

    @property
    def messages(self) -> list[dict]:
        return [item for item in self.response["output"] if item["type"] == "message"]

    @property
    def words(self) -> str:
        """What was said or written, as the finished items have it."""
        parts = [part for item in self.messages for part in item["content"]]
        return " ".join(part.get("text") or part.get("transcript") or "" for part in parts)

    @property
    def pcm(self) -> bytes:
        return b"".join(
            base64.b64decode(event["delta"], validate=True)
            for event in self.events
            if event["type"] == "response.output_audio.delta"
        )


@asynccontextmanager
async def talking(server, model: str = "offline", key: str = "none", greet: bool = True, **options):
    """A connection of the SDK's own making."""
    async with openai.AsyncOpenAI(api_key=key, websocket_base_url=server.websocket_base, max_retries=0) as client:
        async with client.realtime.connect(model=model, **options) as connection:
            talk = Talk(connection)
            if greet:
                assert (await talk.next())["type"] == "session.created"
                assert (await talk.next())["type"] == "conversation.created"
            yield talk
