"""A mail server of the tests, which answers as it is told and can vanish in the middle of a conversation."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Callable
from email.message import EmailMessage

#: From an address of a recipient to the answer to RCPT; None closes the connection without one.
Answers = Callable[[str], bytes | None]


class MailServer:
    """A real server on a port of its own: what it took, and how often it was connected to."""

    def __init__(self):
        self.letters: list[EmailMessage] = []
        self.connections = 0
        self.to_recipient: Answers = lambda address: b"250 2.1.5 ok"
        self.to_contents: bytes | None = b"250 2.0.0 taken"
        #: Called when it has taken a letter, before it says so; False breaks off without saying so.
        self.on_taken: Callable[[], object] = lambda: None
        self.to_sender: bytes = b"250 2.1.0 ok"
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    @property
    def address(self) -> tuple[str, int]:
        return self._server.server_address

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def recipients(self) -> list[str]:
        """Return to whom the letters went that it took."""
        return [letter["to"] for letter in self.letters]

    def _handler(self):
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                server.connections += 1
                self.wfile.write(b"220 ready\r\n")
                while line := self.rfile.readline():
                    answer = self.answer(line)
                    if answer is None:
                        return
                    self.wfile.write(answer + b"\r\n")

            def answer(self, line: bytes) -> bytes | None:
                verb = line[:4].upper()
                if verb == b"RCPT":
                    return server.to_recipient(line.decode().partition("<")[2].partition(">")[0])
                if verb == b"MAIL":
                    return server.to_sender
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    return self.take()
                return b"250 ok"

            def take(self) -> bytes | None:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                if server.to_contents is not None and server.to_contents.startswith(b"250"):
                    letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                    server.letters.append(letter)
                    if server.on_taken() is False:
                        return None
                return server.to_contents

        return Handler
