"""Functions on text (XPath 1.0 §4.2, and the string functions of the specification)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import secrets
import uuid

from webapp.forms.rule_language.documents import ROOT, Place, Scope
from webapp.forms.rule_language.number_functions import rounded
from webapp.forms.rule_language.values import SPACES, Value, all_texts, node_text

ALGORITHMS = {
    "md5": "md5", "sha-1": "sha1", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
}  # fmt: skip
_LONGEST_RANDOM = 500
# A form has one root, whatever it is called.
_ROOT = re.compile(r"/[^/]*/")
_LONGEST_JOINED = 100_000


def canonical(identifier: str) -> str:
    """Return an identifier of words as the form keeps it, whatever its root is called."""
    bare = identifier.strip()
    found = _ROOT.match(bare)
    return f"/{ROOT}/{bare[found.end() :]}" if found else bare


def words_called(scope: Scope, _place: Place, identifier: str) -> str:
    """Return the words with *identifier*; empty when there are none (``jr:itext``)."""
    return scope.words(canonical(identifier))


def concat(*values: Value) -> str:
    """Return all texts in a row; of nodes, of every one."""
    return join("", *values)


def join(separator: str, *values: Value) -> str:
    """Return all texts with *separator* between them; of nodes, of every one."""
    texts = [text for value in values for text in all_texts(value)]
    # Joins within joins would grow without end; no answer is ever this long.
    longest = len(separator) * len(texts) + sum(map(len, texts))
    return separator.join(texts) if longest < _LONGEST_JOINED else ""


def substr(text: str, start: float, end: float = math.inf) -> str:
    """Return the characters from *start*, counted from 0, up to before *end*.

    A negative number counts from the end of the text, a fraction is cut off.
    """
    return text[_index(start, text) : _index(end, text)]


def _index(number: float, text: str) -> int:
    if math.isnan(number):
        return 0
    longest = len(text)
    whole = int(max(-longest, min(longest, number)))
    return whole + longest if whole < 0 else whole


def substring(text: str, start: float, length: float | None = None) -> str:
    """Return *length* characters from *start*, counted from 1 (XPath 1.0 §4.2, as IEEE rounds)."""
    first = rounded(start)
    # Minus infinity plus infinity is no number, so a missing length is not an infinite one.
    end = math.inf if length is None else first + rounded(length)
    return "".join(char for place, char in enumerate(text, 1) if first <= place < end)


def substring_before(text: str, mark: str) -> str:
    """Return what stands before the first *mark*; empty when there is none."""
    return text[: max(0, text.find(mark))]


def substring_after(text: str, mark: str) -> str:
    """Return what stands after the first *mark*; empty when there is none."""
    place = text.find(mark)
    return "" if place < 0 else text[place + len(mark) :]


def translate(text: str, old: str, new: str) -> str:
    """Return *text* with each character of *old* replaced by the one of *new* in its place."""
    table: dict[str, str] = {}
    for place, char in enumerate(old):
        table.setdefault(char, new[place] if place < len(new) else "")
    return "".join(table.get(char, char) for char in text)


def normalize_space(text: str) -> str:
    """Return *text* without white space at its ends and with single spaces within."""
    for space in SPACES[1:]:
        text = text.replace(space, " ")
    return " ".join(part for part in text.split(" ") if part)


def random_id(length: float | None = None) -> str:
    """Return a random UUID of version 4, or *length* random letters and digits."""
    if length is None:
        return str(uuid.uuid4())
    wanted = 0 if math.isnan(length) else int(max(0, min(_LONGEST_RANDOM, length)))
    return secrets.token_hex(wanted)[:wanted]


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """Return the check sum of *text* in UTF-8; empty for an algorithm there is not."""
    name = ALGORITHMS.get(algorithm.lower())
    if name is None or encoding.lower() not in {"base64", "hex"}:
        return ""
    summed = hashlib.new(name, text.encode(errors="replace"), usedforsecurity=False)
    if encoding.lower() == "hex":
        return summed.hexdigest()
    return base64.b64encode(summed.digest()).decode()


def base64_decode(text: str) -> str:
    """Return the text that *text* encodes; empty when it encodes none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def pulldata(scope: Scope, _place: Place, source: str, wanted: str, column: str, key: str) -> str:
    """Return from the list *source* the cell *wanted* of the first row whose *column* is *key*."""
    whole = scope.lists.get(source) or scope.lists.get(source.removesuffix(".csv"))
    for item in whole.children[0].children if whole and whole.children else ():
        cells = {cell.name: cell for cell in reversed(item.children)}
        if column in cells and node_text(cells[column]) == key:
            return node_text(cells[wanted]) if wanted in cells else ""
    return ""
