"""Finding e-mail addresses, links and accounts in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.known_words import exactly
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import TOKEN, folded

_AT = r"(?:@|[\[({]\s?(?:at|a|@)\s?[\])}]|\ba (?:cong|moc|vong)\b)"
_DOT = r"\s?(?:\.|\b(?:cham|dot)\b)\s?"
_EMAIL = re.compile(
    rf"(?<![\w.+\-])[\w.+\-]{{1,64}}(?:@[\w\-]+(?:{_DOT}[a-z]{{2,}})*|\s?{_AT}\s?[\w\-]+(?:{_DOT}[a-z]{{2,}})*)"
)
_LINK = re.compile(
    # Labels are bounded as those of a domain are, so that a line of dots is read in a moment.
    r"(?:https?://|www\.)\S+|\b(?:[\w\-]{1,63}\.){1,20}(?:com|vn|net|org|me|io|gg|tv)\b(?:/\S*)?"
)
_HANDLE = re.compile(r"(?<!\w)@[\w.]{2,}|\b\w{3,32}#\d{3,5}\b")
# A word nobody speaks: letters with digits or an underline between them.
_MADE_UP = re.compile(
    r"(?<![\w.@/\-])(?=[\w.]{0,30}[a-zA-Z]{3})(?=[\w.]{0,30}(?:\d|_[a-zA-Z]))[\w.]{6,40}(?![\w@])"
)
_NOT_MADE_UP = re.compile(r"(?:covid|lop|khoi|tiet|bai|ngay|thang)[\d.]+")
_NET = (
    r"(?:facebook|face|fb|phay|zalo|zl|tiktok|tik tok|tt|instagram|insta|ig|youtube|messenger|"
    r"mess|"
    r"discord|telegram|tele|nick|nickname|tai khoan|acc|id|uid|roblox|lien quan|lq|free fire|ff|"
    r"pubg|"
    r"minecraft|locket|threads|snapchat|steam|nhom zalo|nhom chat|kenh|trang|page|group)"
)
_OWNER = (
    r"(?:cua|em|e|minh|mik|to|t|toi|tui|con|chau|no|ban|bn|ay|do|game|ff|lq|lien quan|"
    r"free fire|roblox|"
    r"so|tren mang|facebook|fb|zalo|tiktok|tik tok|youtube|bao|lop|bo|me|anh|chi|ke|nguoi|gia)"
)
_ACCOUNT = re.compile(
    rf"\b{_NET}\b(?:(?:\s+{_OWNER}){{1,6}}\s+(?:la\s+ten|ten\s+la|la|ten)\s+|"
    rf"(?:\s+{_OWNER}){{0,6}}\s+ten\s+(?:la\s+)?|[^:.,;!?\n]{{0,30}}:\s*)(?=\S)"
)
# Without "là": only what looks made up, or begins with a capital, is an account.
_PLAIN_ACCOUNT = re.compile(rf"\b{_NET}\b(?:\s+{_OWNER}){{0,5}}\s+(?=\S)")
_ANY_NET = re.compile(_NET)
_UNBROKEN = re.compile(r"\S+")
_MAIL_NAMED = re.compile(
    r"\b(?:e-?mail|gmail|mail|thu dien tu|hop thu)\b"
    r"(?:\s+(?:cua|em|e|minh|to|t|toi|con|chau|me|bo|lop)){0,4}"
    r"\s*(?::|\bla\b|\bten\b)?\s*([a-z][\w.\-]*[\d_.][\w.\-]*)"
)
_ENDS = exactly(
    "ạ a nhé nhe nha nè ne và va ib add sđt sdt bị bi có co nhắn nhan kết đi di để de vì vi trên "
    "tren hay nên nen mà ma nhưng thì thi đã đang đăng để với vs ai lừa kết"
)


def addresses(text: str) -> Iterator[Suggestion]:
    """Find e-mail addresses, links and accounts of social networks and games."""
    plain = folded(text)
    for match in _EMAIL.finditer(plain):
        # "hẹn @ nhà" is no address: apart, it needs the dot of its domain.
        if not (" " in match.group() and "@" in match.group() and "." not in match.group()):
            yield Suggestion(*match.span(), Identifies.EMAIL, Why.EMAIL)
    for match in _MAIL_NAMED.finditer(plain):
        yield Suggestion(*match.span(1), Identifies.EMAIL, Why.EMAIL)
    for match in _LINK.finditer(text):
        yield Suggestion(*match.span(), Identifies.ACCOUNT, Why.LINK)
    for match in (*_HANDLE.finditer(text), *_MADE_UP.finditer(text)):
        if not _NOT_MADE_UP.fullmatch(folded(match.group())):
            yield Suggestion(*match.span(), Identifies.ACCOUNT, Why.ACCOUNT)
    for start, end in _accounts(text, plain):
        if end > start:
            yield Suggestion(start, end, Identifies.ACCOUNT, Why.ACCOUNT)


def _accounts(text: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield what stands after the name of a network: "fb em là …", "nick Thỏ Con"."""
    for match in _ACCOUNT.finditer(plain):
        yield match.end(), _called_until(text, match.end())
    for match in _PLAIN_ACCOUNT.finditer(plain):
        end = _called_until(text, match.end())
        if text[match.end()].isupper() and not _ANY_NET.fullmatch(plain, match.end(), end):
            yield match.end(), end


def _called_until(text: str, start: int) -> int:
    """Return where the name of an account ends: its first word, and what goes with it.

    Capitals go with capitals; in lower case up to three words until the sentence goes on.
    """
    first = _UNBROKEN.match(text, start)
    if first is None:
        return start
    whole = first.group().rstrip(".,;!?)\"”'")
    end, count, capital = start + len(whole), 1, text[start].isupper()
    while len(whole) == len(first.group()) and text[end : end + 1] == " ":
        token = TOKEN.match(text, end + 1)
        word = token.group() if token else ""
        goes_on = word[:1].isupper() or word.isdigit() if capital else count < 3
        if token is None or not word[0].isalnum() or not goes_on or word.lower() in _ENDS:
            break
        end, count = token.end(), count + 1
        if count >= 6:
            break
    return end
