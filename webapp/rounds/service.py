"""Rounds: making, opening, closing, and the forms they are bound to.

Class sessions stand in ``class_sessions.py``; both are imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.forms import service as forms
from webapp.rounds import queries
from webapp.rounds.class_sessions import (
    JoinedSession,
    RoundCounts,
    SchoolCount,
    SessionView,
    class_of,
    classes_of,
    close_session,
    counts,
    join,
    note_finished,
    note_joined,
    open_session,
    session_of_code,
    session_view,
)
from webapp.rounds.records import Round, RoundForm
from webapp.rounds.rules import MOVES, RoundState, takes_answers
from webapp.submissions import service as submissions

__all__ = [
    "FormsHeld",
    "JoinedSession",
    "RoundCounts",
    "RoundView",
    "SchoolCount",
    "SessionView",
    "change_form",
    "class_of",
    "classes_of",
    "close_round",
    "close_session",
    "counts",
    "create_round",
    "form_version_for",
    "forms_held",
    "join",
    "next_month",
    "note_finished",
    "note_joined",
    "open_round",
    "open_rounds",
    "open_session",
    "previous_month",
    "round_view",
    "rounds",
    "rounds_by_version",
    "session_of_code",
    "session_view",
]


@dataclass(frozen=True)
class RoundView:
    """A round as pages and other rooms see it; ``bands`` are those it has forms for."""

    id: int
    survey: str
    title: str
    period: date
    opens_on: date
    closes_on: date
    reply_by: date | None
    reader: str
    state: RoundState
    bands: tuple[str, ...] = ()

    def takes_answers(self, today: date) -> bool:
        """Tell whether a child may answer on *today*."""
        return takes_answers(self.state, self.opens_on, self.closes_on, today)


def open_rounds(session: Session, today: date) -> list[RoundView]:
    """Return the rounds a child may answer on *today*."""
    found = queries.taking_answers(session, today)
    bands = queries.bands_of(session, [row.id for row in found])
    return [_view(row, bands.get(row.id, ())) for row in found]


def rounds(session: Session) -> list[RoundView]:
    """Return every round, the newest month first (without their bands)."""
    return [_view(row) for row in queries.all_rounds(session)]


def round_view(session: Session, round_id: int) -> RoundView:
    """Return one round; raises ``NotFound``."""
    row = _row(session, round_id)
    return _view(row, tuple(form.band for form in queries.forms_of(session, round_id)))


def form_version_for(session: Session, round_id: int, band: str) -> int:
    """Return the form version a round uses for *band*; raises ``NotFound``."""
    found = queries.form_for(session, round_id, band)
    if found is None:
        raise NotFound
    return found


def create_round(
    session: Session,
    actor_id: int,
    *,
    survey: str,
    title: str,
    period: date,
    opens_on: date,
    closes_on: date,
    reply_by: date | None,
    reader: str,
    today: date,
) -> int:
    """Prepare a round and bind it to the survey's forms as they are now.

    They are the published ones, else those of the survey's folder.  A workbook
    edited later does not change a round that exists, unless somebody moves it to
    another version (``change_form``).  ``period`` may be any day of the month.
    Raises ``NotFound`` for an unknown survey and ``Invalid`` for a survey without
    any form and for dates in the wrong order, naming the fields.
    """
    found = forms.survey_of(session, survey)
    if found is None:
        raise NotFound
    versions = forms.forms_for_round(session, found, today)
    if not versions:
        raise Invalid(fields={"survey": "no_form"})
    if closes_on < opens_on:
        raise Invalid(fields={"closes_on": "before_opening"})
    if reply_by is not None and reply_by < closes_on:
        raise Invalid(fields={"reply_by": "before_closing"})
    row = Round(
        survey=survey,
        title=title,
        period=period.replace(day=1),
        opens_on=opens_on,
        closes_on=closes_on,
        reply_by=reply_by,
        reader=reader,
        state=RoundState.DRAFT,
    )
    session.add(row)
    session.flush()
    session.add_all(
        RoundForm(round_id=row.id, band=band, form_version_id=version)
        for band, version in versions.items()
    )
    session.flush()
    audit.record(session, actor_id, "round.created", "round", row.id, survey=survey)
    return row.id


def open_round(session: Session, actor_id: int, round_id: int) -> None:
    """Let children in (from the first day on); raises ``IllegalMove``."""
    _move(session, actor_id, round_id, RoundState.OPEN, "round.opened")


def close_round(session: Session, actor_id: int, round_id: int) -> None:
    """Let nobody in any more; raises ``IllegalMove``."""
    _move(session, actor_id, round_id, RoundState.CLOSED, "round.closed")


def change_form(
    session: Session, actor_id: int, round_id: int, band: str, form_version_id: int
) -> None:
    """Move a round to another version of a form, or give it the form of a further band.

    Children who have begun finish in the version they began in, and what was sent
    stays with its own.  Raises NotFound, and ``IllegalMove`` for a closed round.
    """
    row = _row(session, round_id)
    view = forms.version(session, form_version_id)
    if (view.survey, view.band) != (row.survey, band):
        raise NotFound
    if row.state is RoundState.CLOSED:
        raise IllegalMove
    bound = next((one for one in queries.forms_of(session, round_id) if one.band == band), None)
    before = bound.form_version_id if bound else None
    if before == form_version_id:
        return
    if bound is None:
        session.add(RoundForm(round_id=round_id, band=band, form_version_id=form_version_id))
    else:
        bound.form_version_id = form_version_id
    session.flush()
    audit.record(
        session,
        actor_id,
        "round.form_changed",
        "round",
        round_id,
        band=band,
        from_version=before,
        to_version=form_version_id,
    )


@dataclass(frozen=True)
class FormsHeld:
    """The versions of the form of one band that a round holds.

    ``current`` is the number of the version that whoever begins now gets; ``sent`` has
    the number of each version with how many submissions were filled in it.
    """

    band: str
    current: int
    sent: tuple[tuple[int, int], ...]

    @property
    def several(self) -> bool:
        """Tell whether submissions of this round lie in another version than the present one."""
        return any(number != self.current for number, _count in self.sent)


def forms_held(session: Session, round_id: int) -> list[FormsHeld]:
    """Return the versions a round holds, by band."""
    row = _row(session, round_id)
    found = []
    for bound in queries.forms_of(session, round_id):
        numbers = {v.id: v.number for v in forms.versions(session, row.survey, bound.band)}
        sent = submissions.sent_by_version(session, row.survey, bound.band, round_id)
        pairs = sorted((numbers[version], count) for version, count in sent.items())
        found.append(FormsHeld(bound.band, numbers[bound.form_version_id], tuple(pairs)))
    return found


def rounds_by_version(session: Session, survey: str, band: str) -> dict[int, list[RoundView]]:
    """Return which rounds of *survey* use which version for *band*, the newest month first."""
    found: dict[int, list[RoundView]] = {}
    for row, version in queries.with_form(session, survey, band):
        found.setdefault(version, []).append(_view(row))
    return found


def next_month(day: date) -> date:
    """Return the first day of the month after *day*'s."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def previous_month(day: date) -> date:
    """Return the first day of the month before *day*'s."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _move(
    session: Session, actor_id: int, round_id: int, to_state: RoundState, action: str
) -> None:
    row = _row(session, round_id)
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    before, row.state = row.state, to_state
    session.flush()
    audit.record(
        session,
        actor_id,
        action,
        "round",
        row.id,
        from_state=before.value,
        to_state=to_state.value,
    )


def _row(session: Session, round_id: int) -> Round:
    row = session.get(Round, round_id)
    if row is None:
        raise NotFound
    return row


def _view(row: Round, bands: tuple[str, ...] = ()) -> RoundView:
    return RoundView(
        id=row.id,
        survey=row.survey,
        title=row.title,
        period=row.period,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        reply_by=row.reply_by,
        reader=row.reader,
        state=row.state,
        bands=bands,
    )
