"""Form versions: what a round pins and a submission was filled in."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp.forms.rules import Form


def store_version(session: Session, form: Form, today: date) -> int:
    """Return the id of *form*; the same questions always have the same id."""
    raise NotImplementedError


def form_of(session: Session, form_version_id: int) -> Form:
    """Return a stored form, compiled once per process; NotFound when there is none."""
    raise NotImplementedError
