"""Keeping the pictures and drawings of a sheet, from the seat to the submission."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.base import ids
from webapp.base.errors import Invalid, NotFound
from webapp.submissions.records import Picture
from webapp.submissions.redrawing import LARGEST_FILE, NotRedrawn, kind_of, redraw

__all__ = [
    "LARGEST_FILE",
    "MOST_PICTURES",
    "TOO_MANY",
    "PictureView",
    "bind",
    "drop",
    "forget",
    "keep",
]

# A form asks for a handful; more come only from somebody who wants to fill the disk.
MOST_PICTURES = 20
TOO_MANY = "too_many_pictures"


@dataclass(frozen=True)
class PictureView:
    """A kept picture, and the media type it is to be shown with."""

    id: str
    question: str
    content: bytes

    @property
    def media_type(self) -> str:
        """Return ``image/png`` or ``image/jpeg``."""
        return kind_of(self.content)


def keep(session: Session, seat: str, question: str, content: bytes, today: date) -> str:
    """Draw *content* anew, keep it for the draft of *seat* and return its identifier.

    Raises ``Invalid`` with the field ``picture``: ``picture_too_large``, ``no_picture`` or
    ``too_many_pictures``.
    """
    held = session.scalar(select(func.count()).where(Picture.seat == seat)) or 0
    if held >= MOST_PICTURES:
        raise Invalid(fields={"picture": TOO_MANY})
    try:
        drawn = redraw(content)
    except NotRedrawn as refused:
        raise Invalid(fields={"picture": refused.key}) from refused
    row = Picture(id=ids.new_id(), seat=seat, question=question, content=drawn, kept_on=today)
    session.add(row)
    session.flush()
    return row.id


def at_seat(session: Session, seat: str, picture_id: str) -> PictureView:
    """Return a picture of the draft at *seat*; ``NotFound`` for anybody else's."""
    return _one(session, picture_id, Picture.seat == seat)


def of_submission(session: Session, submission_id: str) -> dict[str, str]:
    """Map the identifiers of a submission's pictures to their questions, in a steady order."""
    rows = session.execute(
        select(Picture.id, Picture.question)
        .where(Picture.submission_id == submission_id)
        .order_by(Picture.question, Picture.id)
    )
    return {row.id: row.question for row in rows}


def sent_with(session: Session, submission_id: str, picture_id: str) -> PictureView:
    """Return a picture of a submission; ``NotFound`` when it belongs to another one.

    The caller has made sure that the reader may see the submission.
    """
    return _one(session, picture_id, Picture.submission_id == submission_id)


def drop(session: Session, seat: str, picture_id: str) -> None:
    """Delete a picture of the draft at *seat*; harmless when it is none of its own."""
    session.execute(delete(Picture).where(Picture.id == picture_id, Picture.seat == seat))


def bind(session: Session, seat: str, submission_id: str, named: Collection[str]) -> None:
    """Give the pictures *named* in the answers to the submission and delete the seat's others."""
    session.execute(
        update(Picture)
        .where(Picture.seat == seat, Picture.id.in_(list(named)))
        .values(seat=None, submission_id=submission_id)
    )
    session.execute(delete(Picture).where(Picture.seat == seat))


def forget(session: Session, submission_id: str) -> None:
    """Delete every picture that was sent with a submission."""
    session.execute(delete(Picture).where(Picture.submission_id == submission_id))


def _one(session: Session, picture_id: str, belongs: object) -> PictureView:
    row = session.scalar(select(Picture).where(Picture.id == picture_id, belongs))  # type: ignore[arg-type]
    if row is None:
        raise NotFound
    return PictureView(row.id, row.question, row.content)
