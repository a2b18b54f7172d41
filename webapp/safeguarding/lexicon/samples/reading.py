"""Reading the sample sentences and parting them.

The parting into two halves is a hash of the sentence, fixed before the word list
was tuned on the first one: nobody chooses a sentence's side.  The second half was
looked at when the list had missed its aim there, and so were two parts written later.
The fourth part was written after the last change; it only measures, and a miss there
is counted, never mended.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


class Half(StrEnum):
    """Whether a sample may be looked at while the list is changed: all but the last."""

    TUNING = "tuning"
    LOOKED_AT = "looked_at"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Sample:
    """What a child might write in the boxes of one form, and what it is.

    ``kind`` is a short name, ``title`` the Vietnamese for it; nearly every
    sample is one text, those of the kind "boxes" are several.
    """

    texts: tuple[str, ...]
    kind: str
    title: str
    danger: bool
    half: Half


@cache
def samples() -> tuple[Sample, ...]:
    """Return every shipped sample in the order of the files."""
    return tuple(_all())


def half_of(text: str) -> Half:
    """Return the half a sentence belongs to, by its hash alone."""
    odd = hashlib.sha256(text.encode()).digest()[0] & 1
    return Half.LOOKED_AT if odd else Half.TUNING


def _all() -> Iterator[Sample]:
    for danger, name in ((True, "danger"), (False, "innocent")):
        for kind, group in _read(name).items():
            for text in group["sentences"]:
                yield Sample((text,), kind, group["title"], danger, half_of(text))
    for danger, name in ((True, "danger"), (False, "innocent")):
        for text in _read("known")[name]:
            yield Sample((text,), "known", "Bộ câu mẫu đầu tiên", danger, Half.TUNING)
        for text in _read("later")[name]:
            yield Sample((text,), "later", "Câu viết thêm sau", danger, half_of(text))
        for text in _read("third")[name]:
            yield Sample((text,), "third", "Phần thứ ba", danger, Half.LOOKED_AT)
        for text in _read("fourth")[name]:
            yield Sample((text,), "fourth", "Câu chỉ để đo", danger, Half.UNSEEN)
        for texts in _read("boxes")[name]:
            title = "Một ý viết qua nhiều ô"
            yield Sample(tuple(texts), "boxes", title, danger, half_of("\n".join(texts)))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
