"""The functions of the rule language: what each takes, what it gives, who does it.

``takes`` names the kind of each argument (XPath 1.0 §3.2: an argument is turned into
the kind wanted), a ``?`` after those that may be left out; ``rest`` is what may follow
as often as one likes.  Kinds: ``text number truth``, ``nodes`` (nothing turns into
nodes, so it is refused when the form is loaded), ``any`` (as it is).  A ``scoped`` one
also gets the scope and the place: the node looked at, its position, how many there are.
``current() if() indexed-repeat() regex()`` are built in ``compiling``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.forms.rule_language import date_functions as dates
from webapp.forms.rule_language import node_functions as nodes
from webapp.forms.rule_language import number_functions as numbers
from webapp.forms.rule_language import place_functions as places
from webapp.forms.rule_language import text_functions as texts
from webapp.forms.rule_language import truth_functions as truths

ENDLESS = 10_000


@dataclass(frozen=True)
class Function:
    """One function (see the top).  ``here``: without argument it looks at the node in question."""

    call: Callable[..., Any] | None
    takes: str
    gives: str
    rest: str = ""
    scoped: bool = False
    here: bool = False

    @property
    def fewest(self) -> int:
        """Return how many arguments it needs."""
        return sum(not kind.endswith("?") for kind in self.takes.split())

    @property
    def most(self) -> int:
        """Return how many arguments it takes at most."""
        return ENDLESS if self.rest else len(self.takes.split())

    def takes_count(self, count: int) -> bool:
        """Tell whether it can be called with *count* arguments."""
        if not self.fewest <= count <= self.most:
            return False
        beyond, group = count - len(self.takes.split()), len(self.rest.split())
        return beyond <= 0 or beyond % group == 0

    def kind_at(self, place: int) -> str:
        """Return the kind of the argument at *place*, counted from 0."""
        kinds, rest = self.takes.split(), self.rest.split()
        if place < len(kinds):
            return kinds[place].rstrip("?")
        return rest[(place - len(kinds)) % len(rest)]


def _maths(function: Callable[..., float], takes: str = "number") -> Function:
    return Function(numbers.ieee(function), takes, "number")


FUNCTIONS: dict[str, Function] = {
    # text
    "string": Function(lambda text: text, "text?", "text", here=True),
    "concat": Function(texts.concat, "", "text", rest="any"),
    "join": Function(texts.join, "text", "text", rest="any"),
    "substr": Function(texts.substr, "text number number?", "text"),
    "substring": Function(texts.substring, "text number number?", "text"),
    "substring-before": Function(texts.substring_before, "text text", "text"),
    "substring-after": Function(texts.substring_after, "text text", "text"),
    "translate": Function(texts.translate, "text text text", "text"),
    "string-length": Function(lambda text: float(len(text)), "text?", "number", here=True),
    "normalize-space": Function(texts.normalize_space, "text?", "text", here=True),
    "contains": Function(lambda text, part: part in text, "text text", "truth"),
    "starts-with": Function(lambda text, part: text.startswith(part), "text text", "truth"),
    "ends-with": Function(lambda text, part: text.endswith(part), "text text", "truth"),
    "uuid": Function(texts.random_id, "number?", "text"),
    "digest": Function(texts.digest, "text text text?", "text"),
    "base64-decode": Function(texts.base64_decode, "text", "text"),
    "pulldata": Function(texts.pulldata, "text text text text", "text", scoped=True),
    # truth
    "if": Function(None, "truth any any", "any"),
    "coalesce": Function(truths.coalesce, "text text", "text"),
    "once": Function(truths.once, "text", "text", scoped=True),
    "true": Function(lambda: True, "", "truth"),
    "false": Function(lambda: False, "", "truth"),
    "boolean": Function(lambda truth: truth, "truth", "truth"),
    "boolean-from-string": Function(truths.boolean_from_string, "text", "truth"),
    "not": Function(lambda truth: not truth, "truth", "truth"),
    "regex": Function(None, "text text", "truth"),
    "checklist": Function(truths.checklist, "number number", "truth", rest="any", scoped=True),
    "weighted-checklist": Function(
        truths.weighted_checklist, "number number", "truth", rest="any any", scoped=True
    ),
    # numbers
    "number": Function(lambda number: number, "number?", "number", here=True),
    "random": Function(numbers.draw, "", "number", scoped=True),
    "int": Function(numbers.whole, "number", "number"),
    "sum": Function(numbers.total, "nodes", "number", scoped=True),
    "max": Function(numbers.greatest, "any", "number", rest="any", scoped=True),
    "min": Function(numbers.least, "any", "number", rest="any", scoped=True),
    "round": Function(numbers.round_to, "number number?", "number"),
    "floor": Function(numbers.floor, "number", "number"),
    "ceiling": Function(numbers.ceiling, "number", "number"),
    "pow": Function(numbers.power, "number number", "number"),
    "log": Function(numbers.logarithm(math.log), "number", "number"),
    "log10": Function(numbers.logarithm(math.log10), "number", "number"),
    "abs": _maths(math.fabs),
    "sin": _maths(math.sin),
    "cos": _maths(math.cos),
    "tan": _maths(math.tan),
    "asin": _maths(math.asin),
    "acos": _maths(math.acos),
    "atan": _maths(math.atan),
    "atan2": _maths(math.atan2, "number number"),
    "sqrt": _maths(math.sqrt),
    "exp": Function(numbers.exponential, "number", "number"),
    "exp10": Function(lambda number: numbers.power(10.0, number), "number", "number"),
    "pi": Function(lambda: math.pi, "", "number"),
    # nodes
    "count": Function(nodes.count, "nodes", "number"),
    "count-non-empty": Function(nodes.count_non_empty, "nodes", "number"),
    "position": Function(nodes.position, "nodes?", "number", scoped=True),
    "last": Function(nodes.last, "", "number", scoped=True),
    "name": Function(nodes.name, "nodes?", "text", scoped=True),
    "local-name": Function(nodes.name, "nodes?", "text", scoped=True),
    "instance": Function(nodes.instance, "text", "nodes", scoped=True),
    "current": Function(None, "", "nodes"),
    "randomize": Function(nodes.randomize, "nodes number?", "nodes", scoped=True),
    "indexed-repeat": Function(
        None, "nodes nodes number nodes? number? nodes? number?", "text", scoped=True
    ),
    # dates
    "today": Function(dates.today, "", "text", scoped=True),
    "now": Function(dates.now, "", "text", scoped=True),
    "format-date": Function(dates.format_date, "any text", "text", scoped=True),
    "format-date-time": Function(dates.format_date, "any text", "text", scoped=True),
    "date": Function(dates.as_date, "any", "text", scoped=True),
    "date-time": Function(dates.as_date_time, "any", "text", scoped=True),
    "decimal-date-time": Function(dates.decimal_date_time, "any", "number", scoped=True),
    "decimal-time": Function(dates.decimal_time, "text", "number", scoped=True),
    # chosen answers
    "selected": Function(truths.selected, "text text", "truth"),
    "selected-at": Function(truths.selected_at, "text number", "text"),
    "count-selected": Function(lambda text: float(len(text.split())), "text", "number"),
    "jr:choice-name": Function(truths.choice_name, "any text", "text", scoped=True),
    "jr:itext": Function(texts.words_called, "text", "text", scoped=True),
    # places
    "area": Function(places.area, "any", "number"),
    "distance": Function(places.distance, "any", "number", rest="any"),
}
# What XPath has and we do not: XML's own business.
UNSUPPORTED = frozenset({"id", "lang", "namespace-uri"})
