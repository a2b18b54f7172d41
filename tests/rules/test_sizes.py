"""How big things may grow.  Raising a limit takes one line here, with its reason."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.rules.source import PACKAGE, functions, modules, told
from webapp.config import PROJECT

FILE_SOFT, FILE_HARD = 200, 400
FUNCTION, HANDLER, TEMPLATE, TEST_FILE = 40, 25, 120, 500
# Functions that may be longer: "module:name" → (lines, reason).
LONGER_FUNCTIONS: dict[str, tuple[int, str]] = {}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its decorators and docstring."""
    lines = (node.end_lineno or node.lineno) - node.body[0].lineno + 2
    if ast.get_docstring(node):
        first = node.body[0]
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_files_stay_readable() -> None:
    places = [f"{m.at(1)}: {m.lines} lines" for m in modules() if m.lines > FILE_HARD]
    why = "past 400 lines nobody knows a file any more; split it by what it answers"
    assert not places, told(f"A file has at most {FILE_HARD} lines.", why, places)


def test_most_files_stay_small() -> None:
    """The soft limit: one file in ten may pass it, the others are split first."""
    long = [f"{m.at(1)}: {m.lines} lines" for m in modules() if m.lines > FILE_SOFT]
    why = "small files and few circles go together in every code base we measured"
    allowed = len(modules()) // 10
    assert len(long) <= allowed, told(
        f"At most {allowed} files are over {FILE_SOFT} lines.", why, long
    )


def test_functions_stay_short() -> None:
    places = []
    for module in modules():
        for node in functions(module):
            limit, _ = LONGER_FUNCTIONS.get(f"{module.name}:{node.name}", (FUNCTION, ""))
            if length(node) > limit:
                places.append(f"{module.at(node.lineno)}: {node.name} has {length(node)} lines")
    assert not places, told(f"A function has at most {FUNCTION} lines.", "one thought", places)


def test_handlers_only_hand_over() -> None:
    places = [
        f"{module.at(node.lineno)}: {node.name} has {length(node)} lines"
        for module in modules()
        if module.file == "pages" or module.file.endswith("_pages")
        for node in functions(module)
        if length(node) > HANDLER
    ]
    why = "a handler reads the request, calls one use-case and chooses a page"
    assert not places, told(f"A page handler has at most {HANDLER} lines.", why, places)


def line_count(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_templates_stay_short() -> None:
    places = [
        f"{path.relative_to(PROJECT)}: {line_count(path)} lines"
        for path in sorted(PACKAGE.rglob("*.html"))
        if line_count(path) > TEMPLATE
    ]
    why = "a long template hides decisions; give it finished values or split it by include"
    assert not places, told(f"A template has at most {TEMPLATE} lines.", why, places)


def test_test_files_stay_short() -> None:
    places = [
        f"{path.relative_to(PROJECT)}: {line_count(path)} lines"
        for path in sorted((PROJECT / "tests").rglob("*.py"))
        if line_count(path) > TEST_FILE
    ]
    assert not places, told(f"A test file has at most {TEST_FILE} lines.", "one behaviour", places)


def test_a_raised_limit_is_still_needed() -> None:
    known = {f"{m.name}:{n.name}": length(n) for m in modules() for n in functions(m)}
    stale = [
        name
        for name, (limit, reason) in LONGER_FUNCTIONS.items()
        if known.get(name, 0) <= FUNCTION or known[name] > limit or not reason
    ]
    assert not stale, told("Remove limits nobody needs.", "exceptions outlive reasons", stale)
