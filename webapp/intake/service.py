"""One submission arriving: the only place that knows the order of what happens then.

Check → drop hidden answers → store the submission, its pictures → personal answers and
consents → look for danger → seal a concern or open opinions → registration →
drop the draft → count for the class.  All of it is one transaction, committed
by the web layer before the receipt leaves the house: either everything is
there or nothing is.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import Invalid, NotFound
from webapp.directory import service as directory
from webapp.forms import filling
from webapp.forms import service as forms
from webapp.forms.rules import PICTURES, Form, Value
from webapp.intake.handing_on import Arrival, hand_on, moderation_due, register
from webapp.intake.sorting import school_called, sort_answers
from webapp.opinions import service as opinions
from webapp.opinions.service import TextAnswer
from webapp.privacy import service as privacy
from webapp.privacy.service import PersonalText
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.submissions import pictures
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker, SurveyKind, receipt_digest, receipt_of
from webapp.submissions.service import DraftData, NewSubmission
from webapp.surveykit import Role


def receive(
    session: Session,
    seat: str,
    seat_secret: str,
    receipt_key: str,
    today: date,
    now: datetime,
    language: str = "vi",
) -> str:
    """Take in the draft of *seat* and return the receipt's 16 digits.

    *seat* is the digest of *seat_secret*.  Sent again, in any way, it returns
    the same receipt and changes nothing: the unique seat decides, also between
    two requests at the same moment.  *language* is the one the child read.  A
    round that closed while a child was writing still takes what was written.
    Raises ``Invalid`` (``fields``: question → key for ``forms.filling.sentence``)
    when answers are missing or wrong, and ``NotFound`` when the seat has neither
    draft nor submission.
    """
    receipt = receipt_of(receipt_key, seat_secret)
    if submissions.of_seat(session, seat) is not None:
        submissions.drop_draft(session, seat)
        return receipt
    draft = submissions.draft_of(session, seat, now)
    if draft is None:
        # Another request may have taken it in between the two questions.
        if submissions.of_seat(session, seat) is None:
            raise NotFound
        return receipt
    arrival = _checked(session, draft, today, language)
    stored = submissions.store(
        session, _new(session, arrival, seat, receipt_digest(receipt_key, receipt), today)
    )
    if stored.just_stored:
        pictures.bind(session, seat, stored.id, _pictures(arrival))
        hand_on(session, arrival, stored, today, now)
        if draft.class_session_id is not None:
            rounds.note_finished(session, draft.class_session_id)
    submissions.drop_draft(session, seat)
    return receipt


def _pictures(arrival: Arrival) -> list[str]:
    """Return the identifiers of the pictures among the answers."""
    given = filling.given_answers(arrival.form, arrival.answers)
    return [str(one.value) for one in given if one.question.type in PICTURES]


def receipt_again(session: Session, seat: str, seat_secret: str, receipt_key: str) -> str | None:
    """Return the receipt of what was sent from *seat*, or None."""
    if submissions.of_seat(session, seat) is None:
        return None
    return receipt_of(receipt_key, seat_secret)


def release_concern(
    session: Session, viewer: Viewer, concern_id: str, note: str, today: date, now: datetime
) -> None:
    """Hand the sealed texts of a concern to the moderators, saying why.

    Their days begin now, since they could not read it before.  Raises what
    ``safeguarding.service.release`` raises.
    """
    released = safeguarding.release(session, viewer, concern_id, note, now)
    submission = submissions.submission(session, released.submission_id)
    if submission is None:
        raise NotFound
    privacy.store_answers(
        session,
        submission.id,
        [PersonalText(text.question, text.role, text.text) for text in released.texts if text.role],
    )
    texts = [
        TextAnswer(text.question, text.label, text.text, text.topic, text.wanted_answerer)
        for text in released.texts
        if not text.role
    ]
    opinions.open_opinions(session, submission, texts, today, moderation_due(session, today))
    if submission.kind is SurveyKind.REGISTRATION:
        named = privacy.answers_of(session, submission.id)
        anonymous = all(answer.role != Role.CHILD_NAME for answer in named)
        register(session, submission, anonymous, today)


def _checked(session: Session, draft: DraftData, today: date, language: str) -> Arrival:
    """Check the draft as a whole and find out where it comes from."""
    form = forms.form_of(session, draft.form_version_id)
    problems = filling.problems(form, draft.answers, today)
    if problems:
        raise Invalid(fields=problems)
    answers = filling.prune(form, draft.answers, today)
    class_id, school_id = _place(session, draft, form, answers, today)
    topics = directory.topics(session)
    protected = frozenset(topic.code for topic in topics if topic.protected)
    return Arrival(
        draft=draft,
        form=form,
        survey=forms.survey_of(session, form.survey),
        answers=answers,
        sorted=sort_answers(form, answers, language, protected),
        class_id=class_id,
        school_id=school_id,
        topics=frozenset(topic.code for topic in topics),
        protected=protected,
    )


def _place(
    session: Session, draft: DraftData, form: Form, answers: dict[str, Value], today: date
) -> tuple[int | None, int | None]:
    """Return class and school: those of the class session, else the school named."""
    if draft.class_session_id is not None:
        came_with = rounds.class_of(session, draft.class_session_id)
        if came_with is not None:
            return came_with.class_id, came_with.school_id
    named = filling.answer_with_role(form, answers, Role.SCHOOL)
    if named is None:
        return None, None
    return None, school_called(str(named), directory.schools(session, today))


def _new(session: Session, arrival: Arrival, seat: str, receipt: str, today: date) -> NewSubmission:
    return NewSubmission(
        round_id=arrival.draft.round_id,
        survey=arrival.form.survey,
        kind=_kind(arrival),
        band=arrival.draft.band,
        form_version_id=arrival.draft.form_version_id,
        class_session_id=arrival.draft.class_session_id,
        school_id=arrival.school_id,
        age=filling.age_of(arrival.form, arrival.answers, today),
        answers=arrival.sorted.closed,
        received_on=today,
        seat=seat,
        receipt=receipt,
        speaker=_speaker(arrival),
    )


def _kind(arrival: Arrival) -> SurveyKind:
    """Return the road this submission takes.

    A survey folder that broke in the middle of its round must not cost a child
    the submission: the form, which the round keeps, then tells by itself.
    """
    if arrival.survey is not None:
        return SurveyKind(arrival.survey.kind)
    asks_name = bool(arrival.form.with_role(Role.CHILD_NAME))
    return SurveyKind.REGISTRATION if asks_name else SurveyKind.OPINION


def _speaker(arrival: Arrival) -> Speaker:
    """Return who speaks, as the survey says of the band.

    Of a survey whose folder broke meanwhile the form tells: one that asks a guardian to
    agree and no child is filled in by an adult, and must never be counted as a child's.
    """
    band = arrival.survey.band(arrival.draft.band) if arrival.survey else None
    if band is not None:
        return Speaker(band.speaker)
    form = arrival.form
    adult = form.with_role(Role.CONSENT_GUARDIAN) and not form.with_role(Role.CONSENT_CHILD)
    return Speaker.GUARDIAN if adult and not form.with_role(Role.AGE) else Speaker.CHILD
