"""Keeping the catalogues equal to what the code says: ``python -m webapp words``.

English stands in the code itself, so its catalogue is filled by machine; only
Vietnamese is written by people.  A test compares both with a fresh extraction.
"""

from __future__ import annotations

import argparse
import io
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from webapp.launch.environment import PROJECT

FOLDER = PROJECT / "translations"
LANGUAGES = ("vi", "en")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
# A template that does not parse must fail here and not lose its words silently.
OPTIONS = {"**/templates/**.html": {"silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "_l": None,
    "lazy_gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
}
Message = str | tuple[str, ...]


def path_of(language: str) -> Path:
    """Return the catalogue of *language*."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Return the catalogue of *language* as it is kept."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def extracted() -> dict[Message, list[str]]:
    """Return every message of the code with the files it stands in."""
    found: dict[Message, list[str]] = defaultdict(list)
    for name, _, message, _, _ in extract_from_dir(
        PROJECT / "webapp", METHODS, OPTIONS, KEYWORDS, comment_tags=()
    ):
        place = f"webapp/{name}"
        if place not in found[message]:
            found[message].append(place)
    return found


def renewed(language: str, found: dict[Message, list[str]]) -> Catalog:
    """Return a catalogue of *found* that keeps what *language* already says."""
    known = {_key(message.id): message.string for message in read(language) if message.id}
    catalogue = Catalog(locale=language, project="em-noi", version="0.1.0", fuzzy=False)
    for message in sorted(found, key=lambda m: m if isinstance(m, str) else m[0]):
        own = message if language == "en" else ""
        # No line numbers: they would change the file at every edit elsewhere.
        places = [(place, 0) for place in sorted(found[message])]
        catalogue.add(message, known.get(message, own), places)
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """Return *catalogue* as a file without the dates that would change at every run."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "-Date: " not in line)


def _key(message: str | tuple[str, ...] | list[str]) -> Message:
    return message if isinstance(message, str) else tuple(message)


def main(options: argparse.Namespace) -> int:
    """Rewrite both catalogues and name what still needs Vietnamese words."""
    found = extracted()
    for language in LANGUAGES:
        catalogue = renewed(language, found)
        path_of(language).write_text(as_text(catalogue), encoding="utf-8")
    missing = [m.id for m in read("vi") if m.id and not m.string]
    for message in missing:
        print(f"Chưa có tiếng Việt: {message!r}")
    print(f"{len(found)} câu, {len(missing)} câu chưa dịch.")
    return 1 if missing else 0
