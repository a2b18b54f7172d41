"""What the commands are called and what each needs before it can start."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence

from webapp.launch import environment

# Command → module that does the work, and whether it needs the test tools.
COMMANDS = {
    "run": ("webapp.launch.run", False),
    "demo": ("webapp.launch.demo.start", False),
    "test": ("webapp.launch.checks", True),
    "words": ("webapp.launch.words", False),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Outside the house's virtual environment the same command is started again
    inside it, after making and filling it.
    """
    options = _parser().parse_args(arguments)
    module, for_tests = COMMANDS[options.command]
    if not environment.inside():
        return environment.start_again(arguments, for_tests)
    if not environment.filled(for_tests):
        environment.fill(environment.own_python(), for_tests)
    code: int = importlib.import_module(module).main(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m webapp", description="Em nói – Xã trả lời", allow_abbrev=False
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="run | demo | test | words"
    )
    commands.add_parser("run", help="chạy hệ thống (start the product)")
    commands.add_parser("demo", help="chạy với dữ liệu minh họa (an invented commune)")
    commands.add_parser("words", help="cập nhật bản dịch (renew the catalogues)")
    test = commands.add_parser("test", help="chạy mọi phép kiểm tra (all checks)")
    test.add_argument("--quick", action="store_true", help="lint, rules, unit, SQLite; no browser")
    return parser
