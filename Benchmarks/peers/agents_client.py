"""Spoken turns in real time through openai-agents. usage: agents_client.py URL SPEECH.wav TURNS"""

import asyncio
import sys
import time

from agents import function_tool, set_tracing_disabled
from agents.realtime import RealtimeAgent, RealtimeRunner
from agents.realtime.model_inputs import RealtimeModelSendRawMessage

from figures import RATE, Figures
from lesson import INSTRUCTIONS, check_answer_result, frames, next_exercise_result

set_tracing_disabled(True)


@function_tool
def next_exercise() -> dict:
    """The next question."""
    return next_exercise_result()


@function_tool
def check_answer(answer: str) -> dict:
    """Marks an answer."""
    return check_answer_result()


SETTINGS = {
    "model_name": "offline", "output_modalities": ["audio"],
    "audio": {
        "input": {"format": "pcm16", "turn_detection": None, "transcription": {"model": "gpt-realtime-whisper"}},
        "output": {"format": "pcm16", "voice": "marin"},
    },
}


class Turns:
    """Follows the session's events."""

    def __init__(self, session, figures: Figures):
        self.session = session
        self.figures = figures
        self.updated = asyncio.Event()
        self.heard = asyncio.Queue()
        self.started = None
        self.bytes = 0

    async def listen(self) -> None:
        async for event in self.session:
            if event.type == "audio":
                self.started = self.started or time.monotonic()
                self.bytes += len(event.audio.data)
            elif event.type == "audio_end":
                await self.heard.put((self.started, self.bytes))
                self.started, self.bytes = None, 0
            elif event.type == "raw_model_event" and event.data.type == "raw_server_event":
                if event.data.data.get("type") == "session.updated":
                    self.updated.set()
            elif event.type == "error":
                raise SystemExit(f"error: {event.error}")

    async def answer(self, asked: float | None) -> None:
        """Until the next answer was heard."""
        started, heard = await self.heard.get()
        self.figures.bytes += heard
        if asked:
            self.figures.waits.append((started - asked) * 1000)
        await asyncio.sleep(max(0, started + heard / 2 / RATE - time.monotonic()))


async def create(session) -> None:
    await session.model.send_event(RealtimeModelSendRawMessage(message={"type": "response.create"}))


async def main(url: str, speech: str, turns: int) -> None:
    figures = Figures()
    spoken = frames(speech)
    agent = RealtimeAgent(name="Tutor", instructions=INSTRUCTIONS, tools=[next_exercise, check_answer])
    runner = RealtimeRunner(starting_agent=agent, config={"tracing_disabled": True, "model_settings": SETTINGS})
    async with await runner.run(model_config={"url": url, "api_key": "none"}) as session:
        state = Turns(session, figures)
        listening = asyncio.create_task(state.listen())
        await state.updated.wait()
        figures.ready()
        if turns:
            await create(session)
            await state.answer(None)
        for _ in range(turns):
            due = time.monotonic()
            for frame in spoken:
                due += 0.02
                await asyncio.sleep(max(0, due - time.monotonic()))
                await session.send_audio(frame)
                figures.bytes += len(frame)
            asked = time.monotonic()
            await session.send_audio(b"", commit=True)
            await create(session)
            await state.answer(asked)
        figures.report(turns)
        listening.cancel()


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
