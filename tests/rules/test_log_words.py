"""Every action that is written into the log can be read there in words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from webapp.accounts.labels import THINGS, VERBS
from webapp.authoring.rules import Step
from webapp.board.rules import EntryState
from webapp.meetings.rules import MeetingState

WEBAPP = Path(__file__).parents[2] / "webapp"
# Nothing about a concern is in the log people read (audit.service hides it).
SEALED = {"concern"}
# Actions put together from a state or a step.
COMPOSED = {"board": EntryState, "meeting": MeetingState, "form_draft": Step}


def _recorded() -> Iterator[tuple[str, str]]:
    """Yield the actions given to ``audit.record``, and to the opinions' own ``took``."""
    for path in sorted(WEBAPP.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (_is_record(node) or "opinions" in path.parts):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        thing, dot, verb = argument.value.partition(".")
                        if dot and (_is_record(node) or thing == "opinion"):
                            yield thing, verb


def _is_record(node: ast.Call) -> bool:
    called = node.func
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "record"
        and isinstance(called.value, ast.Name)
        and called.value.id == "audit"
    )


def test_the_log_has_words_for_whatever_is_written_into_it() -> None:
    actions = {(thing, verb) for thing, verb in _recorded() if "." not in verb and verb != "id"}
    actions |= {(thing, one.value) for thing, states in COMPOSED.items() for one in states}
    assert len(actions) > 80, "the walk found hardly any action: is audit.record called otherwise?"
    without = [
        f"{thing}.{verb}"
        for thing, verb in sorted(actions)
        if thing not in SEALED and (thing not in THINGS or verb not in VERBS)
    ]
    assert without == [], "add the words to webapp/accounts/labels.py"
