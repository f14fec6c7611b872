"""A server for our client: python `websockets`. Prints its port, then serves until it is killed."""

import asyncio

import websockets
from websockets.asyncio.server import serve


async def handler(socket) -> None:
    await socket.send("hello " + socket.request.path)
    async for message in socket:
        if message == "close":
            await socket.close(1011, "as asked")
        elif message == "binary":
            await socket.send(b"123")
        elif message == "parts":
            await socket.send(["a", "b", "c"])
        elif message == "ping":
            await (await socket.ping())
            await socket.send("ponged")
        elif message == "flood":
            for number in range(2000):
                await socket.send(f"{number}")
        elif message == "abort":
            socket.transport.abort()
        else:
            await socket.send(message)


def check(connection, request):
    if request.headers.get("Authorization") == "Bearer wrong":
        response = connection.respond(401, '{"error":{"message":"no","code":"invalid_api_key"}}')
        return response


async def main() -> None:
    async with serve(handler, "127.0.0.1", 0, max_size=None, process_request=check) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


asyncio.run(main())
