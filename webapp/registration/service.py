"""Registrations: a place at the forum, a question for the school dialogue.

Names stay in ``privacy`` and are read only where somebody opens a
registration; every opening is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.forms import service as forms
from webapp.opinions import service as opinions
from webapp.privacy import service as privacy
from webapp.privacy.service import PersonalText
from webapp.registration import queries
from webapp.registration.answers import AnswerColumns, AnsweredLine, cells_of, columns_of
from webapp.registration.records import Registration, RegistrationEvent
from webapp.registration.rules import (
    MOVES,
    NEEDS_REASON,
    TAKING_PART,
    ForumLimits,
    RegistrationState,
    first_state,
    forum_limits,
)
from webapp.registration.views import RegistrationDetail, RegistrationLine, StepView
from webapp.submissions import service as submissions
from webapp.submissions.service import SubmissionView
from webapp.surveykit import Role


def register(
    session: Session,
    submission: SubmissionView,
    *,
    anonymous: bool,
    due: date,
    today: date,
) -> int:
    """Make a registration of *submission* and return its number.

    One submission makes one registration, however often it is handed over.
    The consents must have been stored before: they decide the first state.
    """
    before = queries.of_submission(session, submission.id)
    if before is not None:
        return before.id
    consents = privacy.consent_holds(session, submission.id, Role.CONSENT_GUARDIAN)
    row = Registration(
        submission_id=submission.id,
        round_id=submission.round_id,
        survey=submission.survey,
        school_id=submission.school_id,
        state=first_state(anonymous, consents),
        received_on=today,
        due_on=due,
        anonymous=anonymous,
    )
    session.add(row)
    session.flush()
    # Only the day: a time of arrival would tell who sat where in a class.
    arrived = clock.day_start(today)
    session.add(RegistrationEvent(registration_id=row.id, at=arrived, to_state=row.state))
    session.flush()
    return row.id


def listing(
    session: Session,
    viewer: Viewer,
    survey: str,
    state: RegistrationState | None = None,
    school_id: int | None = None,
    round_id: int | None = None,
) -> list[RegistrationLine]:
    """Return the registrations of a survey without any name, the newest first."""
    _may_view(viewer)
    return [_line(r) for r in queries.listing(session, survey, state, school_id, round_id)]


def printed_list(
    session: Session, viewer: Viewer, survey: str, round_id: int | None
) -> list[RegistrationLine]:
    """Return those who take part with their names, oldest first; the opening is audited."""
    _may_view(viewer)
    rows = [
        row
        for row in reversed(queries.listing(session, survey, None, None, round_id))
        if row.state in TAKING_PART
    ]
    named = privacy.answers_of_many(session, [row.submission_id for row in rows])
    audit.record(
        session,
        viewer.user_id,
        "registration.list_opened",
        "survey",
        survey,
        registrations=[row.id for row in rows],
    )
    return [_line(row, _name(named.get(row.submission_id, []))) for row in rows]


def exported(
    session: Session, viewer: Viewer, survey: str, round_id: int | None
) -> tuple[AnswerColumns, list[AnsweredLine]]:
    """Return every registration with what was chosen in its form, never a name or a text.

    The columns are the questions of all versions, merged by name; making the file is
    written down, for it leaves the house.
    """
    _may_view(viewer)
    lines = [_line(row) for row in reversed(queries.listing(session, survey, None, None, round_id))]
    sent = submissions.answers_in(session, sorted({line.round_id for line in lines}))
    by_id = {one.id: one for one in sent}
    used = {v: forms.form_of(session, v) for v in sorted({one.form_version_id for one in sent})}
    columns = columns_of(list(used.values()))
    rows = []
    for line in lines:
        one = by_id[line.submission_id]
        cells = cells_of(columns, used[one.form_version_id], one.answers)
        rows.append(AnsweredLine(line, cells))
    audit.record(
        session, viewer.user_id, "registration.exported", "survey", survey, registrations=len(rows)
    )
    return columns, rows


def detail(session: Session, viewer: Viewer, registration_id: int) -> RegistrationDetail:
    """Return a registration with readable names; the opening is audited."""
    _may_view(viewer)
    row = _row(session, registration_id)
    submission = submissions.submission(session, row.submission_id)
    if submission is None:
        raise NotFound
    audit.record(session, viewer.user_id, "registration.opened", "registration", row.id)
    said = opinions.public_of_submission(session, row.submission_id)
    return RegistrationDetail(
        line=_line(row),
        submission=submission,
        personal=tuple(privacy.answers_of(session, row.submission_id)),
        consents=tuple(privacy.consents_of(session, row.submission_id)),
        texts=tuple(opinion.text for opinion in said if opinion.text),
        texts_waiting=sum(not opinion.text for opinion in said),
        steps=tuple(
            StepView(event.at, event.actor_id, event.from_state, event.to_state, event.why)
            for event in queries.events(session, row.id)
        ),
        next_states=MOVES[row.state],
    )


def move(
    session: Session,
    viewer: Viewer,
    registration_id: int,
    to_state: RegistrationState,
    why: str,
    now: datetime,
) -> None:
    """Take a registration to *to_state*.

    A step that says no needs a reason, and so does going on without a
    guardian's consent in the file: then the reason says where the signed paper
    is.  Raises ``NotAllowed``, ``NotFound``, ``IllegalMove`` and ``Invalid``.
    """
    if not viewer.can(Permission.REGISTRATIONS_MANAGE):
        raise NotAllowed
    row = _row(session, registration_id, for_change=True)
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    passes_guardian = (
        row.state is RegistrationState.AWAITING_GUARDIAN
        and to_state is RegistrationState.AWAITING_APPROVAL
    )
    if not why.strip() and (to_state in NEEDS_REASON or passes_guardian):
        raise Invalid(fields={"why": "missing"})
    session.add(
        RegistrationEvent(
            registration_id=row.id,
            at=now,
            actor_id=viewer.user_id,
            from_state=row.state,
            to_state=to_state,
            why=why.strip(),
        )
    )
    row.state = to_state
    session.flush()
    audit.record(
        session,
        viewer.user_id,
        "registration.moved",
        "registration",
        row.id,
        to_state=to_state.value,
    )


def limits(session: Session, viewer: Viewer, survey: str, round_id: int | None) -> ForumLimits:
    """Return the forum's limits for the children taking part so far."""
    _may_view(viewer)
    counted = queries.per_state(session, survey, round_id)
    return forum_limits(sum(counted.get(state, 0) for state in TAKING_PART))


def surveys(session: Session, viewer: Viewer) -> list[str]:
    """Return the surveys that have registrations."""
    _may_view(viewer)
    return queries.surveys(session)


def rounds_with_registrations(session: Session, viewer: Viewer, survey: str) -> list[int]:
    """Return the rounds of a survey that have registrations, the newest first."""
    _may_view(viewer)
    return queries.rounds(session, survey)


def counts(
    session: Session, viewer: Viewer, survey: str, round_id: int | None = None
) -> Mapping[RegistrationState, int]:
    """Return how many registrations of a survey stand in each state."""
    _may_view(viewer)
    return queries.per_state(session, survey, round_id)


def state_of(session: Session, submission_id: str) -> RegistrationState:
    """Return how far the registration of a submission is, for its receipt.

    While the words of a submission are sealed it may not be registered yet.
    Its receipt then shows the state in which any other begins, so that nobody
    who reads over a child's shoulder learns that something was found.
    """
    row = queries.of_submission(session, submission_id)
    if row is not None:
        return row.state
    anonymous = not _name(privacy.answers_of(session, submission_id))
    return first_state(
        anonymous, privacy.consent_holds(session, submission_id, Role.CONSENT_GUARDIAN)
    )


def tracker_rows(session: Session, viewer: Viewer) -> Select[Any]:
    """Return the tracker's columns of every registration *viewer* may see.

    The title is the survey's own with a number ("Đăng ký diễn đàn … số 12");
    it never carries a name.  Without ``REGISTRATIONS_VIEW`` there are no rows.
    """
    titles = forms.titles(session)
    return queries.tracker_rows(titles, viewer.can(Permission.REGISTRATIONS_VIEW))


def _may_view(viewer: Viewer) -> None:
    if not viewer.can(Permission.REGISTRATIONS_VIEW):
        raise NotAllowed


def _row(session: Session, registration_id: int, for_change: bool = False) -> Registration:
    """Return a registration; *for_change* keeps others away until the transaction ends."""
    row = session.get(
        Registration, registration_id, with_for_update=for_change, populate_existing=for_change
    )
    if row is None:
        raise NotFound
    return row


def _name(answers: list[PersonalText]) -> str:
    return next((a.value for a in answers if a.role == Role.CHILD_NAME), "")


def _line(row: Registration, name: str = "") -> RegistrationLine:
    return RegistrationLine(
        id=row.id,
        submission_id=row.submission_id,
        survey=row.survey,
        round_id=row.round_id,
        school_id=row.school_id,
        state=row.state,
        received_on=row.received_on,
        due_on=row.due_on,
        anonymous=row.anonymous,
        name=name,
    )
