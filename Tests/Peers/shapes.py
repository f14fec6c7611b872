"""Every event of the server held against the openai SDK's own type of it, strictly.

The SDK itself constructs its objects without validating, so a missing or misnamed field would go unnoticed until
somebody reads it. Here each event is validated as the one class that its `type` names.
"""

import json
import typing
from collections import Counter

import pydantic
from openai.types.realtime import RealtimeServerEvent

UNION = typing.get_args(RealtimeServerEvent)[0]
CLASSES: dict[str, type[pydantic.BaseModel]] = {
    name: member
    for member in typing.get_args(UNION)
    for name in typing.get_args(member.model_fields["type"].annotation)
}

# What the API sends and the SDK has no field for: it types the sessions of server events as requests.
UNTYPED = {
    ("session.created", "session.id"),
    ("session.created", "session.object"),
    ("session.created", "session.expires_at"),
    ("session.updated", "session.id"),
    ("session.updated", "session.object"),
    ("session.updated", "session.expires_at"),
}

#: Each distinct fault of a shape that was seen in this run, with the number of events that have it.
FAULTS: Counter[str] = Counter()
#: How many events of each type were seen in this run.
SEEN: Counter[str] = Counter()


def faults(text: str | bytes) -> list[str]:
    """What is wrong with one event, as `type: where: what`."""
    event = json.loads(text)
    kind = event.get("type")
    model = CLASSES.get(kind)
    if model is None:
        return [f"{kind}: the SDK knows no event of this type"]
    found = []
    try:
        value = model.model_validate_json(text, strict=True)
    except pydantic.ValidationError as error:
        for detail in error.errors():
            where = ".".join(str(part) for part in detail["loc"])
            found.append(f"{kind}: {where}: {detail['msg']} (got {str(detail['input'])[:80]})")
        return found
    for where, what in extras(value):
        if (kind, where) not in UNTYPED:
            found.append(f"{kind}: {where}: not in the SDK's type (got {what!r:.80})")
    return found


def extras(value, path: str = ""):
    """The fields that a validated object has beyond its type, at any depth."""
    if isinstance(value, pydantic.BaseModel):
        for name, extra in (value.model_extra or {}).items():
            yield f"{path}{name}", extra
        for name in type(value).model_fields:
            yield from extras(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for element in value:
            yield from extras(element, f"{path}[].")


def note(text: str | bytes) -> None:
    """Takes an event into the record of the run."""
    SEEN[json.loads(text).get("type")] += 1
    FAULTS.update(set(faults(text)))
