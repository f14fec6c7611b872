"""The order of a server's events on one connection: what every client of the API relies on."""

from collections import defaultdict

DELTAS = {
    "response.output_text.delta": ("response.output_text.done", "text"),
    "response.output_audio_transcript.delta": ("response.output_audio_transcript.done", "transcript"),
    "response.output_audio.delta": ("response.output_audio.done", None),
    "response.function_call_arguments.delta": ("response.function_call_arguments.done", "arguments"),
}
DONES = {done: field for done, field in DELTAS.values()}


class Order:
    """Follows one connection; every broken promise is an AssertionError at the event that breaks it."""

    def __init__(self):
        self.count = 0
        self.event_ids = set()
        self.active = None  # the response that writes to the conversation
        self.ended_responses = set()
        self.open_items = {}
        self.ended_items = set()
        self.open_parts = set()
        self.text = defaultdict(str)
        self.ended_streams = set()
        self.done_items = defaultdict(list)

    def take(self, event: dict) -> None:
        kind = event["type"]
        self.count += 1
        assert (self.count == 1) == (kind == "session.created"), f"event {self.count} is {kind}"
        assert event["event_id"] not in self.event_ids, f"event_id {event['event_id']} came twice"
        self.event_ids.add(event["event_id"])
        if kind == "response.created":
            self.created(event["response"])
        elif kind == "response.done":
            self.done(event["response"])
        elif kind.startswith("response."):
            self.inside(kind, event)

    def created(self, response: dict) -> None:
        assert response["status"] == "in_progress"
        assert response["output"] == []
        assert response.get("usage") is None
        if response.get("conversation_id") is not None:
            assert self.active is None, f"{response['id']} begins while {self.active} writes to the conversation"
            self.active = response["id"]

    def done(self, response: dict) -> None:
        name = response["id"]
        assert name not in self.ended_responses, f"{name} is done twice"
        assert response["status"] in ("completed", "cancelled", "failed", "incomplete")
        assert not [item for item, owner in self.open_items.items() if owner == name], "an item is still open"
        assert response["output"] == self.done_items[name], "output is not the items that were done"
        usage = response["usage"]
        assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
        for side in ("input", "output"):
            details = usage[f"{side}_token_details"]
            parts = sum(details.get(f"{part}_tokens") or 0 for part in ("text", "audio", "image"))
            assert parts == usage[f"{side}_tokens"], f"{side} token details do not add up: {usage}"
        self.ended_responses.add(name)
        if self.active == name:
            self.active = None

    def inside(self, kind: str, event: dict) -> None:
        name = event["response_id"]
        assert name not in self.ended_responses, f"{kind} after response.done"
        if kind == "response.output_item.added":
            item = event["item"]
            assert item["status"] == "in_progress"
            assert event["output_index"] == len(self.done_items[name]), "output_index counts the items"
            self.open_items[item["id"]] = name
            return
        if kind == "response.output_item.done":
            item = event["item"]
            assert item["status"] in ("completed", "incomplete")
            assert self.open_items.pop(item["id"], None) == name, "an item is done that was not added"
            assert not [part for part in self.open_parts if part[0] == item["id"]], "a content part is still open"
            self.ended_items.add(item["id"])
            self.done_items[name].append(item)
            return
        item = event["item_id"]
        assert self.open_items.get(item) == name, f"{kind} outside of its item"
        part = (item, event.get("content_index"))
        if kind == "response.content_part.added":
            self.open_parts.add(part)
        elif kind == "response.content_part.done":
            assert part in self.open_parts, "a content part is done that was not added"
            self.open_parts.remove(part)
        elif kind in DELTAS:
            done, field = DELTAS[kind]
            assert event["delta"], f"{kind} is empty"
            assert (item, done) not in self.ended_streams, f"{kind} after {done}"
            if part[1] is not None:
                assert part in self.open_parts, f"{kind} outside of its content part"
            if field:
                self.text[item, done] += event["delta"]
        elif kind in DONES:
            field = DONES[kind]
            assert (item, kind) not in self.ended_streams, f"{kind} came twice"
            self.ended_streams.add((item, kind))
            if field:
                assert event[field] == self.text[item, kind], f"{kind} is not its deltas put together"
