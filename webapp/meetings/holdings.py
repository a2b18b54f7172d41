"""What this room keeps about a child, and how it is forgotten.

A wish is tied to no submission and no receipt, so nobody can ask for one by number: what
a child wrote is forgotten by itself some days after the meeting (``service.forget_old``).
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.meetings.records import Meeting


def held(session: Session) -> dict[str, int]:
    """Return how many wishes still hold a child's words."""
    rows = select(func.count()).where(Meeting.forgotten_on.is_(None))
    return {"meetings": session.scalar(rows) or 0}
