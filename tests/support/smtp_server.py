"""A mail server of our own, in this process: enough of SMTP to take, refuse and fall silent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail on a free port; ``refused`` addresses get 550, ``dropped`` a closed line."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[tuple[str, EmailMessage]] = []
        self.raw: list[bytes] = []
        self.refused: set[str] = set()
        self.dropped: set[str] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def recipients(self) -> list[str]:
        return [to for to, _ in self.mails]


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        to = ""
        self._say("220 test")
        while line := self.rfile.readline():
            verb = line.strip().upper()[:4]
            if verb == b"RCPT":
                to = line.split(b"<")[1].split(b">")[0].decode()
                if to in self.server.dropped:
                    return
                self._say(f"550 no <{to}>" if to in self.server.refused else "250 ok")
            elif verb == b"DATA":
                self._say("354 go on")
                self._take(to)
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self, to: str) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        data = b"".join(lines)
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.raw.append(data)
        self.server.mails.append((to, message))
        self._say("250 taken")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Serve until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)
