"""Which part of a change raises less than before, and which can only raise more.  Pure.

A line that is replaced counts as taken away, even by a wider one: whoever is in a hurry
adds the wider one beside it, which needs nobody's agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from webapp.base.text import fold
from webapp.safeguarding.lexicon.compiling import compiled
from webapp.safeguarding.lexicon.content import Change, Content, Rule, changes
from webapp.safeguarding.lexicon.points import START, read_points
from webapp.safeguarding.lexicon.trying import Outcome

Lines = tuple[str, ...]


def weakening(before: Content, after: Content) -> list[Change]:
    """Return what of a change raises less, part by part; empty when it only adds."""
    return changes(only_added(before, after), after)


def lost(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return the sample sentences that would no longer be raised, dangers first."""
    return tuple(text for one in outcomes for text in one.lost)


def only_added(before: Content, after: Content) -> Content:
    """Return *before* with everything of *after* that can only raise more.

    Lines of rules, words of groups, ways to spell a word and points for danger are added;
    harmless expressions are taken away.  A group that a harmless expression names gets only
    what no rule knows yet: anything else would make that expression wider.
    """
    words = compiled(before, "").words
    harmless = _groups_of((*before.innocent, *before.exact), before.sets)

    def grown(name: str, lines: Lines) -> Lines:
        was = before.sets.get(name, ())
        waits = frozenset(
            one for one in lines if name in harmless and one not in was and _known(one, words)
        )
        return _joined(was, tuple(one for one in lines if one not in waits))

    sets = {name: grown(name, lines) for name, lines in {**before.sets, **after.sets}.items()}
    rules = {
        name: Rule(
            rule.title,
            _joined(before.rules[name].patterns, rule.patterns)
            if name in before.rules
            else rule.patterns,
        )
        for name, rule in {**before.rules, **after.rules}.items()
    }
    return replace(
        after,
        sets=sets,
        rules=rules,
        innocent=tuple(line for line in before.innocent if line in after.innocent),
        exact=tuple(line for line in before.exact if line in after.exact),
        spelling=_spelling(before, after, words),
        points=_points(before.points, after.points),
    )


def _known(entry: str, words: frozenset[str]) -> bool:
    """Tell whether *entry* is another group, or made of words of the list alone."""
    return entry.startswith("@") or all(fold(word) in words for word in entry.split())


def _joined(was: Lines, now: Lines) -> Lines:
    """Return *was* with what *now* has more; *now* itself when it has everything."""
    return now if set(was) <= set(now) else (*was, *(line for line in now if line not in was))


def _groups_of(lines: Iterable[str], sets: Mapping[str, Lines]) -> set[str]:
    """Return the groups that *lines* name, and those that these name."""
    found: set[str] = set()
    waiting = list(lines)
    while waiting:
        line = waiting.pop()
        for name in sets:
            if name not in found and f"@{name}" in line.replace("|", " ").split():
                found.add(name)
                waiting.extend(sets[name])
    return found


def _spelling(before: Content, after: Content, words: frozenset[str]) -> dict[str, Lines]:
    """Return the spellings with new ones, without those that would hide a word of the list."""
    taken = {variant for variants in before.spelling.values() for variant in variants}
    found = dict(before.spelling)
    for word, variants in after.spelling.items():
        was = before.spelling.get(word, ())
        new = tuple(one for one in variants if one not in taken and fold(one) not in words)
        joined = tuple(one for one in variants if one in was or one in new)
        kept = joined if set(was) <= set(joined) else (*was, *new)
        if kept:
            found[word] = kept
    return found


def _points(before: Lines, after: Lines) -> Lines:
    """Return the points with new ones for danger; all others wait."""
    known, was, new = read_points(before).points, frozenset(before), []
    for line in after:
        if line in was or not known:
            continue
        points = read_points((f"{START} = -1", line)).points
        if points and points.keys().isdisjoint(known) and min(points.values()) > 0:
            new.append(line)
    return (*before, *new)
