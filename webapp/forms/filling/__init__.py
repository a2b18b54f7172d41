"""Filling a form: pages, typed answers, problems, and what answers mean."""

from webapp.forms.filling.live import live
from webapp.forms.filling.meaning import (
    Given,
    age_of,
    answer_with_role,
    consents_of,
    describe,
    given_answers,
    impersonal,
    label_of,
    plain_words,
    topics_of,
)
from webapp.forms.filling.places import MOST_TIMES, place_text, split_place
from webapp.forms.filling.reading import typed_from
from webapp.forms.filling.repeating import add_time, begin, drop_time, put
from webapp.forms.filling.scale import scale_of
from webapp.forms.filling.sentences import sentence
from webapp.forms.filling.state import State, look, visible, visible_pages
from webapp.forms.filling.walking import PageResult, problems, prune, read_page

__all__ = [
    "MOST_TIMES", "Given", "PageResult", "State", "add_time", "age_of", "answer_with_role",
    "begin", "consents_of", "describe", "drop_time", "given_answers", "impersonal", "label_of",
    "live", "look", "place_text", "plain_words", "problems", "prune", "put", "read_page",
    "scale_of", "sentence", "split_place", "topics_of", "typed_from", "visible", "visible_pages",
]  # fmt: skip
