"""Which passwords are refused, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from webapp.base.text import fold

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128  # hashing time grows with length; nobody types more


class PasswordFault(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    OWN_NAME = "own_name"


def password_fault(
    password: str, names: Iterable[str], common: Collection[str]
) -> PasswordFault | None:
    """Return what is wrong with *password*, or None.

    *names* are the person's user name and the words of their own name; *common*
    are folded passwords that everybody tries first.  Accents, capitals and
    digits put at the end do not make a common password rare.
    """
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFault.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFault.TOO_LONG
    bare = fold(password).replace(" ", "")
    stem = bare.strip("0123456789!@#$%.*?_-")
    if bare in common or stem in common or _is_pattern(bare):
        return PasswordFault.COMMON
    if any(stem == fold(name).replace(" ", "") for name in names if name):
        return PasswordFault.OWN_NAME
    return None


def _is_pattern(text: str) -> bool:
    """Tell whether *text* is a run or a short repetition, such as 0123456789 or abcabcabc."""
    steps = {ord(right) - ord(left) for left, right in pairwise(text)}
    if steps in ({0}, {1}, {-1}):
        return True
    return any(text == (text[:size] * len(text))[: len(text)] for size in (1, 2, 3))


@cache
def common_passwords() -> frozenset[str]:
    """Return the passwords everybody tries first, from the file beside this one."""
    lines = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in lines.splitlines() if not line.startswith("#"))
