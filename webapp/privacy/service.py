"""Keeping what identifies a person apart from what they said.

The values are sealed by ``encryption.SealedText``.  Who opened them is written
down by the rooms that show them; this room does not know people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.privacy import queries
from webapp.privacy.records import Consent, PersonalAnswer

LONGEST_WORDING = 1000


@dataclass(frozen=True)
class PersonalText:
    """One identifying answer: the question's name, its role, what was written."""

    question: str
    role: str
    value: str


@dataclass(frozen=True)
class ConsentGiven:
    """One answer to one question of consent, with the words that were shown."""

    purpose: str
    given: bool
    wording: str


@dataclass(frozen=True)
class ConsentView:
    """A consent as it stands today; a withdrawn one no longer holds."""

    purpose: str
    given: bool
    given_on: date
    wording: str
    withdrawn_on: date | None

    @property
    def holds(self) -> bool:
        """Tell whether the consent was given and not taken back."""
        return self.given and self.withdrawn_on is None


def store_answers(session: Session, submission_id: str, answers: Iterable[PersonalText]) -> None:
    """Keep the identifying *answers* of a submission, sealed."""
    session.add_all(
        PersonalAnswer(
            submission_id=submission_id, question=text.question, role=text.role, value=text.value
        )
        for text in answers
    )
    session.flush()


def store_consents(
    session: Session, submission_id: str, consents: Iterable[ConsentGiven], today: date
) -> None:
    """Record each consent or refusal (Luật 91/2025/QH15, Điều 9: one purpose each).

    Two questions about the same purpose are one consent, given only when both
    were answered yes.
    """
    rows: dict[str, Consent] = {}
    for consent in consents:
        row = rows.get(consent.purpose)
        if row is None:
            rows[consent.purpose] = Consent(
                submission_id=submission_id,
                purpose=consent.purpose,
                given=consent.given,
                given_on=today,
                wording=consent.wording[:LONGEST_WORDING],
            )
        else:
            row.given = row.given and consent.given
            row.wording = f"{row.wording} / {consent.wording}"[:LONGEST_WORDING]
    session.add_all(rows.values())
    session.flush()


def answers_of(session: Session, submission_id: str) -> list[PersonalText]:
    """Return the identifying answers of one submission, readable."""
    return answers_of_many(session, [submission_id]).get(submission_id, [])


def answers_of_many(
    session: Session, submission_ids: Collection[str]
) -> dict[str, list[PersonalText]]:
    """Return the identifying answers of some submissions with one statement."""
    found: dict[str, list[PersonalText]] = {}
    for row in queries.answers(session, submission_ids):
        text = PersonalText(row.question, row.role, row.value)
        found.setdefault(row.submission_id, []).append(text)
    return found


def consents_of(session: Session, submission_id: str) -> list[ConsentView]:
    """Return the consents of one submission."""
    return consents_of_many(session, [submission_id]).get(submission_id, [])


def consents_of_many(
    session: Session, submission_ids: Collection[str]
) -> dict[str, list[ConsentView]]:
    """Return the consents of some submissions with one statement."""
    found: dict[str, list[ConsentView]] = {}
    for row in queries.consents(session, submission_ids):
        view = ConsentView(row.purpose, row.given, row.given_on, row.wording, row.withdrawn_on)
        found.setdefault(row.submission_id, []).append(view)
    return found


def consent_holds(session: Session, submission_id: str, purpose: str) -> bool:
    """Tell whether the consent for *purpose* was given and still holds."""
    return any(c.holds for c in consents_of(session, submission_id) if c.purpose == purpose)


def withdraw_consent(session: Session, submission_id: str, purpose: str, today: date) -> None:
    """Record that a consent was taken back (Luật 91/2025/QH15, Điều 10).

    Raises ``NotFound`` when no such consent was recorded; the first day of
    withdrawal stays.
    """
    rows = [r for r in queries.consents(session, [submission_id]) if r.purpose == purpose]
    if not rows:
        raise NotFound
    rows[0].withdrawn_on = rows[0].withdrawn_on or today
    session.flush()
