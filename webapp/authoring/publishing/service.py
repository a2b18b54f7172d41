"""Publishing: a draft becomes a version, or an older version comes back in use.

All of it happens or nothing: the version, the rounds that move to it, the end of
the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.authoring import service
from webapp.authoring.checking import check
from webapp.authoring.rules import DraftState
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.forms import service as forms
from webapp.forms.rules import Form
from webapp.rounds import service as rounds
from webapp.rounds.rules import RoundState
from webapp.rounds.service import RoundView


def publish_draft(
    session: Session,
    actor_id: int,
    draft_id: int,
    turn: int,
    round_ids: Sequence[int],
    now: datetime,
    today: date,
) -> int:
    """Publish a draft for new rounds, and move *round_ids* to it; return the version.

    Children who have begun finish in the version they began in.  Raises NotFound,
    Invalid while the source has faults, and IllegalMove when somebody changed or
    published the draft since *turn*, or for a round that is closed.
    """
    view = service.draft(session, draft_id)
    survey = forms.survey_of(session, view.survey)
    if survey is None or survey.band(view.band) is None:
        raise NotFound
    if view.turn != turn or not view.open:
        raise IllegalMove
    form = check(survey, view.band, view.workbook).form
    if form is None:
        raise Invalid
    version = forms.store_version(session, form, today, view.workbook)
    _use(session, actor_id, version, view.band, round_ids, now)
    service.close(session, draft_id, turn, DraftState.PUBLISHED, version)
    number = forms.version(session, version).number
    service.note_published(session, actor_id, draft_id, str(number), now)
    return version


def publish_again(
    session: Session, actor_id: int, version_id: int, round_ids: Sequence[int], now: datetime
) -> None:
    """Put an older version back in use; raises NotFound and IllegalMove."""
    view = forms.version(session, version_id)
    _use(session, actor_id, version_id, view.band, round_ids, now)


def form_in_use(session: Session, survey_slug: str, band: str) -> Form | None:
    """Return the form a new round would get: the published one, else the folder's own."""
    number = forms.published(session, survey_slug, band)
    if number is not None:
        return forms.form_of(session, number)
    survey = forms.survey_of(session, survey_slug)
    return survey.forms.get(band) if survey else None


def rounds_to_move(session: Session, survey_slug: str) -> list[RoundView]:
    """Return the rounds of a survey that may get another version: planned and open ones."""
    return [
        found
        for found in rounds.rounds(session)
        if found.survey == survey_slug and found.state is not RoundState.CLOSED
    ]


def _use(
    session: Session,
    actor_id: int,
    version_id: int,
    band: str,
    round_ids: Sequence[int],
    now: datetime,
) -> None:
    forms.publish(session, version_id, actor_id, now)
    for round_id in round_ids:
        rounds.change_form(session, actor_id, round_id, band, version_id)
