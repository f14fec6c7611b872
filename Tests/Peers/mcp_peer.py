"""An MCP server by the protocol makers' SDK, with all that a client must get along with.

usage: mcp_peer.py {stdio|http|ws} [PORT] [--era dual|handshake|modern] [--json] [--resumable] [--issuer URL] [--log FILE]
"""

import argparse
import json
import sys
from typing import Annotated

import anyio
import mcp_types as types
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resolve import Elicit, Resolve
from pydantic import BaseModel, Field

VERSION_HEADER = b"mcp-protocol-version"
MODERN = "2026-07-28"


class Name(BaseModel):
    name: str = Field(description="What is your name?")


class Place(BaseModel):
    row: int = Field(description="Which row do you sit in?", ge=1, le=9)
    window: bool = Field(description="Do you sit at the window?")


class Secret(BaseModel):
    password: str


def build(options) -> MCPServer:
    server_options = {}
    if options.issuer:
        from mcp.server.auth.provider import AccessToken
        from mcp.server.auth.settings import AuthSettings

        class Verifier:
            async def verify_token(self, token: str):
                """The issuer of these tests writes what a token is for into it."""
                kind, _, rest = token.partition(".")
                resource, _, scope = rest.partition("|")
                if kind != "token":
                    return None
                return AccessToken(token=token, client_id="kiosk", scopes=scope.split("+"), resource=resource)

        server_options = {
            "auth": AuthSettings(
                issuer_url=options.issuer, resource_server_url=f"http://127.0.0.1:{options.port}/mcp",
                required_scopes=options.scopes.split(), validate_token_resource=True,
            ),
            "token_verifier": Verifier(),
        }
    server = MCPServer("peer", instructions="Be kind.", **server_options)
    counter = {"value": 0}
    subscribed: set = set()

    def log(text: str) -> None:
        if options.log:
            with open(options.log, "a") as file:
                file.write(text + "\n")

    def ask_name() -> Elicit[Name]:
        return Elicit("Who are you?", Name)

    def ask_place() -> Elicit[Place]:
        return Elicit("Where do you sit?", Place)

    def ask_secret() -> Elicit[Secret]:
        return Elicit("Tell me the password.", Secret)

    @server.tool()
    def add(a: int, b: int) -> int:
        """Adds two numbers."""
        log(f"add {a} {b}")
        return a + b

    @server.tool(name="strange.name/with parts")
    def strange() -> str:
        """Has a name that no function may have."""
        return "strange"

    @server.tool()
    def fail() -> str:
        """Fails."""
        raise ToolError("the wheel came off")

    @server.tool()
    async def slow(n: int, ctx: Context) -> str:
        """Tells how far it is."""
        for step in range(n):
            await ctx.report_progress(step + 1, n, f"step {step + 1}")
        return "done"

    @server.tool()
    async def wait() -> str:
        """Never ends by itself."""
        log("waits")
        try:
            await anyio.sleep_forever()
        except anyio.get_cancelled_exc_class():
            log("cancelled")
            raise
        return "never"

    @server.tool()
    def greet(answer: Annotated[Name, Resolve(ask_name)]) -> str:
        """Asks who you are."""
        return f"Hello {answer.name}."

    @server.tool()
    def seat(answer: Annotated[Place, Resolve(ask_place)]) -> str:
        """Asks where you sit."""
        return f"Row {answer.row}, {'at the window' if answer.window else 'not at the window'}."

    @server.tool()
    def pry(answer: Annotated[Secret, Resolve(ask_secret)]) -> str:
        """Asks for what is not told."""
        return f"Thanks for {answer.password}."

    @server.tool()
    def show() -> list:
        """Returns several kinds of content."""
        return [
            types.TextContent(type="text", text="A picture:"),
            types.ImageContent(type="image", data="aGVsbG8=", mime_type="image/png"),
            types.ResourceLink(type="resource_link", uri="counter://value", name="the counter"),
            types.EmbeddedResource(
                type="resource", resource=types.TextResourceContents(uri="note://1", text="a note")),
        ]

    @server.tool()
    async def drop(ctx: Context) -> str:
        """Has its stream closed in the middle, where streams can be taken up again."""
        await ctx.report_progress(1, 2, "before")
        await ctx.close_sse_stream()
        await anyio.sleep(0.2)
        return "after the drop"

    @server.tool()
    async def bump(ctx: Context) -> str:
        """Counts one up, and tells whoever watches."""
        counter["value"] += 1
        await ctx.notify_resource_updated("counter://value")
        for session in list(subscribed):
            await session.send_resource_updated("counter://value")
        return str(counter["value"])

    @server.tool()
    async def learn(ctx: Context) -> str:
        """Adds a tool."""
        if "learnt" not in [tool.name for tool in await server.list_tools()]:
            server.add_tool(lambda: "learnt", name="learnt", description="Is new.")
        await ctx.notify_tools_changed()
        for session in list(subscribed):
            await session.send_tool_list_changed()
        return "ok"

    @server.resource("counter://value")
    def value() -> str:
        return f"count {counter['value']}"

    lowlevel = server._lowlevel_server

    async def subscribe(ctx, params):
        subscribed.add(ctx.session)
        log(f"subscribed {params.uri}")
        return types.EmptyResult()

    lowlevel.add_request_handler("resources/subscribe", types.SubscribeRequestParams, subscribe)

    listed = server._handle_list_tools

    async def pages(ctx, params):
        """Three tools a page."""
        result = await listed(ctx, params)
        start = int(params.cursor) if params and params.cursor else 0
        result.next_cursor = str(start + 3) if start + 3 < len(result.tools) else None
        result.tools = result.tools[start:start + 3]
        return result

    lowlevel.add_request_handler("tools/list", types.PaginatedRequestParams, pages)
    return server


def of_era(app, era: str):
    """Refuses what another era says."""

    async def wrapped(scope, receive, send):
        if scope["type"] != "http" or era == "dual":
            return await app(scope, receive, send)
        version = dict(scope["headers"]).get(VERSION_HEADER, b"").decode()
        is_modern = version == MODERN
        if scope["method"] == "POST" and is_modern != (era == "modern"):
            error = {"code": -32022, "message": "not spoken here", "data": {"supported": [MODERN]}}
            # Servers of before know nothing of the modern era's codes.
            body = json.dumps({"jsonrpc": "2.0", "id": None, "error": error}).encode() if era == "modern" else b"what?"
            await send({"type": "http.response.start", "status": 400,
                        "headers": [(b"content-type", b"application/json")]})
            await send({"type": "http.response.body", "body": body})
            return None
        return await app(scope, receive, send)

    return wrapped


class Socket:
    """A WebSocket as the two files that the SDK reads and writes."""

    def __init__(self, connection):
        self.connection = connection

    def __aiter__(self):
        return self.connection.__aiter__()

    async def write(self, text: str) -> None:
        await self.connection.send(text.rstrip("\n"))

    async def flush(self) -> None:
        pass


async def serve_line(server: MCPServer, era: str, stdin=None, stdout=None) -> None:
    from mcp.server.runner import serve_loop
    from mcp.server.stdio import stdio_server

    lowlevel = server._lowlevel_server
    async with stdio_server(stdin, stdout) as (read, write):
        if era == "handshake":
            async with lowlevel.lifespan(lowlevel) as state:
                await serve_loop(lowlevel, read, write, lifespan_state=state,
                                 init_options=lowlevel.create_initialization_options())
        else:
            await lowlevel.run(read, write, lowlevel.create_initialization_options())


async def serve_sockets(options) -> None:
    import websockets

    async def handle(connection):
        if options.key and connection.request.headers.get("Authorization") != f"Bearer {options.key}":
            await connection.close(1008, "no key")
            return
        socket = Socket(connection)
        await serve_line(build(options), "handshake", socket, socket)

    async with websockets.serve(handle, "127.0.0.1", options.port, subprotocols=["mcp"]):
        await anyio.sleep_forever()


class Events:
    """Keeps what was said, so that a stream can be taken up again."""

    def __init__(self):
        self.kept: list = []

    async def store_event(self, stream_id, message):
        self.kept.append((stream_id, message))
        return str(len(self.kept))

    async def replay_events_after(self, last_event_id, send_callback):
        from mcp.server.streamable_http import EventMessage

        position = int(last_event_id)
        stream = self.kept[position - 1][0]
        for number, (stream_id, message) in enumerate(self.kept[position:], position + 1):
            if stream_id == stream and message is not None:
                await send_callback(EventMessage(message, str(number)))
        return stream


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("transport", choices=["stdio", "http", "ws"])
    parser.add_argument("port", nargs="?", type=int, default=0)
    parser.add_argument("--era", choices=["dual", "handshake", "modern"], default="dual")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--resumable", action="store_true")
    parser.add_argument("--issuer")
    parser.add_argument("--scopes", default="read")
    parser.add_argument("--key")
    parser.add_argument("--log")
    options = parser.parse_args()
    if options.transport == "stdio":
        anyio.run(serve_line, build(options), options.era)
    elif options.transport == "ws":
        anyio.run(serve_sockets, options)
    else:
        import uvicorn

        app = build(options).streamable_http_app(
            json_response=options.json, event_store=Events() if options.resumable else None,
            retry_interval=100 if options.resumable else None)
        uvicorn.run(of_era(app, options.era), host="127.0.0.1", port=options.port, log_level="warning")


if __name__ == "__main__":
    sys.exit(main())
