"""Finding phone numbers, addresses, accounts and dates of birth in a text.  Pure.

Điều 33 of Nghị định 56/2017/NĐ-CP lists what is secret about a child; finders look for
too much rather than too little, since a moderator decides about each finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import folded, named_until

_GAP = r"[\s.\-–_/]{0,3}"
_PHONE = re.compile(rf"(?<![\w.])(?:\(?\+?84\)?|[0oO]){_GAP}(?:\d{_GAP}){{7,9}}\d(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\w.])\d(?:[\s\-]?\d){8,15}(?![\w.]*\d)")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)")
_DIGIT_WORD = r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|\d)"
_SPELLED = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,.\-]+{_DIGIT_WORD}){{7,}}\b")
_BIRTH = re.compile(
    r"\b(?:sinh (?:ngay|nam|vao|thang)|ngay sinh|sn)\b[\s:a-z]{0,12}"
    r"(\d{1,2}(?:\s*[/.\-]\s*\d{1,2}){1,2}(?:\s*[/.\-]?\s*\d{2,4})?|\d{4}|"
    r"\d{1,2} thang \d{1,2}(?: nam \d{4})?)"
)


def numbers(text: str) -> Iterator[Suggestion]:
    """Find phone numbers in all usual shapes, long numbers and dates of birth."""
    plain = folded(text)
    for match in _PHONE.finditer(text):
        if not _MONEY.fullmatch(match.group()):
            yield Suggestion(*match.span(), Identifies.PHONE, Why.PHONE)
    for match in _SPELLED.finditer(plain):
        yield Suggestion(*match.span(), Identifies.PHONE, Why.SPELLED_NUMBER)
    for match in _LONG_NUMBER.finditer(text):
        yield Suggestion(*match.span(), Identifies.NUMBER, Why.LONG_NUMBER)
    for match in _BIRTH.finditer(plain):
        yield Suggestion(*match.span(1), Identifies.BIRTH, Why.BIRTH)


_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}(?:@|\s*(?:\(a\)|\ba c[oò]ng\b)\s*)[\w\-]+(?:\s?\.\s?[a-z]{2,})*",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[\w\-]+\.)+(?:com|vn|net|org|me|io)\b(?:/\S*)?")
_HANDLE = re.compile(r"(?<!\w)@[\w.]{2,}")
_ACCOUNT = re.compile(
    r"\b(?:facebook|face|fb|phay|zalo|tiktok|tik tok|instagram|insta|ig|youtube|messenger|mess|"
    r"discord|telegram|nick|nickname|tai khoan|acc|id)\b"
    r"(?:\s+(?:cua|em|minh|to|toi|con|game|ff|lien quan|free fire|roblox|ten|so|la|tren mang|"
    r"facebook|fb|zalo|tiktok|bao)){0,6}\s*(?::|\bla\b|\bten\b)\s*"
    r"(\S+)"
)


def addresses(text: str) -> Iterator[Suggestion]:
    """Find e-mail addresses, links and accounts of social networks and games."""
    for match in _EMAIL.finditer(text):
        yield Suggestion(*match.span(), Identifies.EMAIL, Why.EMAIL)
    for match in _LINK.finditer(text):
        yield Suggestion(*match.span(), Identifies.ACCOUNT, Why.LINK)
    for match in _HANDLE.finditer(text):
        yield Suggestion(*match.span(), Identifies.ACCOUNT, Why.ACCOUNT)
    for match in _ACCOUNT.finditer(folded(text)):
        start, end = match.span(1)
        end = max(end, named_until(text, start, lower_too=False))
        while end > start and text[end - 1] in ".,;!?)":
            end -= 1
        if end > start:
            yield Suggestion(start, end, Identifies.ACCOUNT, Why.ACCOUNT)
