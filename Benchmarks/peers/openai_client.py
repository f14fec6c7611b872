"""Spoken turns in real time through the openai SDK. usage: openai_client.py URL SPEECH.wav TURNS"""

import asyncio
import base64
import json
import sys
import time

from openai import AsyncOpenAI

from figures import RATE, Figures
from lesson import INSTRUCTIONS, check_answer_result, frames, next_exercise_result

TOOLS = [
    {"type": "function", "name": "next_exercise", "description": "The next question.",
     "parameters": {"type": "object", "properties": {}}},
    {"type": "function", "name": "check_answer", "description": "Marks an answer.",
     "parameters": {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}},
]
RESULTS = {"next_exercise": next_exercise_result, "check_answer": check_answer_result}


async def answer(connection, figures: Figures, asked: float | None) -> None:
    """One answer of the tutor with its function calls, until it was heard."""
    while True:
        heard, started, response = 0, None, None
        async for event in connection:
            if event.type == "response.output_audio.delta":
                heard += len(base64.b64decode(event.delta))
                started = started or time.monotonic()
            elif event.type == "response.done":
                response = event.response
                break
            elif event.type == "error":
                raise SystemExit(f"error: {event.error}")
        figures.bytes += heard
        if started:
            if asked:
                figures.waits.append((started - asked) * 1000)
            # A loudspeaker takes its time.
            await asyncio.sleep(max(0, started + heard / 2 / RATE - time.monotonic()))
        calls = [item for item in response.output if item.type == "function_call"]
        if not calls:
            return
        for call in calls:
            await connection.conversation.item.create(
                item={"type": "function_call_output", "call_id": call.call_id,
                      "output": json.dumps(RESULTS[call.name]())}
            )
        await connection.response.create()


async def main(url: str, speech: str, turns: int) -> None:
    figures = Figures()
    spoken = frames(speech)
    async with AsyncOpenAI(api_key="none", websocket_base_url=url.removesuffix("/realtime")) as client:
        async with client.realtime.connect(model="offline") as connection:
            await connection.session.update(
                session={
                    "type": "realtime", "instructions": INSTRUCTIONS, "output_modalities": ["audio"], "tools": TOOLS,
                    "audio": {"input": {"turn_detection": None, "transcription": {"model": "gpt-realtime-whisper"}}},
                }
            )
            async for event in connection:
                if event.type == "session.updated":
                    break
            figures.ready()
            if turns:
                await connection.response.create()
                await answer(connection, figures, None)
            for _ in range(turns):
                due = time.monotonic()
                for frame in spoken:
                    due += 0.02
                    await asyncio.sleep(max(0, due - time.monotonic()))
                    await connection.input_audio_buffer.append(audio=base64.b64encode(frame).decode())
                    figures.bytes += len(frame)
                asked = time.monotonic()
                await connection.input_audio_buffer.commit()
                await connection.response.create()
                await answer(connection, figures, asked)
            figures.report(turns)


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
