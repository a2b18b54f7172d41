"""Concerns: raised on arrival, handled by the child-protection officer alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.safeguarding.rules import ConcernState


def screen(texts: Sequence[str]) -> list[object]:
    """Return what in *texts* may tell of danger; an empty list clears nothing."""
    raise NotImplementedError


def raise_concern(
    session: Session,
    submission_id: str,
    band: str,
    school_id: int | None,
    class_id: int | None,
    texts: list[dict[str, str]],
    hits: Sequence[object],
    now: datetime,
) -> str:
    """Seal *texts* of a submission in a new concern and return its identifier."""
    raise NotImplementedError


def is_sealed(session: Session, submission_id: str) -> bool:
    """Tell whether a submission's words are sealed in a concern not yet released."""
    raise NotImplementedError


def move(
    session: Session,
    viewer: Viewer,
    concern_id: str,
    to_state: ConcernState,
    note: str,
    now: datetime,
) -> None:
    """Take the next step about a concern; ``NotFound`` for everybody else."""
    raise NotImplementedError
