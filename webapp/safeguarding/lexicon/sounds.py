"""How a written word is compared: by its letters, its tone and its sound.

Children mix up what sounds alike (s and x, tr and ch, d, gi and r; hỏi and ngã,
which Nghệ and the south speak as one), so a word matches by its sound.  Where a
text has no marks at all, letters decide alone: there "ra" must not become "đá".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from webapp.base.text import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SAME_TONE = {"\u0303": "\u0309"}
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?"
)
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0309", "j": "\u0323"}
_TELEX_LETTERS = (
    ("dd", "đ"), ("uow", "ươ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"),
    ("uw", "ư"), ("w", "ư"),
)  # fmt: skip
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0309", "5": "\u0323"}
_VNI_LETTERS = (
    ("d9", "đ"), ("uo7", "ươ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("a8", "ă"), ("o7", "ơ"),
    ("u7", "ư"),
)  # fmt: skip
_VNI = re.compile(r"[a-z]+\d[a-z\d]*")


# "cko" is "cho", "fòng" is "phòng", "wá" is "quá", "hog" is "hong".
_TEEN_LETTERS = (
    ("ngk", "ngh"), ("ck", "ch"), ("tk", "th"), ("nk", "nh"), ("pk", "ph"), ("gk", "gh"),
    ("kk", "kh"), ("f", "ph"), ("w", "qu"), ("quu", "qu"), ("z", "d"), ("j", "i"),
)  # fmt: skip
_FINALS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))


@dataclass(frozen=True)
class Spoken:
    """A word to compare: ``sound`` with tone and marks, ``bare`` the plain letters.

    ``index`` is the sound without any mark, by which words are found, and
    ``slurred`` the sound with its ending as small children hear it.
    """

    sound: str
    bare: str
    index: str
    accented: bool
    slurred: str


@lru_cache(maxsize=8192)
def spoken(word: str) -> Spoken:
    """Return how *word* (in lower case) sounds; children use the same few thousand."""
    letters, tone = _parts(word)
    bare = fold(word)
    plain = _like_sounds(bare)
    slurred = _slurred(_like_sounds(letters)) + tone
    return Spoken(_like_sounds(letters) + tone, bare, plain, letters + tone != bare, slurred)


@lru_cache(maxsize=8192)
def unslipped(word: str) -> str:
    """Return what was meant by a word typed with Telex or VNI keys left in it.

    Only what is no syllable of Vietnamese is tried, and only a syllable is
    taken for an answer: "game" and "clip" stay what they are.
    """
    if is_syllable(word):
        return word
    vni = _VNI.fullmatch(word) is not None
    read = _keys_taken(word, _VNI_TONES, _VNI_LETTERS) if vni else _telex(word)
    if read == word or not is_syllable(read):
        read = _teen(word)
    return read if is_syllable(read) else word


def is_syllable(word: str) -> bool:
    """Tell whether *word* may be one syllable of Vietnamese."""
    return _SYLLABLE.fullmatch(fold(word)) is not None


def _telex(word: str) -> str:
    return _keys_taken(word, _TELEX_TONES, _TELEX_LETTERS)


def _teen(word: str) -> str:
    for written, meant in _TEEN_LETTERS:
        word = word.replace(written, meant)
    ends_short = word.endswith("g") and not word.endswith("ng")
    return word[:-1] + "ng" if ends_short else word


def _slurred(letters: str) -> str:
    """Return *letters* with an ending that small children tell apart last."""
    for written, heard in _FINALS:
        if letters.endswith(written):
            return letters.removesuffix(written) + heard
    return letters


def _keys_taken(word: str, tones: dict[str, str], letters: tuple[tuple[str, str], ...]) -> str:
    """Return *word* with its keys taken for what they mean, the tone on its last vowel."""
    tone = ""
    for at in range(len(word) - 1, 0, -1):
        if word[at] in tones:
            tone, word = tones[word[at]], word[:at] + word[at + 1 :]
            break
    for keys, letter in letters:
        word = word.replace(keys, letter)
    if not tone:
        return word
    vowels = [at for at, char in enumerate(word) if fold(char) in "aeiouy"]
    if not vowels:
        return word
    at = vowels[-1] + 1
    return unicodedata.normalize("NFC", word[:at] + tone + word[at:])


def _parts(word: str) -> tuple[str, str]:
    """Return letters and tone apart, so that "hòa" and "hoà" are equal."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(_SAME_TONE.get(mark, mark) for mark in parts if mark in _TONES)
    letters = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), tone


def _like_sounds(letters: str) -> str:
    """Return *letters* with a beginning and an ending spelled in one way."""
    if letters.startswith("tr"):
        letters = "ch" + letters[2:]
    elif letters.startswith("s"):
        letters = "x" + letters[1:]
    elif letters.startswith("gi") and fold(letters[2:3]) in {"a", "e", "o", "u", "i"}:
        letters = "d" + letters[2:]
    elif letters.startswith("r"):
        letters = "d" + letters[1:]
    elif letters.startswith("ngh"):
        letters = "ng" + letters[3:]
    elif letters.startswith("gh"):
        letters = "g" + letters[2:]
    elif letters.startswith("z"):
        letters = "d" + letters[1:]
    if letters.endswith("y") and fold(letters[-2:-1]) not in {"a", "u", "e"}:
        letters = letters[:-1] + "i"
    return letters
