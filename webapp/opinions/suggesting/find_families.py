"""Finding what tells whose child somebody is in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.known_words import GIVEN_NAMES, exactly
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import (
    WORD,
    folded,
    hardly_accented,
    named_until,
    stretch_until,
)

_KIN = r"(?:ong|ba|bo|me|co|chu|thay|bac|anh|chi|di|cau|mo|thim|duong|ma|cha|o)"
_CHILD_OF = re.compile(
    r"\b(?:con|chau|em)\s+(?:(?:gai|trai|ruot|re|dau|noi|ngoai|nuoi|ut|cua|nha)\s+){0,3}"
    rf"({_KIN})\s+(?!(?:em|e|minh|to|toi|con|chau|ay)\b)(?=\w)"
)
_KIN_WRITTEN = exactly("ông bà bố bô mẹ cô chú thầy bác anh chị dì cậu mợ thím dượng má cha")
_SELF = r"(?:em|e|minh|mik|to|t|con|chau|toi|tui|ban ay|ban|no)"
_WORK_OF = re.compile(
    rf"\b{_KIN}(?:\s+(?:noi|ngoai|gai|trai|ca|ut|ho|ruot|hai))?\s+(?:cua\s+)?{_SELF}\s+"
    r"(?:(?:dang|hien|con|cung)\s+)?"
    r"(?=(?:la|lam|ban|mo|chay|lai|sua|day|may|cat|hot|nuoi|buon|giu|phu|dong|cong tac|co)\b)"
)
_OFFICE = re.compile(
    r"(?:la |lam |lam viec |cong tac |day hoc |o |tai ){0,3}(?:pho )?(?:chu tich|bi thu|"
    r"truong thon|"
    r"truong ban|truong cong an|truong tram|truong phong|truong xom|hieu truong|hieu pho|cong an|"
    r"bac si|y ta|y si|giao vien|co giao|thay giao|can bo|nhan vien|ke toan|tram y te|uy ban|ubnd|"
    r"xom truong|tong phu trach|bao ve|hoi phu nu|dai bieu|gia lang|xa doi|kiem lam|bien phong|"
    r"mat tran|thu ky|chi huy|doi truong|quan doc|giam doc|cho\b)"
)
_WORKS = re.compile(
    r"(?:ban|sua|lam|chay|lai|day|nuoi|mo|xay|xat|dong|giu|tho|hang|buon|may|cat toc|trong|o|ngay|"
    r"truong thon|rua|lop|ga|cho thue|chu|me|bo|canh)\b"
)
# What makes work point at one family: a place, an employer, a shop.
_PLACED = re.compile(
    r"\b(?:quan|tiem|cong truong|dau|cuoi|o|tai|nha|truong|tram|ben|nga|xuong|"
    r"cua hang|lo|chu)\b"
)
_ANYWHERE = re.compile(
    r"\b(?:o|tai) (?:xa|nha|thanh pho|mien|nuoc|cong ty|que|trong nam|ngoai|tinh|"
    r"ha noi|sai gon|rung|"
    r"ray|dong|ruong)\b|\bo cho\b|\bcho (?:em|con|chau|toi|minh)\b"
)
LONGEST = 45


_BARE_DI = frozenset({"di", "o"})
_BARE_VERBS = _BARE_DI | {"co", "thay", "ma", "chi", "ba", "cha", "me", "bo", "cau"}


def families(text: str) -> Iterator[Suggestion]:
    """Find "con ông X bán quán Y" and what a parent works as: both point at one family."""
    plain, bare = folded(text), hardly_accented(text)
    for match in _CHILD_OF.finditer(plain):
        kin = text[match.start(1) : match.end(1)].lower()
        capital = text[match.end()].isupper()
        # Bare, "em co", "em o" are "em có", "em ở"; "con co", "con di" seldom anything else.
        unsure = _BARE_VERBS if plain.startswith("em ", match.start()) else _BARE_DI
        if kin not in _KIN_WRITTEN and not (
            match[1] == kin and (bare and kin not in unsure or capital)
        ):
            continue  # "mê" is no "mẹ", and "đi" no "dì"
        end = _of_whom(text, plain, match.end())
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.FAMILY, Why.CHILD_OF)
    for match in _WORK_OF.finditer(plain):
        end = stretch_until(plain, match.end(), LONGEST)
        work = plain[match.end() : end]
        placed = _PLACED.search(work, 3) and not work.startswith("co ")
        if _OFFICE.match(work) or (placed and not _ANYWHERE.search(work)):
            yield Suggestion(match.start(), end, Identifies.FAMILY, Why.WORK_OF)


def _of_whom(text: str, plain: str, start: int) -> int:
    """Return where the parent who is named from *start* is told enough of, or *start*."""
    office = _OFFICE.match(plain, start)
    if office and not plain[start:].startswith(("o ", "la ", "lam ")):
        return stretch_until(plain, office.end(), 25)
    end = named_until(text, start, lower_too=False)
    word = WORD.match(text, start)
    if end == start and word is not None:
        works = _WORKS.match(plain, word.end() + 1)
        known = word.group().lower() in GIVEN_NAMES and not word.group()[0].isupper()
        if known or works:
            end = word.end()
    works = _WORKS.match(plain, end + 1) if end > start and plain[end : end + 1] == " " else None
    return stretch_until(plain, works.end(), LONGEST) if works else end
