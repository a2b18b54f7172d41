"""The filter as an address carries it, as a form shows it and as paper says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.base.text import read_day, read_number
from webapp.directory.rules import BodyView, SchoolView
from webapp.tracker.labels import (
    ALL_KINDS,
    ALL_STATES,
    DUE_FILTERS,
    EVERYTHING,
    FINISHED_LABELS,
    KINDS,
    PARTICIPATION,
    from_day,
    to_day,
)
from webapp.tracker.naming import Names
from webapp.tracker.rules import DueFilter, Sorting
from webapp.tracker.views import TrackerFilter

Asked = Mapping[str, str]
FINISHED = {"chua-xong": False, "da-xong": True}
DUE = {"qua-han": DueFilter.OVERDUE, "tuan-nay": DueFilter.THIS_WEEK}
SORTINGS = {
    "han": Sorting.DUE,
    "so": Sorting.NUMBER,
    "ten": Sorting.TITLE,
    "trangthai": Sorting.STATE,
}
# Questions that stand folded away until one of them is asked.
FOLDED = frozenset({"chude", "truong", "han", "tu", "den", "thamgia"})
LONGEST_TEXT = 200


def read_filter(asked: Asked) -> TrackerFilter:
    """Return the filter an address asks for; what cannot be read does not narrow.

    ``trangthai`` is ``chua-xong``, ``da-xong`` or ``<kind>.<state>``; sorting
    backwards has a minus in front (``-han``).
    """
    kind, _, state = asked.get("trangthai", "").rpartition(".")
    sorting = asked.get("sapxep", "han")
    return TrackerFilter(
        body_id=_number(asked.get("coquan")),
        kind=kind or asked.get("loai") or None,
        state=state if kind else None,
        finished=FINISHED.get(asked.get("trangthai", "")),
        topic=asked.get("chude") or None,
        school_id=_number(asked.get("truong")),
        due=DUE.get(asked.get("han", "")),
        due_from=read_day(asked.get("tu", "")),
        due_to=read_day(asked.get("den", "")),
        text=asked.get("tim", "")[:LONGEST_TEXT],
        participation=asked.get("thamgia") == "1",
        task_id=_number(asked.get("nhiemvu")),
        sorting=SORTINGS.get(sorting.removeprefix("-"), Sorting.DUE),
        descending=sorting.startswith("-"),
    )


def _number(text: str | None) -> int | None:
    try:
        return read_number(text or "")
    except ValueError:
        return None


@dataclass(frozen=True)
class FilterForm:
    """What the form and the links around it show; questions are parts of an address."""

    asked: Asked
    wanted: TrackerFilter
    folded_open: bool
    kinds: Mapping[str, object]
    states: Sequence[tuple[object, Sequence[tuple[str, object]]]]
    dues: Sequence[tuple[str, object]]
    bodies: Sequence[BodyView]
    schools: Sequence[SchoolView]
    quick: Sequence[tuple[Mapping[str, str], object, bool]]
    sort_by: Mapping[str, Mapping[str, str]]
    sorted: str


def filter_form(
    asked: Asked, wanted: TrackerFilter, bodies: Sequence[BodyView], schools: Sequence[SchoolView]
) -> FilterForm:
    """Return the filled-in form for what was *asked*."""
    questions: list[tuple[Mapping[str, str], object]] = [
        ({"tatca": "1"}, EVERYTHING),
        ({"trangthai": "chua-xong"}, FINISHED_LABELS[False]),
        ({"han": "qua-han"}, DUE_FILTERS[DueFilter.OVERDUE]),
        ({"han": "tuan-nay"}, DUE_FILTERS[DueFilter.THIS_WEEK]),
        ({"trangthai": "da-xong"}, FINISHED_LABELS[True]),
    ]
    return FilterForm(
        asked=asked,
        wanted=wanted,
        folded_open=not FOLDED.isdisjoint(asked),
        kinds=KINDS,
        states=state_groups(),
        dues=[(key, DUE_FILTERS[value]) for key, value in DUE.items()],
        bodies=bodies,
        schools=schools,
        quick=[(q, words, asked == ({} if "tatca" in q else q)) for q, words in questions],
        sort_by={key: _sorted_by(asked, key) for key in SORTINGS},
        sorted=asked.get("sapxep", "han"),
    )


def _sorted_by(asked: Asked, key: str) -> Mapping[str, str]:
    """Return the question sorted by *key*, the other way round when it is already."""
    now = asked.get("sapxep", "han")
    return {**asked, "sapxep": f"-{key}" if now == key else key}


def state_groups() -> list[tuple[object, list[tuple[str, object]]]]:
    """Return the states to choose from, by kind."""
    simple = [(key, FINISHED_LABELS[value]) for key, value in FINISHED.items()]
    return [(ALL_KINDS, simple), *((words, _states_of(kind)) for kind, words in KINDS.items())]


def _states_of(kind: str) -> list[tuple[str, object]]:
    return [
        (f"{kind}.{state}", words)
        for (its_kind, state), (words, _style) in ALL_STATES.items()
        if its_kind == kind
    ]


def in_words(asked: Asked, wanted: TrackerFilter, names: Names) -> list[str]:
    """Return the filter as words under a printed title."""
    states = {value: words for _group, choices in state_groups() for value, words in choices}
    parts: list[object] = [
        KINDS.get(asked.get("loai", "")),
        states.get(asked.get("trangthai", "")),
        names.body(wanted.body_id) if wanted.body_id else None,
        names.topic(wanted.topic),
        names.school(wanted.school_id),
        DUE_FILTERS[wanted.due] if wanted.due else None,
        f"«{wanted.text}»" if wanted.text else None,
        PARTICIPATION if wanted.participation else None,
        from_day(wanted.due_from) if wanted.due_from else None,
        to_day(wanted.due_to) if wanted.due_to else None,
    ]
    return [str(part) for part in parts if part]
