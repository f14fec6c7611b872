#!/usr/bin/env python3
"""Writes samples.jsonl: samples of every Realtime event, made from a description of their fields.

    generate-samples.py DESCRIPTION > samples.jsonl

DESCRIPTION is JSON: {"client": {type: object}, "server": {type: object}, "definitions": {name: object}}, where an
object is {"required": [field], "properties": {field: type}} and a type is written like `string|null`, `[int]`,
`enum(a|b)`, `"constant"`, `map<string,string>`, `any` or the name of a definition. Every value is made up here.

Of each event: `minimal` has the required fields alone at every level; `whole` ones have all fields and go through the
alternatives of the unions; `null at N` have all fields down to level N, where all optional ones are null.
"""

import json
import sys

ALTERNATIVES = 9  # there are nine kinds of items, and no union of objects has more

# What a content part of a type is made of. The description lists the fields of all types together.
PARTS = {
    "input_text": ["text"], "output_text": ["text"], "text": ["text"],
    "input_audio": ["audio", "transcript"], "output_audio": ["audio", "transcript"], "audio": ["audio", "transcript"],
    "input_image": ["image_url", "detail"],
}


def split(text, separator="|"):
    """The parts of a union, whose separator may also stand within brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([<") - (letter in ")]>")
        if letter == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


class Sampler:
    """Makes the sample that takes one choice of every union, with optional fields null (or absent) at one level."""

    def __init__(self, definitions, choice, minimal=False, null_level=None):
        self.definitions, self.choice, self.minimal, self.null_level = definitions, choice, minimal, null_level

    def next(self):
        return Sampler(self.definitions, self.choice + 1, self.minimal, self.null_level)

    def pick(self, options):
        return options[self.choice % len(options)]

    def value(self, kind, field, level):
        kind = self.pick([part for part in split(kind) if part != "null"])
        if kind.startswith('"') or kind.isdigit():
            return json.loads(kind)
        if kind.startswith("enum("):
            return self.pick(split(kind[5:-1]))
        if kind.startswith("["):
            return [self.value(kind[1:-1], field, level), self.next().value(kind[1:-1], field, level)]
        if kind.startswith("map<"):
            return {"key": self.value(split(kind[4:-1], ",")[1], "value", level)}
        if kind in self.definitions:
            return self.object(self.definitions[kind], level + 1)
        scalars = {"int": 7 + self.choice, "float": 0.25 * (1 + self.choice), "bool": self.choice % 2 == 0,
                   "any": {"type": "object", "list": [1, 2.5, "ü\n\"", None, True, []]}}
        return scalars[kind] if kind in scalars else self.string(field)

    def string(self, field):
        if field == "audio":
            return ["AAAA", "AQIDBA==", "/+8="][self.choice % 3]
        if field == "id" or field.endswith("_id"):
            return f"{field.removesuffix('_id')}_{self.choice}"
        if field == "image_url":
            return "data:image/png;base64,iVBORw0KGgo="
        return f"{field} \"{self.choice}\"/é"

    def object(self, description, level=0, names={}):
        made = {}
        for field, kind in description["properties"].items():
            if field in description["required"] or not self.minimal and level != self.null_level:
                made[field] = self.value(kind, names.get(field, field), level)
            elif not self.minimal:
                made[field] = None
        if "transcript" in made and made.get("type") in PARTS:
            made = {field: made[field] for field in ["type"] + PARTS[made["type"]]}
        return made


def samples(definitions, kind, event):
    names = {"delta": "audio"} if kind == "response.output_audio.delta" else {}
    yield "minimal", Sampler(definitions, 0, minimal=True).object(event, names=names)
    for choice in range(ALTERNATIVES):
        whole = Sampler(definitions, choice).object(event, names=names)
        yield f"whole {choice}", whole
        for level in range(6):
            yield f"null at {level} of {choice}", Sampler(definitions, choice, null_level=level).object(event, names=names)
        # An event without objects in it has no alternatives but words.
        if choice == 1 and not any(isinstance(value, (dict, list)) for value in whole.values()):
            break


def main():
    with open(sys.argv[1]) as file:
        description = json.load(file)
    for side in ("client", "server"):
        for kind, event in sorted(description[side].items()):
            seen = set()
            for name, sample in samples(description["definitions"], kind, event):
                key = json.dumps(sample, sort_keys=True)
                if key in seen:
                    continue
                seen.add(key)
                line = {"side": side, "name": name, "event": sample}
                print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


main()
