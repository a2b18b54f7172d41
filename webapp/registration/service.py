"""Registrations: a place at the forum, a question for the school dialogue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.registration.rules import RegistrationState
from webapp.submissions.service import SubmissionView


def register(
    session: Session,
    submission: SubmissionView,
    *,
    anonymous: bool,
    due: date,
    today: date,
    now: datetime,
) -> int:
    """Make a registration of *submission* and return its number.

    One submission makes one registration, however often it is handed over.
    """
    raise NotImplementedError


def move(
    session: Session,
    viewer: Viewer,
    registration_id: int,
    to_state: RegistrationState,
    why: str,
    now: datetime,
) -> None:
    """Take a registration to *to_state*, saying why; raises ``IllegalMove``."""
    raise NotImplementedError


def tracker_rows(viewer: Viewer) -> Select[Any]:
    """Return the tracker's columns of every registration *viewer* may see."""
    raise NotImplementedError
