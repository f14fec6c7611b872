"""A client of our server: python `websockets`, as the openai SDK uses it. Prints what it saw, one line a step."""

import asyncio
import sys

import websockets


async def main(url: str) -> None:
    async with websockets.connect(
        url + "?model=m%20x", max_size=None, compression=None, additional_headers={"Authorization": "Bearer key"}
    ) as socket:
        print("open", socket.response.status_code)
        large = "ä" * (7 << 20)  # 14 MiB of UTF-8
        await socket.send(large)
        print("echo", await socket.recv() == large)
        await socket.send(["in ", "three ", "parts"])
        print("parts", await socket.recv())
        await socket.send(b"\x00\x01\x02")
        print("binary", await socket.recv())
        await (await socket.ping())
        print("pong")
        for number in range(200):
            await socket.send(f"{number}")
        print("order", [await socket.recv() for _ in range(200)] == [f"{n}" for n in range(200)])
        await socket.close(4000, "done")
        print("close", socket.close_code, socket.close_reason)

    async with websockets.connect(url, additional_headers={"api-key": "key"}) as socket:
        await socket.send("close me")
        try:
            await socket.recv()
        except websockets.ConnectionClosed as error:
            print("closed", error.rcvd.code, error.rcvd.reason)

    # Left to itself afterwards: asyncio trips over closing a transport that was cut while it was writing.
    socket = await websockets.connect(url, compression=None, additional_headers={"api-key": "key"})
    try:
        await socket.send("x" * (17 << 20))
        await socket.recv()
    except websockets.ConnectionClosed as error:
        print("large", error.rcvd.code if error.rcvd else None)

    try:
        await websockets.connect(url)
    except websockets.InvalidStatus as error:
        print("refused", error.response.status_code, error.response.body.decode())


asyncio.run(main(sys.argv[1]))
