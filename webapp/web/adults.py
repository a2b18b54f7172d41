"""Children's pages that speak to an adult: "ông/bà" where they say "em" to a child.

A parent who fills in a survey of parents, or opens its receipt, meets the same pages.  The
catalogue ``adults.po`` holds only the sentences that differ and lies over the other one; the
cookie says no more than that an adult sits here.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask, request, session
from flask_babel import Domain

from webapp.web.sessions import is_staff_path

_MARK = "adult"


def note_adult(box: MutableMapping[str, Any], adult: bool) -> None:
    """Remember in the cookie whether an adult sits here; a child's cookie says nothing."""
    if adult:
        box[_MARK] = True
    else:
        box.pop(_MARK, None)


def speaks_to_adult() -> bool:
    """Tell whether the page shown speaks to an adult."""
    return not is_staff_path(request.path) and bool(session.get(_MARK))


def init_app(app: Flask, compiled: Path) -> None:
    """Choose the words for each request by who sits there."""
    # The later catalogue wins: what stands in it, and nothing else, is said otherwise.
    words = Domain([str(compiled), str(compiled)], "messages;adults")

    @app.before_request
    def choose_words() -> None:
        if speaks_to_adult():
            words.as_default()
