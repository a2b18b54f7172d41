"""Functions on dates and times; ``moments`` says how they are counted."""

from __future__ import annotations

from datetime import date, datetime, time

from webapp.forms.rule_language.documents import Place, Scope
from webapp.forms.rule_language.moments import day_fraction, day_number, moment_of, write_moment
from webapp.forms.rule_language.values import Value, to_text

_MONTHS = {
    "vi": [f"thg {month}" for month in range(1, 13)],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_DAYS = {
    "vi": ["Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
DATE_SIGNS = "YymnbdeaHhMS3%"


def today(scope: Scope, _place: Place) -> str:
    """Return the commune's day."""
    return scope.now.date().isoformat()


def now(scope: Scope, _place: Place) -> str:
    """Return the commune's time with its offset."""
    return write_moment(scope.now)


def as_date(scope: Scope, _place: Place, value: Value) -> str:
    """Return *value* as a date; empty when it is none."""
    moment = _moment(scope, value)
    if isinstance(moment, datetime):
        moment = moment.date()
    return "" if moment is None else moment.isoformat()


def as_date_time(scope: Scope, _place: Place, value: Value) -> str:
    """Return *value* as a date-time in the commune's zone; a date stays a date."""
    moment = _moment(scope, value)
    if isinstance(moment, datetime):
        return write_moment(moment)
    return "" if moment is None else moment.isoformat()


def format_date(scope: Scope, _place: Place, value: Value, layout: str) -> str:
    """Return *value* written as *layout* says; empty when it is no date.

    A sign that there is not stays as it is written; in a layout written in the form
    it is refused when the form is loaded.
    """
    moment = _moment(scope, value)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), scope.now.tzinfo)
    written = _signs(moment, scope.language)
    pieces = layout.split("%")
    found = [pieces.pop(0)]
    while pieces:
        piece = pieces.pop(0)
        if not piece and pieces:
            found.append("%" + pieces.pop(0))
        else:
            found.append(written.get(piece[:1], "%" + piece[:1]) + piece[1:])
    return "".join(found)


def layout_fault(layout: str) -> bool:
    """Tell whether *layout* has a sign that there is not."""
    left = layout.replace("%%", "")
    return any(piece[:1] not in DATE_SIGNS or not piece for piece in left.split("%")[1:])


def decimal_date_time(scope: Scope, _place: Place, value: Value) -> float:
    """Return a date or date-time as days since 1970; a number stays one."""
    if isinstance(value, float):
        return value
    return day_number(to_text(value).strip(), scope.now)


def decimal_time(scope: Scope, _place: Place, value: str) -> float:
    """Return a time as a part of the day: noon is 0.5."""
    return day_fraction(value, scope.now)


def _moment(scope: Scope, value: Value) -> datetime | date | None:
    if isinstance(value, bool):
        return None
    return moment_of(value if isinstance(value, float) else to_text(value), scope.now)


def _signs(moment: datetime, language: str) -> dict[str, str]:
    """Return what stands for each sign of a layout."""
    months, days = _MONTHS.get(language, _MONTHS["en"]), _DAYS.get(language, _DAYS["en"])
    return {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year:04}"[2:],
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": months[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": days[moment.weekday()],
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
    }
