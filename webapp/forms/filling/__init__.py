"""Filling a form: pages, typed answers, problems, and what answers mean."""

from webapp.forms.filling.meaning import (
    age_of,
    answer_with_role,
    consents_of,
    describe,
    topics_of,
)
from webapp.forms.filling.reading import typed_from
from webapp.forms.filling.sentences import sentence
from webapp.forms.filling.walking import (
    PageResult,
    problems,
    prune,
    read_page,
    visible,
    visible_pages,
)

__all__ = [
    "PageResult", "age_of", "answer_with_role", "consents_of", "describe", "problems", "prune",
    "read_page", "sentence", "topics_of", "typed_from", "visible", "visible_pages",
]  # fmt: skip
