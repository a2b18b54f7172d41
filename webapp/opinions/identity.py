"""Which kinds of what may identify somebody stand in a text, kept so that a list can be narrowed.

Pure.  Kinds are kept as words with spaces around each (" name phone "), so that
one comparison in SQL finds them and a new kind changes nothing that is stored.
"""

from __future__ import annotations

from enum import StrEnum

from webapp.opinions.suggesting.suggestion_kinds import Identifies
from webapp.opinions.suggesting.suggestions import suggest


class Identity(StrEnum):
    """What the queue can be asked for."""

    PERSON = "person"
    REACHABLE = "reachable"
    FAMILY = "family"
    PLACE = "place"
    NOTHING = "nothing"


# By question: the kinds of which one is enough; "nothing" is a text without any.
KINDS_OF: dict[Identity, tuple[Identifies, ...]] = {
    Identity.PERSON: (Identifies.NAME,),
    Identity.REACHABLE: (
        Identifies.PHONE,
        Identifies.EMAIL,
        Identifies.ACCOUNT,
        Identifies.NUMBER,
    ),
    Identity.FAMILY: (Identifies.FAMILY, Identifies.BIRTH),
    Identity.PLACE: (Identifies.HOME, Identifies.CLASS, Identifies.SCHOOL),
    Identity.NOTHING: (),
}


def kinds_in(text: str) -> str:
    """Return the kinds that are suggested in *text* as they are stored."""
    kinds = sorted({suggestion.kind.value for suggestion in suggest(text)})
    return f" {' '.join(kinds)} " if kinds else ""
