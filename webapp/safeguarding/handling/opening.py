"""The list of concerns and one of them opened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer, permissions_of
from webapp.audit import service as audit
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.privacy import service as privacy
from webapp.safeguarding import queries
from webapp.safeguarding.clocks import Step, read_clock, read_clocks
from webapp.safeguarding.handling.access import concern_for, only_officers
from webapp.safeguarding.handling.hints import role_hints
from webapp.safeguarding.handling.unsealing import Seal, SealState, seal_of
from webapp.safeguarding.oncall import notices, people
from webapp.safeguarding.records import Concern, ConcernEvent
from webapp.safeguarding.rules import FINISHED, MOVES, ConcernState
from webapp.safeguarding.screening import Hit
from webapp.safeguarding.views import (
    ConcernLine,
    ConcernView,
    ExclusionView,
    HandoverView,
    Identity,
    SealedText,
    StepView,
    ToldView,
)
from webapp.submissions import pictures
from webapp.submissions import service as submissions
from webapp.submissions.pictures import PictureView


def concerns(session: Session, viewer: Viewer, now: datetime) -> list[ConcernLine]:
    """Return all concerns: those still to be handled, the most urgent on top, then the newest."""
    only_officers(viewer)
    rows = queries.open_to(session, viewer.user_id)
    steps = queries.steps(session, [row.id for row in rows])
    calendar = directory.work_calendar(session)
    lines = [_line(row, steps[row.id], now, calendar) for row in rows]
    waiting = [line for line in lines if line.state not in FINISHED]
    finished = [line for line in reversed(lines) if line.state in FINISHED]
    return [*sorted(waiting, key=_urgency), *finished]


def open_concern(session: Session, viewer: Viewer, concern_id: str, now: datetime) -> ConcernView:
    """Return a concern with its texts; the opening is written down."""
    row = concern_for(session, viewer, concern_id)
    audit.record(session, viewer.user_id, "concern.opened", "concern", row.id)
    notices.note_seen(session, row.id, viewer.user_id, now)
    events = queries.events(session, [row.id])
    texts, seal = sealed_texts(row), seal_of(session, viewer, row, now)
    steps = [Step(event.at, event.to_state, event.limits) for event in events]
    out = queries.excluded(session, row.id)
    return ConcernView(
        line=_line(row, steps, now, directory.work_calendar(session)),
        texts=texts,
        hits=tuple(Hit(**hit) for hit in json.loads(row.reasons)),
        lexicon=row.lexicon,
        steps=tuple(_step(event) for event in events),
        next_states=_next_states(row),
        pictures=tuple(pictures.of_submission(session, row.submission_id or "")),
        told=_told(session, row.id),
        exclusions=_exclusions(session, viewer, row.id),
        handovers=handovers(session, row.id),
        hints=tuple(role_hints([text.text for text in texts])),
        seal=seal,
        identity=_identity(session, row, texts, seal),
        others_left=bool(people.ladder(session, [*out, viewer.user_id])),
        release_shows_excluded=shows_excluded(session, out),
    )


def picture(session: Session, viewer: Viewer, concern_id: str, picture_id: str) -> PictureView:
    """Return a picture sent with the texts of a concern; raises what ``open_concern`` raises."""
    row = concern_for(session, viewer, concern_id)
    return pictures.sent_with(session, row.submission_id or "", picture_id)


def sealed_texts(row: Concern) -> tuple[SealedText, ...]:
    """Return the texts of a concern, readable."""
    return tuple(SealedText(**text) for text in json.loads(row.texts))


def handovers(session: Session, concern_id: str) -> tuple[HandoverView, ...]:
    """Return the hand-overs of a concern, the oldest first."""
    return tuple(
        HandoverView(
            row.by_id, row.written_at, row.handed_at, row.receiver, row.handed_by,
            row.place, row.person, row.receipt_number, row.note,
        )
        for row in queries.handovers(session, concern_id)
    )  # fmt: skip


def shows_excluded(session: Session, excluded: Sequence[int]) -> bool:
    """Tell whether a release would show the texts to somebody who must not see them."""
    reads = {Permission.OPINIONS_MODERATE, Permission.OPINIONS_SECOND_READ}
    return any(
        one.active and one.id in excluded and reads & permissions_of(one.roles)
        for one in accounts.people(session)
    )


def _urgency(line: ConcernLine) -> tuple[datetime, datetime, str]:
    """Sort by the clock that runs out first; what came in first stands first on the same day."""
    return line.pressing.due_at, line.received_at, line.id


def _line(
    row: Concern, steps: Sequence[Step], now: datetime, calendar: WorkCalendar
) -> ConcernLine:
    return ConcernLine(
        id=row.id,
        received_at=row.received_at,
        state=row.state,
        clock=read_clock(row.received_at, steps, now),
        band=row.band,
        clocks=read_clocks(row.received_at, steps, now, calendar),
    )


def _next_states(row: Concern) -> frozenset[ConcernState]:
    """Return the officer's steps: raising anew is a moderator's, and a wish has no opinions."""
    not_ours = {ConcernState.NEW}
    if row.submission_id is None:
        not_ours.add(ConcernState.RELEASED)
    return MOVES[row.state] - not_ours


def _step(event: ConcernEvent) -> StepView:
    return StepView(event.at, event.actor_id, event.from_state, event.to_state, event.note)


def _told(session: Session, concern_id: str) -> tuple[ToldView, ...]:
    rows = notices.told(session, concern_id)
    return tuple(ToldView(row.user_id, row.why, row.at, row.seen_at) for row in rows)


def _exclusions(session: Session, viewer: Viewer, concern_id: str) -> tuple[ExclusionView, ...]:
    return tuple(
        ExclusionView(row.id, row.user_id, row.by_id, row.at, row.why, row.by_id != viewer.user_id)
        for row in queries.exclusions(session, concern_id)
    )


def _identity(
    session: Session, row: Concern, texts: Sequence[SealedText], seal: Seal
) -> Identity | None:
    """Return who the child may be, while two people answer for it."""
    if seal.state is not SealState.OPEN:
        return None
    # A wish to be met belongs to no submission: nothing more is known than its own texts.
    submission_id = row.submission_id or ""
    sent = submissions.submission(session, submission_id)
    personal = [(a.role, a.value) for a in privacy.answers_of(session, submission_id)]
    personal += [(text.role, text.text) for text in texts if text.role]
    return Identity(
        row.school_id,
        row.class_id,
        sent.class_session_id if sent else None,
        tuple(personal),
    )
