"""Giving each part of a newly stored submission to its room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.directory import service as directory
from webapp.forms import service as forms
from webapp.forms.catalogue import Survey
from webapp.forms.filling import impersonal, label_of, split_place, topics_of
from webapp.forms.rules import Form, Value
from webapp.intake.sorting import PICTURE_ALONE, Sorted, one_topic, with_topic
from webapp.opinions import service as opinions
from webapp.opinions.service import TextAnswer
from webapp.privacy import service as privacy
from webapp.privacy.service import PersonalText
from webapp.registration import service as registration
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import Hit, SealedText
from webapp.submissions.rules import SurveyKind
from webapp.submissions.service import DraftData, SubmissionView

PROTECTED_TOPIC = "protected_topic"


@dataclass(frozen=True)
class Arrival:
    """A checked draft on its way into the rooms."""

    draft: DraftData
    form: Form
    survey: Survey | None
    answers: dict[str, Value]
    sorted: Sorted
    class_id: int | None
    school_id: int | None
    topics: frozenset[str]
    protected: frozenset[str]


def hand_on(
    session: Session, arrival: Arrival, stored: SubmissionView, today: date, now: datetime
) -> None:
    """Give each part of a newly stored submission to its room.

    A submission with a sign of danger opens no opinion: its words lie sealed.
    Its registration waits with them when the form insists on a text, since a
    dialogue question without its question would tell that there is a concern;
    where texts are optional it looks like any other one without a message.
    """
    sorted_, texts = arrival.sorted, _with_topics(arrival)
    privacy.store_consents(session, stored.id, sorted_.consents, today)
    found, sealed_names = _signs(session, sorted_)
    found += _protected_topics(arrival)
    open_personal = [p for p in sorted_.personal if p.question not in sealed_names]
    privacy.store_answers(session, stored.id, open_personal)
    if found:
        held = [p for p in sorted_.personal if p.question in sealed_names]
        sealed = [*_sealed_texts(texts), *_sealed_personal(arrival.form, held)]
        safeguarding.raise_concern(
            session,
            stored.id,
            stored.band,
            stored.school_id,
            arrival.class_id,
            sealed,
            found,
            now,
        )
    else:
        opinions.open_opinions(session, stored, texts, today, moderation_due(session, today))
    if stored.kind is SurveyKind.REGISTRATION and not (found and sorted_.needs_text):
        register(session, stored, sorted_.anonymous, today)


def _signs(session: Session, sorted_: Sorted) -> tuple[list[Hit], frozenset[str]]:
    """Return the signs of danger, and the personal answers they stand in."""
    # What stands for a picture without a word is ours, not a child's.
    written = [text.text for text in sorted_.texts if text.text != PICTURE_ALONE]
    found = safeguarding.screen(session, written)
    names: set[str] = set()
    for answer in sorted_.personal:
        if answer.question in sorted_.typed_personal:
            here = safeguarding.screen(session, [answer.value])
            found += here
            names.update({answer.question} if here else ())
    return found, frozenset(names)


def _protected_topics(arrival: Arrival) -> list[Hit]:
    """Return a sign for each chosen topic that only the protection officer may read."""
    chosen = topics_of(arrival.form, arrival.answers)
    return [Hit(PROTECTED_TOPIC, topic, "") for topic in chosen if topic in arrival.protected]


def _with_topics(arrival: Arrival) -> tuple[TextAnswer, ...]:
    """Suggest a topic: the survey's hook first, else the one the child chose."""
    topic = None
    if arrival.survey is not None:
        topic = arrival.survey.suggested_topic(impersonal(arrival.form, arrival.answers))
    topic = topic or one_topic(arrival.form, arrival.answers)
    return with_topic(arrival.sorted.texts, topic if topic in arrival.topics else None)


def _sealed_texts(texts: Sequence[TextAnswer]) -> list[SealedText]:
    return [
        SealedText(text.question, text.label, text.text, text.topic, text.wanted_answerer)
        for text in texts
    ]


def _sealed_personal(form: Form, held: Sequence[PersonalText]) -> list[SealedText]:
    return [
        SealedText(answer.question, _label(form, answer.question), answer.value, role=answer.role)
        for answer in held
    ]


def _label(form: Form, place: str) -> str:
    name, at = split_place(place)
    return label_of(form.question(name), at, form.default_language)


def register(session: Session, submission: SubmissionView, anonymous: bool, today: date) -> None:
    """Make a registration, due by the law's days where a school has to answer."""
    survey = forms.survey_of(session, submission.survey)
    by_school = survey is not None and survey.routing == "school"
    days = directory.number(session, "school_reply_days" if by_school else "reply_days")
    due = directory.work_calendar(session).add(today, days)
    registration.register(session, submission, anonymous=anonymous, due=due, today=today)


def moderation_due(session: Session, today: date) -> date:
    """Return the day by which moderators decide about what came in on *today*."""
    days = directory.number(session, "moderation_days")
    return directory.work_calendar(session).add(today, days)
