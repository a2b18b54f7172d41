"""The word list as plain lines: what an officer edits, a version keeps, a file ships."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

_SHIPPED = Path(__file__).with_name("shipped.toml")
_POINTS = Path(__file__).with_name("points.txt")
INNOCENT, EXACT, SPELLING, POINTS = "innocent", "exact", "spelling", "points"


@dataclass(frozen=True)
class Rule:
    """One kind of danger: its title in Vietnamese and its patterns."""

    title: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """All lines of one word list; nothing in it is compiled or checked yet.

    ``sets`` are words that stand together under a name, ``innocent`` the
    harmless expressions, ``exact`` those that are harmless only when typed with
    their marks, ``spelling`` how children write a word, ``points`` what single words weigh.
    """

    name: str
    sets: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Rule]
    innocent: tuple[str, ...]
    exact: tuple[str, ...]
    spelling: Mapping[str, tuple[str, ...]]
    points: tuple[str, ...] = ()

    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return every editable part by its name: sets as ``set:…``, rules as ``rule:…``."""
        return {
            **{f"rule:{name}": rule.patterns for name, rule in self.rules.items()},
            INNOCENT: self.innocent,
            EXACT: self.exact,
            **{f"set:{name}": entries for name, entries in self.sets.items()},
            SPELLING: tuple(
                f"{word} = {', '.join(variants)}" for word, variants in self.spelling.items()
            ),
            POINTS: self.points,
        }

    def with_part(self, part: str, lines: Sequence[str]) -> Content:
        """Return the list with the lines of one part changed; ``KeyError`` for no part."""
        if part not in self.parts():
            raise KeyError(part)
        kind, _, name = part.partition(":")
        new = tuple(lines)
        if kind == "rule":
            rule = replace(self.rules[name], patterns=new)
            return replace(self, rules={**self.rules, name: rule})
        if kind == "set":
            return replace(self, sets={**self.sets, name: new})
        if part == SPELLING:
            return replace(self, spelling=dict(map(_variants, new)))
        if part == POINTS:
            return replace(self, points=new)
        return replace(self, innocent=new) if part == INNOCENT else replace(self, exact=new)

    def as_json(self) -> str:
        """Return the list as text for a column."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Change:
    """What one part gained and lost between two lists."""

    part: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def _variants(line: str) -> tuple[str, tuple[str, ...]]:
    word, _, variants = line.partition("=")
    found = (" ".join(variant.split()) for variant in variants.split(","))
    return " ".join(word.split()), tuple(variant for variant in found if variant)


def changes(before: Content, after: Content) -> list[Change]:
    """Return what *after* has and has not, part by part, in the order of the parts."""
    old, new = before.parts(), after.parts()
    found = []
    for part in dict.fromkeys([*new, *old]):
        was, now = old.get(part, ()), new.get(part, ())
        # The points are thousands of lines: looked up, never walked for each other line.
        had, has = frozenset(was), frozenset(now)
        added = tuple(line for line in now if line not in had)
        removed = tuple(line for line in was if line not in has)
        if added or removed:
            found.append(Change(part, added, removed))
    return found


def from_json(text: str) -> Content:
    """Return the list kept by ``as_json``."""
    raw = json.loads(text)
    return _content(raw["name"], raw["sets"], raw["rules"], raw)


@cache
def shipped() -> Content:
    """Return the list that came with the program."""
    raw = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
    plain = {**raw["innocent"], "innocent": raw["innocent"]["patterns"]}
    points = _POINTS.read_text(encoding="utf-8").splitlines()
    rest = {**plain, "spelling": raw["spelling"], POINTS: points}
    return _content(raw["version"], raw["set"], raw["rule"], rest)


def _content(
    name: str, sets: Mapping[str, Any], rules: Mapping[str, Any], rest: Mapping[str, Any]
) -> Content:
    return Content(
        name=name,
        sets={key: tuple(entries) for key, entries in sets.items()},
        rules={key: Rule(rule["title"], tuple(rule["patterns"])) for key, rule in rules.items()},
        innocent=tuple(rest[INNOCENT]),
        exact=tuple(rest[EXACT]),
        spelling={word: tuple(found) for word, found in rest[SPELLING].items()},
        points=tuple(rest[POINTS]),
    )
