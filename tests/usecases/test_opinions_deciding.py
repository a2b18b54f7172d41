"""Opinions arriving and being decided, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.opinions import service as opinions
from webapp.opinions.records import Hiding, Opinion
from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason
from webapp.opinions.suggesting.suggestion_kinds import Identifies
from webapp.opinions.views import TextAnswer
from webapp.tracker.records import Case
from webapp.tracker.rules import CaseState

DAY, DUE = date(2026, 11, 23), date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 3, tzinfo=UTC)
WORDS = "Cô Lan dạy hay nhưng bàn ghế hỏng và nhà vệ sinh bẩn. Gọi em số 0912 345 678."


@pytest.fixture
def moderator(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


def opened(session: Session, *texts: str) -> tuple[str, list[str]]:
    submission = add_submission(session, add_round(session), DAY)
    answers = [TextAnswer("q", "Em muốn nói gì?", text) for text in texts]
    return submission.id, opinions.open_opinions(session, submission, answers, DAY, DUE)


def add_case(session: Session) -> int:
    case = Case(number="1", title="Bàn ghế", state=CaseState.OPENED, opened_on=DAY)
    session.add(case)
    session.flush()
    return case.id


def refused(
    session: Session, moderator: Viewer, opinion_id: str, reason: RefusalReason, now: datetime
) -> None:
    """Propose and confirm, as two people do."""
    opinions.propose_refusal(session, moderator.user_id, opinion_id, reason, "", now)
    second = viewer_of(add_user(session, Role.POLICY_OFFICER))
    opinions.confirm_refusal(session, second, opinion_id, now)


def stored(session: Session, opinion_id: str) -> Opinion:
    session.expire_all()
    return session.get_one(Opinion, opinion_id)


def test_arrival_keeps_the_words_sealed_and_out_of_search(
    session: Session, moderator: Viewer
) -> None:
    submission_id, (first,) = opened(session, WORDS, "   ")
    row = stored(session, first)
    assert row.search_text == ""
    assert row.risk > 0
    raw = session.connection().exec_driver_sql("SELECT original FROM opinion").scalar_one()
    assert "Lan" not in raw
    (view,) = opinions.of_submission(session, moderator, submission_id)
    assert (view.original, view.state) == (WORDS, OpinionState.RECEIVED)


def test_the_first_opening_is_noted_once(session: Session, moderator: Viewer) -> None:
    submission_id, _ = opened(session, WORDS)
    opinions.start_reading(session, moderator.user_id, submission_id, NOW)
    opinions.start_reading(session, moderator.user_id, submission_id, LATE)
    steps = opinions.history(session, moderator, submission_id)
    assert [step.to_state for step in steps] == [OpinionState.RECEIVED, OpinionState.SCREENING]


def test_lateness_is_frozen_at_the_first_decision(session: Session, moderator: Viewer) -> None:
    _, (first, second) = opened(session, "Sân trường ít cây", "Em muốn có thư viện")
    opinions.accept(session, moderator.user_id, first, NOW)
    refused(session, moderator, second, RefusalReason.UNREADABLE, LATE)
    opinions.reconsider(session, moderator.user_id, first, "đọc nhầm", LATE)
    opinions.reconsider(session, moderator.user_id, second, "", LATE)
    opinions.accept(session, moderator.user_id, first, LATE)
    assert (stored(session, first).decided_on, stored(session, first).decided_late) == (
        date(2026, 11, 24),
        False,
    )
    assert stored(session, second).decided_late is True
    assert stored(session, second).reason is None


def test_search_text_holds_the_public_text_of_accepted_opinions_only(
    session: Session, moderator: Viewer
) -> None:
    _, (one,) = opened(session, WORDS)
    opinions.hide_words(
        session, moderator.user_id, one, "lan", HidingKind.MASK, Identifies.NAME, NOW
    )
    assert stored(session, one).search_text == ""
    opinions.accept(session, moderator.user_id, one, NOW)
    text = stored(session, one).search_text
    assert "ban ghe hong" in text
    assert "lan" not in text.split()
    opinions.hide_words(
        session, moderator.user_id, one, "0912 345 678", HidingKind.ERASE, Identifies.PHONE, NOW
    )
    assert "0912" not in stored(session, one).search_text
    opinions.reconsider(session, moderator.user_id, one, "", NOW)
    assert stored(session, one).search_text == ""


def test_a_mask_can_be_lifted_and_an_erasure_never(session: Session, moderator: Viewer) -> None:
    submission_id, (one,) = opened(session, WORDS)
    mask = opinions.hide(
        session, moderator.user_id, one, 0, 6, HidingKind.MASK, Identifies.NAME, NOW
    )
    gone = opinions.hide(
        session, moderator.user_id, one, 3, 6, HidingKind.ERASE, Identifies.NAME, NOW
    )
    lead = viewer_of(add_user(session, Role.MODERATION_LEAD))
    with pytest.raises(NotAllowed):
        opinions.lift(session, moderator, mask, NOW)
    opinions.lift(session, lead, mask, NOW)
    with pytest.raises(IllegalMove):
        opinions.lift(session, lead, gone, NOW)
    with pytest.raises(NotFound):
        opinions.lift(session, lead, mask, NOW)
    (view,) = opinions.of_submission(session, moderator, submission_id)
    assert "Lan" not in view.original
    assert len(view.original) == len(WORDS)
    assert view.public.startswith("Cô ███ dạy hay")
    assert [hiding.words for hiding in view.hidings] == [""]
    # The lifted mask is still known: who, when, and that it was lifted.
    assert session.scalar(select(Hiding.lifted_by).where(Hiding.id == mask)) == lead.user_id


def test_words_that_stand_nowhere_are_refused(session: Session, moderator: Viewer) -> None:
    _, (one,) = opened(session, "Sân trường toàn cỏ")
    with pytest.raises(Invalid):
        opinions.hide_words(
            session, moderator.user_id, one, "toà", HidingKind.MASK, Identifies.OTHER, NOW
        )
    with pytest.raises(Invalid):
        opinions.hide(
            session, moderator.user_id, one, 3, 99, HidingKind.MASK, Identifies.OTHER, NOW
        )


def test_a_split_keeps_the_childs_own_words(session: Session, moderator: Viewer) -> None:
    submission_id, (one,) = opened(session, WORDS)
    with pytest.raises(Invalid):
        opinions.split(session, moderator.user_id, one, ["bàn ghế hỏng"], NOW)
    with pytest.raises(Invalid):
        opinions.split(session, moderator.user_id, one, ["bàn ghế hỏng", "cô giáo hư"], NOW)
    parts = opinions.split(
        session, moderator.user_id, one, ["Cô Lan bàn ghế hỏng", "nhà vệ sinh bẩn"], NOW
    )
    views = opinions.of_submission(session, moderator, submission_id)
    assert [view.state for view in views] == [
        OpinionState.SPLIT,
        OpinionState.SCREENING,
        OpinionState.SCREENING,
    ]
    assert [view.parent_id for view in views] == [None, one, one]
    opinions.hide_words(
        session, moderator.user_id, parts[0], "Lan", HidingKind.ERASE, Identifies.NAME, NOW
    )
    assert "Lan" not in stored(session, one).original
    receipt = opinions.public_of_submission(session, submission_id)
    assert [shown.id for shown in receipt] == parts
    with pytest.raises(IllegalMove):
        opinions.accept(session, moderator.user_id, one, NOW)


def test_an_erasure_reaches_every_part_and_every_merged_copy_of_the_text(
    session: Session, moderator: Viewer
) -> None:
    actor = moderator.user_id
    said = "Cô Lan mắng bạn, cô Lan bắt đứng. Bàn ghế hỏng vì cô Lan không báo."
    cut = ["Cô Lan mắng bạn, cô Lan bắt đứng", "Bàn ghế hỏng vì cô Lan không báo"]
    first, (whole, elsewhere) = opened(session, said, "Hoa Lan ở sân đẹp lắm")
    second, (twice,) = opened(session, said)
    case_id = add_case(session)
    parts = []
    for one, submission in ((whole, first), (twice, second)):
        opinions.start_reading(session, actor, submission, NOW)
        parts += opinions.split(session, actor, one, cut, NOW)
    for part in parts:
        opinions.accept(session, actor, part, NOW)
        opinions.attach(session, actor, part, case_id, NOW)
    third, (stranger,) = opened(session, cut[1])
    opinions.start_reading(session, actor, third, NOW)

    turn = stored(session, parts[3]).turn
    opinions.hide_words(session, actor, parts[1], "Lan", HidingKind.ERASE, Identifies.NAME, NOW)
    for one in (whole, twice, *parts):
        assert "Lan" not in stored(session, one).original
        assert "lan" not in stored(session, one).search_text.split()
    assert stored(session, parts[3]).turn > turn, "whoever has it open is told"
    assert all("███" in shown.text for shown in opinions.public_of_case(session, case_id))
    # Another answer of the child, and what nobody merged, are read by a person.
    assert "Lan" in stored(session, elsewhere).original
    assert "Lan" in stored(session, stranger).original
    # Each text says for itself that something was erased in it, and why.
    erased = session.scalars(select(Hiding.opinion_id).where(Hiding.kind == HidingKind.ERASE))
    assert set(erased) == {whole, twice, *parts}


def test_illegal_moves_are_refused(session: Session, moderator: Viewer) -> None:
    _, (one,) = opened(session, WORDS)
    actor = moderator.user_id
    with pytest.raises(IllegalMove):
        opinions.attach(session, actor, one, add_case(session), NOW)
    with pytest.raises(IllegalMove):
        opinions.detach(session, actor, one, "", NOW)
    with pytest.raises(IllegalMove):
        opinions.reconsider(session, actor, one, "", NOW)
    refused(session, moderator, one, RefusalReason.INSULT, NOW)
    with pytest.raises(IllegalMove):
        opinions.accept(session, actor, one, NOW)
    with pytest.raises(NotFound):
        opinions.accept(session, actor, "unknown", NOW)


def test_a_case_shows_the_public_text_of_its_opinions(session: Session, moderator: Viewer) -> None:
    _, (one, two) = opened(session, WORDS, "Bàn ghế cũ")
    case_id = add_case(session)
    for opinion_id in (one, two):
        opinions.accept(session, moderator.user_id, opinion_id, NOW)
        opinions.attach(session, moderator.user_id, opinion_id, case_id, NOW)
    opinions.hide_words(
        session, moderator.user_id, one, "0912 345 678", HidingKind.MASK, Identifies.PHONE, NOW
    )
    shown = opinions.public_of_case(session, case_id)
    assert {opinion.id for opinion in shown} == {one, two}
    assert not any("0912" in opinion.text for opinion in shown)
    assert opinions.counts_of_cases(session, [case_id]) == {case_id: 2}
    assert opinions.detach(session, moderator.user_id, two, "khác việc", NOW) == case_id
    assert opinions.case_of(session, two) is None
    assert opinions.counts_of_cases(session, [case_id]) == {case_id: 1}


def test_what_goes_to_the_protection_officer_leaves_nothing(
    session: Session, moderator: Viewer
) -> None:
    submission_id, (one, _) = opened(session, WORDS, "Em sợ")
    opinions.split(session, moderator.user_id, one, ["bàn ghế hỏng", "nhà vệ sinh bẩn"], NOW)
    taken = opinions.take_out(session, moderator.user_id, submission_id)
    assert [answer.text for answer in taken] == [WORDS, "Em sợ"]
    assert session.scalar(select(Opinion.id)) is None
    with pytest.raises(NotFound):
        opinions.of_submission(session, moderator, submission_id)
    with pytest.raises(NotFound):
        opinions.take_out(session, moderator.user_id, submission_id)
