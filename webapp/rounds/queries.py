"""Reads of rounds, their forms and class sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.rounds.records import ClassSession, Round, RoundForm
from webapp.rounds.rules import RoundState


def all_rounds(session: Session) -> Sequence[Round]:
    """Return every round, the newest month first."""
    return session.scalars(
        select(Round).order_by(Round.period.desc(), Round.opens_on.desc(), Round.id.desc())
    ).all()


def taking_answers(session: Session, today: date) -> Sequence[Round]:
    """Return rounds that take answers on *today*, the one closing first on top."""
    return session.scalars(
        select(Round)
        .where(Round.state == RoundState.OPEN, Round.opens_on <= today, Round.closes_on >= today)
        .order_by(Round.survey, Round.closes_on, Round.id)
    ).all()


def forms_of(session: Session, round_id: int) -> Sequence[RoundForm]:
    """Return the form versions of a round, by band."""
    return session.scalars(
        select(RoundForm).where(RoundForm.round_id == round_id).order_by(RoundForm.band)
    ).all()


def bands_of(session: Session, round_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the bands that each of the rounds has a form for."""
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(RoundForm.round_id, RoundForm.band)
        .where(RoundForm.round_id.in_(round_ids))
        .order_by(RoundForm.round_id, RoundForm.band)
    )
    for round_id, band in rows:
        found[round_id] = (*found.get(round_id, ()), band)
    return found


def with_form(session: Session, survey: str, band: str) -> list[tuple[Round, int]]:
    """Return the rounds of *survey* and the version each uses for *band*, newest month first."""
    found = session.execute(
        select(Round, RoundForm.form_version_id)
        .join(RoundForm, RoundForm.round_id == Round.id)
        .where(Round.survey == survey, RoundForm.band == band)
        .order_by(Round.period.desc(), Round.id.desc())
    )
    return [(row, version) for row, version in found]


def form_for(session: Session, round_id: int, band: str) -> int | None:
    """Return the form version a round uses for *band*."""
    return session.scalar(
        select(RoundForm.form_version_id).where(
            RoundForm.round_id == round_id, RoundForm.band == band
        )
    )


def by_code(session: Session, code: str) -> ClassSession | None:
    """Return the class session with this code."""
    return session.scalar(select(ClassSession).where(ClassSession.code == code))


def sessions_of(session: Session, round_id: int, school_id: int | None) -> Sequence[ClassSession]:
    """Return the class sessions of a round, of one school if it is given, newest first."""
    query = select(ClassSession).where(ClassSession.round_id == round_id)
    if school_id is not None:
        query = query.where(ClassSession.school_id == school_id)
    return session.scalars(
        query.order_by(ClassSession.opened_at.desc(), ClassSession.id.desc())
    ).all()


def classes_of(session: Session, class_session_ids: Collection[int]) -> dict[int, int]:
    """Return the class of each of these class sessions."""
    rows = session.execute(
        select(ClassSession.id, ClassSession.class_id)
        .where(ClassSession.id.in_(class_session_ids))
        .order_by(ClassSession.id)
    )
    return {session_id: class_id for session_id, class_id in rows}
