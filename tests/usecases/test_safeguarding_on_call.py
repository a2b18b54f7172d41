"""Who is told of a concern, who never is, and what nobody can undo."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_school, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.privacy import service as privacy
from webapp.privacy.service import PersonalText
from webapp.safeguarding import service
from webapp.safeguarding.handling.unsealing import SealState
from webapp.safeguarding.oncall import people, watched
from webapp.safeguarding.papers import keeping
from webapp.safeguarding.rules import ConcernState, HandedBy, NoticeWhy, Paper, Receiver
from webapp.safeguarding.service import ComplainedOf, HandedOver, Hit, SealedText
from webapp.surveykit import Role as Asked

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
TEXTS = [SealedText("q", "Em muốn nói gì?", "Thầy đánh em & <b>đau</b> {{ 7*7 }}.")]
HITS = [Hit("violence", "đánh em", "đánh em")]


class Office:
    """Four officers, three of them on the list, and a leader."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.officers = [
            viewer_of(add_user(session, Role.PROTECTION_OFFICER, password="x")) for _ in range(4)
        ]
        self.leader = viewer_of(add_user(session, Role.LEADER, password="x"))
        self.moderator = viewer_of(add_user(session, Role.MODERATOR, password="x"))
        third, first, second, _fourth = self.officers
        people.set_ladder(session, first, [first.user_id, second.user_id, third.user_id])
        self.ladder = [first, second, third, _fourth]
        self.school = add_school(session).id
        self.sent = add_submission(session, add_round(session), date(2026, 11, 23), self.school).id

    def raised(self, about: ComplainedOf | None = None) -> str:
        return service.raise_concern(
            self.session, self.sent, "6-10", self.school, None, TEXTS, HITS, NOW, about
        )

    def told(self, why: NoticeWhy | None = None) -> list[int]:
        where = "" if why is None else f"WHERE why = '{why.value}'"
        query = f"SELECT user_id FROM concern_notice {where} ORDER BY id"  # noqa: S608
        return list(self.session.scalars(text(query)))

    def ids(self, *places: int) -> list[int]:
        return [self.ladder[n].user_id for n in places]


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def everything(session: Session) -> list[tuple[object, ...]]:
    tables = ("concern_notice", "notice", "concern_event")
    return [row for table in tables for row in rows_of(session, table)]


def rows_of(session: Session, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608


def test_the_first_two_are_told_at_once_then_one_more_every_half_hour(
    session: Session, office: Office
) -> None:
    concern = office.raised()
    assert office.told() == office.ids(0, 1)
    assert set(session.scalars(text("SELECT level FROM notice"))) == {"urgent"}
    service.watch(session, NOW + timedelta(minutes=29))
    assert office.told() == office.ids(0, 1)
    for _ in range(2):
        service.watch(session, NOW + HALF_HOUR)
        assert office.told(NoticeWhy.UNANSWERED) == office.ids(2)
    # The computer was off for an hour: it catches up, and at the end of the ladder all again.
    service.watch(session, NOW + 3 * HALF_HOUR)
    assert office.told(NoticeWhy.UNANSWERED) == office.ids(2, 3, 0, 1, 2, 3)
    before = everything(session)
    service.watch(session, NOW + 3 * HALF_HOUR + timedelta(minutes=1))
    assert everything(session) == before
    for hours in (13, 18, 23):
        service.watch(session, NOW + timedelta(hours=hours))
    assert len(office.told(NoticeWhy.UNANSWERED)) == 10, "after twelve hours twice a day"
    service.watch(session, NOW + timedelta(hours=24))
    assert len(office.told(NoticeWhy.UNANSWERED)) == 14
    later = NOW + timedelta(hours=30)
    service.open_concern(session, office.ladder[2], concern, later)
    service.move(session, office.ladder[2], concern, ConcernState.ACKNOWLEDGED, "", later)
    service.watch(session, NOW + timedelta(hours=40))
    assert len(office.told(NoticeWhy.UNANSWERED)) == 14, "somebody has it"
    seen = service.open_concern(session, office.ladder[0], concern, later).told
    assert {one.user_id for one in seen if one.seen_at} == set(office.ids(0, 2))


def test_the_end_of_a_clock_is_told_to_all_once(session: Session, office: Office) -> None:
    concern = office.raised()
    first = office.ladder[0]
    service.move(session, first, concern, ConcernState.ACKNOWLEDGED, "", NOW)
    for hours in (8, 9, 10, 13, 14):
        service.watch(session, NOW + timedelta(hours=hours))
    assert office.told(NoticeWhy.EMERGENCY_NEAR) == office.ids(0, 1, 2, 3)
    assert office.told(NoticeWhy.EMERGENCY_OVER) == office.ids(0, 1, 2, 3)
    service.move(session, first, concern, ConcernState.ACTING, "Gặp em", NOW + timedelta(hours=15))
    service.watch(session, NOW + timedelta(days=9))
    service.move(session, first, concern, ConcernState.PLANNED, "a", NOW + timedelta(days=9))
    service.watch(session, NOW + timedelta(days=15))
    service.watch(session, NOW + timedelta(days=16))
    assert len(office.told(NoticeWhy.PLAN_OVER)) == len(office.told(NoticeWhy.APPROVAL_OVER)) == 4
    (line,) = service.concerns(session, first, NOW + timedelta(days=16))
    assert {clock.value: reading.state.value for clock, reading in line.clocks.items()} == {
        "acknowledge": "met", "emergency": "met_late", "plan": "met_late", "approval": "over",
    }  # fmt: skip


def test_who_is_complained_of_never_learns_of_it(session: Session, office: Office) -> None:
    first, second, third, fourth = office.ladder
    concern = office.raised(ComplainedOf([first.user_id], office.moderator.user_id, "nói về chị"))
    assert office.told() == office.ids(1, 2)
    assert service.concerns(session, first, NOW) == []
    for act in acts(session, first, concern):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Invalid):
        service.exclude(session, second, concern, [third.user_id], " ", NOW)
    service.exclude(session, second, concern, [third.user_id], "bạn của chị ấy", NOW)
    assert office.told(NoticeWhy.EXCLUDED) == office.ids(1, 3), "the next one takes the place"
    (mine, given) = service.open_concern(session, second, concern, NOW).exclusions
    assert (mine.may_lift, given.may_lift) == (True, False)
    with pytest.raises(IllegalMove):
        service.lift_exclusion(session, second, given.id, NOW)
    service.lift_exclusion(session, fourth, given.id, NOW)
    assert len(service.concerns(session, third, NOW)) == 1
    log = " ".join(map(str, session.execute(text("SELECT action, detail FROM audit_event"))))
    assert "concern.excluded" in log
    assert "bạn của" not in log


def acts(session: Session, viewer: Viewer, concern: str) -> list[Callable[[], object]]:
    """Return everything that can be done with a concern, as *viewer*."""
    return [
        lambda: service.open_concern(session, viewer, concern, NOW),
        lambda: service.picture(session, viewer, concern, "x" * 16),
        lambda: service.move(session, viewer, concern, ConcernState.ACKNOWLEDGED, "", NOW),
        lambda: service.release(session, viewer, concern, "Không sao", NOW),
        lambda: service.exclude(session, viewer, concern, [viewer.user_id], "x", NOW),
        lambda: service.ask_to_unseal(session, viewer, concern, "x", NOW),
        lambda: service.hand_over(session, viewer, concern, handed(NOW), NOW),
        lambda: keeping.made(session, viewer, concern, Paper.RECEIVED, NOW),
    ]


def handed(at: datetime, receiver: Receiver = Receiver.POLICE) -> HandedOver:
    return HandedOver(receiver, HandedBy.PHONE, at, "Công an xã", "Anh Mẫu", "12/BB", "đã gọi")


def test_when_all_are_excluded_a_leader_is_asked_without_content(
    session: Session, office: Office
) -> None:
    everybody = [one.user_id for one in office.ladder]
    office.raised(ComplainedOf(everybody, office.moderator.user_id, "cả phòng"))
    assert not service.somebody_left(session, office.sent)
    assert office.told() == [office.leader.user_id]
    assert service.somebody_needed(session, office.leader.user_id)
    assert not service.somebody_needed(session, office.moderator.user_id)
    with pytest.raises(NotFound):
        service.concerns(session, office.leader, NOW)
    newcomer = add_user(session, Role.PROTECTION_OFFICER, password="x")
    assert not service.somebody_needed(session, office.leader.user_id)
    service.watch(session, NOW + HALF_HOUR)
    assert newcomer.id in office.told() or people.ladder(session, everybody) == [newcomer.id]


def test_a_release_never_shows_the_words_to_whom_they_are_about(
    session: Session, office: Office
) -> None:
    first = office.ladder[0]
    concern = office.raised()
    service.move(session, first, concern, ConcernState.ACKNOWLEDGED, "", NOW)
    service.exclude(session, first, concern, [office.moderator.user_id], "nói về anh ấy", NOW)
    assert service.open_concern(session, first, concern, NOW).release_shows_excluded
    with pytest.raises(IllegalMove):
        service.release(session, first, concern, "Không sao", NOW)


def test_who_the_child_is_takes_two_people_and_a_day(session: Session, office: Office) -> None:
    first, second, third, _ = office.ladder
    privacy.store_answers(session, office.sent, [PersonalText("ten", Asked.CHILD_NAME, "Tên Em")])
    concern = office.raised()
    assert service.open_concern(session, first, concern, NOW).identity is None
    with pytest.raises(Invalid):
        service.ask_to_unseal(session, first, concern, " ", NOW)
    service.ask_to_unseal(session, first, concern, "cần gặp em", NOW)
    assert office.told(NoticeWhy.UNSEALING) == office.ids(1, 2, 3)
    asked = service.open_concern(session, second, concern, NOW).seal
    assert (asked.state, asked.may_approve, asked.why) == (SealState.ASKED, True, "cần gặp em")
    for wrong in (
        lambda: service.ask_to_unseal(session, second, concern, "tôi cũng", NOW),
        lambda: service.approve_unsealing(session, first, concern, asked.unsealing_id, NOW),
        lambda: service.approve_unsealing(session, second, concern, asked.unsealing_id + 1, NOW),
        lambda: service.open_alone(session, first, concern, asked.unsealing_id, NOW + HALF_HOUR),
    ):
        with pytest.raises(IllegalMove):
            wrong()
    service.approve_unsealing(session, second, concern, asked.unsealing_id, NOW)
    open_until = NOW + timedelta(hours=24)
    found = service.open_concern(session, third, concern, open_until - timedelta(minutes=1))
    assert found.identity is not None
    assert found.identity.school_id == office.school
    assert found.identity.personal == ((Asked.CHILD_NAME, "Tên Em"),)
    assert service.open_concern(session, third, concern, open_until).identity is None
    log = set(session.scalars(text("SELECT action FROM audit_event")))
    assert {"concern.unsealing_asked", "concern.unsealed"} <= log


def test_a_serious_danger_never_waits_longer_than_half_an_hour(
    session: Session, office: Office
) -> None:
    first = office.ladder[0]
    concern = office.raised()
    service.move(session, first, concern, ConcernState.ACKNOWLEDGED, "", NOW)
    service.move(session, first, concern, ConcernState.ASSESSED_URGENT, "bị đánh", NOW)
    service.ask_to_unseal(session, first, concern, "tìm em", NOW)
    early, later = NOW + timedelta(minutes=29), NOW + HALF_HOUR
    seal = service.open_concern(session, first, concern, early).seal
    assert not seal.may_open_alone
    service.open_alone(session, first, concern, seal.unsealing_id, later)
    opened = service.open_concern(session, first, concern, later)
    assert opened.seal.alone
    assert opened.identity is not None
    assert office.told(NoticeWhy.UNSEALING) == office.ids(1, 2, 3, 1, 2, 3)
    assert "concern.unsealed_alone" in set(session.scalars(text("SELECT action FROM audit_event")))


def test_nobody_becomes_the_only_one_who_knows(session: Session, office: Office) -> None:
    first, *others = office.ladder
    concern = office.raised()
    service.move(session, first, concern, ConcernState.ACKNOWLEDGED, "", NOW)
    service.move(session, first, concern, ConcernState.ASSESSED_URGENT, "x", NOW)
    service.exclude(session, first, concern, [one.user_id for one in others], "x", NOW)
    assert office.told(NoticeWhy.NOBODY_LEFT) == [office.leader.user_id]
    assert service.somebody_needed(session, office.leader.user_id)
    service.ask_to_unseal(session, first, concern, "x", NOW)
    seal = service.open_concern(session, first, concern, NOW).seal
    assert not seal.may_open_alone, "who excluded the second person waits for one all the same"
    with pytest.raises(IllegalMove):
        service.open_alone(session, first, concern, seal.unsealing_id, NOW)
    add_user(session, Role.PROTECTION_OFFICER, password="x")
    assert not service.somebody_needed(session, office.leader.user_id)


def test_hand_overs_are_kept_and_nothing_can_be_deleted(session: Session, office: Office) -> None:
    first = office.ladder[0]
    concern = office.raised()
    with pytest.raises(IllegalMove):
        service.hand_over(session, first, concern, handed(NOW), NOW)
    service.move(session, first, concern, ConcernState.ACKNOWLEDGED, "", NOW)
    with pytest.raises(Invalid):
        service.hand_over(session, first, concern, handed(NOW + timedelta(hours=1)), NOW)
    service.hand_over(session, first, concern, handed(NOW), NOW)
    service.move(session, first, concern, ConcernState.PLANNED, "kế hoạch", NOW)
    service.hand_over(session, first, concern, handed(NOW, Receiver.LINE_111), NOW)
    service.exclude(session, first, concern, [office.moderator.user_id], "x", NOW)
    service.ask_to_unseal(session, first, concern, "x", NOW)
    opened = service.open_concern(session, first, concern, NOW)
    assert opened.line.state is ConcernState.PLANNED, "a later hand-over takes nothing back"
    assert [one.receiver for one in opened.handovers] == [Receiver.POLICE, Receiver.LINE_111]
    session.commit()
    kept = ("concern_handover", "concern_event", "concern_notice", "concern_exclusion",
            "concern_unsealing", "concern")  # fmt: skip
    wrong = [f"DELETE FROM {table}" for table in kept]  # noqa: S608
    wrong += ["UPDATE concern_event SET at = at", "UPDATE concern_handover SET by_id = by_id"]
    for statement in wrong:
        with pytest.raises(DatabaseError, match="keeps everything"):
            session.execute(text(statement))
        session.rollback()
    rows = [row for table in kept for row in rows_of(session, table)]
    assert all(word not in str(rows) for word in ("Công an xã", "Anh Mẫu", "12/BB", "kế hoạch"))


def test_the_list_needs_two_and_hours_are_kept(session: Session, office: Office) -> None:
    first, second, *_ = office.ladder
    assert service.people_on_call_enough(session)
    for chosen in ([first.user_id], [first.user_id, first.user_id], [office.leader.user_id, 1]):
        with pytest.raises(Invalid):
            people.set_ladder(session, first, chosen)
    with pytest.raises(NotFound):
        people.set_ladder(session, office.leader, [first.user_id, second.user_id])
    assert not service.somebody_watches(session, NOW), "nobody has promised anything"
    with pytest.raises(Invalid) as refused:
        watched.set_hours(session, first, {0: "7-11", 3: "sáng"})
    assert refused.value.fields == {"3": "unreadable"}
    watched.set_hours(session, first, {0: "7:00-11:30"})
    # Monday 23 November 2026, 10:00 in the commune.
    assert service.somebody_watches(session, NOW)
    assert not service.somebody_watches(session, NOW + timedelta(hours=2))
    watched.set_day(session, first, date(2026, 11, 23), "", "họp")
    assert not service.somebody_watches(session, NOW)
    watched.drop_day(session, first, date(2026, 11, 23))
    assert service.somebody_watches(session, NOW)
    with pytest.raises(NotFound):
        watched.set_hours(session, office.moderator, {})


_LOOP = "{% for d in loi_tre %}"
_RELATIONS = "word/_rels/document.xml.rels"
# Another prefix, a character as a number, a harmless link beside it: Word opens it all.
_R = 'xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"'
_OUTSIDE = (
    f'<p:Relationship {_R} Id="x1" Type="x/frame" Target="x" TargetMode="Ext&#101;rnal"/>'
    f'<p:Relationship {_R} Id="x2" Type="x/relationships/hyperlink" Target="x"/>'
)


def document(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def test_forms_are_filled_with_what_is_known_and_run_nothing(
    session: Session, office: Office
) -> None:
    first = office.ladder[0]
    concern = office.raised()
    for paper in Paper:
        page = document(keeping.made(session, first, concern, paper, NOW))
        assert f"Mẫu số {paper.value}" in page
        assert "…" in page, "what is not known is a line of dots"
    page = document(keeping.made(session, first, concern, Paper.RECEIVED, NOW))
    assert "Thầy đánh em &amp; &lt;b&gt;đau&lt;/b&gt; {{ 7*7 }}." in page
    assert "Đồi Xanh" not in page, "the school is sealed"
    ours = keeping.template(session, first, Paper.RECEIVED)
    evil = [
        replaced(ours, "{{ ten_xa|upper }}", "{{ ten_xa.__class__.__mro__ }}"),
        replaced(ours, "{{ ten_xa|upper }}", "{{ range(10**9)|list }}"),
        replaced(ours, "{{ ten_xa|upper }}", "{% include 'x' %}"),
        replaced(ours, "{{ ten_xa|upper }}", "{{ mat_khau }}"),
        replaced(ours, "{{ ten_xa|upper }}", "{{ 'a' * 2 }}"),
        replaced(ours, "{{ ten_xa|upper }}", "{{ 'a'|center(2) }}"),
        replaced(ours, "{{ ten_xa|upper }}", "{% for a in ten_xa %}{% endfor %}"),
        replaced(ours, "{{ ten_xa|upper }}", f"{_LOOP * 3}{'{% endfor %}' * 3}"),
        replaced(ours, "<w:document ", "<!DOCTYPE x []><w:document "),
        replaced(ours, "<w:body>", '<w:body><w:fldSimple w:instr="INCLUDEPICTURE x"/>'),
        replaced(ours, "</", _OUTSIDE + "</", _RELATIONS, "utf-16"),
        b"PK khong phai Word",
    ]
    for content in evil:
        with pytest.raises(Invalid):
            keeping.replace(session, first, Paper.RECEIVED, content, NOW)
    own = replaced(ours, "Tình trạng hiện tại", "Tình hình hiện nay")
    keeping.replace(session, first, Paper.RECEIVED, own, NOW)
    assert "Tình hình hiện nay" in document(
        keeping.made(session, first, concern, Paper.RECEIVED, NOW)
    )
    keeping.take_back(session, first, Paper.RECEIVED, NOW)
    assert keeping.template(session, first, Paper.RECEIVED) == ours
    assert session.scalar(text("SELECT count(*) FROM paper_version")) == 2


def replaced(
    content: bytes, old: str, new: str, part: str = "word/document.xml", coding: str = "utf-8"
) -> bytes:
    """Return a document with *old* replaced in one *part* of it, in another *coding*."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                words = data.decode().replace("UTF-8", coding)
                assert old in words
                data = words.replace(old, new, 1).encode(coding)
            copy.writestr(name, data)
    return target.getvalue()
