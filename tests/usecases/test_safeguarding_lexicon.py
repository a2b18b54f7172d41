"""The word list in force: prepared, published with a reason, gone back to, never broken."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.support.builders import add_user, fill_draft, survey_round, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.intake import rereading
from webapp.intake import service as intake
from webapp.outbox.records import Notice
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.lexicon import agreeing, current, service
from webapp.safeguarding.lexicon.content import Content, shipped
from webapp.safeguarding.lexicon.records import LexiconVersion
from webapp.safeguarding.lexicon.service import Fault

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SECRET_CODE = "Hôm nay trời xanh lam nhạt lắm ạ."
RULE = "rule:cry"
# Neither words nor signs count: what is raised is raised by sure lines alone.
NO_POINTS = ["* = -99999"]


@pytest.fixture
def officer(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.PROTECTION_OFFICER))


def prepare(session: Session, officer: Viewer, *lines: str) -> None:
    kept = service.desk(session, officer).content.parts()[RULE]
    service.change_part(session, officer, RULE, [*kept, *lines], NOW)


def publish(session: Session, officer: Viewer, why: str = "Trẻ dùng lời mới") -> int:
    return service.publish(session, officer, service.desk(session, officer).digest, why, NOW)


def publish_by_two(session: Session, officer: Viewer, why: str) -> int:
    """Publish a draft that raises less, agreed to by a leader."""
    agreeing.ask(session, officer, service.desk(session, officer).digest, why, NOW)
    leader = viewer_of(add_user(session, Role.LEADER))
    found = agreeing.asking(session, leader)
    assert found is not None
    return agreeing.agree(session, leader, found.id, NOW)


def raised(session: Session) -> bool:
    return bool(safeguarding.screen(session, [SECRET_CODE]))


def test_only_what_is_published_reads_submissions_and_an_older_list_comes_back(
    session: Session, officer: Viewer
) -> None:
    assert not raised(session)
    prepare(session, officer, "trời xanh lam")
    assert not raised(session)
    before, after = service.try_sentence(session, officer, SECRET_CODE)
    assert not before
    assert [one.words for one in after] == ["trời xanh lam"]
    (change,) = service.desk(session, officer).changes
    assert change.added == ("trời xanh lam",)
    with pytest.raises(Invalid):
        publish(session, officer, " ")
    assert publish(session, officer) == 1
    assert raised(session)
    assert current.lexicon(session).version.startswith("1 ")
    assert current.lexicon(session) is current.lexicon(session)

    service.take(session, officer, 0, NOW)
    assert raised(session)
    assert publish_by_two(session, officer, "Nhầm") == 2
    assert not raised(session)
    lines = service.versions(session, officer)
    assert [(line.number, line.why) for line in lines] == [
        (2, "Nhầm"), (1, "Trẻ dùng lời mới"), (0, ""),
    ]  # fmt: skip
    assert lines[0].changes[0].removed == ("trời xanh lam",)
    assert lines[0].agreed_by_id not in {None, officer.user_id}
    assert lines[1].agreed_by_id is None, "what only adds needs nobody"
    audited = session.execute(text("SELECT action, subject_id, detail FROM audit_event")).all()
    assert [(row.action, row.subject_id) for row in audited] == [
        ("lexicon.published", "1"),
        ("lexicon.agreement_asked", "1"),
        ("lexicon.published", "2"),
        ("lexicon.agreed", "1"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("@khong_co em", "unknown_set"), ("... em", "gap_first"), ("em ...", "gap_last"),
        ("em ...99 sợ", "gap"), ("em ...x sợ", "gap"), ("em & & sợ", "both"), ("em, sợ", "word"),
        ("em|| sợ", "word"), ("a " * 2000, "too_long"), ("em sợ = 0", "sign"),
        ("em sợ = -5", "sign"), ("em sợ = x", "sign"), ("em sợ = 5 = 6", "sign"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named_and_changes_nothing(
    session: Session, officer: Viewer, line: str, kind: str
) -> None:
    with pytest.raises(Fault) as refused:
        prepare(session, officer, line)
    assert (refused.value.part, refused.value.kind) == (RULE, kind)
    assert service.desk(session, officer).changes == ()


def test_only_the_draft_that_was_looked_at_is_published(session: Session, officer: Viewer) -> None:
    prepare(session, officer, "trời xanh lam")
    looked_at = service.desk(session, officer).digest
    prepare(session, officer, "mây trắng tinh")
    with pytest.raises(IllegalMove):
        service.publish(session, officer, looked_at, "Lý do", NOW)
    service.discard(session, officer)
    with pytest.raises(IllegalMove):
        publish(session, officer)
    with pytest.raises(NotFound):
        service.change_part(session, officer, "rule:khong_co", ["a"], NOW)
    # A circle of groups and a spelling without a word are refused as well.
    for part, line in (("set:child", "@child"), ("spelling", "= ko"), ("spelling", "ko")):
        with pytest.raises(Fault):
            service.change_part(session, officer, part, [line], NOW)


def test_samples_tell_what_a_change_loses_and_what_it_raises(
    session: Session, officer: Viewer
) -> None:
    service.change_part(session, officer, "points", NO_POINTS, NOW)
    prepare(session, officer, "em muốn")
    outcomes = service.outcomes(session, officer)
    assert any(one.danger and one.lost for one in outcomes)
    assert any(not one.danger and one.gained for one in outcomes)
    for one in outcomes:
        assert one.after == one.before - len(one.lost) + len(one.gained)
        assert one.after <= one.total


def test_a_published_list_cannot_be_changed_and_a_broken_one_stops_no_submission(
    session: Session, officer: Viewer
) -> None:
    prepare(session, officer, "trời xanh lam")
    publish(session, officer)
    for statement in ("UPDATE lexicon_version SET why = 'x'", "DELETE FROM lexicon_version"):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(statement))
    for number, content in ((2, "{}"), (3, broken(shipped()).as_json())):
        session.add(
            LexiconVersion(
                number=number, name="x", digest=str(number), content=content, differences="[]",
                author_id=officer.user_id, at=NOW, why="x",
            )
        )  # fmt: skip
        session.flush()
        assert raised(session)
    assert current.lexicon(session).version.startswith("1 ")


def broken(content: Content) -> Content:
    return content.with_part("exact", ["@khong_co"])


def test_a_list_that_raises_less_waits_for_a_second_person_and_what_it_adds_does_not(
    session: Session, officer: Viewer
) -> None:
    lead, leader = (
        viewer_of(add_user(session, role)) for role in (Role.MODERATION_LEAD, Role.LEADER)
    )
    service.change_part(session, officer, "points", NO_POINTS, NOW)
    prepare(session, officer, "trời xanh lam")
    looked_at = service.desk(session, officer).digest
    for why, refused in (("Lý do", NotAllowed), (" ", Invalid)):
        with pytest.raises(refused):
            publish(session, officer, why)
    agreeing.ask(session, officer, looked_at, "Báo nhầm", NOW)
    with pytest.raises(IllegalMove):
        agreeing.ask(session, officer, looked_at, "Báo nhầm", NOW)
    assert not agreeing.waits_for(session, officer)
    assert agreeing.waits_for(session, lead)
    told = session.query(Notice).all()
    assert {one.user_id for one in told} == {lead.user_id, leader.user_id}, "no other officer"
    mine = agreeing.asking(session, officer)
    assert mine is not None
    assert mine.mine
    assert mine.lost, "sentences of children who are taken away"
    assert len(mine.changes) == 2, "all of the draft is shown, what it adds as well"
    with pytest.raises(NotAllowed):
        agreeing.agree(session, officer, mine.id, NOW)

    # In an emergency what is only added goes at once, and then it is asked anew.
    assert service.publish_added(session, officer, looked_at, "Lời mới", NOW) == 1
    assert raised(session)
    assert safeguarding.screen(session, ["Có người lạ rủ em đi làm xa rồi bắt cóc bạn em."])
    with pytest.raises(IllegalMove):
        agreeing.agree(session, leader, mine.id, NOW)
    agreeing.ask(session, officer, looked_at, "Báo nhầm", NOW)
    again = agreeing.asking(session, leader)
    assert again is not None
    assert not again.mine
    with pytest.raises(Invalid):
        agreeing.decline(session, leader, again.id, " ", NOW)
    agreeing.decline(session, leader, again.id, "Mất nhiều câu quá", NOW)
    assert not agreeing.waits_for(session, lead)
    declined = agreeing.declined(session, looked_at)
    assert declined is not None
    assert (declined.by_id, declined.why) == (leader.user_id, "Mất nhiều câu quá")

    # Another officer is told first; one who changed the draft meanwhile ends the asking.
    other = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    assert [one.id for one in agreeing.others(session, officer)][0] == other.user_id
    agreeing.ask(session, officer, looked_at, "Vẫn báo nhầm", NOW)
    assert session.query(Notice).filter_by(user_id=lead.user_id).count() == 2
    service.change_part(session, other, "exact", [], NOW)
    assert agreeing.asking(session, other) is None


def test_an_asking_ends_when_a_new_program_brings_another_list(
    session: Session, officer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.change_part(session, officer, RULE, [], NOW)
    digest = service.desk(session, officer).digest
    agreeing.ask(session, officer, digest, "Báo nhầm", NOW)
    assert agreeing.asking(session, officer) is not None
    newer = shipped().with_part("exact", [])
    monkeypatch.setattr(current, "content", lambda _session: newer)
    assert agreeing.asking(session, officer) is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROTECTION_OFFICER])
def test_for_everybody_else_there_is_no_list(session: Session, role: Role) -> None:
    other = viewer_of(add_user(session, role))
    for refused in (
        lambda: service.desk(session, other),
        lambda: service.take(session, other, 0, NOW),
        lambda: service.publish(session, other, "", "x", NOW),
        lambda: service.discard(session, other),
        lambda: service.versions(session, other),
        lambda: service.try_sentence(session, other, "x"),
        lambda: service.change_part(session, other, RULE, ["x"], NOW),
        lambda: rereading.read_again(session, other, NOW),
        lambda: service.publish_added(session, other, "", "x", NOW),
        lambda: agreeing.ask(session, other, "", "x", NOW),
    ):
        with pytest.raises(NotFound):
            refused()


def test_waiting_opinions_are_read_again_and_only_raised(session: Session, officer: Viewer) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    for secret, words in (("s", SECRET_CODE), ("t", "Sân trường em thiếu cây xanh.")):
        answers = {"tuoi": "9", "noi_them": words}
        seat = fill_draft(session, secret, round_id, "6-10", answers, NOW)
        intake.receive(session, seat, secret, "key", TODAY, NOW)
    assert rereading.read_again(session, officer, NOW) == rereading.ReadAgain(2, 0)
    prepare(session, officer, "trời xanh lam")
    publish(session, officer)
    assert rereading.read_again(session, officer, NOW) == rereading.ReadAgain(2, 1)
    (line,) = safeguarding.concerns(session, officer, NOW)
    opened = safeguarding.open_concern(session, officer, line.id, NOW)
    assert [one.text for one in opened.texts] == [SECRET_CODE]
    assert opened.lexicon.startswith("1 ")
    assert session.scalar(text("SELECT count(*) FROM opinion")) == 1
    # Going back to the old list clears nothing.
    service.take(session, officer, 0, NOW)
    publish_by_two(session, officer, "Trở lại bản cũ")
    assert rereading.read_again(session, officer, NOW) == rereading.ReadAgain(1, 0)
    assert len(safeguarding.concerns(session, officer, NOW)) == 1
