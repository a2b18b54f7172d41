"""``python -m webapp run``: make ready, say where to go, serve."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from webapp.base.errors import Invalid, Refused
from webapp.config import Settings, load
from webapp.launch import serving
from webapp.launch.prepare import Ready, prepare
from webapp.web import request_log

LARGEST_LOG = 10_000_000


def main(options: argparse.Namespace) -> int:
    """Start the product; return the exit code."""
    settings = load()
    if serving.taken(settings):
        return serving.say_taken(settings)
    try:
        ready = prepare(settings)
    except Refused as refused:
        print("\n".join(reasons(refused)), file=sys.stderr)
        return 1
    return start(settings, ready)


def reasons(refused: Refused) -> list[str]:
    """Return why a start was refused: the files and places that do not fit."""
    places = list(refused.fields.values()) if isinstance(refused, Invalid) else []
    return [
        "Chưa chạy được vì dữ liệu của xã có chỗ chưa khớp (a file of the commune does not fit):",
        *([refused.message] if refused.message else []),
        *(f"  - {place}" for place in places),
    ]


def start(settings: Settings, ready: Ready) -> int:
    """Tell the addresses and serve."""
    request_log.configure(log_stream(settings.instance))
    for line in announcement(settings, ready):
        print(line, flush=True)
    return serving.serve(ready.app, settings)


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
    return [*lines, "", "Dừng lại: Ctrl+C (stop)"]


def log_stream(instance: Path) -> TextIO:
    """Return where log lines go: a file beside the data, or the pipe we were given.

    On a terminal they would push away the one-time sign-in.
    """
    if not sys.stderr.isatty():
        return sys.stderr
    path = instance / "em-noi.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("a", encoding="utf-8", buffering=1)
