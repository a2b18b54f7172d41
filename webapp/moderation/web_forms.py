"""Reading what a moderator's forms send; wrong values become ``Invalid`` with fields.

The sheet has one small form per opinion and step, and offers only values the
server knows, so plain reading is shorter and stricter than form classes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from webapp.base.errors import Invalid
from webapp.base.text import clean, read_number
from webapp.moderation.queue.bulk import Ticked
from webapp.moderation.service import Place, Sending, TypedWords
from webapp.opinions.rules import (
    Due,
    HidingKind,
    Identifies,
    Identity,
    QueueFilter,
    QueueState,
    RefusalReason,
    Waited,
)

LONGEST_NOTE = 500
NEW_CASE = "moi"
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_PLACE = re.compile(r"(\d{1,6})-(\d{1,6})-([a-z]+)")
_BETWEEN_PARTS = re.compile(r"\n\s*\n")
Choice = TypeVar("Choice", bound=StrEnum)


class Posted(Protocol):
    """The part of Werkzeug's ``MultiDict`` that is read here."""

    def get(self, name: str, default: str) -> str: ...  # noqa: D102 (Werkzeug's)
    def getlist(self, name: str) -> Sequence[str]: ...  # noqa: D102


def read_day(typed: str) -> date | None:
    """Return a day typed as dd/mm/yyyy, None when empty; ``ValueError`` otherwise."""
    if not typed.strip():
        return None
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        raise ValueError(typed)
    day, month, year = (int(part) for part in match.groups())
    return date(year, month, day)


def read_places(posted: Posted) -> list[Place]:
    """Return the ticked suggestions; where both boxes are ticked erasing wins."""
    places: dict[tuple[int, int], Place] = {}
    for kind in (HidingKind.MASK, HidingKind.ERASE):
        for value in posted.getlist(kind.value):
            match = _PLACE.fullmatch(value)
            if match is None or _choice(Identifies, match[3]) is None:
                raise Invalid(fields={"words": "outside"})
            start, stop = int(match[1]), int(match[2])
            places[start, stop] = Place(start, stop, kind, match[3])
    return list(places.values())


def read_words(posted: Posted) -> TypedWords | None:
    """Return the words typed to be hidden, or None when there are none."""
    words = clean(posted.get("words", ""))
    if not words:
        return None
    kind = _choice(HidingKind, posted.get("words_kind", "")) or HidingKind.MASK
    reason = _choice(Identifies, posted.get("words_reason", "")) or Identifies.OTHER
    return TypedWords(words, kind, reason.value)


def read_refusal(posted: Posted) -> tuple[RefusalReason, str]:
    """Return the reason and the sentence for the child."""
    reason = _choice(RefusalReason, posted.get("reason", ""))
    if reason is None:
        raise Invalid(fields={"reason": "required"})
    return reason, clean(posted.get("note", ""))[:LONGEST_NOTE]


def read_note(posted: Posted) -> str:
    """Return what the moderator noticed; it must say something."""
    note = clean(posted.get("note", ""))[:LONGEST_NOTE]
    if not note:
        raise Invalid(fields={"note": "required"})
    return note


def read_parts(posted: Posted) -> list[str]:
    """Return the parts of a split: what stands between empty lines."""
    return _BETWEEN_PARTS.split(clean(posted.get("parts", "")))


def read_sending(posted: Posted, topics: Sequence[str]) -> Sending:
    """Return where to send an opinion; unknown topics count as none chosen."""
    topic = posted.get("topic", "")
    try:
        due_on = read_day(posted.get("due_on", ""))
    except ValueError:
        raise Invalid(fields={"due_on": "unreadable"}) from None
    case = posted.get("case", "")
    case_id = _number(case)
    if case != NEW_CASE and case_id is None:
        raise Invalid(fields={"case": "required"})
    return Sending(
        topic=topic if topic in topics else None,
        case_id=case_id,
        title=posted.get("title", ""),
        title_sure=posted.get("title_sure", "") == "1",
        lead_body_id=_number(posted.get("lead_body_id", "")),
        coordinating=tuple(
            number
            for value in posted.getlist("coordinating")
            if (number := _number(value)) is not None
        ),
        due_on=due_on,
        why=clean(posted.get("why", ""))[:LONGEST_NOTE],
    )


def read_ticked(posted: Posted) -> list[Ticked]:
    """Return the ticked opinions; what cannot be read is nobody's opinion."""
    found = (value.rpartition(".") for value in posted.getlist("ticked"))
    return [Ticked(one, turn) for one, _, typed in found if (turn := _number(typed)) is not None]


def read_turn(posted: Posted) -> int | None:
    """Return the turn of the opinion the form was shown with, or None."""
    return _number(posted.get("turn", ""))


def read_filter(asked: Mapping[str, str]) -> QueueFilter:
    """Return the queue's filter from the address; what cannot be read narrows nothing."""
    return QueueFilter(
        state=_choice(QueueState, asked.get("trang-thai", "")) or QueueState.WAITING,
        round_id=_number(asked.get("dot", "")),
        school_id=_number(asked.get("truong", "")),
        topic=asked.get("chu-de") or None,
        survey=asked.get("bieu-mau") or None,
        due=_choice(Due, asked.get("han", "")),
        risk=_number(asked.get("can-chu-y", "")),
        identity=_choice(Identity, asked.get("danh-tinh", "")),
        band=asked.get("tuoi") or None,
        waited=_choice(Waited, asked.get("cho", "")),
    )


def query_of(wanted: QueueFilter, number: int, state: QueueState | None) -> dict[str, str]:
    """Return the query of the address that asks for *wanted*, in another *state* if given."""
    state = state or wanted.state
    query = {
        "trang-thai": None if state is QueueState.WAITING else state,
        "dot": wanted.round_id,
        "truong": wanted.school_id,
        "chu-de": wanted.topic,
        "bieu-mau": wanted.survey,
        "han": wanted.due,
        "can-chu-y": wanted.risk,
        "danh-tinh": wanted.identity,
        "tuoi": wanted.band,
        "cho": wanted.waited,
        "trang": number if number > 1 else None,
    }
    return {name: str(value) for name, value in query.items() if value is not None}


def read_page_number(asked: Mapping[str, str]) -> int:
    """Return the page asked for, at least 1."""
    return max(1, _number(asked.get("trang", "")) or 1)


def _number(typed: str) -> int | None:
    try:
        return read_number(typed)
    except ValueError:
        return None


def _choice(values: type[Choice], typed: str) -> Choice | None:
    try:
        return values(typed)
    except ValueError:
        return None
