"""Finding names in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.base.text import fold
from webapp.opinions.suggesting.known_words import (
    BARE_ANYTHING,
    BARE_TITLES_SURE,
    CAPITAL_BUT_NO_NAME,
    CAPITAL_EVERYDAY,
    ENDS_A_NAME,
    FAMILY_NAMES,
    FAMOUS,
    GIVEN_NAMES,
    HMONG_FAMILIES,
    HMONG_MIDDLES,
    KNOWN_PLACES,
    NO_NAME_AFTER,
    NOT_NAMES_AFTER,
    SHORT_TITLES,
    TITLES,
    exactly,
)
from webapp.opinions.suggesting.reading import Reading, Word
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import (
    LONGEST_NAME,
    TOKEN,
    typed,
)

_LONGEST_TITLE = max(len(title.split()) for title in TITLES)
# "Banj", "thaafy": titles as Telex leaves them when it is off.
_TYPED_TITLES = {keys: t for t in TITLES if t != fold(t) and " " not in t for keys in typed(t)}
_MIDDLE_NAMES = frozenset({"văn", "van", "thị", "thi", "đình", "dinh", "bá", "ba", "xuân", "sỹ"})
# What may stand between a title and a name; a full stop only where no space follows it.
_JOINTS = frozenset({" ", ".", '"', ' "', "“", " “", "(", " (", "-", " - ", "'", " '"})
_SENTENCE_END = re.compile(r"[.!?:\n\"“(•]\s*$")

_SELF = r"(?:em|e|minh|mik|mk|con|chau|to|t|tui|toi|tao)"
_NAMED = re.compile(
    r"\b(?:ho (?:va )?ten|ten|teen)(?:\s+(?:cua|day du|that|em|minh|toi|to|con|chau|ban|co|thay|"
    r"bo|me|ong|ba|anh|chi|ban ay|ban do|no|gai|trai)){0,4}\s*(?::|\b(?:la|laf)\b)\s*(?:la\s+)?"
    rf"|\b(?:{_SELF}|bo|me|ban|bn|co|thay|anh|chi|ong|ba|ban ay)\s+ten\s+(?:la\s+)?(?!\w+ hay\b)"
)
_I_AM = re.compile(
    rf"\b(?:{_SELF}|bo em|me em|ban ay|ban do|toi)\s+la\s+|\bten\s+|\bla\s+(?=[A-Z])"
)


def names(text: str) -> Iterator[Suggestion]:
    """Find names after titles and kin terms, after "tên là", full names, and by capitals."""
    read = Reading(text)
    for match in _NAMED.finditer(read.plain):
        end = _any_words(text, match.end())
        if end > match.end():
            yield Suggestion(match.end(), end, Identifies.NAME, Why.NAMED)
    for match in _I_AM.finditer(read.plain):
        index = next((i for i, w in enumerate(read.words) if w.start >= match.end()), None)
        # Words before it were read: "tên" said who; here a name has to look like one.
        name_end = None if index is None else _name_at(read, index, frozenset())
        if index is not None and name_end:
            yield Suggestion(read.words[index].start, name_end, Identifies.NAME, Why.NAMED)
    for index in range(len(read.words)):
        yield from _after_title(read, index)
        yield from _full_name(read, index)
        yield from _by_capitals(read, index)


def _title_at(read: Reading, index: int) -> tuple[str, int] | None:
    """Return the title that begins with word *index* and how many words it has."""
    for length in range(_LONGEST_TITLE, 0, -1):
        chosen = read.words[index : index + length]
        if len(chosen) < length or any(
            read.between(place) != " " for place in range(index, index + length - 1)
        ):
            continue
        title = " ".join(word.lower for word in chosen)
        title = _TYPED_TITLES.get(title, title)
        if title in TITLES or title in SHORT_TITLES:
            return title, length
    return None


def _after_title(read: Reading, index: int) -> Iterator[Suggestion]:
    title = _title_at(read, index)
    if title is None:
        return
    words, length = title
    following = index + length
    if following >= len(read.words) or read.between(following - 1) not in _JOINTS:
        return
    name = read.words[following]
    if words in SHORT_TITLES and not (read.capital(name) and name.lower in GIVEN_NAMES):
        return
    # Without its accents a title is one only in a bare text, or where a capital follows.
    bare_title = words == fold(words) and words not in _TITLES_WITHOUT_ACCENTS
    if bare_title and not (read.bare or read.capital(name)):
        return
    unsure = read.bare and words not in BARE_TITLES_SURE
    if unsure and name.lower in BARE_ANYTHING and not read.capital(name):
        return
    end = _name_at(read, following, NOT_NAMES_AFTER.get(words, frozenset()))
    if end and not _known(read.text[name.start : end]):
        yield Suggestion(name.start, end, Identifies.NAME, Why.AFTER_TITLE)


def _known(name: str) -> bool:
    """Tell whether *name* is one everybody knows: of a book, a song, a land."""
    return name.lower() in FAMOUS or name.lower() in KNOWN_PLACES


_TITLES_WITHOUT_ACCENTS = frozenset(
    t for t in TITLES if t == fold(t) and not any(fold(o) == t and o != t for o in TITLES)
)


def _name_at(read: Reading, index: int, refused: frozenset[str]) -> int | None:
    """Return where the name beginning with word *index* ends, or None when it is none.

    Capitalised words make a name; in lower case only a known given name does,
    or a family name followed by more words that could be names.
    """
    taken: list[Word] = []
    for place in range(index, min(index + LONGEST_NAME, len(read.words))):
        word = read.words[place]
        if taken and read.between(place - 1) != " ":
            break
        capital = read.capital(word)
        if word.lower in refused and not capital:
            break
        in_a_name = bool(taken) and word.lower in GIVEN_NAMES
        if capital and word.lower in CAPITAL_BUT_NO_NAME and not in_a_name:
            break
        if not capital and not (_goes_on(read, word, taken) if taken else _begins(read, place)):
            break
        taken.append(word)
    return taken[-1].end if taken else None


def _begins(read: Reading, index: int) -> bool:
    """Tell whether word *index* in lower case can begin a name.

    A given name can, a family name when a given name follows; everyday words
    that happen to be given names cannot, unless another given name follows.
    """
    word = read.words[index]
    if read.given(word):
        return not read.compound(index)
    if index + 1 >= len(read.words) or read.between(index) != " ":
        return False
    following = read.words[index + 1]
    if word.lower in HMONG_FAMILIES and following.lower in HMONG_MIDDLES:
        return True
    if read.family(word):
        return read.given(following) or following.lower in _MIDDLE_NAMES
    return False


def _goes_on(read: Reading, word: Word, taken: list[Word]) -> bool:
    """Tell whether *word* in lower case can follow the *taken* words of a name."""
    first = taken[0].lower
    if first in HMONG_FAMILIES and len(taken) < 3:
        return word.lower in HMONG_MIDDLES or taken[-1].lower in HMONG_MIDDLES
    if word.lower in ENDS_A_NAME:
        return False
    if first in FAMILY_NAMES and taken[-1].lower in _MIDDLE_NAMES:
        return True
    if first in FAMILY_NAMES and word.lower in _MIDDLE_NAMES | GIVEN_NAMES:
        return len(taken) < 4
    return len(taken) < 2 and not taken[-1].capital and read.given(word)


def _full_name(read: Reading, index: int) -> Iterator[Suggestion]:
    """Find a family name with what follows it: capitals, or "thị", "văn" in lower case."""
    word = read.words[index]
    following = read.words[index : index + 5]
    if not read.family(word) or len(following) < 2 or read.between(index) != " ":
        return
    second = following[1]
    capital = read.capital(word) and read.capital(second)
    third = len(following) > 2 and read.between(index + 1) == " "
    middle = third and (
        second.lower in _MIDDLE_NAMES - {"ba", "xuân"}
        or (word.lower in HMONG_FAMILIES and second.lower in HMONG_MIDDLES)
    )
    if not capital and not (middle and word.lower not in _NO_FAMILY):
        return
    end = second.end
    for place in range(index + 2, index + len(following)):
        name = read.words[place]
        goes_on = read.capital(name) if capital else place == index + 2
        if read.between(place - 1) != " " or not goes_on:
            break
        end = name.end
    if not _known(read.text[word.start : end]):
        yield Suggestion(word.start, end, Identifies.NAME, Why.FULL_NAME)


# Bare, these are "and", "is", "no": no family name before "thi" or "van".
_NO_FAMILY = frozenset({"và", "la", "va", "tu", "từ", "vi", "khong", "cao", "ba", "ma", "o", "lo"})


def _by_capitals(read: Reading, index: int) -> Iterator[Suggestion]:
    """Find given names that only their capital letters tell: two together, or one in a sentence."""
    word = read.words[index]
    if not read.capital(word) or word.lower not in GIVEN_NAMES:
        return
    if index and read.between(index - 1) == " ":
        before = read.words[index - 1]
        two = f"{read.words[index - 2].lower} {before.lower}" if index > 1 else ""
        if before.lower in NO_NAME_AFTER or two in NO_NAME_AFTER or read.capital(before):
            return
    end, count = word.end, 1
    for place in range(index + 1, min(index + 4, len(read.words))):
        name = read.words[place]
        if read.between(place - 1) != " " or not read.capital(name):
            break
        end, count = name.end, count + (name.lower in GIVEN_NAMES)
    begins = index == 0 or bool(_SENTENCE_END.search(read.text[: word.start][-3:]))
    alone = end == word.end
    if (alone and (begins or word.lower in CAPITAL_EVERYDAY)) or (not alone and count < 2):
        return
    if not _known(read.text[word.start : end]):
        yield Suggestion(word.start, end, Identifies.NAME, Why.CAPITALS)


def _any_words(text: str, start: int) -> int:
    """Return where the words after "tên là" stop being a name."""
    end, count, capital = start, 0, False
    for token in TOKEN.finditer(text, start):
        word = token.group().lower()
        apart = text[end : token.start()].strip(" ") != "" or "\n" in text[end : token.start()]
        ends = (word in ENDS_A_NAME) if count else word in _NO_NAMES
        ends = ends or bool(count and capital and not token.group()[0].isupper())
        if apart or not word[0].isalpha() or ends or count >= 4:
            break
        capital = capital or token.group()[0].isupper()
        end, count = token.end(), count + 1
    return end


_NO_NAMES = exactly("gì gi hay bị bi không khong do trường truong của")
