"""What each filter of the queue means in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_

from webapp.opinions.records import Opinion
from webapp.opinions.rules import (
    KINDS_OF,
    QUEUED,
    UNDECIDED,
    WAITED_DAYS,
    Due,
    Identity,
    QueueFilter,
    Waited,
)

_TOPIC = func.coalesce(Opinion.topic, Opinion.suggested_topic, "")
# Filters that compare a column with a value, by name.
COLUMNS: Mapping[str, ColumnElement[Any]] = {
    "round": Opinion.__table__.c.round_id,
    "school": Opinion.__table__.c.school_id,
    "topic": _TOPIC,
    "survey": Opinion.__table__.c.survey,
    "risk": Opinion.__table__.c.risk,
    "band": Opinion.__table__.c.band,
}


def conditions(wanted: QueueFilter, today: date) -> dict[str, ColumnElement[bool]]:
    """Return what *wanted* asks for, by the name of the filter."""
    where: dict[str, ColumnElement[bool]] = {"state": Opinion.state.in_(QUEUED[wanted.state])}
    asked = {
        "round": wanted.round_id,
        "school": wanted.school_id,
        "topic": wanted.topic,
        "survey": wanted.survey,
        "risk": wanted.risk,
        "band": wanted.band,
    }
    where |= {name: COLUMNS[name] == value for name, value in asked.items() if value is not None}
    chosen = {"due": wanted.due, "identity": wanted.identity, "waited": wanted.waited}
    meant = choices(today)
    where |= {name: meant[name][value] for name, value in chosen.items() if value is not None}
    return where


def choices(today: date) -> dict[str, dict[StrEnum, ColumnElement[bool]]]:
    """Return the filters with choices of their own, and what each choice means."""
    return {
        "due": dict(_due(today).items()),
        "identity": {identity: _names(identity) for identity in Identity},
        "waited": {waited: _waited(waited, today) for waited in Waited},
    }


def _due(today: date) -> dict[Due, ColumnElement[bool]]:
    """Return what each time limit means; the moderators' clock stops with their decision."""
    running = Opinion.state.in_(UNDECIDED)
    return {
        Due.LATE: and_(running, Opinion.moderation_due < today),
        Due.TODAY: and_(running, Opinion.moderation_due == today),
        Due.LATER: and_(running, Opinion.moderation_due > today),
    }


def _names(identity: Identity) -> ColumnElement[bool]:
    """Hold for texts in which one of the kinds was found; for "nothing", none at all."""
    kinds = KINDS_OF[identity]
    if not kinds:
        return Opinion.identifies == ""
    return or_(*(Opinion.identifies.contains(f" {kind.value} ") for kind in kinds))


def _waited(waited: Waited, today: date) -> ColumnElement[bool]:
    least, most = WAITED_DAYS[waited]
    not_later = Opinion.received_on <= today - timedelta(days=least)
    if most is None:
        return not_later
    return and_(not_later, not_(Opinion.received_on < today - timedelta(days=most)))
