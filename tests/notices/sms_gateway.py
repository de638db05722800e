"""A gateway of the tests: a real HTTP server that answers as it is told."""

from __future__ import annotations

import http.server
import json
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress

BACKEND = "contest_pages.notices.backends.HttpBackend"


class Gateway:
    """A server on a port of its own: what it was sent, and what it answers."""

    def __init__(self, certificate: Callable[[ssl.SSLContext], object] | None = None):
        self.requests: list[dict] = []
        #: From a request to status and answer; None closes the connection without one.
        self.answer: Callable[[dict], tuple[int, str] | None] = lambda request: (200, '{"CodeResult": "100"}')
        self.headers: dict[str, str] = {}
        #: Seconds before the answer, and between its letters.
        self.pause = self.trickle = 0.0
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate(context)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/gui-tin"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def described(self, **changes) -> dict:
        """Return the settings that describe it."""
        return {
            "url": self.url,
            "headers": {"Authorization": "Bearer khoa-bi-mat"},
            "body": {"Phone": "{phone}", "Content": "{text}", "Brandname": "{sender}", "RequestId": "{id}"},
            "sender": "UBND",
            "timeout": 5,
            "success": {"status": [200], "path": "CodeResult", "value": ["100"]},
            "invalid_number": {"value": ["99"]},
            "unavailable": {"value": ["103"]},
            **changes,
        }

    def bodies(self) -> list[dict]:
        return [json.loads(request["body"]) for request in self.requests]

    def _handler(self):
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = {"method": self.command, "path": self.path, "body": content.decode()}
                request["headers"] = dict(self.headers)
                gateway.requests.append(request)
                time.sleep(gateway.pause)
                answer = gateway.answer(request)
                if answer is None:
                    self.close_connection = True
                    return
                status, text = answer
                self.send_response(status)
                for name, value in gateway.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                pieces = list(text) if gateway.trickle else [text]
                with suppress(ConnectionError):  # who asked may have gone
                    for piece in pieces:
                        self.wfile.write(piece.encode())
                        time.sleep(gateway.trickle)

            do_GET = do_POST

            def log_message(self, *args):
                pass

        return Handler
