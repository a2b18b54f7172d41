"""Keeping the watched hours and answering whether somebody watches now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.directory.rules import DayKind
from webapp.safeguarding.oncall.hours import Span, WatchPlan, read_spans
from webapp.safeguarding.oncall.records import WatchDay, WatchHours


@dataclass(frozen=True)
class SpecialWatch:
    """A day unlike its weekday: its stretch, or none when nobody watches."""

    day: date
    span: Span | None
    note: str


def watch_plan(session: Session) -> WatchPlan:
    """Return when somebody watches, with the commune's holidays."""
    weekly: dict[int, list[Span]] = {}
    for row in session.scalars(select(WatchHours).order_by(WatchHours.weekday, WatchHours.starts)):
        weekly.setdefault(row.weekday, []).append(Span(row.starts, row.ends))
    special = {one.day: (one.span,) if one.span else () for one in special_watches(session)}
    days_off = {day.day for day in directory.special_days(session) if day.kind is DayKind.OFF}
    return WatchPlan(weekly, special, days_off)


def somebody_watches(session: Session, now: datetime) -> bool:
    """Tell whether somebody of the commune watches at *now*; for the pages of children."""
    return watch_plan(session).watched(clock.local(now))


def special_watches(session: Session) -> list[SpecialWatch]:
    """Return the days unlike their weekday, in order."""
    return [
        SpecialWatch(
            row.day,
            None if row.starts is None or row.ends is None else Span(row.starts, row.ends),
            row.note,
        )
        for row in session.scalars(select(WatchDay).order_by(WatchDay.day))
    ]


def set_hours(session: Session, viewer: Viewer, typed: Mapping[int, str]) -> None:
    """Keep the watched hours of the week, *typed* by weekday (0 Monday).

    Raises ``Invalid`` naming the weekdays that cannot be read, and ``NotFound`` for
    everybody but the officers.
    """
    _only_officers(viewer)
    read = {weekday: read_spans(typed.get(weekday, "")) for weekday in range(7)}
    wrong = {str(weekday): "unreadable" for weekday, spans in read.items() if spans is None}
    if wrong:
        raise Invalid(fields=wrong)
    session.execute(delete(WatchHours))
    _add(session, {weekday: spans for weekday, spans in read.items() if spans})
    audit.record(session, viewer.user_id, "watch.hours_set", "watch", "week")


def _add(session: Session, weekly: Mapping[int, Sequence[Span]]) -> None:
    for weekday, spans in weekly.items():
        for span in spans:
            session.add(WatchHours(weekday=weekday, starts=span.starts, ends=span.ends))
    session.flush()


def set_day(session: Session, viewer: Viewer, day: date | None, typed: str, note: str) -> None:
    """Keep the hours of one special day; an empty line means nobody watches.

    Raises ``Invalid`` (``day``, ``hours``) and ``NotFound``.
    """
    _only_officers(viewer)
    spans = read_spans(typed)
    problems = {"day": "missing"} if day is None else {}
    if spans is None or len(spans) > 1:
        problems["hours"] = "unreadable"
    if problems or day is None or spans is None:
        raise Invalid(fields=problems)
    row = session.get(WatchDay, day) or WatchDay(day=day)
    row.starts, row.ends = (spans[0].starts, spans[0].ends) if spans else (None, None)
    row.note = clean(note)[:120]
    session.add(row)
    session.flush()
    audit.record(session, viewer.user_id, "watch.day_set", "watch", day.isoformat())


def drop_day(session: Session, viewer: Viewer, day: date) -> None:
    """Let a special day be like its weekday again."""
    _only_officers(viewer)
    row = session.get(WatchDay, day)
    if row is None:
        raise NotFound
    session.delete(row)
    session.flush()
    audit.record(session, viewer.user_id, "watch.day_dropped", "watch", day.isoformat())


def _only_officers(viewer: Viewer) -> None:
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound
