"""A hint and never a decision: whether a text criticises a school, a teacher or the commune.

Criticism is no reason to put a child's words aside; whoever is about to refuse
such a text is reminded of it and sees which words made us think so.  Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.base.text import fold

# Who is spoken of.  Whole words, as a child writes them; accents are told apart
# where the text has any, since "co" (there is) stands in every second sentence.
SPOKEN_OF = (
    "cô giáo",
    "thầy giáo",
    "giáo viên",
    "thầy cô",
    "cô chủ nhiệm",
    "thầy chủ nhiệm",
    "chủ nhiệm",
    "hiệu trưởng",
    "hiệu phó",
    "ban giám hiệu",
    "nhà trường",
    "trường em",
    "trường mình",
    "bảo vệ trường",
    "tổng phụ trách",
    "ủy ban",
    "uỷ ban",
    "chủ tịch",
    "cán bộ",
    "chính quyền",
    "công an",
    "trưởng thôn",
    "trưởng ấp",
    "xã mình",
    "xã em",
    "đoàn xã",
    "thầy",
    "cô",
)
FAULTS = (
    "không công bằng",
    "bất công",
    "thiên vị",
    "không nghe",
    "không lắng nghe",
    "không quan tâm",
    "không chịu",
    "không làm",
    "không sửa",
    "chưa làm",
    "chưa sửa",
    "hứa",
    "mắng",
    "chửi",
    "quát",
    "phạt",
    "đánh",
    "bắt",
    "ép",
    "thu tiền",
    "lười",
    "xấu",
    "tệ",
    "kém",
    "dở",
    "ghét",
    "chán",
    "sai",
    "vô lý",
    "khó tính",
    "dữ",
    "bẩn",
    "chậm",
    "quá nhiều",
    "nói dối",
)


@dataclass(frozen=True)
class Criticism:
    """Of whom, and which words sound like a fault found with them, as they stand in the text."""

    spoken_of: str
    fault: str


def criticism_in(text: str) -> Criticism | None:
    """Return the first words that name an institution and a fault, or None.

    Both must stand in the text; a text written without accents is compared
    without them, except for the shortest words, which would fit anywhere.
    """
    bare = fold(text) == text.lower()
    who, fault = _first(SPOKEN_OF, text, bare), _first(FAULTS, text, bare)
    return Criticism(who, fault) if who and fault else None


def _first(words: tuple[str, ...], text: str, bare: bool) -> str | None:
    for word in words:
        if bare and len(word) < 4:
            continue
        wanted = fold(word) if bare else word
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE)
        if found:
            return found[0]
    return None
