"""Forgetting a whole submission: every room that keeps a part of it, in order.

A concern stays: what tells of danger is kept until the protection file is, and
nobody may delete it (Luật Trẻ em 2016, Điều 6.7; Nghị định 56/2017, Điều 30.3).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.feedback import holdings as feedback
from webapp.opinions import holdings as opinions
from webapp.petitions import holdings as petitions
from webapp.privacy import holdings as privacy
from webapp.submissions import holdings as submissions

_ROOMS = (privacy, petitions, feedback, opinions, submissions)


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how much of a submission is still kept, by kind."""
    counted: dict[str, int] = {}
    for room in _ROOMS:
        counted |= room.held(session, submission_id)
    return counted


def forget(session: Session, submission_id: str) -> None:
    """Forget who sent a submission and what it said; it stays a number in the figures."""
    for room in _ROOMS:
        room.forget(session, submission_id)
