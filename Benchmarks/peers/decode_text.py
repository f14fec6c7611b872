"""The event that the benchmarks read: 100 ms of audio."""

import base64
import json

PCM = bytes(index * 31 & 0xFF for index in range(4_800))
TEXT = json.dumps(
    {
        "content_index": 0, "delta": base64.b64encode(PCM).decode(), "event_id": "event_CpV3wLr7yU2bHs6dEf1gK",
        "item_id": "item_CpV3vTw9mBqPz4aTn0cRs", "output_index": 0, "response_id": "resp_CpV3vYdLkd2oQk1nJx8aP",
        "type": "response.output_audio.delta",
    },
    separators=(",", ":"),
).encode()
