"""Finding phone numbers, identity numbers and dates of birth in a text.  Pure.

Điều 33 of Nghị định 56/2017/NĐ-CP lists what is secret about a child; finders look for
too much rather than too little, since a moderator decides about each finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import folded

_GAP = r"[\s.\-–_/,()]{0,3}"
# Children write o for 0, and l or I for 1.
_DIGIT = r"[\doOlI]"
_PHONE = re.compile(
    rf"(?<!\d)(?<![^\W\d_]{{2}})(?<![\d][.])(?:\(?\+?84\)?|\(?[0oO]){_GAP}"
    rf"(?:{_DIGIT}{_GAP}){{7,9}}{_DIGIT}(?![\w])"
)
_LONG_NUMBER = re.compile(r"(?<![\w.])\d(?:[\s\-]?\d){8,15}(?![\w.]*\d)")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)")
_DIGIT_WORD = r"(?:khong|ko|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|\d{1,3})"
_SPELLED = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,.\-]{{1,3}}{_DIGIT_WORD}){{7,}}\b")
# "đầu 0973, sau 445566": pieces with a few words between them.
_PIECES = re.compile(
    r"(?<![\d.,/])0\d{2,5}(?![\d/])(?:[^\d\n!?]{1,25}\d{2,7}(?![\d/])){1,3}", re.ASCII
)
_YEAR = r"(?:19|20)\d\d"
_DAY = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}(?:\s?[/.\-]\s?\d{{2,4}})?|"
    rf"(?:ngay )?\d{{1,2}} thang \d{{1,2}}(?:,? nam \d{{4}})?|"
    rf"thang \d{{1,2}}(?:[,/]? ?(?:nam )?{_YEAR})|"
    rf"(?:nam )?{_YEAR}|2k\d{{1,2}})"
)
_BIRTH = re.compile(
    r"(?:\b(?:sinh nhat|snhat|ngay sinh|nam sinh|thang sinh|ngay thang nam sinh)\b[\s:a-z]{0,20}?"
    r"|(?<!hoc )(?<!thi )(?<!ve )\b(?:sinh|sn|snn)\b"
    r"(?:[\s:]|\b(?:ngay|nam|vao|thang|hom|la|ra|luc)\b){0,6})"
    rf"\b({_DAY})"
)
_PLATE = re.compile(r"\b\d{2}\s?-?\s?[A-Z]{1,2}\d?[\s\-.]{1,3}\d{3}[.\s]?\d{1,2}\b")
_NUMBERED = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc|chung minh|dinh danh|ma hoc sinh|ma hs|ma so|so bao danh|sbd|"
    r"ho chieu|"
    r"bao hiem|bhyt|bhxh|ho ngheo|stk|tai khoan|so the|ma the|the|bien so|so seri|giay khai sinh)\b"
    r"[^\d\n.!?]{0,30}?\b([a-z]{0,2}\s?\d(?:[\s.\-]?\d){4,15})\b"
)


def numbers(text: str) -> Iterator[Suggestion]:
    """Find phone numbers in all usual shapes, numbers of cards and dates of birth."""
    plain = folded(text)
    yield from _phones(text, plain)
    for pattern, where, group in (
        (_LONG_NUMBER, text, 0),
        (_PLATE, text, 0),
        (_NUMBERED, plain, 1),
    ):
        for match in pattern.finditer(where):
            yield Suggestion(*match.span(group), Identifies.NUMBER, Why.LONG_NUMBER)
    for match in _BIRTH.finditer(plain):
        yield Suggestion(*match.span(1), Identifies.BIRTH, Why.BIRTH)


def _phones(text: str, plain: str) -> Iterator[Suggestion]:
    for match in _PHONE.finditer(text):
        digits = sum(char.isdigit() for char in match.group())
        if digits >= 6 and not _MONEY.fullmatch(match.group()):
            yield Suggestion(*match.span(), Identifies.PHONE, Why.PHONE)
    for match in _SPELLED.finditer(plain):
        if not match.group().replace(" ", "").isdigit():
            yield Suggestion(*match.span(), Identifies.PHONE, Why.SPELLED_NUMBER)
    for match in _PIECES.finditer(text):
        if 9 <= sum(char.isdigit() for char in match.group()) <= 11:
            yield Suggestion(*match.span(), Identifies.PHONE, Why.PIECES)
