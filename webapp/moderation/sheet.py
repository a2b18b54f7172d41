"""Everything a moderator needs to decide about one submission, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Viewer
from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyKind, BodyView, SchoolView, TopicView
from webapp.forms import service as forms
from webapp.forms.filling import describe, given_answers, label_of
from webapp.forms.rules import text_in
from webapp.moderation.criticism import Criticism, criticism_in
from webapp.moderation.rules import (
    Segment,
    default_lead,
    hint_topic,
    open_suggestions,
    segments,
)
from webapp.moderation.second.reading import second_readers
from webapp.opinions import service as opinions
from webapp.opinions.rules import UNDECIDED, WAITING, OpinionState, Suggestion
from webapp.opinions.service import OpinionView, TopicGuess
from webapp.petitions.rules import Hint, hint_of
from webapp.rounds import service as rounds
from webapp.submissions import pictures
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker
from webapp.submissions.service import SubmissionView
from webapp.surveykit import Role
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseBrief, CaseChoice, Route

# Those that wait for somebody else (a child, a second reader) are shown, not worked on.
_OPEN = WAITING - {OpinionState.NEEDS_INFO, OpinionState.REFUSAL_PROPOSED}
# Context helps to understand a text; together these would tell who wrote it.
_NOT_SHOWN = frozenset({Role.AGE, Role.GENDER, Role.SCHOOL, Role.CLASS})


@dataclass(frozen=True)
class SuggestionLine:
    """One suggestion with the words it is about."""

    number: int
    suggestion: Suggestion
    words: str

    @property
    def value(self) -> str:
        """Return what its tick box sends: start, end and kind."""
        return f"{self.suggestion.start}-{self.suggestion.end}-{self.suggestion.kind}"


@dataclass(frozen=True)
class Card:
    """One opinion of the sheet with what is proposed for it; nothing is decided yet.

    ``number`` counts what is still an opinion of its own: not what was split.  ``guess``
    tells why ``topic`` is proposed, where it was learned.
    """

    number: int
    opinion: OpinionView
    segments: tuple[Segment, ...]
    lines: tuple[SuggestionLine, ...]
    topic: str | None
    topic_is_hint: bool
    guess: TopicGuess | None
    usual: Route
    similar: tuple[CaseChoice, ...]
    case: CaseBrief | None
    criticism: Criticism | None
    follows: CaseBrief | None
    petition: Hint | None = None

    @property
    def lead_id(self) -> int | None:
        """Return who leads unless the moderator decides otherwise."""
        return self.usual.lead_body_id

    @property
    def helpers(self) -> list[str]:
        """Return who usually helps, as the boxes of the form are named."""
        return [str(body_id) for body_id in self.usual.coordinating]

    @property
    def open(self) -> bool:
        """Tell whether a moderator may work on it now."""
        return self.opinion.state in _OPEN

    @property
    def split(self) -> bool:
        """Tell whether its parts stand for it."""
        return self.opinion.state is OpinionState.SPLIT


@dataclass(frozen=True)
class Receivers:
    """Who can be asked, and until when if nobody says otherwise."""

    leads: tuple[BodyView, ...]
    others: tuple[BodyView, ...]
    due_of_schools: date
    due_of_others: date
    school_days: int
    other_days: int

    def due_of(self, body: BodyView) -> date:
        """Return the usual last day for *body*."""
        return self.due_of_schools if body.kind is BodyKind.SCHOOL else self.due_of_others


@dataclass(frozen=True)
class Sheet:
    """A submission as its page shows it."""

    submission_id: str
    survey_title: str
    round_title: str
    band_label: str
    speaker: Speaker
    school_name: str | None
    received_on: date
    due_on: date
    days_left: int
    clock_runs: bool
    context: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    topics: tuple[TopicView, ...]
    lead_of: Mapping[str, int | None]
    receivers: Receivers
    next_id: str | None
    names: Mapping[int, str]
    second_readers: tuple[str, ...]


def sheet(
    session: Session, viewer: Viewer, submission_id: str, language: str, today: date
) -> Sheet:
    """Return the page of a submission; ``NotFound`` for people who do not moderate.

    A submission whose words are a concern has no opinions and is not found
    either.  Statements: about a dozen, and four more for each open opinion.
    """
    views = opinions.of_submission(session, viewer, submission_id)
    submission = submissions.submission(session, submission_id)
    if submission is None:
        raise NotFound
    school = directory.school(session, submission.school_id) if submission.school_id else None
    topics = tuple(topic for topic in directory.topics(session) if not topic.protected)
    bodies = directory.bodies(session, today)
    calendar = directory.work_calendar(session)
    survey = forms.survey_of(session, submission.survey)
    band = survey.band(submission.band) if survey else None
    routes = usual_routes(session, survey.routing if survey else "", school, topics, bodies, today)
    due_on = min(view.moderation_due for view in views)
    whole = [view for view in views if view.state is not OpinionState.SPLIT]
    numbers = {view.id: number for number, view in enumerate(whole, start=1)}
    cards = tuple(
        _card(session, numbers.get(view.id, 0), view, views, topics, routes) for view in views
    )
    return Sheet(
        submission_id=submission_id,
        survey_title=text_in(survey.title, language) if survey else submission.survey,
        round_title=rounds.round_view(session, submission.round_id).title,
        band_label=text_in(band.label, language) if band else submission.band,
        speaker=submission.speaker,
        school_name=school.name if school else None,
        received_on=submission.received_on,
        due_on=due_on,
        days_left=calendar.between(today, due_on),
        clock_runs=any(view.state in UNDECIDED for view in views),
        context=_context(session, submission, language),
        pictures=pictures_of(session, submission, language),
        cards=cards,
        topics=topics,
        lead_of={code: route.lead_body_id for code, route in routes.items()},
        receivers=receivers(session, bodies, today),
        next_id=opinions.next_waiting(session, viewer, submission_id, today),
        names={person.id: person.display_name for person in accounts.people(session)},
        second_readers=tuple(second_readers(session, viewer)),
    )


def usual_routes(
    session: Session,
    routing: str,
    school: SchoolView | None,
    topics: Sequence[TopicView],
    bodies: Sequence[BodyView],
    today: date,
) -> dict[str, Route]:
    """Return who usually leads and helps by topic (empty: none yet), and by what rule.

    Where the survey itself decides, no rule is named and nobody helps.
    """
    codes = [None, *(topic.code for topic in topics)]
    by_code = {body.code: body.id for body in bodies}
    found = tracker.usual_routes(session, codes, school.id if school else None, None, today)
    routes = {}
    for code, route in found.items():
        lead = default_lead(routing, route.lead_body_id, school, by_code)
        same = lead == route.lead_body_id
        routes[code or ""] = route if same else Route(lead, (), None)
    return routes


def pictures_of(
    session: Session, submission: SubmissionView, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the identifier of each picture of a submission and the words it answers."""
    found = pictures.of_submission(session, submission.id)
    if not found:
        return ()
    form = forms.form_of(session, submission.form_version_id)
    return tuple(
        (picture_id, label_of(form.question(name), (), language))
        for picture_id, name in found.items()
    )


def receivers(session: Session, bodies: Sequence[BodyView], today: date) -> Receivers:
    """Return the *bodies* that can be asked and their usual last days."""
    calendar = directory.work_calendar(session)
    school_days = directory.number(session, "school_reply_days")
    other_days = directory.number(session, "reply_days")
    return Receivers(
        leads=tuple(body for body in bodies if body.kind in ROUTABLE),
        others=tuple(body for body in bodies if body.kind is not BodyKind.COLLECTIVE),
        due_of_schools=calendar.add(today, school_days),
        due_of_others=calendar.add(today, other_days),
        school_days=school_days,
        other_days=other_days,
    )


def hidden_words(view: OpinionView) -> list[str]:
    """Return the words masked in *view*; erased ones are known to nobody any more."""
    return [hiding.words for hiding in view.hidings if hiding.words]


def _card(
    session: Session,
    number: int,
    view: OpinionView,
    views: Sequence[OpinionView],
    topics: Sequence[TopicView],
    routes: Mapping[str, Route],
) -> Card:
    whole = next((other for other in views if other.id == view.parent_id), None)
    found = open_suggestions(view.original, view.spans, hidden_words(whole) if whole else ())
    # Nobody chooses a topic any more for what is decided.
    guess = opinions.learned_topic(session, view.original) if view.state in _OPEN else None
    code = _topic(view, guess, topics)
    undecided = view.state in WAITING
    return Card(
        number=number,
        opinion=view,
        segments=tuple(segments(view.original, view.spans, found)),
        lines=tuple(
            SuggestionLine(line, one, view.original[one.start : one.end])
            for line, one in enumerate(found, start=1)
        ),
        topic=code,
        topic_is_hint=code is not None and code != view.topic,
        guess=guess if guess is not None and guess.topic == code else None,
        usual=routes[code or ""],
        similar=tuple(
            tracker.similar_cases(session, code, view.school_id, view.public) if undecided else ()
        ),
        case=tracker.case_state(session, view.case_id) if view.case_id else None,
        petition=hint_of(view.original) if undecided else None,
        criticism=criticism_in(view.original),
        follows=_followed(session, view),
    )


def _topic(view: OpinionView, guess: TopicGuess | None, topics: Sequence[TopicView]) -> str | None:
    """Return the topic to begin with: chosen, else told by the child, else learned, else hinted at.

    What was learned from moderators speaks before the bare name of a topic, which still
    helps where they have not chosen often enough to be sure.
    """
    known = {topic.code for topic in topics}
    wanted = (view.topic, view.suggested_topic, guess.topic if guess else None)
    found = next((code for code in wanted if code in known), None)
    return found or hint_topic(view.original, topics)


def _followed(session: Session, view: OpinionView) -> CaseBrief | None:
    """Return the case that later words of a child will join once they are accepted."""
    case_id = opinions.case_of(session, view.follows_id) if view.follows_id else None
    return tracker.case_state(session, case_id) if case_id else None


def _context(
    session: Session, submission: SubmissionView, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the closed answers that help to understand, as a person reads them."""
    form = forms.form_of(session, submission.form_version_id)
    lines = []
    for given in given_answers(form, submission.answers):
        question = given.question
        if not (question.name in form.private or question.consent or question.role in _NOT_SHOWN):
            words = describe(question, given.value, language)
            lines.append((label_of(question, given.at, language), words))
    return tuple(line for line in lines if line[0] and line[1])
