"""Sending opinions to cases and handing dangers over, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_round,
    add_school,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.audit.records import AuditEvent
from webapp.base.database import Base
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.directory.rules import BodyKind
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import About, Channel
from webapp.moderation import service as moderation
from webapp.moderation.service import Place, Sending, TypedWords
from webapp.opinions import service as opinions
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason
from webapp.opinions.views import OpinionView, TextAnswer
from webapp.safeguarding.records import Concern
from webapp.safeguarding.rules import ConcernState
from webapp.tracker import service as tracker
from webapp.tracker.records import Case, Reply
from webapp.tracker.rules import CaseState, Decision, ReplyState

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
WORDS = "Thầy Hùng nói bàn ghế lớp em hỏng"


@pytest.fixture
def moderator(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


def opened(session: Session, viewer: Viewer, text: str = WORDS) -> OpinionView:
    """Store one opinion of a school's child and return it as the moderator sees it."""
    school = add_school(session)
    submission = add_submission(session, add_round(session), DAY, school.id)
    opinions.open_opinions(session, submission, [TextAnswer("q", "Câu hỏi", text)], DAY, DAY)
    (view,) = opinions.of_submission(session, viewer, submission.id)
    return view


def test_a_school_gets_seven_working_days_by_law(session: Session, moderator: Viewer) -> None:
    view = opened(session, moderator)
    topic = add_topic(session, "CSVC", "Lớp học, bàn ghế")
    sheet = moderation.sheet(session, moderator, view.submission_id, "vi", DAY)
    (card,) = sheet.cards
    assert (card.topic, card.topic_is_hint) == (topic, True)
    assert sheet.receivers.due_of_schools == date(2026, 12, 2)
    assert sheet.school_name == "Trường THCS Đồi Xanh"
    assert card.lead_id is not None
    sending = Sending(topic, title="Bàn ghế hỏng", lead_body_id=card.lead_id)
    case_id = moderation.send(session, moderator, view, sending, NOW)
    case = session.get_one(Case, case_id)
    assert (case.due_on, case.due_by_law) == (date(2026, 12, 2), True)
    (row,) = session.scalars(select(Opinion))
    assert (row.state, row.topic, row.case_id) == (OpinionState.IN_CASE, topic, case_id)


def test_what_was_learned_speaks_before_the_name_of_a_topic(
    session: Session, moderator: Viewer
) -> None:
    for code, name in (("CHO", "Vật nuôi"), ("DEN", "Đèn đường"), ("VE_SINH", "Nhà vệ sinh")):
        add_topic(session, code, name)
    asked = opened(session, moderator, "Chó thả rông nằm trước nhà vệ sinh")

    def card() -> tuple[str | None, bool, tuple[str, ...]]:
        (found,) = moderation.sheet(session, moderator, asked.submission_id, "vi", DAY).cards
        return found.topic, found.topic_is_hint, found.guess.words if found.guess else ()

    assert card()[:2] == ("VE_SINH", True), "on the first day the name is all there is"
    for text in ["Chó thả rông ở cửa nhà vệ sinh đuổi chúng em"] * 6:
        taught = opened(session, moderator, text)
        opinions.set_topic(session, moderator.user_id, taught.id, "CHO")
    topic, hint, words = card()
    assert (topic, hint) == ("CHO", True)
    assert {"Chó", "thả", "rông"} >= set(words) > set()
    opinions.set_topic(session, moderator.user_id, asked.id, "DEN")
    assert card()[:2] == ("DEN", False)


def test_a_case_goes_with_its_last_opinion_unless_somebody_worked_on_it(
    session: Session, moderator: Viewer
) -> None:
    add_topic(session, "CSVC", "Lớp học")
    lead = add_body(session, "ubnd-xa", "UBND xã")
    official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=lead))
    sending = Sending("CSVC", title="Bàn ghế hỏng", lead_body_id=lead)

    def reconsidered(one: OpinionView) -> OpinionState:
        view = moderation.one_of(session, moderator, one.submission_id, one.id)
        moderation.reconsider(session, moderator, view, NOW)
        return moderation.one_of(session, moderator, one.submission_id, one.id).state

    first, second = (opened(session, moderator) for _ in range(2))
    case_id = moderation.send(session, moderator, first, sending, NOW)
    moderation.send(session, moderator, second, Sending("CSVC", case_id=case_id), NOW)
    number = session.get_one(Case, case_id).number
    assert reconsidered(first) is OpinionState.ACCEPTED
    assert session.get(Case, case_id) is not None, "another child stands behind it"
    assert reconsidered(second) is OpinionState.ACCEPTED
    assert session.get(Case, case_id) is None, "nobody stands behind it, nobody has seen it"
    log = [(e.action, e.detail) for e in session.scalars(select(AuditEvent))]
    assert ("case.taken_back", {"number": number}) in log

    # The next case takes its number; once the body has begun it stays, to be closed by hand.
    case_id = moderation.send(session, moderator, opened(session, moderator), sending, NOW)
    case = session.get_one(Case, case_id)
    assert case.number == number
    tracker.acknowledge(session, official, case_id, NOW)
    behind = session.scalars(select(Opinion).where(Opinion.case_id == case_id)).one()
    view = moderation.one_of(session, moderator, behind.submission_id, behind.id)
    assert reconsidered(view) is OpinionState.ACCEPTED
    assert session.get_one(Case, case_id).state is CaseState.ACKNOWLEDGED
    assert opinions.public_of_case(session, case_id) == []


def test_what_is_missing_is_named(session: Session, moderator: Viewer) -> None:
    view = opened(session, moderator)
    add_topic(session, "CSVC", "Lớp học")
    crowd = add_body(session, "cac-truong", "Các trường học", BodyKind.COLLECTIVE)
    cases = (
        (Sending(None), {"topic": "required"}),
        (Sending("CSVC"), {"title": "required", "lead_body_id": "required"}),
        (
            Sending("CSVC", title="Việc của thầy Hùng", lead_body_id=crowd),
            {"title": "identifies"},
        ),
        (
            Sending("CSVC", title="Bàn ghế", lead_body_id=crowd),
            {"lead_body_id": "takes_no_cases"},
        ),
    )
    for sending, fields in cases:
        with pytest.raises(Invalid) as caught, session.begin_nested():
            moderation.send(session, moderator, view, sending, NOW)
        assert caught.value.fields == fields
    assert session.scalar(select(func.count()).select_from(Case)) == 0
    session.expire_all()
    assert session.scalars(select(Opinion)).one().state is OpinionState.RECEIVED


def test_a_title_may_not_repeat_what_was_hidden(session: Session, moderator: Viewer) -> None:
    view = opened(session, moderator)
    add_topic(session, "CSVC", "Lớp học")
    words = TypedWords("bàn ghế", HidingKind.MASK, "other")
    moderation.hide(session, moderator, view, [Place(5, 9, HidingKind.ERASE, "name")], words, NOW)
    (view,) = opinions.of_submission(session, moderator, view.submission_id)
    assert view.public == "Thầy ███ nói ░░░ lớp em hỏng"
    lead = add_body(session, "ubnd-xa", "UBND xã")
    sending = Sending("CSVC", title="Bàn ghế hỏng", lead_body_id=lead)
    with pytest.raises(Invalid), session.begin_nested():
        moderation.send(session, moderator, view, sending, NOW)
    sure = Sending("CSVC", title="Bàn ghế hỏng", lead_body_id=lead, title_sure=True)
    moderation.send(session, moderator, view, sure, NOW)
    with pytest.raises(Invalid):
        moderation.hide(session, moderator, view, [], None, NOW)


def test_refused_opinions_and_unknown_cases_are_not_sent(
    session: Session, moderator: Viewer
) -> None:
    view = opened(session, moderator)
    add_topic(session, "CSVC", "Lớp học")
    with pytest.raises(NotFound), session.begin_nested():
        moderation.send(session, moderator, view, Sending("CSVC", case_id=999), NOW)
    opinions.propose_refusal(session, moderator.user_id, view.id, RefusalReason.INSULT, "", NOW)
    refused = moderation.one_of(session, moderator, view.submission_id, view.id)
    with pytest.raises(IllegalMove):
        moderation.send(session, moderator, refused, Sending("CSVC", case_id=1), NOW)


def test_a_danger_leaves_nothing_readable_here(session: Session, moderator: Viewer) -> None:
    view = opened(session, moderator, "Em không dám về nhà")
    opinions.hide_words(
        session, moderator.user_id, view.id, "về nhà", HidingKind.MASK, "other", NOW
    )
    moderation.to_protection(session, moderator, view.submission_id, "sợ về nhà", NOW)
    for table in (Opinion, Hiding, OpinionEvent):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    concern = session.scalars(select(Concern)).one()
    assert concern.state is ConcernState.NEW
    assert "Em không dám về nhà" in concern.texts
    assert "sợ về nhà" in concern.reasons
    details = repr([(e.action, e.detail) for e in session.scalars(select(AuditEvent))])
    assert "opinions.taken_out" in details
    assert "về nhà" not in details
    with pytest.raises(NotFound):
        moderation.sheet(session, moderator, view.submission_id, "vi", DAY)


def test_a_danger_seen_late_is_handed_over_all_the_same(
    session: Session, moderator: Viewer
) -> None:
    view = opened(session, moderator)
    add_topic(session, "CSVC", "Lớp học")
    lead = add_body(session, "ubnd-xa", "UBND xã")
    sending = Sending("CSVC", title="Bàn ghế hỏng", lead_body_id=lead)
    case_id = moderation.send(session, moderator, view, sending, NOW)
    reply = Reply(
        case_id=case_id,
        body_id=lead,
        state=ReplyState.PUBLISHED,
        decision=Decision.WILL_DO,
        heard="Bàn ghế hỏng",
        decided="Thay bàn ghế",
        written_by=moderator.user_id,
        published_on=DAY,
    )
    session.add(reply)
    session.flush()
    session.add(
        FeedbackEntry(
            opinion_id=view.id, reply_id=reply.id, about=About.REPLY, channel=Channel.RECEIPT,
            once="reply:1:receipt", day=DAY,
        )
    )  # fmt: skip
    session.flush()
    opinions.catch_up_likeness(session, NOW)
    left = moderation.to_protection(
        session, moderator, view.submission_id, "có dấu hiệu", NOW, [moderator.user_id]
    )
    assert not left, "no officer has been added here: somebody outside must be called"
    # Ledger, likeness, board, undoing: whatever names an opinion goes with it.
    naming = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "opinion" for key in column.foreign_keys)
    ]
    assert len(naming) >= 8
    for column in naming:
        assert session.scalar(select(func.count(column)).where(column == view.id)) == 0, column
    assert opinions.public_of_case(session, case_id) == []
    assert "Thầy Hùng" in session.scalars(select(Concern)).one().texts


def test_others_neither_read_nor_hand_over(session: Session, moderator: Viewer) -> None:
    view = opened(session, moderator)
    official = viewer_of(add_user(session, Role.BODY_OFFICIAL))
    with pytest.raises(NotFound):
        moderation.sheet(session, official, view.submission_id, "vi", DAY)
    with pytest.raises(NotFound):
        moderation.one_of(session, official, view.submission_id, view.id)
    with pytest.raises(NotFound):
        moderation.to_protection(session, official, view.submission_id, "", NOW)
