"""How fast each SDK turns the text of a `response.output_audio.delta` of 100 ms into samples.

The event is the one that event-throughput reads. Each client goes its own way: the SDK constructs its object and the
application decodes the base64; agents takes the parsed JSON through its own handler, which does that itself.
"""

import asyncio
import base64
import json
import time

from openai.resources.realtime.realtime import AsyncRealtimeConnection

from decode_text import PCM, TEXT


def best(once, rounds: int = 300, repeats: int = 9) -> float:
    """Microseconds per event, the best of several rounds: the machine is shared."""
    results = []
    for _ in range(repeats):
        start = time.perf_counter()
        once(rounds)
        results.append((time.perf_counter() - start) / rounds * 1e6)
    return min(results)


def sdk(rounds: int) -> None:
    parse = AsyncRealtimeConnection.parse_event
    for _ in range(rounds):
        event = parse(None, TEXT)
        assert len(base64.b64decode(event.delta)) == len(PCM)


def agents_rounds():
    from agents.realtime.openai_realtime import OpenAIRealtimeWebSocketModel

    model = OpenAIRealtimeWebSocketModel()
    received = 0

    class Listener:
        async def on_event(self, event) -> None:
            nonlocal received
            if event.type == "audio":
                received += len(event.data)

    model.add_listener(Listener())

    async def take(rounds: int) -> None:
        nonlocal received
        received = 0
        for _ in range(rounds):
            await model._handle_ws_event(json.loads(TEXT))
        assert received == rounds * len(PCM)

    loop = asyncio.new_event_loop()
    return lambda rounds: loop.run_until_complete(take(rounds))


print(json.dumps({"bytes": len(TEXT), "openai": best(sdk), "openai-agents": best(agents_rounds())}))
