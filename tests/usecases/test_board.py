"""A published reply on its way to the public board, and off it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_user, viewer_of
from tests.support.published import NOW, REPLY, TODAY, Matter
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.board import service
from webapp.board.rules import BoardFilter, BoardWords, Crowd, EntryState
from webapp.feedback import service as feedback
from webapp.feedback.rules import Kept
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision, Referral

WORDS = BoardWords("Sân trường ít cây", "Các em muốn có cây.", "Trồng 10 cây.")


def post(session: Session, matter: Matter, reply_id: int, *quotes: str) -> int:
    return service.post(session, matter.moderator, reply_id, WORDS, quotes, False, NOW)


def on_board(session: Session) -> list[service.BoardEntry]:
    return list(service.board(session, BoardFilter(), 1, TODAY).items)


def test_a_matter_of_few_children_names_no_school(session: Session) -> None:
    matter = Matter(session, 4)
    reply_id = matter.reply()
    assert [one.state for one in service.candidates(session, matter.moderator, TODAY)] == [None]
    assert service.waiting(session, matter.moderator, TODAY) == 1
    prepared = service.prepare(session, matter.moderator, reply_id, TODAY)
    assert (prepared.school_named, prepared.children) == (False, 4)
    entry_id = post(session, matter, reply_id)
    (shown,) = on_board(session)
    assert (shown.crowd, shown.school, shown.words.title) == (Crowd.FEW, "", WORDS.title)
    assert service.entry(session, entry_id, TODAY) == shown
    assert service.waiting(session, matter.moderator, TODAY) == 0


def test_size_and_school_do_not_move_by_one_child(session: Session) -> None:
    """A second reply about the same matter tells nothing of who came in between."""
    matter = Matter(session, 4)
    first = matter.reply()
    post(session, matter, first)
    tracker.reopen(session, matter.case_id, "not_yet", NOW)
    matter.join(1)
    second = matter.reply(replace(REPLY, decided="Trồng 20 cây."))
    post(session, matter, second)
    (shown,) = on_board(session)
    assert (shown.crowd, shown.school) == (Crowd.FEW, "")
    states = {c.reply.id: c.state for c in service.candidates(session, matter.moderator, TODAY)}
    assert states == {second: EntryState.POSTED}


def test_a_school_that_answers_few_of_its_children_is_not_named(session: Session) -> None:
    """Its name under the reply would tell what the line above it keeps back."""
    few, enough = Matter(session, 4, by_school=True), Matter(session, 6, by_school=True)
    for matter in (few, enough):
        post(session, matter, matter.reply())
    shown = {one.crowd: (one.school, one.body) for one in on_board(session)}
    name = "Trường THCS Đồi Xanh"
    assert shown == {Crowd.FEW: ("", ""), Crowd.SOME: (name, name)}


def test_where_a_matter_went_and_what_became_of_promises_is_told(session: Session) -> None:
    up, kept = Matter(session, 4), Matter(session, 4)
    sent_up = up.reply(
        replace(
            REPLY, decision=Decision.REFERRED_UP, referred_to="Sở Xây dựng", referred_number="12"
        )
    )
    promised = kept.reply(replace(REPLY, promised_on=TODAY + timedelta(days=7)))
    for matter, reply_id in ((up, sent_up), (kept, promised)):
        post(session, matter, reply_id)
    referred = BoardFilter(decision=Decision.REFERRED_UP)
    [shown] = service.board(session, referred, 1, TODAY + timedelta(days=200)).items
    assert shown.referral == Referral("Sở Xây dựng", "12")
    assert not shown.overdue, "nothing was promised"
    assert dict(service.overview(session).decisions) == {
        Decision.WILL_DO: 1, Decision.REFERRED_UP: 1,
    }  # fmt: skip

    def told(days: int) -> service.BoardEntry:
        entries = service.news(session, TODAY + timedelta(days=days), 9)
        return next(one for one in entries if one.decision is Decision.WILL_DO)

    before = told(7)
    assert (before.looks, before.overdue, told(8).overdue) == ((), False, True)
    new_day = TODAY + timedelta(days=30)
    for days, said in (
        (8, feedback.Report(Kept.NOT_YET, "Mưa nhiều.", new_day)),
        (29, feedback.Report(Kept.KEPT, "Đã trồng đủ.")),
    ):
        at = NOW + timedelta(days=days)
        check = feedback.report(session, kept.official, promised, said, at)
        assert not told(days).looks[1:], "the public reads it when Đoàn xã has confirmed it"
        feedback.verify(session, kept.moderator, check, said.evidence, at)
    put_off, done = told(400).looks
    assert (put_off.outcome, put_off.new_day) == (Kept.NOT_YET, new_day)
    assert (done.outcome, done.seen_on) == (Kept.KEPT, TODAY + timedelta(days=29))
    after = told(400)
    assert not after.overdue
    assert service.news(session, TODAY, 1) == [after], "what was looked at last is news"
    # However much is told later, who spoke stays as rough as it was.
    assert (after.crowd, after.school) == (before.crowd, before.school) == (Crowd.FEW, "")


def test_quotes_are_read_as_the_moderators_left_them(session: Session) -> None:
    matter = Matter(session, 6)
    reply_id = matter.reply()
    prepared = service.prepare(session, matter.moderator, reply_id, TODAY)
    assert prepared.school_named
    # Six children of one named school are too few to show how one of them speaks.
    assert prepared.quotes == ()
    with pytest.raises(Invalid) as refused:
        post(session, matter, reply_id, matter.opinions[0])
    assert refused.value.fields == {"quotes": "not_these"}
    few = Matter(session, 4)
    few_reply = few.reply()
    post(session, few, few_reply, few.opinions[0])
    (shown,) = on_board(session)
    assert shown.quotes == ("Sân nắng quá, bóng râm thứ 1 ở đâu ạ.",)
    opinions.hide_words(
        session, few.moderator.user_id, few.opinions[0], "bóng râm", HidingKind.MASK, "other", NOW
    )
    assert "bóng râm" not in on_board(session)[0].quotes[0]
    opinions.take_out(
        session,
        few.moderator.user_id,
        _submission(session, few, few.opinions[0]),
    )
    assert on_board(session)[0].quotes == ()


def _submission(session: Session, matter: Matter, opinion_id: str) -> str:
    rows = opinions.opinions_in(session, TODAY, TODAY.replace(month=12, day=1))
    return next(row.submission_id for row in rows if row.id == opinion_id)


def test_words_that_may_identify_need_a_second_look(session: Session) -> None:
    matter = Matter(session, 4)
    reply_id = matter.reply()
    words = replace(WORDS, heard="Bạn Nguyễn Thị Hoa Mẫu muốn có cây.")
    moderator = matter.moderator
    with pytest.raises(Invalid) as refused:
        service.post(session, moderator, reply_id, words, (), False, NOW)
    assert refused.value.fields == {"sure": "identifies"}
    with pytest.raises(Invalid) as refused:
        service.post(session, moderator, reply_id, BoardWords(" ", "", ""), (), False, NOW)
    assert set(refused.value.fields) == {"title", "heard", "decided"}
    assert on_board(session) == []
    service.post(session, moderator, reply_id, words, (), True, NOW)
    assert len(on_board(session)) == 1


def test_what_is_kept_back_or_taken_down_is_read_by_nobody(session: Session) -> None:
    matter = Matter(session, 4)
    reply_id = matter.reply()
    moderator = matter.moderator
    with pytest.raises(Invalid):
        service.keep_back(session, moderator, reply_id, " ", NOW)
    service.keep_back(session, moderator, reply_id, "Chuyện riêng", NOW)
    assert on_board(session) == []
    entry_id = post(session, matter, reply_id)
    with pytest.raises(IllegalMove):
        post(session, matter, reply_id)
    service.take_down(session, moderator, reply_id, "Có tên người", NOW)
    assert on_board(session) == []
    with pytest.raises(NotFound):
        service.entry(session, entry_id, TODAY)
    with pytest.raises(NotFound):
        service.prepare(session, moderator, 4711, TODAY)


def test_only_those_who_look_after_the_board_touch_it(session: Session) -> None:
    matter = Matter(session, 1)
    reply_id = matter.reply()
    leader = viewer_of(add_user(session, Role.LEADER))
    with pytest.raises(NotAllowed):
        service.candidates(session, leader, TODAY)
    with pytest.raises(NotAllowed):
        service.post(session, leader, reply_id, WORDS, (), False, NOW)
    with pytest.raises(NotAllowed):
        service.take_down(session, leader, reply_id, "x", NOW)
