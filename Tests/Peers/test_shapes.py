"""What the whole run saw of the server's events."""

import pytest

import shapes

# The events that a server without turn detection, MCP and WebRTC has to say.
EXPECTED = {
    "error", "session.created", "session.updated", "rate_limits.updated", "conversation.created",
    "conversation.item.added", "conversation.item.done", "conversation.item.retrieved",
    "conversation.item.truncated", "conversation.item.deleted",
    "conversation.item.input_audio_transcription.completed",
    "input_audio_buffer.committed", "input_audio_buffer.cleared",
    "response.created", "response.done", "response.output_item.added", "response.output_item.done",
    "response.content_part.added", "response.content_part.done", "response.output_text.delta",
    "response.output_text.done", "response.output_audio.delta", "response.output_audio.done",
    "response.output_audio_transcript.delta", "response.output_audio_transcript.done",
    "response.function_call_arguments.delta", "response.function_call_arguments.done",
}


def test_the_checker_itself_finds_missing_misnamed_and_additional_fields():
    right = '{"type":"input_audio_buffer.committed","event_id":"e","item_id":"i","previous_item_id":null}'
    assert shapes.faults(right) == []
    for wrong in (
        '{"type":"input_audio_buffer.committed","event_id":"e"}',
        '{"type":"input_audio_buffer.committed","event_id":"e","item_id":7}',
        '{"type":"input_audio_buffer.committed","event_id":"e","item_id":"i","colour":"red"}',
        '{"type":"input_audio_buffer.devoured","event_id":"e"}',
    ):
        assert len(shapes.faults(wrong)) == 1, wrong


@pytest.mark.last
def test_every_event_of_this_run_is_as_the_sdk_types_it():
    if not shapes.SEEN:
        pytest.skip("no other test ran")
    report = "\n".join(f"{count} times: {fault}" for fault, count in sorted(shapes.FAULTS.items()))
    assert not shapes.FAULTS, f"of {sum(shapes.SEEN.values())} events\n{report}"


@pytest.mark.last
def test_this_run_saw_every_event_that_the_server_has(request):
    if len(request.session.items) < 50:
        pytest.skip("only some of the tests ran")
    assert set(shapes.SEEN) == EXPECTED
