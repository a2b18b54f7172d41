"""What the room shows: a line without a name, and a registration opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp.privacy.service import ConsentView, PersonalText
from webapp.registration.rules import DECISION_OWED, RegistrationState
from webapp.submissions.service import SubmissionView


@dataclass(frozen=True)
class RegistrationLine:
    """A registration in a list: no name.  ``name`` is filled for the printed list only."""

    id: int
    submission_id: str
    survey: str
    round_id: int
    school_id: int | None
    state: RegistrationState
    received_on: date
    due_on: date
    anonymous: bool
    name: str = ""

    def overdue(self, today: date) -> bool:
        """Tell whether a decision is owed since before *today*."""
        return self.state in DECISION_OWED and today > self.due_on


@dataclass(frozen=True)
class StepView:
    """A step that was taken."""

    at: datetime
    actor_id: int | None
    from_state: RegistrationState | None
    to_state: RegistrationState
    why: str


@dataclass(frozen=True)
class RegistrationDetail:
    """A registration opened: readable names, consents, answers, words as others see them."""

    line: RegistrationLine
    submission: SubmissionView
    personal: tuple[PersonalText, ...]
    consents: tuple[ConsentView, ...]
    texts: tuple[str, ...]
    texts_waiting: int
    steps: tuple[StepView, ...]
    next_states: frozenset[RegistrationState]
