"""A voice through each client's whole way: socket, connection, conversation, samples.

usage: stream.py URL openai|openai-agents      prints {"events", "bytes", "seconds"} as event-stream receive does
"""

import asyncio
import base64
import json
import sys
import time

from decode_text import TEXT


async def sdk(url: str) -> tuple[int, float]:
    from openai import AsyncOpenAI

    client = AsyncOpenAI(api_key="none", websocket_base_url=url.removesuffix("/realtime"))
    async with client.realtime.connect(model="none") as connection:
        await connection.session.update(session={"type": "realtime"})
        samples, start = 0, None
        async for event in connection:
            if event.type == "session.updated":
                await connection.response.create()
            elif event.type == "response.output_audio.delta":
                start = start or time.perf_counter()
                samples += len(base64.b64decode(event.delta)) // 2
            elif event.type == "response.done":
                return samples, time.perf_counter() - start


async def agents(url: str) -> tuple[int, float]:
    from agents.realtime import RealtimeAgent, RealtimeRunner

    runner = RealtimeRunner(RealtimeAgent(name="none", instructions="none"))
    session = await runner.run(model_config={"url": url, "api_key": "none"})
    samples, start = 0, None
    async with session:
        await session.send_message("go")
        async for event in session:
            if event.type == "audio":
                start = start or time.perf_counter()
                samples += len(event.audio.data) // 2
            elif event.type == "agent_end":
                return samples, time.perf_counter() - start


samples, seconds = asyncio.run({"openai": sdk, "openai-agents": agents}[sys.argv[2]](sys.argv[1]))
count = samples // 2_400
print(json.dumps({"events": count, "bytes": count * len(TEXT), "seconds": seconds}))
