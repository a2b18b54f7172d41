"""The door of the room: a sheet to read, a decision to send, a danger to hand over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Viewer
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.moderation.rules import open_suggestions, title_tells
from webapp.moderation.sheet import Card, Receivers, Sheet, hidden_words, sheet
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind, OpinionState
from webapp.opinions.service import OpinionView
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import ComplainedOf, Hit, SealedText
from webapp.submissions import service as submissions
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState

__all__ = [
    "Card",
    "Changed",
    "Place",
    "Receivers",
    "Sending",
    "Sheet",
    "TypedWords",
    "hide",
    "one_of",
    "open_suggestions",
    "others_at",
    "reconsider",
    "send",
    "sheet",
    "show_again",
    "to_protection",
    "topic_codes",
]

# The rule's name in a concern that a person raised and no word list.
BY_MODERATOR = "moderator"


@dataclass(frozen=True)
class Sending:
    """Where an accepted opinion goes: a case there is, or a new one with its receivers.

    ``due_on`` None means the usual term.  ``title_sure`` says that the
    moderator has looked at a title we thought might identify somebody.
    """

    topic: str | None
    case_id: int | None = None
    title: str = ""
    title_sure: bool = False
    lead_body_id: int | None = None
    coordinating: tuple[int, ...] = ()
    due_on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Place:
    """A stretch to hide and how; ``reason`` is an ``Identifies`` value."""

    start: int
    stop: int
    kind: HidingKind
    reason: str


@dataclass(frozen=True)
class TypedWords:
    """Words to hide wherever they stand, typed by the moderator."""

    words: str
    kind: HidingKind
    reason: str


class Changed(IllegalMove):
    """Somebody else changed the opinion while this person was looking at it."""


def one_of(
    session: Session,
    viewer: Viewer,
    submission_id: str,
    opinion_id: str,
    turn: int | None = None,
) -> OpinionView:
    """Return an opinion of a submission with its original; ``NotFound`` for others.

    *turn* is the one a form was shown with; raise ``Changed`` when the opinion
    has another one by now.
    """
    views = opinions.of_submission(session, viewer, submission_id)
    found = next((view for view in views if view.id == opinion_id), None)
    if found is None:
        raise NotFound
    if turn is not None and found.turn != turn:
        raise Changed
    return found


def others_at(session: Session, viewer: Viewer, submission_id: str, now: datetime) -> list[str]:
    """Return the names of the other people who have a sheet open."""
    others = opinions.others_at(session, viewer.user_id, submission_id, now)
    return [accounts.name_of(session, user_id) for user_id in others]


def topic_codes(session: Session) -> list[str]:
    """Return the topics a moderator may choose; protected ones go to protection only."""
    return [topic.code for topic in directory.topics(session) if not topic.protected]


def hide(
    session: Session,
    viewer: Viewer,
    opinion: OpinionView,
    places: Sequence[Place],
    typed: TypedWords | None,
    now: datetime,
) -> int:
    """Hide *places* and every place of the *typed* words; return how many there were.

    Raises ``Invalid`` (field ``words``) for nothing chosen or words that stand
    nowhere.
    """
    if not places and typed is None:
        raise Invalid(fields={"words": "nothing"})
    actor = viewer.user_id
    for place in places:
        opinions.hide(
            session, actor, opinion.id, place.start, place.stop, place.kind, place.reason, now
        )
    if typed is None:
        return len(places)
    return len(places) + opinions.hide_words(
        session, actor, opinion.id, typed.words, typed.kind, typed.reason, now
    )


def show_again(
    session: Session, viewer: Viewer, opinion: OpinionView, hiding_id: int, now: datetime
) -> None:
    """Lift a mask of *opinion*; ``NotFound`` for a hiding of another one.

    Raises ``NotAllowed`` for people who may not lift masks.
    """
    if hiding_id not in {hiding.id for hiding in opinion.hidings}:
        raise NotFound
    opinions.lift(session, viewer, hiding_id, now)


def reconsider(session: Session, viewer: Viewer, opinion: OpinionView, now: datetime) -> None:
    """Open *opinion* again: out of its case, or back from a decision."""
    if opinion.state is OpinionState.IN_CASE:
        case_id = opinions.detach(session, viewer.user_id, opinion.id, "", now)
        _leave_no_empty_case(session, viewer, case_id, now)
    else:
        opinions.reconsider(session, viewer.user_id, opinion.id, "", now)


def _leave_no_empty_case(session: Session, viewer: Viewer, case_id: int, now: datetime) -> None:
    """Take back a case nobody touched when its last opinion left it.

    One that a body has begun to work on stays, and is closed by hand with a reason.
    """
    if opinions.ids_of_cases(session, [case_id]).get(case_id):
        return
    with suppress(IllegalMove):
        tracker.take_back(session, viewer.user_id, case_id, now)


def send(
    session: Session, viewer: Viewer, opinion: OpinionView, sending: Sending, now: datetime
) -> int:
    """Accept *opinion* unless it is, put it behind a case and return the case's id.

    What a child added later joins the case of what it said first, whatever
    *sending* says.  A new case is routed at once.  Raises ``Invalid`` naming the fields
    ``topic``, ``title``, ``lead_body_id`` or ``due_on``, and ``IllegalMove`` for an
    opinion that is decided otherwise or a case that is closed.  Callers undo everything
    on a failure.
    """
    if sending.topic is None:
        raise Invalid(fields={"topic": "required"})
    if opinion.state in (OpinionState.RECEIVED, OpinionState.SCREENING):
        opinions.accept(session, viewer.user_id, opinion.id, now)
        followed = opinions.case_of(session, opinion.id)
        if followed is not None:
            return followed
    elif opinion.state is not OpinionState.ACCEPTED:
        raise IllegalMove
    opinions.set_topic(session, viewer.user_id, opinion.id, sending.topic)
    case_id = sending.case_id
    if case_id is None:
        case_id = _open_and_route(session, viewer, opinion, sending, now)
    elif tracker.case_state(session, case_id).state is CaseState.CLOSED:
        # Nobody looks any more whether its children were told: this one would be forgotten.
        raise IllegalMove
    opinions.attach(session, viewer.user_id, opinion.id, case_id, now)
    return case_id


def _open_and_route(
    session: Session, viewer: Viewer, opinion: OpinionView, sending: Sending, now: datetime
) -> int:
    title = clean(sending.title)
    problems: dict[str, str] = {}
    if not title:
        problems["title"] = "required"
    elif not sending.title_sure and title_tells(title, hidden_words(opinion)):
        problems["title"] = "identifies"
    if sending.lead_body_id is None:
        problems["lead_body_id"] = "required"
    if problems or sending.lead_body_id is None:
        raise Invalid(fields=problems)
    case_id = tracker.open_case(
        session,
        viewer.user_id,
        title=title,
        topic=sending.topic,
        school_id=opinion.school_id,
        now=now,
    )
    tracker.route(
        session,
        viewer.user_id,
        case_id,
        sending.lead_body_id,
        sending.coordinating,
        sending.due_on,
        sending.why,
        now,
    )
    return case_id


def to_protection(
    session: Session,
    viewer: Viewer,
    submission_id: str,
    note: str,
    now: datetime,
    complained_of: Collection[int] = (),
) -> bool:
    """Move all words of a submission to the protection officer, for a danger seen here.

    The opinions are deleted after their texts are sealed in a concern, whatever
    their state: nobody may be hindered from passing on a sign of danger (Luật
    Trẻ em 2016, Điều 6.7).  *note* says what the moderator noticed and is sealed
    with the texts.  Whoever is *complained_of* never learns of the concern.  Return
    whether anybody in the house may take it: if not, somebody outside must be called.
    """
    opinions.of_submission(session, viewer, submission_id)
    submission = submissions.submission(session, submission_id)
    if submission is None:
        raise NotFound
    texts = [
        SealedText(text.question, text.label, text.text, text.topic, text.wanted_answerer)
        for text in opinions.take_out(session, viewer.user_id, submission_id)
    ]
    note = clean(note)
    about = ComplainedOf(complained_of, viewer.user_id, note)
    try:
        # Words once released to the moderators have a concern already.
        safeguarding.raise_again(session, viewer.user_id, submission_id, texts, note, now, about)
    except NotFound:
        safeguarding.raise_concern(
            session,
            submission_id,
            submission.band,
            submission.school_id,
            _class_of(session, submission.class_session_id),
            texts,
            [Hit(rule=BY_MODERATOR, words="", excerpt=note)],
            now,
            about,
        )
    return safeguarding.somebody_left(session, submission_id)


def _class_of(session: Session, class_session_id: int | None) -> int | None:
    """Return the class a submission came from; only the protection officer learns it."""
    if class_session_id is None:
        return None
    joined = rounds.class_of(session, class_session_id)
    return joined.class_id if joined else None
