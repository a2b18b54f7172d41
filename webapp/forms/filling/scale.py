"""The scale of a range: from where, to where, in which steps (pyxform: 1, 10, 1)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.forms.filling.rule_text import number_value
from webapp.forms.rules import Question

USUAL = {"start": 1.0, "end": 10.0, "step": 1.0}
MOST_POINTS = 101


@dataclass(frozen=True)
class Scale:
    """A range: both ends count, ``low`` is the smaller one, ``step`` is above nothing."""

    low: float
    high: float
    step: float
    falls: bool = False

    @property
    def points(self) -> tuple[int | float, ...]:
        """Return every number one may pick, first as written; empty above ``MOST_POINTS``."""
        count = int(round((self.high - self.low) / self.step, 6)) + 1
        if count > MOST_POINTS:
            return ()
        found = [number_value(round(self.low + i * self.step, 9)) or 0 for i in range(count)]
        return tuple(reversed(found)) if self.falls else tuple(found)


def scale_of(question: Question) -> Scale:
    """Return the scale of a range question; ends written the wrong way round are a falling one."""
    start, end, step = (_number(question, name) for name in ("start", "end", "step"))
    return Scale(min(start, end), max(start, end), abs(step) or 1.0, start > end)


def _number(question: Question, name: str) -> float:
    try:
        return float(question.parameters.get(name, USUAL[name]))
    except ValueError:
        return USUAL[name]
