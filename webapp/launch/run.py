"""``python -m webapp run``: make ready, say where to go, serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError

from webapp.base.errors import Refused
from webapp.config import Settings, WrongSetting, load
from webapp.launch import serving
from webapp.launch.lock import only_one
from webapp.launch.minute import EveryMinute
from webapp.launch.prepare import Ready, prepare
from webapp.launch.reasons import reason
from webapp.web import request_log

LARGEST_LOG = 10_000_000


def main(options: argparse.Namespace) -> int:
    """Start the product; return the exit code."""
    return launch(False, prepare)


def launch(demo: bool, make_ready: Callable[[Settings], Ready]) -> int:
    """Read the settings, make ready, listen, tell where, serve; return the exit code.

    2 is for a setting that nothing can be started with, 1 for whatever else keeps
    the product from starting; the reason is printed as a sentence.
    """
    try:
        settings = load(demo)
        serving.refuse_taken(settings)
        ready = make_ready(settings)
        with only_one(settings.instance / "start.lock"):
            # Asked again: two starts at once both found the port free a moment ago.
            serving.refuse_taken(settings)
            server = serving.listen(ready.app, settings)
    except (Refused, OSError, DatabaseError, CommandError) as error:
        print(reason(error), file=sys.stderr)
        return 2 if isinstance(error, WrongSetting) else 1
    request_log.configure(log_stream(settings.instance))
    for line in announcement(settings, ready):
        print(line, flush=True)
    minute = EveryMinute(ready.minute)
    minute.start()
    try:
        return serving.serve(server)
    finally:
        minute.stop()


def announcement(settings: Settings, ready: Ready) -> list[str]:
    """Return what the person who started the product needs to know."""
    base = serving.address(settings)
    lines = ["", "Em nói – Xã trả lời", ""]
    if settings.demo:
        lines += ["  DỮ LIỆU MINH HỌA: xã không có thật (demonstration data)", ""]
    lines += [
        f"  Trẻ em (children):  {base}/",
        f"  Cán bộ (staff):     {base}/can-bo/",
        f"  Biểu mẫu (surveys): {', '.join(ready.surveys) or '–'}",
        f"  Dữ liệu (data):     {settings.instance}",
    ]
    for problem in ready.faulty_surveys:
        lines.append(f"  Biểu mẫu lỗi, tạm không dùng (faulty survey): {problem}")
    if ready.first_sign_in:
        lines += [
            "",
            "  Quản trị viên đăng nhập lần đầu bằng đường dẫn này, chỉ dùng được một lần",
            "  (the administrator's one-time sign-in):",
            f"  {base}{ready.first_sign_in}",
        ]
    return [*lines, *ready.people, "", "Dừng lại: Ctrl+C (stop)"]


def log_stream(instance: Path) -> TextIO:
    """Return where log lines go: a file beside the data, or the pipe we were given.

    On a terminal they would push away the one-time sign-in.
    """
    if not sys.stderr.isatty():
        return sys.stderr
    path = instance / "em-noi.log"
    # Windows does not let a file go that another process has open; it waits a start then.
    with suppress(OSError):
        if path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
    return path.open("a", encoding="utf-8", buffering=1)
