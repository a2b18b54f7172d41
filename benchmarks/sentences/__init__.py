"""Sentences of fourteen hands that did not know the word list, nor one another's sentences.

Invented, no child's words.  Eleven files teach the points of words
(``benchmarks.learning_words``); the three called ``measure_*`` only measure: nobody looks
at what was missed in them, or they measure nothing any more.  ``mended`` was written by
who had seen what the list missed of the eleven, so it teaches and measures nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from webapp.safeguarding.lexicon.samples.reading import Half, Sample

MEASURING = "measure_"
MENDED = "mended"


def written_beside() -> Iterator[Sample]:
    """Yield every sentence of the folder, file after file."""
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        half = Half.UNSEEN if file.stem.startswith(MEASURING) else Half.LOOKED_AT
        for name, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for text in texts:
                yield Sample((text,), file.stem, file.stem, name == "danger", half)
