"""Serving with waitress until somebody stops the process."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from types import FrameType
from wsgiref.types import WSGIApplication

from waitress.server import create_server

from webapp.config import Settings

THREADS = 8
TAKEN = """\
Cổng {port} trên {host} đang được chương trình khác dùng, nên Em nói chưa chạy được.
Hãy đóng chương trình kia, hoặc chọn cổng khác, ví dụ:  {example}
(Port {port} is taken by another program; close it or choose another port.)"""


def address(settings: Settings) -> str:
    """Return the address to type into a browser, for this or another computer."""
    host = settings.host
    if host in ("0.0.0.0", "::"):  # noqa: S104 (compared, not listened on)
        host = _own_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def taken(settings: Settings) -> bool:
    """Tell whether another program answers at the port already.

    Asked before anything else is done; on Windows two programs could listen at
    one port without either noticing.
    """
    host = address(settings).removeprefix("http://").rpartition(":")[0].strip("[]")
    try:
        socket.create_connection((host, settings.port), timeout=1).close()
    except OSError:
        return False
    return True


def say_taken(settings: Settings) -> int:
    """Tell that the port is taken and what to do; return the exit code."""
    windows = sys.platform == "win32"
    example = "set PORT=8080 && py -m webapp run" if windows else "PORT=8080 make run"
    print(
        TAKEN.format(port=settings.port, host=settings.host, example=example),
        file=sys.stderr,
    )
    return 1


def serve(app: WSGIApplication, settings: Settings) -> int:
    """Serve *app* until Ctrl+C or a stop signal; requests under way are finished."""
    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident="",
            connection_limit=400,
            # Headers of a proxy count only when the administrator said one stands in front.
            clear_untrusted_proxy_headers=not settings.https,
        )
    except OSError:
        return say_taken(settings)
    # A busy minute is no news; our own log tells how long each request took.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    server.run()  # returns on SystemExit and KeyboardInterrupt, after its threads
    server.close()
    print("Đã dừng. Mọi dữ liệu vẫn được giữ. (Stopped; all data is kept.)", flush=True)
    return 0


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
