"""Turns, typed and spoken, and how they are ended."""

import base64

import pytest

import sound
from talking import talking

# Some minutes of speech: it is made faster than it is heard, and must not be over before the next event comes.
LONG = "Say: " + "one two three four five six. " * 120
# Longer than what lies in the buffers of a socket, and a reader that is slow, for two ways there and back.
LONGER = "Say: " + "one two three four five six. " * 700

TEXT_TURN = [
    "response.created", "rate_limits.updated", "response.output_item.added", "conversation.item.added",
    "response.content_part.added", "response.output_text.delta", "response.output_text.done",
    "response.content_part.done", "response.output_item.done", "conversation.item.done", "response.done",
]


async def test_a_typed_turn_is_answered_in_writing(server):
    async with talking(server) as talk:
        await talk.configure(output_modalities=["text"])
        item = await talk.write("Good morning!")
        assert (item["role"], item["content"][0]["text"]) == ("user", "Good morning!")
        answer = await talk.respond()
        assert answer.status == "completed"
        assert answer.kinds == TEXT_TURN
        assert answer.words
        assert not answer.pcm
        assert answer.response["output_modalities"] == ["text"]
        assert answer.response["conversation_id"]
        assert answer.response["usage"]["output_token_details"]["audio_tokens"] == 0


async def test_a_spoken_turn_is_answered_aloud_with_a_transcript(server):
    async with talking(server) as talk:
        await talk.configure(
            audio={"input": {"turn_detection": None, "transcription": {"model": "gpt-realtime-whisper"}}}
        )
        committed = await talk.speak("repeat the question")
        item = await talk.until("conversation.item.done")
        assert item["item"]["id"] == committed["item_id"]
        assert item["item"]["content"][0]["type"] == "input_audio"
        await talk.connection.response.create()
        heard = await talk.until("conversation.item.input_audio_transcription.completed")
        assert (heard["item_id"], heard["transcript"]) == (committed["item_id"], "repeat the question")
        answer = await talk.answer()
        assert answer.status == "completed"
        assert answer.words
        assert answer.messages[0]["content"][0]["type"] == "output_audio"
        # A sentence of some words lasts about a second or more, and is heard.
        assert 800 < sound.milliseconds(len(answer.pcm)) < 15_000
        loudest = max(abs(sample) for sample in memoryview(answer.pcm).cast("h"))
        assert loudest > 2_000
        assert answer.kinds[-6:] == [
            "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
            "response.output_item.done", "conversation.item.done", "response.done",
        ]
        usage = answer.response["usage"]
        assert usage["input_token_details"]["audio_tokens"] > 0
        assert usage["output_token_details"]["audio_tokens"] > 0


async def test_quiet_is_answered_too(server):
    async with talking(server) as talk:
        await talk.append(sound.silence(800))
        await talk.connection.input_audio_buffer.commit()
        await talk.until("conversation.item.done")
        answer = await talk.respond()
        assert answer.status == "completed"
        assert answer.words


@pytest.mark.parametrize("coding", ["audio/pcmu", "audio/pcma"])
async def test_the_answer_comes_in_the_format_that_was_asked_for(server, coding):
    async with talking(server) as talk:
        session = await talk.configure(audio={"output": {"format": {"type": coding}}})
        assert session["audio"]["output"]["format"]["type"] == coding
        narrow = await talk.respond(instructions="Say: one two three four five.")
        await talk.configure(audio={"output": {"format": {"type": "audio/pcm", "rate": 24_000}}})
        wide = await talk.respond(instructions="Say: one two three four five.")
        # A byte is a sample at 8 kHz in the one, two bytes a sample at 24 kHz in the other.
        assert len(narrow.pcm) * 6 == pytest.approx(len(wide.pcm), rel=0.01)


async def test_instructions_of_one_response_are_spoken_once(server):
    async with talking(server) as talk:
        answer = await talk.respond(instructions="Say: Seven is a prime number.")
        assert answer.words == "Seven is a prime number."
        assert answer.pcm
        assert (await talk.respond()).words != "Seven is a prime number."


async def test_one_response_may_be_written_where_the_session_speaks(server):
    async with talking(server) as talk:
        answer = await talk.respond(output_modalities=["text"], instructions="Say: In writing.")
        assert answer.words == "In writing."
        assert not answer.pcm
        assert answer.response["output_modalities"] == ["text"]
        assert (await talk.respond(instructions="Say: Aloud.")).pcm


async def test_the_metadata_of_a_response_comes_back(server):
    async with talking(server) as talk:
        answer = await talk.respond(metadata={"topic": "greeting"}, output_modalities=["text"])
        assert answer.response["metadata"] == {"topic": "greeting"}
        created = next(event for event in answer.events if event["type"] == "response.created")
        assert created["response"]["metadata"] == {"topic": "greeting"}


async def test_a_response_out_of_band_leaves_no_trace_in_the_conversation(server):
    async with talking(server) as talk:
        answer = await talk.respond(
            conversation="none", output_modalities=["text"], instructions="Say: Between us.", metadata={"kind": "aside"}
        )
        assert answer.words == "Between us."
        assert answer.response.get("conversation_id") is None
        assert not [kind for kind in answer.kinds if kind.startswith("conversation.")]
        item = answer.messages[0]
        await talk.connection.conversation.item.retrieve(item_id=item["id"])
        assert (await talk.refusal())["param"] == "item_id"


async def test_a_response_with_an_input_of_its_own_answers_that(server):
    async with talking(server) as talk:
        await talk.write("something else")
        answer = await talk.respond(
            conversation="none", output_modalities=["text"],
            input=[{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "forty two"}]}],
        )
        assert "forty two" in answer.words


async def test_a_second_response_while_one_is_made_is_refused(server):
    async with talking(server) as talk:
        await talk.connection.response.create(response={"instructions": LONGER})
        await talk.until("response.output_audio.delta")
        await talk.connection.response.create(event_id="second")
        while (event := await talk.next())["type"] != "error":
            assert event["type"] != "response.done", "the first response was over too soon to try"
        assert event["error"]["code"] == "conversation_already_has_active_response"
        assert event["error"]["event_id"] == "second"
        await talk.connection.response.cancel()
        assert (await talk.until("response.done"))["response"]["status"] == "cancelled"
        # The conversation is free again.
        assert (await talk.respond(output_modalities=["text"])).status == "completed"


async def test_a_cancel_in_the_middle_of_speech_ends_it_at_once(server):
    async with talking(server) as talk:
        await talk.connection.response.create(response={"instructions": LONG})
        started = await talk.until("response.output_audio.delta")
        await talk.connection.response.cancel()
        answer = await talk.answer()
        assert answer.status == "cancelled"
        assert answer.response["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}
        [item] = answer.messages
        assert (item["id"], item["status"]) == (started["item_id"], "incomplete")
        for kind in ("response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done"):
            assert kind in answer.kinds
        await talk.quiet()
        assert (await talk.respond(instructions="Say: Again.")).words == "Again."


async def test_a_response_is_cancelled_by_its_name(server):
    async with talking(server) as talk:
        await talk.connection.response.create(response={"instructions": LONGER})
        name = (await talk.until("response.created"))["response"]["id"]
        await talk.connection.response.cancel(response_id="resp_of_somebody_else")
        while (event := await talk.next())["type"] != "error":
            assert event["type"] != "response.done", "another response was cancelled than the one named"
        assert event["error"]["code"] == "response_cancel_not_active"
        await talk.connection.response.cancel(response_id=name)
        assert (await talk.until("response.done"))["response"]["status"] == "cancelled"


async def test_a_cancel_with_nothing_to_cancel_is_refused(server):
    async with talking(server) as talk:
        await talk.connection.response.cancel(event_id="early")
        error = await talk.refusal()
        assert (error["code"], error["event_id"]) == ("response_cancel_not_active", "early")


async def test_speech_is_truncated_where_it_was_heard_until(server):
    async with talking(server) as talk:
        answer = await talk.respond(instructions="Say: one two three four five six seven.")
        item = answer.messages[0]["id"]
        long = int(sound.milliseconds(len(answer.pcm)))
        await talk.connection.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=long // 2)
        truncated = await talk.until("conversation.item.truncated")
        assert (truncated["item_id"], truncated["audio_end_ms"]) == (item, long // 2)
        # What was not heard is not in the conversation any more, in words neither.
        await talk.connection.conversation.item.retrieve(item_id=item)
        kept = (await talk.until("conversation.item.retrieved"))["item"]
        assert not (kept["content"][0].get("transcript") or "")
        # It cannot grow again.
        await talk.connection.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=long)
        assert "already shorter" in (await talk.refusal())["message"]


async def test_speech_is_truncated_after_a_cancel(server):
    async with talking(server) as talk:
        await talk.connection.response.create(response={"instructions": LONG})
        first = await talk.until("response.output_audio.delta")
        await talk.connection.response.cancel()
        answer = await talk.answer()
        heard = int(sound.milliseconds(len(base64.b64decode(first["delta"]))))
        await talk.connection.conversation.item.truncate(
            item_id=answer.messages[0]["id"], content_index=0, audio_end_ms=heard
        )
        assert (await talk.until("conversation.item.truncated"))["audio_end_ms"] == heard


async def test_speech_is_not_truncated_beyond_its_end(server):
    async with talking(server) as talk:
        answer = await talk.respond(instructions="Say: Short.")
        long = int(sound.milliseconds(len(answer.pcm)))
        await talk.connection.conversation.item.truncate(
            item_id=answer.messages[0]["id"], content_index=0, audio_end_ms=long + 10
        )
        message = (await talk.refusal())["message"]
        assert f"{long}ms is already shorter than {long + 10}ms" in message


async def test_what_has_no_sound_is_not_truncated(server):
    async with talking(server) as talk:
        written = await talk.write("hello")
        answer = await talk.respond(output_modalities=["text"])
        for item in (written["id"], answer.messages[0]["id"]):
            await talk.connection.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=0)
            assert (await talk.refusal())["code"] == "unsupported_content_type"
        await talk.connection.conversation.item.truncate(item_id="item_unheard_of", content_index=0, audio_end_ms=0)
        assert (await talk.refusal())["param"] == "item_id"


async def test_negative_times_and_other_parts_are_not_truncated(server):
    async with talking(server) as talk:
        item = (await talk.respond(instructions="Say: Short.")).messages[0]["id"]
        await talk.connection.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=-1)
        assert (await talk.refusal())["param"] == "audio_end_ms"
        await talk.connection.conversation.item.truncate(item_id=item, content_index=1, audio_end_ms=1)
        assert (await talk.refusal())["param"] == "content_index"
