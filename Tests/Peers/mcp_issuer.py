"""An authorization server that gives tokens for client credentials (RFC 6749, 8414, 8707), and writes down what it was asked."""

import base64
import contextlib
import http.server
import json
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status: int, value: dict) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path != "/.well-known/oauth-authorization-server":
            return self.answer(404, {})
        self.answer(200, {
            "issuer": self.server.named or self.server.url, "token_endpoint": self.server.url + "/token",
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": [self.server.method],
        })

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        pair = (form.pop("client_id", None), form.pop("client_secret", None))
        if basic := self.headers.get("Authorization"):
            pair = tuple(map(
                urllib.parse.unquote, base64.b64decode(basic.removeprefix("Basic ")).decode().split(":")))
        self.server.grants.append(form)
        if pair != ("kiosk", self.server.secret):
            return self.answer(401, {"error": "invalid_client"})
        self.answer(200, {
            "access_token": f"token.{form['resource']}|{form.get('scope', '')}".replace(" ", self.server.gap),
            "token_type": "Bearer", "expires_in": self.server.lifetime,
        })


@contextlib.contextmanager
def serving(secret: str, method: str = "client_secret_basic", lifetime: int = 3600, named: str | None = None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.secret, server.method, server.lifetime, server.named, server.grants = secret, method, lifetime, named, []
    server.gap = "+"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
