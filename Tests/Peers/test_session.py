"""The session: what it is, what changes it, and what does not."""

import pytest

from talking import talking


async def test_a_connection_begins_with_its_session_and_conversation(server):
    async with talking(server, model="gpt-realtime-2.1-mini", greet=False) as talk:
        created = await talk.next()
        assert created["type"] == "session.created"
        session = created["session"]
        assert (session["type"], session["object"]) == ("realtime", "realtime.session")
        assert session["id"].startswith("sess_")
        assert session["model"] == "gpt-realtime-2.1-mini"
        assert session["output_modalities"] == ["audio"]
        assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": 24_000}
        assert session["audio"]["output"]["format"] == {"type": "audio/pcm", "rate": 24_000}
        assert session["audio"]["input"]["turn_detection"] is None
        assert session["tools"] == []
        assert (await talk.next())["type"] == "conversation.created"
        await talk.quiet()


async def test_sessions_have_names_of_their_own(server):
    async with talking(server, greet=False) as one, talking(server, greet=False) as other:
        assert (await one.next())["session"]["id"] != (await other.next())["session"]["id"]


async def test_only_what_is_given_changes(server):
    async with talking(server) as talk:
        first = await talk.configure(instructions="Be brief.", audio={"output": {"speed": 1.25}}, max_output_tokens=512)
        assert first["instructions"] == "Be brief."
        assert first["audio"]["output"]["speed"] == 1.25
        assert first["max_output_tokens"] == 512
        second = await talk.configure(output_modalities=["text"])
        assert second["output_modalities"] == ["text"]
        for same in ("instructions", "audio", "max_output_tokens", "model", "id"):
            assert second[same] == first[same]
        assert (await talk.configure(instructions=""))["instructions"] == ""


async def test_slower_speech_lasts_longer(server):
    async with talking(server) as talk:
        long = {}
        for speed in (0.5, 1.0):
            await talk.configure(audio={"output": {"speed": speed}})
            long[speed] = len((await talk.respond(instructions="Say: one two three four five six seven.")).pcm)
        assert long[0.5] > 1.4 * long[1.0]


async def test_the_voice_stays_after_its_first_word(server):
    async with talking(server) as talk:
        assert (await talk.configure(audio={"output": {"voice": "marin"}}))["audio"]["output"]["voice"] == "marin"
        await talk.respond(instructions="Say: Hello.")
        await talk.connection.session.update(
            session={"type": "realtime", "audio": {"output": {"voice": "cedar"}}}, event_id="new voice"
        )
        error = await talk.refusal()
        assert "voice" in error["param"]
        assert error["event_id"] == "new voice"
        # The same voice is no change.
        assert (await talk.configure(audio={"output": {"voice": "marin"}}))["audio"]["output"]["voice"] == "marin"


@pytest.mark.parametrize(
    "session, param",
    [
        ({"output_modalities": ["smell"]}, "output_modalities"),
        ({"output_modalities": ["text", "audio"]}, "output_modalities"),
        ({"output_modalities": []}, "output_modalities"),
        ({"model": "another"}, "model"),
        ({"audio": {"output": {"speed": 3}}}, "speed"),
        ({"audio": {"input": {"format": {"type": "audio/pcm", "rate": 16_000}}}}, "rate"),
        ({"audio": {"output": {"format": {"type": "audio/pcm", "rate": 48_000}}}}, "rate"),
        ({"audio": {"input": {"format": {"type": "audio/mp3"}}}}, "format"),
        ({"audio": {"input": {"turn_detection": {"type": "server_vad"}}}}, "turn_detection"),
        ({"audio": {"input": {"turn_detection": {"type": "semantic_vad"}}}}, "turn_detection"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"tools": "hammer"}, "tools"),
        ({"instructions": 7}, "instructions"),
    ],
    ids=lambda value: str(value).replace(" ", "") if isinstance(value, dict) else "",
)
async def test_what_cannot_be_is_refused_and_changes_nothing(server, session, param):
    async with talking(server) as talk:
        before = await talk.configure(instructions="Stay.")
        await talk.send(type="session.update", session={"type": "realtime", **session}, event_id="wish")
        error = await talk.refusal()
        assert error["type"] == "invalid_request_error"
        assert param in (error.get("param") or ""), error
        assert error["event_id"] == "wish"
        assert await talk.configure() == before


@pytest.mark.parametrize("kind", ["transcription", "dream", None])
async def test_a_session_of_another_type_is_refused(server, kind):
    async with talking(server) as talk:
        await talk.send(type="session.update", session={"type": kind} if kind else {"instructions": "No type."})
        assert "type" in (await talk.refusal())["param"]


async def test_a_server_that_hears_when_to_answer_is_refused_clearly(server):
    async with talking(server) as talk:
        await talk.connection.session.update(
            session={"type": "realtime", "audio": {"input": {"turn_detection": {"type": "server_vad"}}}}
        )
        error = await talk.refusal()
        assert "turn_detection" in error["message"]
        assert "null" in error["message"]
