"""Both languages are whole, and the catalogues say what the code says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.rules.source import told
from webapp.config import PROJECT
from webapp.launch import words

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|{(\w*)}")
CATALOGUES = sorted((PROJECT / "translations").glob("*/LC_MESSAGES/*.po"))


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_catalogue_equals_a_fresh_extraction(language: str) -> None:
    wanted = set(words.extracted())
    kept = {message.id for message in messages(words.read(language))}
    kept = {tuple(i) if isinstance(i, list) else i for i in kept}
    places = [f"not in the catalogue: {m!r}" for m in sorted(wanted - kept, key=str)]
    places += [f"no longer in the code: {m!r}" for m in sorted(kept - wanted, key=str)]
    why = "a sentence that is not extracted is shown in English to a child"
    assert not places, told("Run `python -m webapp words`.", why, places)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_every_message_is_translated_for_certain(path) -> None:  # noqa: ANN001 (a pathlib.Path)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    places = []
    for message in messages(catalogue):
        if not all(forms(message.string)):
            places.append(f"empty: {message.id!r}")
        elif message.fuzzy:
            places.append(f"fuzzy: {message.id!r}")
    assert not places, told(f"{path.parts[-3]} is whole.", "half a language is none", places)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_placeholders_survive_translation(path) -> None:  # noqa: ANN001 (a pathlib.Path)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    places = []
    for message in messages(catalogue):
        wanted = Counter(m[0] for m in PLACEHOLDER.finditer(forms(message.id)[-1]))
        for form in forms(message.string):
            if form and Counter(m[0] for m in PLACEHOLDER.finditer(form)) != wanted:
                places.append(f"{message.id!r} → {form!r}")
    why = "a lost placeholder is a lost number, a new one is an error page"
    assert not places, told("Placeholders are the same in every language.", why, places)
