"""Expressions and answers of all sorts, the same for the same seed.

Not what a person would write but what could be written: every operator, function,
axis and kind of value meets every other, so that two engines that differ anywhere
are caught here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support.rule_pools import (
    FLAT,
    GIVE_MOMENTS,
    GIVE_NUMBERS,
    GIVE_TEXTS,
    GIVE_TRUTHS,
    MOMENTS,
    NODES,
    NUMBERS,
    ODD,
    OPERATORS,
    PREDICATES,
    SIGNATURES,
    SMALL,
    TEXTS,
)

_REPEATS = {
    "ten_con": ["con"],
    "tien": ["con"],
    "do": ["con"],
    "ten_do": ["con", "do"],
    "gia": ["con", "do"],
}


def settings(random: Random, many: int) -> Iterator[dict[str, Any]]:
    """Yield *many* filled forms (``rule_setting``): flat questions, a group, nested repeats."""

    def text() -> str:
        return random.choice(TEXTS)

    def child() -> dict[str, Any]:
        toys = [{"ten_do": text(), "gia": text()} for _ in range(random.choice((0, 1, 2)))]
        return {"ten_con": text(), "tien": text(), "do": toys}

    def row(number: int) -> dict[str, str]:
        tinh = random.choice(("A", "B", ""))
        return {"name": f"x{number}", "label": f"Xã {number}", "tinh": tinh, "dan": text()}

    for _ in range(many):
        answers: dict[str, Any] = {name: text() for name in FLAT}
        answers["nha"] = {"xa": random.choice(("x1", "x2", text())), "dia_chi": text()}
        answers["con"] = [child() for _ in range(random.choice((0, 1, 2, 3)))]
        answers["cuoi"] = text()
        yield {
            "now": "2023-08-15T09:30:15.250+07:00",
            "draw": random.choice((0.0, 0.375, 0.999)),
            "here": "data",
            "answers": answers,
            "repeats": _REPEATS,
            "lists": {"xa": [row(1), row(2), row(3)]},
            "choice_names": {"xa": {"x1": "Xã 1", "x2": "Xã 2", "x3": "Xã 3"}},
            "itext": {"/data/tuoi:label": "Em mấy tuổi?", "xa-0": "Xã 1"},
        }


def places(setting: Mapping[str, Any]) -> list[str]:
    """Return from where the rules of *setting* look (``rule_setting.scope_at``)."""
    found = ["data", "tuoi", "trong", "xa", "nha"]
    for number, child in enumerate(setting["answers"]["con"], 1):
        found.append(f"ten_con@{number}")
        if child["do"]:
            found.append(f"gia@{number}.{len(child['do'])}")
    return found


@dataclass
class Maker:
    """Writes expressions; ``random`` decides everything."""

    random: Random

    def write(self, depth: int = 4) -> str:
        """Return one expression of any kind."""
        kind = self.random.choices("ntbsm ", (4, 4, 3, 3, 2, 1))[0]
        return self._operation(depth) if kind == " " else self.of_kind(kind, depth)

    def call(self, name: str, depth: int) -> str:
        """Return a call of the function *name*."""
        if name == "indexed-repeat" and self._is(0.4):
            return f"indexed-repeat(${{gia}}, ${{con}}, {self._one(SMALL)}, ${{do}}, 1)"
        arguments: list[str] = []
        kinds = SIGNATURES[name]
        for index, kind in enumerate(kinds):
            mark = kinds[index + 1 : index + 2]
            if mark == "?" and self._is(0.5):
                break
            times = self.random.choice((0, 1, 2)) if mark == "*" else 1
            if kind not in "?*":
                arguments += [self.of_kind(kind, depth - 1) for _ in range(times)]
        return f"{name}({', '.join(arguments)})"

    def of_kind(self, kind: str, depth: int) -> str:
        """Return an expression that gives *kind*, or now and then something else."""
        if kind == "a" or (kind in "ntbm" and self._is(0.2)):
            return self.write(depth - 1) if depth > 0 else self._leaf()
        makers = {
            "n": self._number,
            "t": self._text,
            "b": self._truth,
            "s": self._nodes,
            "m": self._moment,
        }
        return makers[kind](depth) if kind in makers else self._one(ODD[kind])

    def _is(self, chance: float) -> bool:
        return self.random.random() < chance

    def _one(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def _call(self, names: Sequence[str], depth: int) -> str:
        return self.call(self._one(names), depth)

    def _quoted(self) -> str:
        return f"'{self._one(TEXTS)}'"

    def _operation(self, depth: int) -> str:
        if depth <= 0:
            return self._leaf()
        operator = self._one(OPERATORS)
        left, right = self.write(depth - 1), self.write(depth - 1)
        return (
            f"({left} {operator} {right})" if self._is(0.8) else f"(-{left} {operator} ({right}))"
        )

    def _leaf(self) -> str:
        return self.random.choice((self._one(NUMBERS), self._quoted(), self._one(NODES)))

    def _number(self, depth: int) -> str:
        if depth <= 0:
            return self._one((*NUMBERS, "${tuoi}", "${so}", "${trong}"))
        roll = self.random.random()
        if roll < 0.15:
            return self._one(NUMBERS)
        if roll < 0.35:
            operator = self._one(OPERATORS[8:])
            return f"({self._number(depth - 1)} {operator} {self._number(depth - 1)})"
        if roll < 0.42:
            return f"-{self._number(depth - 1)}"
        return self._call(GIVE_NUMBERS, depth)

    def _text(self, depth: int) -> str:
        if depth <= 0 or self._is(0.25):
            return self._one((self._quoted(), "${ten}", "${chu}", "${nhieu}"))
        return self._call(GIVE_TEXTS, depth)

    def _truth(self, depth: int) -> str:
        if depth <= 0:
            return self._one(("true()", "false()", "${tuoi}", "${trong} = ''"))
        if self._is(0.5):
            return f"({self.write(depth - 1)} {self._one(OPERATORS[:8])} {self.write(depth - 1)})"
        return self._call(GIVE_TRUTHS, depth)

    def _moment(self, depth: int) -> str:
        if depth <= 0 or self._is(0.4):
            return self._one(MOMENTS)
        return self._call(GIVE_MOMENTS, depth)

    def _nodes(self, depth: int) -> str:
        leaf = self._one(NODES)
        if depth <= 0 or self._is(0.5):
            return leaf
        roll = self.random.random()
        if roll < 0.4:
            # Without brackets the predicate would belong to the last step of a path.
            start = leaf if leaf.endswith("}") else f"({leaf})"
            return f"{start}[{self._predicate(depth - 1)}]"
        if roll < 0.6:
            return f"({leaf} | {self._nodes(depth - 1)})"
        if roll < 0.75:
            return (
                f"randomize({leaf}, {self._one(SMALL)})" if self._is(0.8) else f"randomize({leaf})"
            )
        last = self._one(("ten_con", "tien", "do/gia", "*"))
        return f"/data/con[{self._predicate(depth - 1)}]/{last}"

    def _predicate(self, depth: int) -> str:
        return self._one((*PREDICATES, self._truth(depth), self._number(depth)))
