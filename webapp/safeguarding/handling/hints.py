"""Whom a text may be about: a hint for the officer, never a decision.

Only the words are explained; nobody is excluded by a list.  Roles, not names: a child
writes "thầy" and the person who holds that role here may be one of those on call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.accounts.rules import Role
from webapp.base.text import clean, fold


class Kind(StrEnum):
    """A kind of person a child may complain of."""

    TEACHER = "teacher"
    YOUTH_UNION = "youth_union"
    POLICE = "police"
    OFFICIAL = "official"
    FAMILY = "family"


@dataclass(frozen=True)
class RoleHint:
    """A kind of person named in the texts, and the words that name it."""

    kind: Kind
    words: tuple[str, ...]


# With their marks; "cô" without them is "có", so bare words count in pairs only.
_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.TEACHER: (
        "thầy", "cô giáo", "cô chủ nhiệm", "cô hiệu trưởng", "hiệu trưởng", "hiệu phó",
        "giáo viên", "chủ nhiệm", "tổng phụ trách", "bảo vệ trường", "cô", "gv", "gvcn",
    ),
    Kind.YOUTH_UNION: ("anh đoàn", "chị đoàn", "đoàn xã", "bí thư đoàn", "anh bí thư", "chị bí thư",
                       "anh phụ trách", "chị phụ trách", "cán bộ đoàn"),
    Kind.POLICE: ("công an", "chú công an", "cảnh sát"),
    Kind.OFFICIAL: ("chủ tịch", "cán bộ xã", "cán bộ", "trưởng xóm", "trưởng thôn", "xóm trưởng",
                    "phó chủ tịch", "bác sĩ", "y tá"),
    Kind.FAMILY: (
        "bố", "mẹ", "ba", "má", "cha", "dượng", "bố dượng", "mẹ kế", "dì ghẻ", "ông", "bà", "chú",
        "bác", "cậu", "dì", "anh trai", "chị gái", "anh họ", "hàng xóm",
    ),
}  # fmt: skip
# The roles whose holders a hint is about; a parent may hold any of them.
ROLES: dict[Kind, frozenset[Role]] = {
    Kind.TEACHER: frozenset({Role.SCHOOL_COORDINATOR}),
    Kind.YOUTH_UNION: frozenset({Role.MODERATOR, Role.MODERATION_LEAD, Role.ADVISER}),
    Kind.POLICE: frozenset({Role.BODY_OFFICIAL}),
    Kind.OFFICIAL: frozenset(
        {Role.LEADER, Role.BODY_OFFICIAL, Role.POLICY_OFFICER, Role.PROTECTION_OFFICER}
    ),
    Kind.FAMILY: frozenset(),
}


def role_hints(texts: Sequence[str]) -> list[RoleHint]:
    """Return the kinds of people named in *texts* with the words that name them.

    Longer names win over the words inside them ("cô giáo" is no "cô").  A text
    without any mark is read without marks, but single words are then left out.
    """
    found: list[RoleHint] = []
    for kind in Kind:
        words = [word for text in texts for word in _named(text, _WORDS[kind])]
        if words:
            found.append(RoleHint(kind, tuple(dict.fromkeys(words))))
    return found


def _named(text: str, names: Sequence[str]) -> list[str]:
    text = clean(text).lower()
    bare = text == fold(text)
    wanted = {fold(n) if bare else n: n for n in names if not bare or " " in n}
    words = sorted(wanted, key=len, reverse=True)
    if not words:
        return []
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
    return [wanted[match.group()] for match in pattern.finditer(text)]
