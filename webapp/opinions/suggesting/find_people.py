"""Finding names, and what tells whose child somebody is, in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.known_words import (
    CAPITAL_BUT_NO_NAME,
    ENDS_A_NAME,
    EVERYDAY_WORDS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    NOT_NAMES_AFTER,
    TITLES,
)
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import LONGEST_NAME, TOKEN, WORD, folded, named_until

_LONGEST_TITLE = max(len(title.split()) for title in TITLES)

_NAMED = re.compile(
    r"\b(?:ho (?:va )?ten|ten)(?:\s+(?:cua|day du|that|em|minh|toi|to|con|chau|ban|co|thay|bo|me|"
    r"ong|ba|anh|chi|ban ay|ban do|no)){0,4}\s*(?::|\bla\b)\s*(?:la\s+)?"
    r"|\b(?:em|minh|con|chau|to|toi|bo|me|ban|co|thay|anh|chi|ong|ba|ban ay)\s+ten\s+(?:la\s+)?"
)
_I_AM = re.compile(r"\b(?:em|minh|con|chau|to|toi|bo em|me em|ban ay|ban do)\s+la\s+|\bten\s+")


def names(text: str) -> Iterator[Suggestion]:
    """Find names after titles and kin terms, after "tên là", and full names."""
    capitals_tell = _capitals_tell(text)
    plain = folded(text)
    for match in _NAMED.finditer(plain):
        end = _any_words(text, match.end())
        if end > match.end():
            yield Suggestion(match.end(), end, Identifies.NAME, Why.NAMED)
    words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
    for match in _I_AM.finditer(plain):
        index = next((i for i, word in enumerate(words) if word[1] >= match.end()), len(words))
        name_end = _name_at(text, words, index, capitals_tell, frozenset())
        if name_end:
            yield Suggestion(words[index][1], name_end, Identifies.NAME, Why.NAMED)
    for index in range(len(words)):
        yield from _after_title(text, words, index, capitals_tell)
        yield from _full_name(text, words, index, capitals_tell)


def _capitals_tell(text: str) -> bool:
    """Tell whether capital letters mean something: not in a text all in capitals."""
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) <= 0.5 * len(letters)


_Words = list[tuple[str, int, int]]


def _after_title(text: str, words: _Words, index: int, capitals_tell: bool) -> Iterator[Suggestion]:
    for length in range(_LONGEST_TITLE, 0, -1):
        chosen = words[index : index + length]
        title = " ".join(word.lower() for word, _, _ in chosen)
        if len(chosen) < length or title not in TITLES or not _in_one_breath(text, chosen):
            continue
        refused = NOT_NAMES_AFTER.get(title, frozenset())
        following = index + length
        if following < len(words) and text[chosen[-1][2] : words[following][1]] == " ":
            end = _name_at(text, words, following, capitals_tell, refused)
            if end:
                yield Suggestion(words[following][1], end, Identifies.NAME, Why.AFTER_TITLE)
        return


def _in_one_breath(text: str, words: _Words) -> bool:
    return all(
        text[left[2] : right[1]] == " " for left, right in zip(words, words[1:], strict=False)
    )


def _name_at(
    text: str, words: _Words, index: int, capitals_tell: bool, refused: frozenset[str]
) -> int | None:
    """Return where the name beginning with word *index* ends, or None when it is none.

    Capitalised words make a name; in lower case only a known given name does,
    or a family name followed by more words that could be names.
    """
    if index >= len(words):
        return None
    taken: list[tuple[str, int, int]] = []
    for word in words[index : index + LONGEST_NAME]:
        if taken and text[taken[-1][2] : word[1]] != " ":
            break
        capital = capitals_tell and word[0][0].isupper()
        lower = word[0].lower()
        if lower in refused and not capital:
            break
        if capital and lower in CAPITAL_BUT_NO_NAME and not (taken and lower in GIVEN_NAMES):
            break
        if not capital and not (_goes_on(lower, taken) if taken else _begins(text, word)):
            break
        taken.append(word)
    return taken[-1][2] if taken else None


def _begins(text: str, word: tuple[str, int, int]) -> bool:
    """Tell whether *word* in lower case can begin a name.

    A given name can, a family name when a given name follows; everyday words
    that happen to be given names cannot.
    """
    lower = word[0].lower()
    if lower in GIVEN_NAMES:
        return lower not in EVERYDAY_WORDS
    following = WORD.match(text, word[2] + 1)
    return (
        lower in FAMILY_NAMES
        and following is not None
        and following.group().lower() in GIVEN_NAMES - EVERYDAY_WORDS
    )


def _goes_on(word: str, taken: _Words) -> bool:
    """Tell whether *word* in lower case can follow the *taken* words of a name."""
    begins_with_family = taken[0][0].lower() in FAMILY_NAMES
    middle = word in _MIDDLE_NAMES or word in GIVEN_NAMES
    return begins_with_family and middle and word not in ENDS_A_NAME


_MIDDLE_NAMES = frozenset({"văn", "van", "thị", "thi", "đình", "dinh", "bá", "ba", "xuân", "sỹ"})


def _full_name(text: str, words: _Words, index: int, capitals_tell: bool) -> Iterator[Suggestion]:
    word, start, _ = words[index]
    if word.lower() not in FAMILY_NAMES:
        return
    following = words[index : index + 4]
    if not _in_one_breath(text, following[:2]) or len(following) < 2:
        return
    second = following[1][0]
    capital = capitals_tell and word[0].isupper() and second[0].isupper()
    middle = second.lower() in _MIDDLE_NAMES - {"ba"} and len(following) > 2
    if not (capital or (middle and _in_one_breath(text, following[:3]))):
        return
    end = following[1][2]
    for previous, name in zip(following[1:], following[2:], strict=False):
        same_breath = text[previous[2] : name[1]] == " "
        if not same_breath or not (name[0][0].isupper() if capital else name[0].isalpha()):
            break
        end = name[2]
        if not capital:
            break
    yield Suggestion(start, end, Identifies.NAME, Why.FULL_NAME)


def _any_words(text: str, start: int) -> int:
    """Return where the words after "tên là" stop being a name."""
    end, count, capital = start, 0, False
    for token in TOKEN.finditer(text, start):
        word = token.group().lower()
        apart = text[end : token.start()].strip(" ") != "" or "\n" in text[end : token.start()]
        ends = count and (word in ENDS_A_NAME or (capital and not token.group()[0].isupper()))
        if apart or not word[0].isalpha() or ends or count >= 4:
            break
        capital = capital or token.group()[0].isupper()
        end, count = token.end(), count + 1
    return end


_KIN = r"(?:ong|ba|bo|me|co|chu|thay|bac|anh|chi|di|cau)"
_CHILD_OF = re.compile(
    rf"\b(?:con|chau|em)\s+(?:(?:gai|trai|ruot|cua)\s+){{0,2}}(?:nha\s+)?{_KIN}\s+(?!em\b|minh\b)"
)
_WORK_OF = re.compile(
    rf"\b{_KIN}\s+(?:cua\s+)?(?:em|minh|to|con|chau|toi|ban ay)\s+(?:dang\s+)?"
    r"(?:la|lam|lam viec|cong tac|ban hang|day hoc)\s+(?:o\s+|tai\s+)?"
)
_OFFICE = re.compile(
    r"(?:pho )?(?:chu tich|bi thu|truong|hieu truong|hieu pho|cong an|bac si|y ta|giao vien|"
    r"can bo|tram y te|uy ban|ubnd|cho|xom truong|truong thon|truong ban)\b[^.,;!?\n]{0,25}"
)


def families(text: str) -> Iterator[Suggestion]:
    """Find "con ông X" and what a parent works as: both point at one family."""
    plain = folded(text)
    for match in _CHILD_OF.finditer(plain):
        office = _OFFICE.match(plain, match.end())
        end = office.end() if office else named_until(text, match.end(), lower_too=False)
        if not office and end == match.end():
            word = WORD.match(text, match.end())
            known = word is not None and word.group().lower() in GIVEN_NAMES
            end = word.end() if word and known else end
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.FAMILY, Why.CHILD_OF)
    for match in _WORK_OF.finditer(plain):
        office = _OFFICE.match(plain, match.end())
        if office:
            yield Suggestion(match.start(), office.end(), Identifies.FAMILY, Why.WORK_OF)
