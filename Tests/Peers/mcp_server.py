"""An MCP server over Streamable HTTP, by the SDK of the protocol's makers."""

import sys

try:
    from mcp.server.fastmcp import FastMCP
except ImportError:  # its name since 2.0
    from mcp.server import MCPServer as FastMCP

server = FastMCP("dice")


@server.tool()
def roll_dice() -> str:
    """Rolls two dice."""
    return "You rolled three and four."


@server.tool()
def shout(text: str) -> str:
    """Says a text louder."""
    return text.upper() + "!"


@server.tool()
def break_down() -> str:
    """Fails."""
    raise ValueError("the wheel came off")


if __name__ == "__main__":
    import uvicorn

    app = server.streamable_http_app()
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
