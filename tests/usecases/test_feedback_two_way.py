"""Questions to a child and its answers, appeals, withdrawals, promises looked at again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_user, viewer_of
from tests.usecases.test_feedback_ledger import answered
from tests.usecases.test_feedback_receipts import NOW, TODAY, WORDS, Paper
from webapp.accounts.rules import Role
from webapp.base.database import Base
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.feedback import service
from webapp.feedback.records import ChildQuestion, FeedbackEntry, PromiseCheck
from webapp.feedback.rules import About, Channel, Kept, QuestionState, Step
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.outbox.records import Notice
from webapp.privacy import service as privacy
from webapp.privacy.service import PersonalText
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.records import Concern
from webapp.submissions.records import Picture
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState

QUESTION = "Vòi nước nào bị hỏng?"
DANGER = "Bố em đánh em chảy máu, em sợ lắm."


def state_of(session: Session, opinion_id: str) -> OpinionState:
    return session.get_one(Opinion, opinion_id).state


def refused(session: Session, paper: Paper) -> None:
    second = viewer_of(add_user(session, Role.MODERATOR))
    actor, one = paper.moderator.user_id, paper.ids[0]
    opinions.propose_refusal(session, actor, one, RefusalReason.UNREADABLE, "", NOW)
    opinions.confirm_refusal(session, second, one, NOW)


def test_a_question_pauses_the_moderators_and_the_answer_goes_to_them(session: Session) -> None:
    paper = Paper(session)
    asked = service.ask(session, paper.moderator, paper.ids[0], QUESTION, NOW)
    assert state_of(session, paper.ids[0]) is OpinionState.NEEDS_INFO
    [shown] = paper.look().questions
    assert (shown.text, shown.heard, shown.about) == (QUESTION, False, "")
    with pytest.raises(IllegalMove):
        service.ask(session, paper.moderator, paper.ids[0], "Còn gì nữa?", NOW)
    with pytest.raises(Invalid):
        service.answer(session, paper.receipt, asked, "  ", NOW)
    with pytest.raises(NotFound):
        service.answer(session, Paper(session).receipt, asked, "Vòi thứ hai.", NOW)
    for _ in range(2):
        service.answer(session, paper.receipt, asked, "Vòi thứ hai.", NOW)
    assert state_of(session, paper.ids[0]) is OpinionState.SCREENING
    added = session.scalars(select(Opinion).where(Opinion.follows_id == paper.ids[0])).one()
    assert (added.original, added.state) == ("Vòi thứ hai.", OpinionState.RECEIVED)
    assert paper.look().questions[0].heard


def test_a_body_asks_through_the_moderators_and_its_clock_waits(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    one, who = paper.ids[0], paper.moderator
    asked = service.propose(session, paper.official, paper.case_id, one, QUESTION, NOW)
    assert paper.look().questions == (), "nobody has read it yet"
    with pytest.raises(NotAllowed):
        service.propose(session, who, paper.case_id, one, QUESTION, NOW)
    assert [q.id for q in service.proposed(session, who).items] == [asked]
    service.approve(session, who, asked, "Vòi nào hỏng hả em?", NOW)
    assert paper.case.state is CaseState.WAITING_CHILD
    assert paper.look().questions[0].text == "Vòi nào hỏng hả em?"
    assert paper.only().waits_for_child
    later = NOW + timedelta(days=21)
    service.return_unanswered(session, later)
    assert paper.case.state is CaseState.IN_PROGRESS
    assert session.get_one(ChildQuestion, asked).state is QuestionState.RETURNED
    with pytest.raises(IllegalMove):
        service.answer(session, paper.receipt, asked, "Vòi thứ hai.", later)
    again = service.propose(session, paper.official, paper.case_id, one, QUESTION, later)
    service.decline(session, who, again, "Em đã nói rồi.", later)
    assert paper.look(later.date()).questions == ()


def test_an_answer_that_tells_of_danger_is_sealed_and_looks_like_any_other(
    session: Session,
) -> None:
    views = []
    for words in ("Vòi thứ hai cạnh cổng.", DANGER):
        paper = Paper(session)
        asked = service.ask(session, paper.moderator, paper.ids[0], QUESTION, NOW)
        service.answer(session, paper.receipt, asked, words, NOW)
        view = paper.look()
        heard = [(q.text, q.heard) for q in view.questions]
        views.append((view.reading, view.taken_back, view.opinions, heard))
    assert views[0] == views[1]
    assert state_of(session, paper.ids[0]) is OpinionState.NEEDS_INFO, "as if nobody had come"
    assert [q.state for q in service.questions_of(session, paper.ids)] == [QuestionState.ASKED]
    concern = session.scalars(select(Concern)).one()
    assert DANGER in concern.texts
    # A second answer finds the concern of the first, and nothing is lost.
    other = service.ask(session, paper.moderator, added_opinion(session, paper), "Còn gì?", NOW)
    service.answer(session, paper.receipt, other, "Bố vẫn đánh em, em muốn chết.", NOW)
    session.refresh(concern)
    assert DANGER in concern.texts
    assert "em muốn chết" in concern.texts
    assert safeguarding.is_sealed(session, concern.submission_id)


def test_danger_is_heard_the_second_time_and_too_late(session: Session) -> None:
    paper, other = Paper(session), Paper(session)
    asked = service.ask(session, paper.moderator, paper.ids[0], QUESTION, NOW)
    for words in ("Vòi thứ hai.", DANGER, DANGER):
        service.answer(session, paper.receipt, asked, words, NOW)
    late = service.ask(session, other.moderator, other.ids[0], QUESTION, NOW)
    service.return_unanswered(session, NOW + timedelta(days=30))
    service.answer(session, other.receipt, late, DANGER, NOW + timedelta(days=30))
    sealed = [json.loads(row.texts) for row in session.scalars(select(Concern))]
    assert [[text["text"] for text in texts] for texts in sealed] == [[DANGER], [DANGER]]


def added_opinion(session: Session, paper: Paper) -> str:
    made = opinions.add_words(session, paper.ids[0], "q", "Thêm một ý.", TODAY, TODAY)
    assert made is not None
    return made


def test_what_was_refused_can_be_asked_about_once(session: Session) -> None:
    paper = Paper(session)
    refused(session, paper)
    view = paper.look()
    assert view.opinions[0].may_appeal
    service.note_read(session, view, TODAY)
    told = session.scalars(select(FeedbackEntry)).one()
    assert (told.about, told.channel) == (About.REFUSAL, Channel.RECEIPT)
    service.appeal(session, paper.receipt, paper.ids[0], NOW)
    assert state_of(session, paper.ids[0]) is OpinionState.SCREENING
    refused(session, paper)
    status = paper.only()
    assert (status.step, status.may_appeal) == (Step.NOT_CARRIED_ON, False)
    with pytest.raises(IllegalMove):
        service.appeal(session, paper.receipt, paper.ids[0], NOW)
    service.note_read(session, paper.look(), TODAY)
    assert len(session.scalars(select(FeedbackEntry)).all()) == 2, "the second refusal is told too"


def test_what_waits_can_be_taken_back_whatever_it_is(session: Session) -> None:
    views = []
    for texts in (2, 0):
        paper = Paper(session, texts)
        if not texts:
            sealed = paper.look().submission_id
            safeguarding.raise_concern(session, sealed, "6-10", None, None, [], [], NOW)
        for _ in range(2):
            service.withdraw(session, paper.receipt, NOW)
        view = paper.look()
        views.append((view.reading, view.taken_back, view.opinions))
        assert {state_of(session, one) for one in paper.ids} <= {OpinionState.WITHDRAWN}
    assert views[0] == views[1] == (False, True, ())
    assert {row.about for row in session.scalars(select(FeedbackEntry))} == {About.WITHDRAWAL}
    behind = answered(session)
    service.withdraw(session, behind.receipt, NOW)
    assert state_of(session, behind.ids[0]) is OpinionState.IN_CASE


def everything_kept(session: Session) -> str:
    """Return every value of every table as the product reads it, sealed words opened."""
    session.flush()
    tables = Base.metadata.sorted_tables
    return "\n".join(str(tuple(row)) for table in tables for row in session.execute(select(table)))


def test_nothing_of_words_taken_back_stays_nor_what_quotes_them(session: Session) -> None:
    word = "Bờgiếngsau"
    paper, who = Paper(session, 3), viewer_of(add_user(session, Role.MODERATOR))
    first, second, third = paper.ids
    sent = paper.look().submission_id
    session.add(Picture(id="p", submission_id=sent, question="q", content=b"tranh", kept_on=TODAY))
    named = PersonalText("goi", "other", f"Bé {word}")
    privacy.store_answers(session, sent, [named])
    asked = service.ask(session, who, first, QUESTION, NOW)
    service.answer(session, paper.receipt, asked, f"Vòi ở {word}.", NOW)
    answered_with = session.scalars(select(Opinion.id).where(Opinion.follows_id == first)).one()
    service.ask(session, who, answered_with, f"Em nói {word}: chỗ nào?", NOW)
    opinions.propose_refusal(session, who.user_id, second, RefusalReason.INSULT, word, NOW)
    opinions.decline_refusal(session, paper.moderator, second, f"Em chỉ kể {word}.", NOW)
    # The third has been behind a case, whose body asked; its clock must not wait for ever.
    opinions.accept(session, who.user_id, third, NOW)
    case = tracker.open_case(session, who.user_id, title="Vòi", topic=None, school_id=None, now=NOW)
    opinions.attach(session, who.user_id, third, case, NOW)
    tracker.route(session, who.user_id, case, paper.body_id, [], None, "", NOW)
    tracker.acknowledge(session, paper.official, case, NOW)
    proposed = service.propose(session, paper.official, case, third, f"{word} nào?", NOW)
    service.approve(session, who, proposed, f"{word} nào hả em?", NOW)
    opinions.detach(session, who.user_id, third, "", NOW)
    assert [question.heard for question in paper.look().questions] == [True, False, False]
    assert word in everything_kept(session)

    service.withdraw(session, paper.receipt, NOW)
    assert paper.look().questions == ()
    kept = everything_kept(session)
    assert word not in kept
    assert WORDS not in kept
    assert "tranh" not in kept
    assert not service.asked(session, who).items
    assert tracker.case_state(session, case).state is CaseState.IN_PROGRESS


def test_a_later_answer_is_taken_back_alone_and_a_sealed_one_alike(session: Session) -> None:
    views = []
    for words in ("Cạnh cổng.", DANGER):
        paper = Paper(session)
        paper.to_case()
        paper.to_body()
        asked = service.propose(session, paper.official, paper.case_id, paper.ids[0], QUESTION, NOW)
        service.approve(session, paper.moderator, asked, QUESTION, NOW)
        service.answer(session, paper.receipt, asked, words, NOW)
        service.withdraw(session, paper.receipt, NOW)
        view = paper.look()
        assert state_of(session, paper.ids[0]) is OpinionState.IN_CASE
        [shown] = view.opinions
        views.append((view.questions, view.reading, view.taken_back, shown.text, shown.step))
        views[-1] += (shown.waits_for_child,)
    assert views[0] == views[1]
    assert views[0][:3] == ((), False, True)
    assert "Cạnh cổng" not in everything_kept(session)


def test_a_promise_is_looked_at_until_it_is_settled(session: Session) -> None:
    paper = answered(session)
    reply = tracker.published_reply(session, paper.case_id)
    assert reply is not None
    due = reply.published_on + timedelta(days=90)
    [view] = service.promises(session, paper.official)
    assert (view.promised.reply_id, view.due_on) == (reply.id, due)
    assert service.promises(session, viewer_of(add_user(session, Role.BODY_OFFICIAL))) == []

    at = NOW + timedelta(days=95)
    day = at.date()
    service.remind_of_promises(session, at)
    service.remind_of_promises(session, at + timedelta(days=1))
    assert [row.user_id for row in session.scalars(select(Notice))] == [paper.official.user_id]
    with pytest.raises(NotAllowed):
        service.report(session, paper.moderator, reply.id, service.Report(Kept.KEPT, "Xong."), at)
    for wrong in (service.Report(Kept.KEPT, " "), service.Report(Kept.NOT_YET, "Chưa.", TODAY)):
        with pytest.raises(Invalid):
            service.report(session, paper.official, reply.id, wrong, at)
    new_day = day + timedelta(days=30)
    said = service.Report(Kept.NOT_YET, "Mưa nhiều, mới trồng 4 cây.", new_day)
    check = service.report(session, paper.official, reply.id, said, at)
    assert paper.only(day).reply.promise is None, "children read it after it was confirmed"  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        service.verify(session, paper.official, check, "Đã thấy.", at)
    service.verify(session, paper.moderator, check, "Mới trồng được 4 cây.", at)
    shown = paper.only(day).reply.promise  # type: ignore[union-attr]
    assert (shown.outcome, shown.evidence) == (Kept.NOT_YET, "Mới trồng được 4 cây.")
    assert service.promise(session, paper.official, reply.id).due_on == new_day
    assert session.get_one(PromiseCheck, check).late

    done = service.Report(Kept.KEPT, "Đã trồng đủ 10 cây.")
    back = service.report(session, paper.official, reply.id, done, at)
    service.send_back(session, paper.moderator, back, "Mới thấy 8 cây.", at)
    last = service.report(session, paper.official, reply.id, done, at)
    service.verify(session, paper.moderator, last, done.evidence, at)
    assert service.promise(session, paper.official, reply.id).due_on is None
    figures = service.promise_figures(session, day.replace(day=1), day + timedelta(days=40))
    assert dict(figures.by_outcome) == {
        Kept.KEPT: 1, Kept.PARTLY: 0, Kept.NOT_YET: 1, Kept.BROKEN: 0,
    }  # fmt: skip
    assert figures.overdue == 0
