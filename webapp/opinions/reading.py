"""What may be read of opinions, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import NotFound
from webapp.opinions import queries
from webapp.opinions.records import Hiding, Opinion
from webapp.opinions.rules import HidingKind, OpinionState, Span, public_text
from webapp.opinions.suggesting.suggestions import suggest
from webapp.opinions.views import (
    EventView,
    HidingView,
    OpinionRow,
    OpinionView,
    PublicOpinion,
    ReceiptOpinion,
)
from webapp.submissions.rules import Speaker

_PUBLIC_STATES = frozenset({OpinionState.ACCEPTED, OpinionState.IN_CASE})


def must_moderate(viewer: Viewer) -> None:
    """Raise ``NotFound`` for anybody who does not moderate.

    Not ``NotAllowed``: that would confirm that such a text exists.
    """
    if not viewer.can(Permission.OPINIONS_MODERATE):
        raise NotFound


def of_submission(session: Session, viewer: Viewer, submission_id: str) -> list[OpinionView]:
    """Return every opinion of a submission with its original, for moderators only.

    Raises ``NotFound`` for other viewers and for a submission without
    opinions, which is also how a submission looks whose words are a concern.
    """
    must_moderate(viewer)
    rows = queries.rows_of_submission(session, submission_id)
    if not rows:
        raise NotFound
    hidings = queries.hidings(session, [row.id for row in rows])
    return [moderator_view(row, hidings.get(row.id, [])) for row in rows]


def some(session: Session, viewer: Viewer, opinion_ids: Sequence[str]) -> list[OpinionView]:
    """Return opinions with their originals, locked for a step taken with all of them.

    Unknown ones are left out.  Locks are taken in the order of the ids, so that
    two people with overlapping choices wait for each other and never both.
    """
    must_moderate(viewer)
    rows = queries.locked(session, opinion_ids)
    hidings = queries.hidings(session, [row.id for row in rows])
    return [moderator_view(row, hidings.get(row.id, [])) for row in rows]


def public_of_case(session: Session, case_id: int) -> list[PublicOpinion]:
    """Return the opinions behind a case, hidden parts hidden, oldest first."""
    rows = queries.rows_of_case(session, case_id)
    return [
        PublicOpinion(
            row.id, text, row.band, row.school_id, row.received_on, row.topic, row.speaker
        )
        for row, text in _with_public_text(session, rows)
    ]


def public_of_submission(session: Session, submission_id: str) -> list[ReceiptOpinion]:
    """Return what a receipt may show; parts stand instead of what was split."""
    rows = [
        row
        for row in queries.rows_of_submission(session, submission_id)
        if row.state is not OpinionState.SPLIT
    ]
    return [
        ReceiptOpinion(
            id=row.id,
            question_label=row.question_label,
            state=row.state,
            # What one person proposed is not yet what we say to the child.
            reason=row.reason if row.state is OpinionState.NOT_ACCEPTED else None,
            note=row.reason_note if row.state is OpinionState.NOT_ACCEPTED else "",
            case_id=row.case_id,
            text=text if row.state in _PUBLIC_STATES else "",
        )
        for row, text in _with_public_text(session, rows)
    ]


def case_of(session: Session, opinion_id: str) -> int | None:
    """Return the case an opinion belongs to, or None."""
    row = session.get(Opinion, opinion_id)
    return row.case_id if row else None


def ids_of_cases(
    session: Session, case_ids: Sequence[int], speaker: Speaker | None = None
) -> dict[int, list[str]]:
    """Return which opinions stand behind each case, without their words.

    Those of one *speaker* only, if one is given.
    """
    return queries.ids_of_cases(session, case_ids, speaker) if case_ids else {}


def counts_of_cases(
    session: Session, case_ids: Sequence[int], speaker: Speaker | None = None
) -> dict[int, int]:
    """Return how many opinions stand behind each case, with one statement.

    Those of one *speaker* only, if one is given; whoever counts children gives it.
    """
    return queries.numbers_of_cases(session, case_ids, speaker) if case_ids else {}


def spoken_by(session: Session, opinion_ids: Sequence[str], speaker: Speaker) -> set[str]:
    """Return those of *opinion_ids* that *speaker* said."""
    return queries.spoken_by(session, opinion_ids, speaker) if opinion_ids else set()


def opinions_in(session: Session, first_day: date, next_month: date) -> list[OpinionRow]:
    """Return one row per opinion received in [*first_day*, *next_month*), for figures.

    Split opinions come too (``OpinionState.SPLIT``): their parts are counted,
    they are not.  What a child added later is part of what it said first.
    """
    names = tuple(OpinionRow.__dataclass_fields__)
    return [OpinionRow(*row) for row in queries.between(session, first_day, next_month, names)]


def history(session: Session, viewer: Viewer, submission_id: str) -> list[EventView]:
    """Return every step of a submission's opinions, oldest first, for moderators."""
    must_moderate(viewer)
    return [
        EventView(e.opinion_id, e.at, e.actor_id, e.from_state, e.to_state, e.why)
        for e in queries.events_of_submission(session, submission_id)
    ]


def text_shown(row: Opinion, hidings: Iterable[Hiding]) -> str:
    """Return the public text of *row* under the *hidings* in force."""
    spans = [Span(hiding.start, hiding.stop, hiding.kind) for hiding in hidings]
    return public_text(row.original, spans)


def text_for(viewer: Viewer, row: Opinion, hidings: Sequence[Hiding]) -> str:
    """Return the text of *row* as *viewer* may read it while nobody has decided about it.

    Moderators read the public text.  Everybody else gets no open suggestion either: what is
    not moderated yet was often never redacted, and a reader from outside needs the matter
    and not the names.
    """
    moderates = viewer.can(Permission.OPINIONS_MODERATE)
    return text_shown(row, hidings) if moderates else text_covered(row, hidings)


def text_covered(row: Opinion, hidings: Iterable[Hiding]) -> str:
    """Return the public text with every open suggestion hidden as well."""
    spans = [Span(hiding.start, hiding.stop, hiding.kind) for hiding in hidings]
    found = [Span(one.start, one.end, HidingKind.MASK) for one in suggest(row.original)]
    return public_text(row.original, [*spans, *found])


def moderator_view(row: Opinion, hidings: Sequence[Hiding]) -> OpinionView:
    """Return *row* with its original; callers have checked who asks."""
    plain = {
        name: getattr(row, name)
        for name in OpinionView.__dataclass_fields__
        if name not in ("public", "hidings")
    }
    shown = tuple(_hiding_view(row, hiding) for hiding in hidings)
    return OpinionView(**plain, public=text_shown(row, hidings), hidings=shown)


def _hiding_view(row: Opinion, hiding: Hiding) -> HidingView:
    erased = hiding.kind is HidingKind.ERASE
    words = "" if erased else row.original[hiding.start : hiding.stop]
    return HidingView(
        id=hiding.id,
        start=hiding.start,
        stop=hiding.stop,
        kind=hiding.kind,
        reason=hiding.reason,
        words=words,
        made_by=hiding.made_by,
        made_at=hiding.made_at,
    )


def _with_public_text(session: Session, rows: Sequence[Opinion]) -> Iterable[tuple[Opinion, str]]:
    hidings = queries.hidings(session, [row.id for row in rows])
    return [(row, text_shown(row, hidings.get(row.id, []))) for row in rows]
