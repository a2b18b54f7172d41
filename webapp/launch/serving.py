"""Serving with waitress until somebody stops the process."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType
from wsgiref.types import WSGIApplication

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from webapp.base.errors import Refused
from webapp.config import Settings, WrongSetting

THREADS = 8
TAKEN = """\
Cổng {port} trên {host} đang được chương trình khác dùng, nên Em nói chưa chạy được.
Hãy đóng chương trình kia, hoặc chọn cổng khác, ví dụ:  {example}
(Port {port} is taken by another program; close it or choose another port.)"""
NOT_ALLOWED = """\
Máy này không cho phép dùng cổng {port}. Hãy chọn cổng khác, ví dụ:  {example}
(This computer does not allow port {port}; choose another one.)"""
NO_SUCH_HOST = """\
HOST={host} không phải địa chỉ của máy này. Hãy dùng 127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (cả mạng).
(HOST is no address of this computer; use 127.0.0.1 or 0.0.0.0.)"""


def address(settings: Settings) -> str:
    """Return the address to type into a browser, for this or another computer."""
    host = settings.host
    if host in ("0.0.0.0", "::"):  # noqa: S104 (compared, not listened on)
        host = _own_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def refuse_taken(settings: Settings) -> None:
    """Raise ``Refused`` when the place to listen at cannot be had.

    Asked before anything else is done; on Windows two programs could listen at
    one port without either noticing, so it is asked by calling, too.
    """
    host = address(settings).removeprefix("http://").rpartition(":")[0].strip("[]")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        _bind(probe, settings)
    with suppress(OSError):
        socket.create_connection((host, settings.port), timeout=1).close()
        raise Refused(_said(TAKEN, settings))


def listen(app: WSGIApplication, settings: Settings) -> MultiSocketServer | BaseWSGIServer:
    """Return a server that has its port; raise ``Refused`` when it cannot have it."""
    try:
        return create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident="",
            connection_limit=400,
            # Headers of a proxy count only when the administrator said one stands in front.
            clear_untrusted_proxy_headers=not settings.https,
        )
    except OSError as error:
        raise Refused(_said(_reason(error), settings)) from None


def serve(server: MultiSocketServer | BaseWSGIServer) -> int:
    """Serve until Ctrl+C or a stop signal; requests under way are finished."""
    # A busy minute is no news; our own log tells how long each request took.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    server.run()  # returns on SystemExit and KeyboardInterrupt, after its threads
    server.close()
    print("Đã dừng. Mọi dữ liệu vẫn được giữ. (Stopped; all data is kept.)", flush=True)
    return 0


def _bind(probe: socket.socket, settings: Settings) -> None:
    if sys.platform != "win32":
        # Connections that closed a moment ago do not keep a port on these systems.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((settings.host, settings.port))
    except OSError as error:
        wrong = _reason(error)
        kind = WrongSetting if wrong is NO_SUCH_HOST else Refused
        raise kind(_said(wrong, settings)) from None


def _reason(error: OSError) -> str:
    """Return the sentence for a port that could not be had."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return NO_SUCH_HOST
    return NOT_ALLOWED if isinstance(error, PermissionError) else TAKEN


def _said(sentence: str, settings: Settings) -> str:
    windows = sys.platform == "win32"
    example = "set PORT=8080&& py -m webapp run" if windows else "PORT=8080 make run"
    return sentence.format(port=settings.port, host=settings.host, example=example)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _own_address() -> str:
    """Return this computer's address in its network; nothing is sent anywhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        found: str = probe.getsockname()[0]
    return found
