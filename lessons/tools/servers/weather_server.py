#!/usr/bin/env python3
"""A pretended weather service for the tool `weather`. It listens on this machine only, and needs nothing but Python.

usage: weather_server.py [--port 8099]        prints the port that it listens on; port 0 takes a free one
GET /weather/oslo → {"city": "oslo", "temperature": 6, "sky": "and it rains"}
"""
import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Yearly means, rounded; the sky is made up. The same every day, so that an answer can be checked.
WEATHER = {
    "cairo": (22, "and the sun shines"),
    "delhi": (25, "and it is hazy"),
    "lagos": (27, "with some clouds"),
    "lima": (19, "with low clouds"),
    "london": (11, "and it is cloudy"),
    "oslo": (6, "and it rains"),
    "paris": (12, "with some sun"),
    "tokyo": (16, "and it is windy"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        city = self.path.split("?")[0].removeprefix("/weather/")
        known = self.path.startswith("/weather/") and city in WEATHER
        answer = {"error": "no such city"}
        if known:
            answer = {"city": city, "temperature": WEATHER[city][0], "sky": WEATHER[city][1]}
        body = json.dumps(answer).encode()
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8099)
    server = ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), Handler)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
