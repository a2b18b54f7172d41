"""What may be read of petitions, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, NotAllowed, NotFound
from webapp.base.paging import Page
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import MaskedOpinion
from webapp.petitions import queries
from webapp.petitions.records import Petition
from webapp.petitions.rules import TOLD, PetitionState, ReceiptPetition, Words, is_late
from webapp.petitions.views import (
    PetitionLine,
    PetitionView,
    SlipWords,
    Step,
)
from webapp.privacy import service as privacy
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker
from webapp.surveykit import Role

# What tells a body who complains; everything else a sender filled in stays here.
_SENDER = (Role.GUARDIAN_NAME, Role.CHILD_NAME, Role.GUARDIAN_PHONE, Role.GUARDIAN_EMAIL)


def petitions(session: Session, viewer: Viewer, today: date, number: int = 1) -> Page[PetitionLine]:
    """Return one page of all petitions, what waits first; ``NotFound`` for who handles none."""
    _only_handlers(viewer)
    calendar = directory.work_calendar(session)
    page = queries.everything(session, number)
    return Page(
        [_line(session, row, calendar, today) for row in page.items], page.number, page.total
    )


def petition(session: Session, viewer: Viewer, petition_id: int, today: date) -> PetitionView:
    """Return one petition, with names that nobody has hidden yet covered; raise ``NotFound``."""
    _only_handlers(viewer)
    row = queries.one(session, petition_id)
    masked = opinions.masked(session, row.opinion_id).text if row.opinion_id else ""
    covered = opinions.covered(session, row.opinion_id) if row.opinion_id else ""
    return PetitionView(
        line=_line(session, row, directory.work_calendar(session), today),
        opinion_id=row.opinion_id,
        submission_id=row.submission_id,
        text=covered,
        covered=covered != masked,
        may_uncover=_may_uncover(viewer),
        words=row.words,
        why_original=row.why_original,
        body_id=row.body_id,
        handed_how=row.handed_how,
        handed_to=row.handed_to,
        answered_on=row.answered_on,
        answer_number=row.answer_number,
        said=row.said or "",
        steps=tuple(
            Step(event.at, accounts.name_of(session, event.actor_id), event.to_state, event.why)
            for event in queries.events_of(session, petition_id)
        ),
    )


def words(session: Session, viewer: Viewer, petition_id: int) -> str:
    """Return the masked text with nothing else covered; each look is written down.

    Raises ``NotFound`` for who may not read it (``_may_uncover``).
    """
    _only_handlers(viewer)
    row = queries.one(session, petition_id)
    if not _may_uncover(viewer) or row.opinion_id is None:
        raise NotFound
    audit.record(session, viewer.user_id, "petition.words_read", "petition", row.id)
    return opinions.masked(session, row.opinion_id).text


def proposable(
    session: Session, viewer: Viewer, opinion_id: str, *, for_change: bool = False
) -> MaskedOpinion:
    """Return an opinion that may be proposed as a petition: one that is being read.

    It has not been moderated yet: whoever only handles petitions sees none before a
    moderator has proposed it.  Locked when it is about to be proposed, so that two who
    press at the same moment come one after the other.

    Raises ``NotFound`` for people who do not moderate, ``IllegalMove`` when it was decided.
    """
    if not viewer.can(Permission.OPINIONS_MODERATE):
        raise NotFound
    found = opinions.masked(session, opinion_id, for_change=for_change)
    if found.state is not OpinionState.SCREENING:
        raise IllegalMove
    return found


def waiting(session: Session, viewer: Viewer) -> int:
    """Return how many petitions wait for a step of *viewer*; nought for everybody else."""
    return queries.number_open(session) if viewer.can(Permission.PETITIONS_HANDLE) else 0


def late(session: Session, viewer: Viewer, today: date) -> int:
    """Return how many of those that wait for *viewer* should have been worked on before."""
    return queries.number_open(session, today) if viewer.can(Permission.PETITIONS_HANDLE) else 0


def due_ones(
    session: Session, first: date, last: date
) -> Sequence[tuple[int, PetitionState, date]]:
    """Return number, state and last day of what owes a step, for reminders; no word of it."""
    return queries.due(session, first, last)


def received_in(session: Session, first: date, end: date) -> int:
    """Return how many petitions came in [*first*, *end*), for the month's figures."""
    return queries.number_received(session, first, end)


def slip(session: Session, viewer: Viewer, petition_id: int, today: date) -> SlipWords:
    """Return what the transfer slip says; every printing is written down.

    With the original only for people who may read it (``NotAllowed``); printed by anybody
    who may not uncover the text, what nobody has hidden yet stays covered.  Raises
    ``IllegalMove`` before a body was chosen or when the words are no longer here.
    """
    _only_handlers(viewer)
    row = queries.one(session, petition_id)
    if row.state not in TOLD or row.opinion_id is None:
        raise IllegalMove
    original = row.words is Words.ORIGINAL
    if original and not viewer.can(Permission.OPINIONS_UNMASK):
        raise NotAllowed
    # Nobody carries a name out of the house that no moderator has looked at.
    uncovered = _may_uncover(viewer)
    read = opinions.masked(session, row.opinion_id).text
    text = read if uncovered else opinions.covered(session, row.opinion_id)
    if original:
        views = opinions.of_submission(session, viewer, row.submission_id)
        text = next(view.original for view in views if view.id == row.opinion_id)
    audit.record(
        session, viewer.user_id, "petition.printed", "petition", row.id,
        words=row.words.value, covered=text != read and not original,
    )  # fmt: skip
    return SlipWords(
        kind=row.kind,
        speaker=_speaker(session, row),
        number=row.slip_number,
        body_name=_body(session, row),
        text=text,
        sender=_sender(session, row) if original else (),
        received_on=row.received_on,
        handed_on=row.handed_on,
    )


def for_receipt(session: Session, opinion_ids: Sequence[str]) -> dict[str, ReceiptPetition]:
    """Return what the senders of these opinions are told, by opinion; no proposal."""
    rows = queries.of_opinions(session, opinion_ids) if opinion_ids else []
    return {
        row.opinion_id: ReceiptPetition(
            kind=row.kind,
            state=row.state,
            body_name=_body(session, row),
            handed_on=row.handed_on,
            slip_number=row.slip_number,
            answered_on=row.answered_on,
            said=row.said or "",
        )
        for row in rows
        if row.state in TOLD and row.opinion_id is not None
    }


def _only_handlers(viewer: Viewer) -> None:
    if not viewer.can(Permission.PETITIONS_HANDLE):
        raise NotFound


def _may_uncover(viewer: Viewer) -> bool:
    """Tell whether *viewer* may read what nobody has hidden yet: a moderator, or their lead."""
    return viewer.can(Permission.OPINIONS_MODERATE) or viewer.can(Permission.OPINIONS_UNMASK)


def _line(session: Session, row: Petition, calendar: WorkCalendar, today: date) -> PetitionLine:
    ended = row.handed_on is not None
    return PetitionLine(
        id=row.id,
        kind=row.kind,
        state=row.state,
        speaker=_speaker(session, row),
        body_name=_body(session, row),
        received_on=row.received_on,
        due_on=row.due_on,
        handed_on=row.handed_on,
        slip_number=row.slip_number,
        late=bool(row.handed_late) if ended else is_late(row.state, row.due_on, today),
        days_left=calendar.between(today, row.due_on) if row.due_on and not ended else 0,
    )


def _body(session: Session, row: Petition) -> str:
    return directory.body_name(session, row.body_id) if row.body_id else ""


def _speaker(session: Session, row: Petition) -> Speaker:
    found = submissions.submission(session, row.submission_id)
    return found.speaker if found else Speaker.CHILD


def _sender(session: Session, row: Petition) -> tuple[tuple[str, str], ...]:
    """Return role and value of what the sender told about himself or herself."""
    given = {one.role: one.value for one in privacy.answers_of(session, row.submission_id)}
    return tuple((role.value, given[role]) for role in _SENDER if role in given)
