"""openai-agents, which validates every event against the SDK's types and drops what does not fit."""

import asyncio

from agents import function_tool, set_tracing_disabled
from agents.realtime import RealtimeAgent, RealtimeRunner

import sound

set_tracing_disabled(True)

PUSH_TO_TALK = {
    "model_name": "offline", "output_modalities": ["audio"],
    "audio": {
        "input": {
            "format": "pcm16", "turn_detection": None,
            "transcription": {"model": "gpt-realtime-whisper", "language": "en"},
        },
        "output": {"format": "pcm16", "voice": "marin"},
    },
}


async def test_an_agent_takes_a_lesson_by_voice(server):
    marked = []

    @function_tool
    def next_exercise(skip: bool = False) -> dict:
        """The next question."""
        return {"say": "What is six times seven?", "ask": "What is six times seven?",
                "listen_for": {"phrases": [], "numbers": [0, 100]}}

    @function_tool
    def check_answer(answer: str, confidence: float) -> dict:
        """Marks an answer."""
        marked.append(answer)
        return {"say": "Yes, that is right."}

    agent = RealtimeAgent(
        name="Tutor", instructions="Teach through the tools.", tools=[next_exercise, check_answer]
    )
    runner = RealtimeRunner(starting_agent=agent, config={"tracing_disabled": True, "model_settings": PUSH_TO_TALK})
    said, ended, errors, tools = bytearray(), asyncio.Queue(), [], []

    async with await runner.run(model_config={"url": server.url, "api_key": "none"}) as session:

        async def listen():
            async for event in session:
                if event.type == "audio":
                    said.extend(event.audio.data)
                elif event.type == "audio_end":
                    await ended.put(event.item_id)
                elif event.type == "tool_end":
                    tools.append(event.tool.name)
                elif event.type == "error":
                    errors.append(event.error)

        listening = asyncio.create_task(listen())
        await session.send_message("hello")
        await asyncio.wait_for(ended.get(), 20)
        assert tools == ["next_exercise"]
        asked = len(said)
        assert asked > 0
        answer = sound.speech("forty two")
        for start in range(0, len(answer), 4_800):
            await session.send_audio(answer[start : start + 4_800])
        await session.send_audio(b"", commit=True)
        await session.model.send_event(response_create())
        await asyncio.wait_for(ended.get(), 20)
        listening.cancel()
    assert not errors, errors
    assert tools == ["next_exercise", "check_answer"]
    assert [words.replace("-", " ") for words in marked] in (["forty two"], ["42"])
    assert len(said) > asked


def response_create():
    """agents commits a turn, and leaves the response to the server's turn detection, which push-to-talk has not."""
    from agents.realtime.model_inputs import RealtimeModelSendRawMessage

    return RealtimeModelSendRawMessage(message={"type": "response.create"})


async def test_the_turn_detection_that_agents_asks_for_is_refused_where_its_developer_sees_it(server):
    """Unless it is told otherwise, it asks for semantic turn detection."""
    agent = RealtimeAgent(name="Tutor", instructions="Teach.")
    errors = asyncio.Queue()
    config = {"tracing_disabled": True, "model_settings": {"model_name": "offline"}}
    async with await RealtimeRunner(starting_agent=agent, config=config).run(
        model_config={"url": server.url, "api_key": "none"}
    ) as session:

        async def listen():
            async for event in session:
                if event.type == "error":
                    await errors.put(str(event.error))

        listening = asyncio.create_task(listen())
        assert "turn_detection" in await asyncio.wait_for(errors.get(), 20)
        listening.cancel()
