"""Whom a reply reached and how, and that no case is closed before everybody was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_class, add_school, add_submission, add_user, viewer_of
from tests.usecases.test_feedback_receipts import NOW, REPLY, TODAY, Paper
from webapp.accounts.rules import Role, Viewer, permissions_of
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.feedback import service
from webapp.feedback.ledger.calling import to_call
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import Channel, Obstacle, Rating, Standing
from webapp.feedback.service import Group, Way
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.service import TextAnswer
from webapp.privacy import service as privacy
from webapp.privacy.service import ConsentGiven, PersonalText
from webapp.rounds.records import ClassSession
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker
from webapp.tracker.rules import CaseState, Closing

MONTH = TODAY.replace(day=1)
READ = Way(Channel.READ_IN_CLASS)


def answered(session: Session) -> Paper:
    """Return a paper whose case has a published reply."""
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    paper.replied()
    return paper


def another(session: Session, paper: Paper) -> str:
    """Put the words of a second child behind the case of *paper*; return the opinion."""
    sent = add_submission(session, session.scalars(select(Submission.round_id)).first() or 0, TODAY)
    [one] = opinions.open_opinions(
        session, sent, [TextAnswer("q", "?", "Em cũng thế.")], TODAY, TODAY
    )
    opinions.accept(session, paper.moderator.user_id, one, NOW)
    opinions.attach(session, paper.moderator.user_id, one, paper.case_id, NOW)
    return one


def test_no_case_is_closed_before_every_child_was_told(session: Session) -> None:
    paper = answered(session)
    case_id, who = paper.case_id, paper.moderator
    late_comer = another(session, paper)
    assert set(service.unreached(session, case_id)) == {paper.ids[0], late_comer}
    with pytest.raises(IllegalMove):
        service.close(session, who, case_id, "", NOW)
    service.note_read(session, paper.look(), TODAY)
    assert service.unreached(session, case_id) == [late_comer]
    with pytest.raises(IllegalMove):
        service.close(session, who, case_id, "", NOW)
    why_not = Way(obstacle=Obstacle.LEFT_SCHOOL)
    service.record_case(session, who, case_id, [late_comer], why_not, TODAY, TODAY)
    assert service.unreached(session, case_id) == []
    assert service.close(session, who, case_id, "", NOW) is Closing.NO_ANSWER
    assert paper.case.state is CaseState.CLOSED
    # A child may still say that it does not help; then everybody is told of the next reply.
    paper.rate(Rating.NOT_YET)
    assert paper.case.state is CaseState.REOPENED
    paper.replied(NOW + timedelta(days=2))
    assert set(service.standings_of_case(session, case_id).values()) == {Standing.TO_REACH}


def test_an_adult_was_told_by_telephone_and_a_child_never_is(session: Session) -> None:
    paper = answered(session)
    case_id, who, way = paper.case_id, paper.moderator, Way(Channel.PHONE)
    parent = another(session, paper)
    session.get_one(Opinion, parent).speaker = Speaker.GUARDIAN
    session.flush()
    with pytest.raises(Invalid) as wrong:
        service.record_case(session, who, case_id, [parent, paper.ids[0]], way, TODAY, TODAY)
    assert wrong.value.fields == {"opinions": "phone_child"}
    assert set(service.unreached(session, case_id)) == {paper.ids[0], parent}
    assert service.record_case(session, who, case_id, [parent], way, TODAY, TODAY) == 1
    assert service.unreached(session, case_id) == [paper.ids[0]]
    (line,) = service.entries_of_case(session, who, case_id)
    assert (line.channel, line.recorded_by) == (Channel.PHONE, who.user_id)


def test_no_case_is_closed_over_what_a_child_added_later(session: Session) -> None:
    """Words that wait to be read would join a case that nobody looks at any more."""
    paper = answered(session)
    service.note_read(session, paper.look(), TODAY)
    later = opinions.add_words(session, paper.ids[0], "?", "Còn sân sau nữa ạ.", TODAY, TODAY)
    assert later is not None
    with pytest.raises(IllegalMove):
        service.close(session, paper.moderator, paper.case_id, "", NOW)
    opinions.accept(session, paper.moderator.user_id, later, NOW)
    assert service.unreached(session, paper.case_id) == [later]
    service.note_read(session, paper.look(), TODAY)
    assert service.close(session, paper.moderator, paper.case_id, "", NOW) is Closing.NO_ANSWER


def test_the_duty_closes_what_is_done_and_nothing_else(session: Session) -> None:
    happy, silent, unhappy = (answered(session) for _ in range(3))
    for paper in (happy, silent, unhappy):
        service.note_read(session, paper.look(), TODAY)
    happy.rate(Rating.YES)
    unhappy.rate(Rating.NOT_YET)
    nobody = answered(session)
    way = Way(obstacle=Obstacle.OTHER, note="Lớp đã giải thể.")
    service.record_case(session, nobody.moderator, nobody.case_id, nobody.ids, way, TODAY, TODAY)
    unread = answered(session)

    service.close_what_is_done(session, NOW)
    assert (happy.case.state, happy.case.closing) == (CaseState.CLOSED, Closing.CONFIRMED)
    assert silent.case.state is CaseState.ANSWERED
    service.close_what_is_done(session, NOW + timedelta(days=24))
    assert silent.case.closing is Closing.NO_ANSWER
    assert nobody.case.closing is Closing.UNREACHABLE
    assert unhappy.case.state is CaseState.REOPENED
    assert unread.case.state is CaseState.ANSWERED, "nobody has read it"


def test_what_is_written_down_is_checked_and_written_once(session: Session) -> None:
    paper = answered(session)
    who, case_id = paper.moderator, paper.case_id

    def record(way: Way, day: date = TODAY, ids: list[str] | None = None) -> int:
        chosen = paper.ids if ids is None else ids
        return service.record_case(session, who, case_id, chosen, way, day, TODAY)

    for wrong, field in (
        (lambda: record(Way()), "way"),
        (lambda: record(Way(Channel.RECEIPT)), "way"),
        (lambda: record(Way(Channel.OTHER)), "note"),
        (lambda: record(READ, TODAY + timedelta(days=1)), "day"),
        (lambda: record(READ, TODAY - timedelta(days=1)), "day"),
        (lambda: record(READ, ids=["khong-co"]), "opinions"),
    ):
        with pytest.raises(Invalid) as caught:
            wrong()
        assert list(caught.value.fields) == [field]
    assert (record(READ), record(READ)) == (1, 0)
    official = paper.official
    with pytest.raises(NotFound):
        service.record_case(session, official, case_id, paper.ids, READ, TODAY, TODAY)
    with pytest.raises(NotFound):
        service.close(session, official, case_id, "", NOW)
    line = session.scalars(select(FeedbackEntry)).one()
    assert (line.channel, line.recorded_by) == (Channel.READ_IN_CLASS, who.user_id)
    assert service.replies_reached(session, paper.ids) == {(paper.ids[0], line.reply_id)}


class School:
    """A school with classes that sent papers, all behind one answered case."""

    def __init__(self, session: Session, sizes: dict[str, int]) -> None:
        self.session, self.paper = session, Paper(session)
        self.paper.to_case()
        self.id = add_school(session).id
        self.classes = {name: add_class(session, self.id, name) for name in sizes}
        self.opinions: dict[str, list[str]] = {name: [] for name in sizes}
        for number, (name, size) in enumerate(sizes.items()):
            self._sends(name, size, number)
        self.paper.to_body()
        self.paper.replied()
        self.coordinator = viewer_of(add_user(session, Role.SCHOOL_COORDINATOR, school_id=self.id))

    def _sends(self, name: str, size: int, number: int) -> None:
        session, actor = self.session, self.paper.moderator.user_id
        round_id = session.scalars(select(Submission.round_id)).first() or 0
        opened = ClassSession(
            round_id=round_id, school_id=self.id, class_id=self.classes[name],
            code=f"{number:06}", opened_by=actor, opened_at=NOW,
        )  # fmt: skip
        session.add(opened)
        session.flush()
        for _ in range(size):
            sent = add_submission(session, round_id, TODAY, self.id)
            session.get_one(Submission, sent.id).class_session_id = opened.id
            words = [TextAnswer("q", "?", "Sân ít cây quá.")]
            [one] = opinions.open_opinions(session, sent, words, TODAY, TODAY)
            opinions.accept(session, actor, one, NOW)
            opinions.attach(session, actor, one, self.paper.case_id, NOW)
            self.opinions[name].append(one)
        session.flush()


def test_a_ticket_reaches_the_whole_class_and_hides_small_ones(session: Session) -> None:
    school = School(session, {"5A": 7, "5B": 8, "5C": 2})
    who = school.coordinator
    lines = {line.group for line in service.tickets(session, who, MONTH)}
    # 5C is small; 5A goes with it, else 5C could be told from the school's ticket.
    big = Group(school.id, school.classes["5B"])
    # One child wrote from home: the commune's ticket less the school's would tell of it.
    assert lines == {Group(school.id), big}
    for name in ("5A", "5C"):
        with pytest.raises(NotFound):
            service.ticket(session, who, Group(school.id, school.classes[name]), MONTH)
    page = service.ticket(session, who, big, MONTH)
    assert [reply.heard for reply in page.replies] == [REPLY.heard]
    assert service.record_ticket(session, who, big, MONTH, READ, TODAY, TODAY) == 8
    told = service.standings_of_case(session, school.paper.case_id)
    assert {told[one] for one in school.opinions["5B"]} == {Standing.REACHED}
    assert {told[one] for one in school.opinions["5A"]} == {Standing.TO_REACH}
    board = Way(Channel.SCHOOL_BOARD)
    assert service.record_ticket(session, who, Group(school.id), MONTH, board, TODAY, TODAY) == 17
    with pytest.raises(Invalid):
        service.record_ticket(session, who, big, MONTH, board, TODAY - timedelta(days=2), TODAY)


def test_a_coordinator_writes_nothing_down_for_other_schools() -> None:
    roles = frozenset({Role.SCHOOL_COORDINATOR})
    who = Viewer(1, "", roles, school_id=3, permissions=permissions_of(roles))
    assert [service.may_record(who, one) for one in (Group(3), Group(4), Group())] == [
        True,
        False,
        False,
    ]


def test_coverage_hides_small_groups_and_shows_a_coordinator_its_own(session: Session) -> None:
    school = School(session, {"5A": 7, "5B": 8, "5C": 2})
    big = Group(school.id, school.classes["5B"])
    service.record_ticket(session, school.coordinator, big, MONTH, READ, TODAY, TODAY)
    after = date(2026, 12, 1)
    own = service.coverage_seen(session, school.coordinator, MONTH, after)
    [shown] = own.schools
    tallies = {one.name: one.tally for one in shown.classes}
    assert tallies["5A"] is None
    assert tallies["5C"] is None
    assert tallies["5B"] is not None
    assert (tallies["5B"].received, tallies["5B"].reached, tallies["5B"].percent) == (8, 8, 100)
    whole = service.coverage(session, MONTH, after)
    # One child wrote from no school: its line is hidden, and the sum leaves it out.
    assert [one.tally is None for one in whole.schools] == [False, True]
    assert whole.tally is not None
    assert (whole.tally.received, whole.tally.reached, whole.tally.to_reach) == (17, 8, 9)
    stranger = viewer_of(
        add_user(session, Role.SCHOOL_COORDINATOR, school_id=add_school(session).id)
    )
    assert service.coverage_seen(session, stranger, MONTH, after).schools == ()
    with pytest.raises(NotFound):
        service.ticket(session, stranger, big, MONTH)
    with pytest.raises(NotFound):
        service.coverage_seen(session, school.paper.official, MONTH, after)


def test_a_case_nobody_stands_behind_is_closed_by_hand(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    assert service.closing_now(session, paper.case_id) is None
    opinions.detach(session, paper.moderator.user_id, paper.ids[0], "", NOW)
    closed = service.close(session, paper.moderator, paper.case_id, "Đã ghép vào việc khác.", NOW)
    assert closed is Closing.WITHDRAWN


def test_only_the_moderation_lead_learns_whom_to_call_and_of_adults_only(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    lead = viewer_of(add_user(session, Role.MODERATION_LEAD))
    [opinion_id] = paper.ids[:1]
    sent = session.get(Submission, opinions.masked(session, opinion_id).submission_id)
    assert sent is not None
    phone = PersonalText("dien_thoai", "guardian_phone", "0900000099")
    privacy.store_answers(session, sent.id, [phone])
    with pytest.raises(NotFound):
        to_call(session, lead, opinion_id)
    sent.speaker = Speaker.GUARDIAN
    session.flush()
    assert to_call(session, lead, opinion_id).phone == ""
    agreed = [ConsentGiven("consent_guardian", True, "Tôi đồng ý.")]
    privacy.store_consents(session, sent.id, agreed, TODAY)
    assert to_call(session, lead, opinion_id).phone == "0900000099"
    privacy.withdraw_consent(session, sent.id, "consent_guardian", TODAY)
    assert to_call(session, lead, opinion_id).phone == ""
    with pytest.raises(NotFound):
        to_call(session, paper.moderator, opinion_id)
