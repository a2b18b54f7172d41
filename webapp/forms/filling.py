"""Filling a form: pages, typed answers, problems.  Pure; a page costs no SQL.

``today`` is the commune's day; rules such as ``. <= today()`` need it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from webapp.forms.rules import Answers, Form, Page, Question, Value

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PageResult:
    """What reading one page gave.

    ``answers`` are all answers so far with the good ones of this page put in.
    ``errors`` maps a question's name to a key for ``sentence``.  ``typed`` keeps
    what was posted for each question of the page, to be shown again.
    ``revealed`` names questions of this page that the new answers have brought
    into sight: show the page again before going on.
    """

    answers: dict[str, Value]
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    revealed: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Tell whether the next page may be shown."""
        return not self.errors and not self.revealed


def visible(form: Form, answers: Answers, today: date) -> frozenset[str]:
    """Return the names of the questions whose conditions hold."""
    raise NotImplementedError


def visible_pages(form: Form, answers: Answers, today: date) -> tuple[Page, ...]:
    """Return the pages to show, each with its visible questions only."""
    raise NotImplementedError


def read_page(form: Form, page: Page, posted: Posted, answers: Answers, today: date) -> PageResult:
    """Read what was posted for the questions of *page*; keys are question names."""
    raise NotImplementedError


def typed_from(question: Question, value: Value | None) -> tuple[str, ...]:
    """Return *value* as the strings a browser would post for it, to fill a field."""
    raise NotImplementedError


def problems(form: Form, answers: Answers, today: date) -> dict[str, str]:
    """Check all visible questions; map names to keys for ``sentence``.  Empty: may be sent."""
    raise NotImplementedError


def sentence(form: Form, name: str, key: str, language: str) -> str:
    """Return the finished sentence for *key* (from ``PageResult.errors`` or ``problems``)."""
    raise NotImplementedError


def prune(form: Form, answers: Answers, today: date) -> dict[str, Value]:
    """Return the answers of visible questions only, in the order of the form."""
    raise NotImplementedError


def describe(question: Question, value: Value | None, language: str) -> str:
    """Return *value* as a person reads it; empty text when unanswered."""
    raise NotImplementedError


def answer_with_role(form: Form, answers: Answers, role: str) -> Value | None:
    """Return the first given answer to a question with *role*."""
    raise NotImplementedError


def age_of(form: Form, answers: Answers, today: date) -> int | None:
    """Return the age from the role ``age``, else from ``birth_date``; None when unknown."""
    raise NotImplementedError


def topics_of(form: Form, answers: Answers) -> tuple[str, ...]:
    """Return the topic codes chosen in questions with the role ``topic``, each once."""
    raise NotImplementedError


def consents_of(form: Form, answers: Answers) -> dict[str, bool]:
    """Map each answered consent role to whether it was given."""
    raise NotImplementedError
