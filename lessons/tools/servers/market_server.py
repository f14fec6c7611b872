#!/usr/bin/env python3
"""A market as an MCP server: what apples, bread, wheat and wool cost, and what they cost before.

usage: market_server.py [--seed N] [--period SECONDS]

It speaks the Model Context Protocol over standard input and output, in both eras (2024-11-05 to 2025-11-25, 2026-07-28),
and needs nothing but Python. Prices move every period; period 0 holds them still. The same seed gives the same prices.

  tools      quote(item), history(item, days)
  resource   market://prices, which can be subscribed to
"""

import argparse
import json
import random
import sys
import threading

HANDSHAKE = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
MODERN = "2026-07-28"
META = "io.modelcontextprotocol/"
IDENTITY = {"name": "market", "title": "The village market", "version": "1"}
PRICES_URI = "market://prices"
# In coins.
FIRST_PRICES = {"apples": 12, "bread": 8, "wheat": 20, "wool": 45}
UNITS = {"apples": "basket", "bread": "loaf", "wheat": "sack", "wool": "bale"}
DAYS_KEPT = 30


class Market:
    """Prices that walk at random, a step a day."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.days = {item: [price] for item, price in FIRST_PRICES.items()}
        for _ in range(DAYS_KEPT - 1):
            self.move()

    def move(self) -> None:
        for item in sorted(self.days):
            prices = self.days[item]
            low, high = max(1, FIRST_PRICES[item] // 2), FIRST_PRICES[item] * 2
            prices.append(min(high, max(low, prices[-1] + self.random.randint(-2, 2))))
            del prices[:-DAYS_KEPT]

    def price(self, item: str) -> int:
        return self.days[item][-1]

    def prices(self) -> dict:
        return {item: self.price(item) for item in sorted(self.days)}


ITEM = {"type": "string", "enum": sorted(FIRST_PRICES), "description": "What is asked for."}
TOOLS = [
    {
        "name": "quote", "title": "Price of today",
        "description": 'Tells what one thing costs on the market today, in coins. '
                       'Pupils say: "what is the price of {item}".',
        "inputSchema": {
            "type": "object", "properties": {"item": ITEM}, "required": ["item"], "additionalProperties": False,
        },
        "outputSchema": {
            "type": "object",
            "properties": {
                "item": {"type": "string"}, "price": {"type": "integer", "minimum": 1}, "unit": {"type": "string"},
                "change": {"type": "integer", "description": "Since the day before."},
            },
            "required": ["item", "price", "unit", "change"],
        },
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    },
    {
        "name": "history", "title": "Prices of the last days",
        "description": "Tells what one thing cost on each of the last days, oldest first, in coins.",
        "inputSchema": {
            "type": "object",
            "properties": {"item": ITEM, "days": {"type": "integer", "minimum": 1, "maximum": DAYS_KEPT}},
            "required": ["item", "days"], "additionalProperties": False,
        },
        "outputSchema": {
            "type": "object",
            "properties": {"item": {"type": "string"}, "prices": {"type": "array", "items": {"type": "integer"}}},
            "required": ["item", "prices"],
        },
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    },
]


class Refused(Exception):
    """A JSON-RPC error."""

    def __init__(self, code: int, message: str, data=None):
        super().__init__(message)
        self.code, self.message, self.data = code, message, data


class Server:
    def __init__(self, market: Market):
        self.market = market
        self.lock = threading.RLock()
        self.subscribed: set[str] = set()
        # By the id of the request that listens.
        self.listening: dict = {}

    def send(self, message: dict) -> None:
        with self.lock:
            sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")) + "\n")
            sys.stdout.flush()

    def day(self) -> None:
        """Another day: prices move, and who wants to know is told."""
        with self.lock:
            self.market.move()
            if PRICES_URI in self.subscribed:
                self.send({"method": "notifications/resources/updated", "params": {"uri": PRICES_URI}})
            for identifier, uris in self.listening.items():
                if PRICES_URI in uris:
                    self.send({
                        "method": "notifications/resources/updated",
                        "params": {"uri": PRICES_URI, "_meta": {META + "subscriptionId": identifier}},
                    })

    def receive(self, line: str) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            self.send({"id": None, "error": {"code": -32700, "message": "that is no JSON"}})
            return
        if not isinstance(message, dict) or not isinstance(message.get("method"), str):
            return
        params = message.get("params") if isinstance(message.get("params"), dict) else {}
        if "id" not in message:
            self.notified(message["method"], params)
            return
        try:
            with self.lock:
                result = self.answer(message["id"], message["method"], params)
            if result is not None:
                self.send({"id": message["id"], "result": result})
        except Refused as refused:
            error = {"code": refused.code, "message": refused.message}
            if refused.data is not None:
                error["data"] = refused.data
            self.send({"id": message["id"], "error": error})

    def notified(self, method: str, params: dict) -> None:
        if method == "notifications/cancelled":
            with self.lock:
                self.listening.pop(params.get("requestId"), None)

    def answer(self, identifier, method: str, params: dict):
        """The result of a request; None for one that stays open."""
        version = (params.get("_meta") or {}).get(META + "protocolVersion")
        is_modern = version is not None
        if is_modern and version != MODERN:
            raise Refused(-32022, f"version {version} is not spoken here",
                          {"supported": [MODERN, *HANDSHAKE], "requested": version})
        if method == "initialize":
            wanted = params.get("protocolVersion")
            return {
                "protocolVersion": wanted if wanted in HANDSHAKE else HANDSHAKE[-1],
                "capabilities": {"tools": {"listChanged": False}, "resources": {"subscribe": True}},
                "serverInfo": IDENTITY, "instructions": "Prices are in coins.",
            }
        if method == "ping" and not is_modern:
            return {}
        if method == "subscriptions/listen" and is_modern:
            return self.listen(identifier, params)
        if method in ("resources/subscribe", "resources/unsubscribe") and not is_modern:
            uri = known(params.get("uri"))
            (self.subscribed.add if method == "resources/subscribe" else self.subscribed.discard)(uri)
            return {}
        result = self.result(method, params, is_modern)
        if is_modern:
            result["resultType"] = "complete"
            result["_meta"] = {META + "serverInfo": IDENTITY}
            if method != "tools/call":
                # What is listed stays as it is; prices do not.
                result["ttlMs"] = 0 if method == "resources/read" else 3_600_000
                result["cacheScope"] = "public"
        return result

    def listen(self, identifier, params: dict) -> None:
        wanted = params.get("notifications") or {}
        uris = [uri for uri in wanted.get("resourceSubscriptions") or [] if uri == PRICES_URI]
        self.listening[identifier] = uris
        self.send({
            "method": "notifications/subscriptions/acknowledged",
            "params": {
                "notifications": {"resourceSubscriptions": uris}, "_meta": {META + "subscriptionId": identifier},
            },
        })

    def result(self, method: str, params: dict, is_modern: bool) -> dict:
        if method == "server/discover" and is_modern:
            return {
                "supportedVersions": [MODERN], "capabilities": {"tools": {}, "resources": {"subscribe": True}},
                "instructions": "Prices are in coins.",
            }
        if method == "tools/list":
            return {"tools": TOOLS}
        if method == "tools/call":
            return self.call(params.get("name"), params.get("arguments") or {})
        if method == "resources/list":
            return {"resources": [{
                "uri": PRICES_URI, "name": "prices", "description": "What everything costs today.",
                "mimeType": "application/json",
            }]}
        if method == "resources/templates/list":
            return {"resourceTemplates": []}
        if method == "resources/read":
            text = json.dumps(self.market.prices(), sort_keys=True)
            return {"contents": [{"uri": known(params.get("uri")), "mimeType": "application/json", "text": text}]}
        raise Refused(-32601, f"there is no method {method}")

    def call(self, name, arguments: dict) -> dict:
        tool = next((tool for tool in TOOLS if tool["name"] == name), None)
        if tool is None:
            raise Refused(-32602, f"there is no tool {name}")
        item = arguments.get("item")
        if item not in self.market.days:
            return failed(f"there is no {item} on the market: ask for one of {', '.join(sorted(FIRST_PRICES))}")
        if name == "quote":
            prices = self.market.days[item]
            price, change = prices[-1], prices[-1] - prices[-2]
            return done(
                f"A {UNITS[item]} of {item} costs {price} coins.",
                {"item": item, "price": price, "unit": UNITS[item], "change": change})
        days = arguments.get("days")
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= DAYS_KEPT:
            return failed(f"days must be a whole number from 1 to {DAYS_KEPT}")
        prices = self.market.days[item][-days:]
        return done(", ".join(str(price) for price in prices), {"item": item, "prices": prices})


def known(uri) -> str:
    if uri != PRICES_URI:
        raise Refused(-32602, f"there is no resource {uri}", {"uri": uri})
    return uri


def done(text: str, value: dict) -> dict:
    return {"content": [{"type": "text", "text": text}], "structuredContent": value, "isError": False}


def failed(text: str) -> dict:
    return {"content": [{"type": "text", "text": text}], "isError": True}


def main() -> None:
    parser = argparse.ArgumentParser(description="A market as an MCP server over standard input and output.")
    parser.add_argument("--seed", type=int, default=1, help="of the prices (default: 1)")
    parser.add_argument("--period", type=float, default=20.0, help="seconds of a day; 0 holds the prices (default: 20)")
    options = parser.parse_args()
    server = Server(Market(options.seed))
    if options.period > 0:
        def days() -> None:
            clock = threading.Event()
            while not clock.wait(options.period):
                server.day()

        threading.Thread(target=days, daemon=True).start()
    for line in sys.stdin:
        if line.strip():
            server.receive(line)


if __name__ == "__main__":
    main()
