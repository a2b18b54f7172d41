"""Reading one part of a Word file as Word does: whatever its encoding and its prefixes.

Searching the bytes is not enough: a part may be written in UTF-16, with another prefix or
with characters as numbers, and Word reads it all the same.
"""

from __future__ import annotations

import re
from xml.parsers import expat

# A link fetches nothing before somebody presses it.
_LINK = "/hyperlink"
# Fields that fetch something, or run it, when the document is opened or printed.
_FETCHES = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|IMPORT|LINK|DATABASE)\b", re.IGNORECASE
)


class Declares(Exception):
    """A part that declares a document type: entities come with it."""


def reaches_out(content: bytes) -> bool:
    """Tell whether a part fetches anything from elsewhere.

    Raises ``Declares``, and ``expat.ExpatError`` for a part that is no XML.
    """
    found: list[bool] = []
    instructions: list[str] = []
    open_names: list[str] = []

    def begins(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        open_names.append(name.rpartition(" ")[2])
        if plain.get("TargetMode", "").strip().lower() == "external":
            found.append(not plain.get("Type", "").endswith(_LINK))
        instructions.append(plain.get("instr", ""))

    def says(words: str) -> None:
        if open_names[-1] == "instrText":
            instructions.append(words)

    def declares(*_: object) -> None:
        raise Declares

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = begins
    reader.EndElementHandler = lambda _name: open_names.pop()
    reader.CharacterDataHandler = says
    reader.StartDoctypeDeclHandler = declares
    reader.Parse(content, True)
    return any(found) or bool(_FETCHES.search("".join(instructions)))
