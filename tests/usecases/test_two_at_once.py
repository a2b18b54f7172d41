"""Two people taking the same step at the same moment: one does, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.support.builders import (
    add_body,
    add_round,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.meetings import service as meetings
from webapp.meetings.rules import Asked, Wish
from webapp.moderation import service as moderation
from webapp.moderation.service import Sending
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind, RefusalReason
from webapp.opinions.service import TextAnswer
from webapp.petitions import service as petitions
from webapp.petitions.rules import PetitionKind
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState
from webapp.safeguarding.service import SealedText
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

REPLY = ReplyText(Decision.WILL_DO, "Các em nóng.", "Trồng cây.", "", "Tháng 12")
Step = Callable[[Session, Viewer, datetime], object]


def together(session: Session, *turns: tuple[Viewer, Step]) -> list[str]:
    """Take every turn in a transaction of its own, all at once; return how each ended."""
    session.commit()
    make, start, ends = sessionmaker(session.get_bind()), Barrier(len(turns)), []

    def take(viewer: Viewer, step: Step) -> None:
        with make() as own:
            start.wait(10)
            try:
                step(own, viewer, clock.now())
                own.commit()
                ends.append("done")
            except IllegalMove:
                own.rollback()
                ends.append("told")

    threads = [Thread(target=take, args=turn) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


class Desk:
    """One opinion, two moderators, two officials of the same body."""

    def __init__(self, session: Session) -> None:
        self.session = session
        today = clock.today()
        add_topic(session, "CSVC", "Cơ sở vật chất")
        self.body = add_body(session, "vhxh", "Văn hóa – Xã hội")
        self.one, self.two = (viewer_of(add_user(session, Role.MODERATOR)) for _ in range(2))
        self.first, self.second = (
            viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body)) for _ in range(2)
        )
        self.submission = add_submission(session, add_round(session), today)
        words = [TextAnswer("q", "Em muốn nói gì?", "Sân trường nóng. Nhà vệ sinh bẩn.")]
        (self.opinion,) = opinions.open_opinions(session, self.submission, words, today, today)

    def count(self, query: str) -> int:
        self.session.rollback()
        return int(self.session.scalar(text(query)) or 0)

    def send(self, session: Session, viewer: Viewer, now: datetime) -> int:
        opinion = moderation.one_of(session, viewer, self.submission.id, self.opinion)
        sending = Sending(topic="CSVC", title="Sân trường nóng", lead_body_id=self.body)
        return moderation.send(session, viewer, opinion, sending, now)

    def split(self, session: Session, viewer: Viewer, now: datetime) -> None:
        parts = ["Sân trường nóng.", "Nhà vệ sinh bẩn."]
        opinions.split(session, viewer.user_id, self.opinion, parts, now)

    def refuse(self, session: Session, viewer: Viewer, now: datetime) -> None:
        reason = RefusalReason.DUPLICATE
        opinions.propose_refusal(session, viewer.user_id, self.opinion, reason, "", now)


def test_an_opinion_is_sent_once(session: Session) -> None:
    desk = Desk(session)
    assert together(session, (desk.one, desk.send), (desk.two, desk.send)) == ["done", "told"]
    assert desk.count('SELECT count(*) FROM "case"') == 1
    accepted = "SELECT count(*) FROM opinion_event WHERE to_state = 'accepted'"
    assert desk.count(accepted) == 1


def test_an_opinion_in_a_case_is_not_accepted_again(session: Session) -> None:
    desk = Desk(session)
    desk.send(session, desk.one, clock.now())
    with pytest.raises(IllegalMove):
        opinions.accept(session, desk.two.user_id, desk.opinion, clock.now())


def test_a_danger_takes_the_parts_of_a_split_along(session: Session) -> None:
    """Whichever comes first, no word stays with the moderators."""
    desk = Desk(session)

    def protect(own: Session, viewer: Viewer, now: datetime) -> None:
        try:
            moderation.to_protection(own, viewer, desk.submission.id, "Nghe lo", now)
        except NotFound as gone:
            raise IllegalMove from gone

    def split(own: Session, viewer: Viewer, now: datetime) -> None:
        try:
            desk.split(own, viewer, now)
        except NotFound as gone:
            raise IllegalMove from gone

    ends = together(session, (desk.one, protect), (desk.two, split))
    assert "done" in ends
    assert desk.count("SELECT count(*) FROM opinion") == 0
    assert desk.count("SELECT count(*) FROM concern") == 1


def test_an_opinion_is_split_once(session: Session) -> None:
    desk = Desk(session)
    assert together(session, (desk.one, desk.split), (desk.two, desk.split)) == ["done", "told"]
    assert desk.count("SELECT count(*) FROM opinion") == 3


def test_an_opinion_is_not_both_refused_and_sent(session: Session) -> None:
    desk = Desk(session)
    assert together(session, (desk.one, desk.send), (desk.two, desk.refuse)) == ["done", "told"]
    in_case = desk.count("SELECT count(*) FROM opinion WHERE case_id IS NOT NULL")
    assert desk.count('SELECT count(*) FROM "case"') == in_case


def test_two_openings_are_one_first_opening(session: Session) -> None:
    desk = Desk(session)

    def read(own: Session, viewer: Viewer, now: datetime) -> None:
        opinions.start_reading(own, viewer.user_id, desk.submission.id, now)

    assert together(session, (desk.one, read), (desk.two, read)) == ["done", "done"]
    opened = "SELECT count(*) FROM opinion_event WHERE to_state = 'screening'"
    assert desk.count(opened) == 1


def test_one_body_hands_in_one_reply(session: Session) -> None:
    desk = Desk(session)
    case = desk.send(session, desk.one, clock.now())
    tracker.acknowledge(session, desk.first, case, clock.now())

    def hand_in(own: Session, viewer: Viewer, now: datetime) -> None:
        tracker.submit_reply(own, viewer, case, REPLY, now)

    assert together(session, (desk.first, hand_in), (desk.second, hand_in)) == ["done", "told"]
    assert desk.count("SELECT count(*) FROM reply") == 1

    def publish(own: Session, viewer: Viewer, now: datetime) -> None:
        tracker.publish_reply(own, viewer, case, now)

    assert together(session, (desk.one, publish), (desk.two, publish)) == ["done", "told"]
    assert desk.count("SELECT count(*) FROM case_event WHERE to_state = 'answered'") == 1


def test_a_complaint_is_proposed_once_and_nobody_sees_an_error(session: Session) -> None:
    desk = Desk(session)
    opinions.start_reading(session, desk.one.user_id, desk.submission.id, clock.now())
    numbers: list[int] = []

    def propose(kind: PetitionKind, own: Session, viewer: Viewer, now: datetime) -> None:
        numbers.append(petitions.propose(own, viewer, desk.opinion, kind, "", now))

    same = partial(propose, PetitionKind.COMPLAINT)
    assert together(session, (desk.one, same), (desk.two, same)) == ["done", "done"]
    assert len(set(numbers)) == 1, "pressed twice it is one"
    assert desk.count("SELECT count(*) FROM petition") == 1
    assert desk.count("SELECT count(*) FROM petition_event") == 1
    # Whoever thinks it is something else is told that it was proposed already.
    other = partial(propose, PetitionKind.DENUNCIATION)
    assert together(session, (desk.two, other)) == ["told"]


def test_two_who_erase_in_two_parts_of_one_text_wait_for_each_other(session: Session) -> None:
    desk = Desk(session)
    parts = ["Sân trường nóng.", "Nhà vệ sinh bẩn."]
    ids = opinions.split(session, desk.one.user_id, desk.opinion, parts, clock.now())

    def erase(place: int, words: str, own: Session, viewer: Viewer, now: datetime) -> None:
        kind = HidingKind.ERASE
        opinions.hide_words(own, viewer.user_id, ids[place], words, kind, "other", now)

    turns = [(desk.one, partial(erase, 0, "nóng")), (desk.two, partial(erase, 1, "bẩn"))]
    assert together(session, *turns) == ["done", "done"]
    texts = {one.original for one in opinions.of_submission(session, desk.one, desk.submission.id)}
    assert texts == {
        "Sân trường ████. Nhà vệ sinh ███.", "Sân trường ████.", "Nhà vệ sinh ███.",
    }  # fmt: skip


def wish(form: str, asked: Asked, own: Session, _viewer: Viewer, now: datetime) -> None:
    meetings.ask(own, form, asked, now)


def test_a_wish_sent_twice_at_once_is_one_and_nobody_sees_an_error(session: Session) -> None:
    child = viewer_of(add_user(session, Role.ADVISER))
    for form, way in (("w" * 16, ""), ("d" * 16, "bố em đánh em mỗi tối, em muốn chết")):
        asked = Asked("Bống", "thư viện", "thứ Tư", way, Wish.ANYBODY)
        send = partial(wish, form, asked)
        assert together(session, (child, send), (child, send)) == ["done", "done"]
    for table in ("meeting", "meeting_event", "concern"):
        assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 1  # noqa: S608


def test_a_concern_takes_each_step_once(session: Session) -> None:
    desk = Desk(session)
    officers = [viewer_of(add_user(session, Role.PROTECTION_OFFICER)) for _ in range(2)]
    other = add_submission(session, add_round(session, "Đợt khác"), date(2026, 11, 5))
    sealed = [SealedText("q", "Câu hỏi", "Em sợ.", None, None)]
    concern = safeguarding.raise_concern(
        session, other.id, "6-10", None, None, sealed, [], clock.now()
    )

    def acknowledge(own: Session, viewer: Viewer, now: datetime) -> None:
        safeguarding.move(own, viewer, concern, ConcernState.ACKNOWLEDGED, "", now)

    turns = [(officer, acknowledge) for officer in officers]
    assert together(session, *turns) == ["done", "told"]
    assert desk.count("SELECT count(*) FROM concern_event WHERE to_state = 'acknowledged'") == 1
