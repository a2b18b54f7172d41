"""Finding classes, schools, villages and homes in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.known_words import ENDS_A_NAME, FAMILY_NAMES, exactly
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import TOKEN, folded, named_until, stretch_until

_CLASS = re.compile(
    r"\b(?:lớp|lop|lowps|lơps|lopws|lp)\s*[:\-]?\s*"
    r"(?:1[0-2]|[1-9])\s*(?:[/.\-]\s*\d{1,2}\b|[a-zđA-ZĐ]\s?\d{0,2}\b(?![^\W\d_]))"
    r"|\b(?:1[0-2]|[1-9])(?:[a-eđ]\d{0,2}|[A-NĐT]\d{0,2})\b(?!\w)",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\d+[ghkm]\d*", re.IGNORECASE)  # 5h, 3g, 2k, 7m: no class
_LEVEL = (
    r"(?:tiểu học|tieu hoc|trung học cơ sở|trung hoc co so|trung học phổ thông|"
    r"trung hoc pho thong|mầm non|mam non|mẫu giáo|thcs|thpt|th|mn|cấp\s?[123]|cap\s?[123]|"
    r"dân tộc nội trú|ptdtbt|ptdtnt|pt)"
)
_SCHOOL = re.compile(
    rf"\b(?:(?:trường|truong|trg|trườg)(?:\s*:)?\s+{_LEVEL}(?:\s+(?:và\s+|&\s*)?{_LEVEL})?|"
    rf"{_LEVEL}(?:\s+(?:và\s+|&\s*)?{_LEVEL})?|(?:điểm\s+)?(?:trường|truong|trg))(?:\s*:)?\s+",
    re.IGNORECASE,
)
_LEVELLED = re.compile(_LEVEL, re.IGNORECASE)
_VILLAGE = re.compile(
    r"\b(?:xóm|xom|xoms|thôn|thon|thoon|bản|ban(?=\s+[A-ZĐ])|ấp|làng|lang|buôn|khối phố|khoi pho|"
    r"tổ dân phố|to dan pho|đội|khối|khoi|tổ|cụm)\s+",
    re.IGNORECASE,
)
# A form of a school and a group of a class are called the same; a place is where somebody lives.
_SHARED = re.compile(r"\b(?:khoi|to|doi|cum)\s+$")
_LIVES = re.compile(r"(?:\bo|\btai|\bthuoc|\bdan|\bve|\bnha van hoa|\btrong|\bdia chi|[,:])\s*$")
_UNIT_NUMBER = re.compile(r"\d{1,2}[A-Da-d]?\b")
_NO_VILLAGE = exactly(
    "em mình con tớ tôi cháu trên dưới giữa ngoài bên cạnh nghèo xa gần nhỏ núi nhà chung khác nào "
    "bạn người đường chài tui ta nay mới lẻ có chưa trong minh toi tren duoi khac nao"
)
_WHOSE = r"(?:em|e|minh|mik|to|t|con|chau|toi|tui|ban(?: ay)?|no|ong ba em|ba em|ong ba)"
_WHERE = (
    r"(?:canh|gan|sau|truoc|doi dien|ke|sat|ben|dau|cuoi|giap|lien|phia|giua|trong hem|"
    r"trong ngo|duoi chan|"
    r"mau|co cong|mai|chinh la|ngay|la nha|la can|cach)"
)
_HOUSE = re.compile(
    r"\b(?:so nha|nha so)\s*\d+[a-z]?(?:[/\-]\d+)*\b"
    r"|\b(?:ngo|hem|ngach|kiet)\s*(?:so\s*)?\d+[a-z]?(?:[/\-]\d+)*\b"
    r"|\bso\s+\d+[a-z]?(?:/\d+)*,?\s+(?:duong|pho|ngo|hem)\b(?:\s+\w+){0,3}"
)
_HOUSE_AT = re.compile(
    rf"\b(?:nha|nhaf) {_WHOSE}\s+(?:(?:o|nam|thi|dang|ngay)\s+){{0,2}}(?={_WHERE}\b)"
)
_LODGING = re.compile(
    r"\b(?:day tro|nha tro|xom tro|phong tro|khu tro|khu tap the|chung cu|"
    r"ki tuc xa|ky tuc xa|ktx)\s+"
    r"(?=(?:cua\s+)?(?:ba|ong|co|chu|bac|anh|chi|so|phong|\d))"
)
_NEAR_SCHOOL = re.compile(r"(?:gan|xa|canh|sat) truong(?: hoc)?(?: em| con)?$")
LONGEST = 50


def places(text: str) -> Iterator[Suggestion]:
    """Find classes, schools, villages and descriptions of a home."""
    plain = folded(text)
    yield from _schools(text)
    for match in _VILLAGE.finditer(text):
        end = _village_until(text, plain, match)
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.HOME, Why.VILLAGE)
    for match in _HOUSE.finditer(plain):
        yield Suggestion(*match.span(), Identifies.HOME, Why.HOUSE)
    for match in (*_HOUSE_AT.finditer(plain), *_LODGING.finditer(plain)):
        end = stretch_until(plain, match.end(), LONGEST)
        if end > match.end() + 4 and not _NEAR_SCHOOL.fullmatch(plain[match.end() : end]):
            yield Suggestion(match.start(), end, Identifies.HOME, Why.HOUSE)


def _schools(text: str) -> Iterator[Suggestion]:
    for match in _CLASS.finditer(text):
        if not _HOURS.fullmatch(match.group()):
            yield Suggestion(*match.span(), Identifies.CLASS, Why.CLASS)
    for match in _SCHOOL.finditer(text):
        levelled = bool(_LEVELLED.search(match.group()))
        end = named_until(text, match.end(), lower_too=levelled)
        if end == match.end() and not levelled:
            end = _after_a_person(text, match.end())
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.SCHOOL, Why.SCHOOL)


def _village_until(text: str, plain: str, match: re.Match[str]) -> int:
    """Return where the name of a village, or its number, ends; or where it would begin."""
    start = match.end()
    lives = bool(_LIVES.search(plain[max(0, match.start() - 14) : match.start()]))
    number = _UNIT_NUMBER.match(text, start)
    if number:
        shared = bool(_SHARED.search(plain[:start][-8:]))
        above = number.group().isdigit() and int(number.group()) > 12
        return number.end() if lives or above or not shared else start
    end = named_until(text, start, lower_too=False)
    word = TOKEN.match(text, start)
    at_home = plain[: match.start()].rstrip().endswith((" o", " tai")) or plain.startswith("o ")
    if end == start and at_home and word is not None and not _SHARED.search(plain[:start][-8:]):
        small = word.group().lower()
        if small.isalpha() and small not in _NO_VILLAGE and small not in ENDS_A_NAME:
            return word.end()
    return end


def _after_a_person(text: str, start: int) -> int:
    """Return where a school's name ends that is a person's in lower case, or *start*."""
    words: list[re.Match[str]] = []
    for token in TOKEN.finditer(text, start):
        if len(words) == 3 or not token.group().isalpha():
            break
        words.append(token)
    named = len(words) == 3 and words[0].group().lower() in FAMILY_NAMES
    middle = named and words[1].group().lower() in {"văn", "van", "thị", "thi", "đình", "quốc"}
    return words[2].end() if middle else start
