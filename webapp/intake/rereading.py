"""Reading waiting opinions once more, after the list of words of danger has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import NotFound
from webapp.intake.sorting import PICTURE_ALONE
from webapp.opinions import service as opinions
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import Hit, SealedText
from webapp.submissions import service as submissions

# A few seconds' work; a commune never has as many opinions waiting.
MOST_READ = 3000


@dataclass(frozen=True)
class ReadAgain:
    """How many submissions were read, and how many of them now lie sealed."""

    read: int
    raised: int


def read_again(session: Session, viewer: Viewer, now: datetime) -> ReadAgain:
    """Seal what the list in force finds in opinions nobody has decided about.

    It only raises.  What an officer once released is left to the moderators, since a person
    has found no danger in it.  ``NotFound`` for everybody without ``CONCERNS_HANDLE``.
    """
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound
    waiting = opinions.undecided_texts(session, MOST_READ)
    raised = 0
    for submission_id, texts in waiting:
        hits = safeguarding.screen(session, [text for text in texts if text != PICTURE_ALONE])
        if hits and not safeguarding.was_raised(session, submission_id):
            _seal(session, viewer, submission_id, hits, now)
            raised += 1
    audit.record(session, viewer.user_id, "lexicon.read_again", "lexicon", "", read=len(waiting))
    return ReadAgain(len(waiting), raised)


def _seal(
    session: Session, viewer: Viewer, submission_id: str, hits: list[Hit], now: datetime
) -> None:
    """Move all words of a submission from the moderators to the protection officer."""
    submission = submissions.submission(session, submission_id)
    if submission is None:
        raise NotFound
    texts = [
        SealedText(text.question, text.label, text.text, text.topic, text.wanted_answerer)
        for text in opinions.take_out(session, viewer.user_id, submission_id)
    ]
    joined = (
        rounds.class_of(session, submission.class_session_id)
        if submission.class_session_id is not None
        else None
    )
    safeguarding.raise_concern(
        session,
        submission_id,
        submission.band,
        submission.school_id,
        joined.class_id if joined else None,
        texts,
        hits,
        now,
    )
