"""Reads of registrations, and the tracker's view of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Text, case, cast, func, literal, null, select
from sqlalchemy.orm import Session

from webapp.base.text import fold
from webapp.registration.records import Registration, RegistrationEvent
from webapp.registration.rules import DECISION_OWED, OPEN, RegistrationState


def of_submission(session: Session, submission_id: str) -> Registration | None:
    """Return the registration made of a submission."""
    return session.scalar(select(Registration).where(Registration.submission_id == submission_id))


def listing(
    session: Session,
    survey: str,
    state: RegistrationState | None,
    school_id: int | None,
    round_id: int | None,
) -> Sequence[Registration]:
    """Return registrations of a survey, the newest first."""
    query = select(Registration).where(Registration.survey == survey)
    for column, wanted in (
        (Registration.state, state),
        (Registration.school_id, school_id),
        (Registration.round_id, round_id),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    return session.scalars(query.order_by(Registration.id.desc())).all()


def per_state(session: Session, survey: str, round_id: int | None) -> dict[RegistrationState, int]:
    """Return how many registrations of a survey (and round) stand in each state."""
    query = select(Registration.state, func.count()).where(Registration.survey == survey)
    if round_id is not None:
        query = query.where(Registration.round_id == round_id)
    return {state: count for state, count in session.execute(query.group_by(Registration.state))}


def surveys(session: Session) -> list[str]:
    """Return the surveys that have registrations."""
    return list(
        session.scalars(select(Registration.survey).distinct().order_by(Registration.survey))
    )


def rounds(session: Session, survey: str) -> list[int]:
    """Return the rounds of a survey that have registrations, the newest first."""
    return list(
        session.scalars(
            select(Registration.round_id)
            .where(Registration.survey == survey)
            .distinct()
            .order_by(Registration.round_id.desc())
        )
    )


def events(session: Session, registration_id: int) -> Sequence[RegistrationEvent]:
    """Return the steps of a registration in the order they were taken."""
    return session.scalars(
        select(RegistrationEvent)
        .where(RegistrationEvent.registration_id == registration_id)
        .order_by(RegistrationEvent.id)
    ).all()


def tracker_rows(titles: Mapping[str, str], visible: bool) -> Select[Any]:
    """Return the tracker's columns; *titles* maps surveys to their names.

    A title carries a number and never a name.
    """
    title: Any = literal("")
    searched: Any = Registration.survey
    if titles:
        folded = {survey: fold(name) for survey, name in titles.items()}
        searched = case(folded, value=Registration.survey, else_=Registration.survey)
        named = case(titles, value=Registration.survey, else_=Registration.survey)
        title = named + literal(" số ") + cast(Registration.id, Text)
    query = select(
        literal("registration").label("kind"),
        Registration.id.label("ref"),
        (literal("ĐK-") + cast(Registration.id, Text)).label("number"),
        title.label("title"),
        cast(Registration.state, Text).label("state"),
        cast(null(), Text).label("topic"),
        Registration.school_id.label("school_id"),
        cast(null(), Registration.id.type).label("lead_body_id"),
        case((Registration.state.in_(sorted(DECISION_OWED)), Registration.due_on)).label("due_on"),
        Registration.received_on.label("opened_on"),
        Registration.state.not_in(sorted(OPEN)).label("finished"),
        literal(False).label("past_when_issued"),
        (searched + literal(" dk-") + cast(Registration.id, Text)).label("search_text"),
    )
    return query if visible else query.where(literal(False))
