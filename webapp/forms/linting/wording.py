"""How a question is worded: pure functions of Vietnamese words.

Every function takes words as a child reads them and returns the piece it found, so
that the advice can name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.forms.linting.office_words import OFFICE_WORDS
from webapp.forms.linting.reading import syllables

_SENTENCE = re.compile(r"(?<=[.?!…;])\s+|\n+")
_CLAUSE = re.compile(r"[,;:()–—]|\s-\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+")
_NEGATIONS = frozenset({"không", "chưa", "chẳng", "chả", "đừng"})
# Words with a negation in them that deny nothing, and "not only … but also".
_NO_NEGATION = re.compile(
    r"\b(?:không (?:khí|gian|quân|trung|chỉ|những|sao|dưới)|hàng không|khoảng không|số không"
    r"|(?:hay|hoặc) (?:không|chưa)(?=\s*(?:[?.!…]|$))|chẳng hạn|chưa kể|đừng ngại)\b",
    re.IGNORECASE,
)
# Asking words: two of them, one on each side of "và", are two questions.
_ASKS = re.compile(
    r"\b(?:ai|gì|nào|đâu|sao|mấy|bao giờ|bao nhiêu|bao lâu|thế nào|vì sao|tại sao)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"\b(?:không|chưa)\s*\?\s*$", re.IGNORECASE)
_JUDGED = re.compile(r"\b(?:thế nào|ra sao)\b", re.IGNORECASE)
# Two words that are one thing.
_PAIRS = re.compile(
    r"\b(?:(?:bố|cha|ba|má) và (?:mẹ|má)|mẹ và (?:bố|cha|ba)|ông và bà|anh và chị|thầy và cô"
    r"|cô và thầy|cô và chú|họ và tên|ngày và giờ|ngày và nơi|tên và lớp|trường và lớp"
    r"|bạn và em|em và (?:các )?bạn)\b",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\bvà\s*/\s*hoặc\b|\bhoặc\s*/\s*và\b", re.IGNORECASE)
_OR = re.compile(r"\b(?:hoặc là|hoặc)\b", re.IGNORECASE)
_AND = re.compile(r"\bvà\b", re.IGNORECASE)

_HARD_WORDS = re.compile(rf"\b(?:{'|'.join(map(re.escape, OFFICE_WORDS))})\b", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\b[A-ZĐ]{2,6}\b(?!\s*\()")
_LONGEST_QUOTE = 60


def sentences(words: str) -> list[str]:
    """Return the sentences of *words*, without those that say nothing."""
    return [part.strip() for part in _SENTENCE.split(words) if syllables(part)]


def quoted(sentence: str) -> str:
    """Return *sentence* short enough to be quoted."""
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    return sentence[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def long_sentences(words: str, most: int) -> Iterator[tuple[str, int]]:
    """Yield sentences of more than *most* syllables, with their length."""
    for sentence in sentences(words):
        length = syllables(sentence)
        if length > most:
            yield sentence, length


def negations(clause: str) -> list[re.Match[str]]:
    """Return the words in *clause* that deny something, the asking ``không?`` at its end too."""
    plain = _NO_NEGATION.sub(lambda found: "·" * len(found[0]), clause)
    return [word for word in _WORD.finditer(plain) if word[0].lower() in _NEGATIONS]


def double_negative(words: str) -> str:
    """Return the piece of *words* with two negations in one clause; empty when none.

    The ``không`` that makes a question counts: to "không có rào không?" a child cannot
    answer "không" and be understood.
    """
    for sentence in sentences(words):
        for clause in _CLAUSE.split(sentence):
            found = negations(clause)
            if len(found) > 1:
                return clause[found[0].start() : found[-1].end()].strip()
    return ""


def negation_in_item(words: str) -> str:
    """Return the word that denies something in *words*, the asking one at the end left out."""
    for sentence in sentences(words):
        found = negations(_YES_NO.sub("", sentence))
        if found:
            return found[0][0]
    return ""


def two_ideas(words: str) -> str:
    """Return what joins two questions in *words*; empty when it asks one thing.

    ``và`` joins two when something is asked on either side, or when a yes or a judgement
    is wanted of two things at once.  What stands in brackets only explains.
    """
    found = _AND_OR.search(words)
    if found:
        return found[0]
    plain = _BRACKETS.sub(" ", words)
    asking = [part for part in sentences(plain) if part.endswith("?")]
    if len(asking) > 1:
        return "? … ?"
    for sentence in asking:
        either = _OR.search(sentence)
        if either:
            return either[0]
        if _joins_two(_PAIRS.sub("·", sentence)):
            return "và"
    return ""


def _joins_two(sentence: str) -> bool:
    for found in _AND.finditer(sentence):
        before, after = sentence[: found.start()], sentence[found.end() :]
        if _ASKS.search(before) and (_ASKS.search(after) or _YES_NO.search(after)):
            return True
        if _YES_NO.search(after) or _JUDGED.search(after):
            return True
    return False


def hard_words(words: str) -> list[str]:
    """Return words of offices in *words*, each once."""
    return list(dict.fromkeys(found[0].lower() for found in _HARD_WORDS.finditer(words)))


def short_forms(words: str, known: frozenset[str]) -> list[str]:
    """Return short forms in capitals that are not explained in brackets behind them."""
    if words.isupper():
        return []
    found = (match[0] for match in _SHORT_FORM.finditer(words))
    return list(dict.fromkeys(word for word in found if word not in known))
