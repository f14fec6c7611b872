"""Servers that are broken in one way each, for the doctor to find out. Prints the port when it listens.

usage: servers.py dns silent|nxdomain|empty|here        on 127.0.0.1:53
       servers.py http STATUS [HEADER: VALUE]…          any request, this answer
"""
import socket
import socketserver
import struct
import sys


def dns(mode):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    print(53, flush=True)
    while True:
        query, client = server.recvfrom(512)
        if mode == "silent":
            continue
        # The question goes from byte 12 to the end of its name, and four bytes more (RFC 1035, section 4).
        end = query.index(0, 12) + 5
        kind = struct.unpack(">H", query[end - 4:end - 2])[0]
        is_answered = mode == "here" and kind == 1
        code = 3 if mode == "nxdomain" else 0
        head = query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, int(is_answered), 0, 0)
        answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + bytes([127, 0, 0, 1]) if is_answered else b""
        server.sendto(head + query[12:end] + answer, client)


def http(status, headers):
    class Answer(socketserver.BaseRequestHandler):
        def handle(self):
            request = b""
            while b"\r\n\r\n" not in request:
                part = self.request.recv(4096)
                if not part:
                    return
                request += part
            lines = [f"HTTP/1.1 {status} Answer", *headers, "Content-Length: 0", "Connection: close", "", ""]
            self.request.sendall("\r\n".join(lines).encode())

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Answer) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if sys.argv[1] == "dns":
    dns(sys.argv[2])
else:
    http(sys.argv[2], sys.argv[3:])
