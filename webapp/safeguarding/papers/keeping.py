"""The forms as they are used: ours, or the office's own with all its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import Invalid
from webapp.safeguarding.handling.access import only_officers
from webapp.safeguarding.papers.checking import Checked, check
from webapp.safeguarding.papers.filling import filled
from webapp.safeguarding.papers.known import known_of
from webapp.safeguarding.papers.records import PaperVersion
from webapp.safeguarding.rules import Paper

_SHIPPED = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class PaperState:
    """A form as the page lists it; version 0 is the one we ship."""

    paper: Paper
    version: int
    own: bool
    made_at: datetime | None
    by_id: int | None


def papers(session: Session, viewer: Viewer) -> list[PaperState]:
    """Return every form with the version in use."""
    only_officers(viewer)
    states = []
    for paper in Paper:
        row = _newest(session, paper)
        if row is None:
            states.append(PaperState(paper, 0, False, None, None))
        else:
            own = row.content is not None
            states.append(PaperState(paper, row.version, own, row.made_at, row.by_id))
    return states


def template(session: Session, viewer: Viewer, paper: Paper) -> bytes:
    """Return the template in use, to be opened in Word and changed."""
    only_officers(viewer)
    return _content(session, paper)


def replace(
    session: Session, viewer: Viewer, paper: Paper, content: bytes, now: datetime
) -> Checked:
    """Use the office's own file from now on; versions before stay.

    Raises ``Invalid`` with the fault under ``file`` and the unknown names as message.
    """
    only_officers(viewer)
    found = check(content)
    if found.fault is not None:
        raise Invalid(", ".join(found.unknown), fields={"file": found.fault})
    _add(session, viewer, paper, content, now)
    return found


def take_back(session: Session, viewer: Viewer, paper: Paper, now: datetime) -> None:
    """Use the form we ship again."""
    only_officers(viewer)
    _add(session, viewer, paper, None, now)


def made(session: Session, viewer: Viewer, concern_id: str, paper: Paper, now: datetime) -> bytes:
    """Return a form filled with what is known of a concern; it is kept nowhere.

    Raises ``NotFound`` for everybody the concern does not exist for.
    """
    known = known_of(session, viewer, concern_id, now)
    audit.record(
        session, viewer.user_id, "concern.paper_made", "concern", concern_id, paper=paper.value
    )
    return filled(_content(session, paper), known)


def _content(session: Session, paper: Paper) -> bytes:
    row = _newest(session, paper)
    if row is not None and row.content is not None:
        return row.content
    return (_SHIPPED / f"mau-{paper.value}.docx").read_bytes()


def _newest(session: Session, paper: Paper) -> PaperVersion | None:
    query = select(PaperVersion).where(PaperVersion.paper == paper)
    return session.scalar(query.order_by(PaperVersion.version.desc()).limit(1))


def _add(
    session: Session, viewer: Viewer, paper: Paper, content: bytes | None, now: datetime
) -> None:
    last = session.scalar(select(func.max(PaperVersion.version)).where(PaperVersion.paper == paper))
    session.add(
        PaperVersion(
            paper=paper,
            version=(last or 0) + 1,
            made_at=now,
            by_id=viewer.user_id,
            content=content,
        )
    )
    session.flush()
    audit.record(
        session, viewer.user_id, "paper.replaced", "paper", paper.value, own=content is not None
    )
