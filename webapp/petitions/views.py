"""What the room hands out: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp.petitions.rules import TOLD, PetitionKind, PetitionState, Way, Words
from webapp.submissions.rules import Speaker


@dataclass(frozen=True)
class PetitionLine:
    """One line of the list; no word of the sender."""

    id: int
    kind: PetitionKind
    state: PetitionState
    speaker: Speaker
    body_name: str
    received_on: date
    due_on: date | None
    handed_on: date | None
    slip_number: str
    late: bool
    days_left: int


@dataclass(frozen=True)
class Step:
    """A step with the name of whoever took it."""

    at: datetime
    actor: str
    to_state: PetitionState
    why: str


@dataclass(frozen=True)
class PetitionView:
    """A petition as its page shows it.

    In ``text`` hidden parts are hidden, and so is what may tell who somebody is and nobody has
    looked at: ``covered`` tells whether there is such a thing, ``may_uncover`` whether the
    viewer may ask for it.
    """

    line: PetitionLine
    opinion_id: str | None
    submission_id: str
    text: str
    covered: bool
    may_uncover: bool
    words: Words
    why_original: str
    body_id: int | None
    handed_how: Way | None
    handed_to: str
    answered_on: date | None
    answer_number: str
    said: str
    steps: tuple[Step, ...]

    @property
    def printable(self) -> bool:
        """Tell whether there is a slip to print: a body was chosen and the words are here."""
        return self.opinion_id is not None and self.line.state in TOLD


@dataclass(frozen=True)
class SlipWords:
    """What a transfer slip says of its petition.

    ``sender`` holds what the sender told about himself or herself, question by question;
    it is empty wherever the masked text goes.
    """

    kind: PetitionKind
    speaker: Speaker
    number: str
    body_name: str
    text: str
    sender: tuple[tuple[str, str], ...]
    received_on: date
    handed_on: date | None
