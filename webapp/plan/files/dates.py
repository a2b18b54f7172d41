"""From the machine reading of a time to dated occurrences.

Recurrence rules are the small part of RFC 5545 that plans use: ``FREQ`` is
``MONTHLY`` or ``YEARLY``, with ``INTERVAL``, ``UNTIL``, ``BYMONTH`` and
``BYMONTHDAY``; several rules are separated by `` | ``.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

_ROMAN = {1: "I", 4: "II", 7: "III", 10: "IV"}
# Used where a plan's own folder gives no names.
_LABELS = {
    "whole_year": "{year}",
    "month": "{month}/{year}",
    "months": "{month}–{last_month}/{year}",
    "quarter": "{roman}/{year}",
    "first_half": "1–6/{year}",
    "second_half": "7–12/{year}",
    "year": "{year}",
    "by_day": "{day:02d}/{month:02d}/{year}",
    "on_day": "{day:02d}/{month:02d}/{year}",
}
YEAR_ROUND = frozenset({"ca_nam", "ca_nam_suy_ra"})


class RuleError(ValueError):
    """A recurrence rule says something we do not read."""


@dataclass(frozen=True)
class Rule:
    """One recurrence rule."""

    monthly: bool
    interval: int = 1
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class PlannedOccurrence:
    """A dated instance that follows from the plan; without a date for year-round work."""

    label: str
    starts_on: date | None
    due_on: date | None
    past_when_issued: bool


def parse_rules(text: str) -> list[Rule]:
    """Return the rules in *text*; raise RuleError for anything we do not read."""
    return [_parse(part) for part in text.split("|") if part.strip()]


def _parse(text: str) -> Rule:
    parts = dict(_pair(part) for part in text.strip().split(";"))
    if parts.get("FREQ") not in {"MONTHLY", "YEARLY"}:
        raise RuleError(text)
    if not {"FREQ", "INTERVAL", "UNTIL", "BYMONTH", "BYMONTHDAY"}.issuperset(parts):
        raise RuleError(text)
    try:
        rule = Rule(
            monthly=parts["FREQ"] == "MONTHLY",
            interval=int(parts.get("INTERVAL", "1")),
            month=int(parts["BYMONTH"]) if "BYMONTH" in parts else None,
            day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
        )
        # 2023 is no leap year: a yearly 29 February would have no date.
        date(2023, rule.month or 1, rule.day or 1)
    except ValueError as error:
        raise RuleError(text) from error
    if rule.interval not in {1, 3, 6, 12} or (rule.month is None) != (rule.day is None):
        raise RuleError(text)
    return rule


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign:
        raise RuleError(part)
    return name, value


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def occurrences(
    *,
    time_kinds: tuple[str, ...],
    starts_on: date | None,
    ends_on: date | None,
    due_on: date | None,
    recurrence: str,
    plan_year: int,
    issued_on: date,
    labels: Mapping[str, str],
) -> list[PlannedOccurrence]:
    """Return the dated instances of one task, in order.

    Year-round work has one without a date; recurring work one for each rule
    and period; anything else one for its date.  What happens by event or on
    demand has none until somebody adds one.  An instance whose date lies before
    the day of issue was past when the plan was issued.
    """
    names = {**_LABELS, **labels}
    first = starts_on or due_on or date(plan_year, 1, 1)
    last = ends_on or date(first.year, 12, 31)
    found: list[tuple[str, date | None, date | None]] = []
    if YEAR_ROUND.intersection(time_kinds):
        found.append((names["whole_year"].format(year=first.year), starts_on, None))
    for rule in parse_rules(recurrence):
        found.extend(_expand(rule, first, last, names))
    if not recurrence and due_on is not None:
        found.append((_label(names, time_kinds, starts_on, due_on), starts_on, due_on))
    return [
        PlannedOccurrence(label, start, due, due is not None and due < issued_on)
        for label, start, due in found
    ]


def _expand(
    rule: Rule, first: date, last: date, names: Mapping[str, str]
) -> Iterator[tuple[str, date | None, date | None]]:
    """Yield label, start and due day of each period of *rule* from *first* to *last*."""
    if rule.month and rule.day:
        label = names["on_day"].format(day=rule.day, month=rule.month, year=first.year)
        yield label, None, date(first.year, rule.month, rule.day)
        return
    length = rule.interval if rule.monthly else 12
    month = (first.month - 1) // length * length + 1
    while month <= 12 and date(first.year, month, 1) <= last:
        start, due = date(first.year, month, 1), month_end(first.year, month + length - 1)
        yield _period(names, start, length), max(first, start), due
        month += length


def _period(names: Mapping[str, str], start: date, length: int) -> str:
    """Return the name of a period of *length* months that begins on *start*."""
    if length == 1:
        return names["month"].format(month=start.month, year=start.year)
    if length == 3:
        return names["quarter"].format(roman=_ROMAN[start.month], year=start.year)
    if length == 6:
        name = "first_half" if start.month == 1 else "second_half"
        return names[name].format(year=start.year)
    return names["year"].format(year=start.year)


def _label(
    names: Mapping[str, str], time_kinds: tuple[str, ...], starts_on: date | None, due: date
) -> str:
    """Return the name of a single instance, from the way its time was written."""
    start = starts_on or due
    if "quy" in time_kinds and start.month in _ROMAN:
        return names["quarter"].format(roman=_ROMAN[start.month], year=due.year)
    if "thang" in time_kinds:
        return names["month"].format(month=due.month, year=due.year)
    if "khoang_thang" in time_kinds:
        return names["months"].format(month=start.month, last_month=due.month, year=due.year)
    return names["by_day"].format(day=due.day, month=due.month, year=due.year)
