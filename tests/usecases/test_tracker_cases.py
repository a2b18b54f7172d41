"""A case from opening to answer and back: who may, in what order, and what stays frozen."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_school, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.directory.rules import BodyKind
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.records import Case, CaseBody, CaseEvent, Reply
from webapp.tracker.rules import (
    CaseBodyRole,
    CaseState,
    Closing,
    Decision,
    NoteKind,
    ReplyState,
)
from webapp.tracker.service import ReplyText

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday morning in the commune
TODAY = date(2026, 11, 23)
GOOD = ReplyText(
    Decision.WILL_DO, "Các em muốn có thêm sách.", "Xã mua 200 cuốn.", "", "Trước Tết."
)


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


class Stage:
    """A moderator, a culture office that leads, Đoàn xã beside it, and a stranger."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.lead_id = add_body(session, "van-hoa", "Văn hóa")
        self.helper_id = add_body(session, "doan-xa", "Đoàn xã", BodyKind.YOUTH_UNION)
        self.other_id = add_body(session, "cong-an", "Công an")
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.lead = self.official(self.lead_id)
        self.helper = self.official(self.helper_id)
        self.other = self.official(self.other_id)
        self.case_id = self.open()

    def official(self, body_id: int) -> Viewer:
        return viewer_of(add_user(self.session, Role.BODY_OFFICIAL, body_id=body_id))

    def open(self, title: str = "Thư viện ít sách", now: datetime = NOW) -> int:
        return service.open_case(
            self.session, self.moderator.user_id, title=title, topic=None, school_id=None, now=now
        )

    def route(self, lead: int | None = None, now: datetime = NOW, due: date | None = None) -> date:
        return service.route(
            self.session, self.moderator.user_id, self.case_id, lead or self.lead_id,
            [self.helper_id], due, "", now,
        )  # fmt: skip

    def answer(self, now: datetime = NOW, publish: datetime | None = None) -> None:
        service.submit_reply(self.session, self.lead, self.case_id, GOOD, now)
        if publish:
            service.publish_reply(self.session, self.moderator, self.case_id, publish)

    def close(self, closing: Closing, now: datetime = NOW) -> None:
        service.close(
            self.session, self.moderator.user_id, self.case_id, closing, "Đã có sách", now
        )

    @property
    def case(self) -> Case:
        return self.session.get_one(Case, self.case_id)


@pytest.fixture
def stage(session: Session) -> Stage:
    return Stage(session)


def test_numbers_follow_each_other_in_a_year(stage: Stage) -> None:
    stage.open()
    stage.open(now=datetime(2026, 12, 31, 17, 30, tzinfo=UTC))  # the commune is in 2027 already
    numbers = stage.session.scalars(select(Case.number).order_by(Case.id)).all()
    assert numbers == ["VV-2026-0001", "VV-2026-0002", "VV-2027-0001"]


def test_numbers_are_unique_when_many_open_at_once(session: Session) -> None:
    author = add_user(session, Role.MODERATOR).id
    session.commit()
    engine, failures = db.engine, []

    def opens() -> None:
        try:
            with Session(engine) as own:
                service.open_case(
                    own, author, title="Cùng lúc", topic=None, school_id=None, now=NOW
                )
                own.commit()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=opens) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    numbers = session.scalars(select(Case.number)).all()
    assert sorted(numbers) == [f"VV-2026-{n:04d}" for n in range(1, 13)]


def test_a_title_is_needed(stage: Stage) -> None:
    for title in (" \u200b ", "x" * 301):
        with pytest.raises(Invalid):
            stage.open(title)


def test_usual_term_is_the_communes_own(stage: Stage) -> None:
    assert stage.route() == date(2026, 12, 7)  # ten working days
    assert (stage.case.term_days, stage.case.due_by_law) == (10, False)


def test_a_school_has_seven_working_days_by_law(stage: Stage) -> None:
    school = add_school(stage.session)
    with pytest.raises(Invalid) as caught:
        stage.route(school.body_id, due=date(2026, 12, 3))
    assert caught.value.fields == {"due_on": "later_than_law"}
    assert stage.route(school.body_id) == date(2026, 12, 2)
    assert stage.case.due_by_law


def test_groups_and_outside_bodies_take_no_cases(stage: Stage) -> None:
    court = add_body(stage.session, "toa-an", "Tòa án", BodyKind.OUTSIDE)
    with pytest.raises(Invalid):
        stage.route(court)
    with pytest.raises(Invalid):
        stage.route(due=TODAY)


def test_only_bodies_it_was_sent_to_see_a_case(stage: Stage) -> None:
    with pytest.raises(NotFound):
        service.case_view(stage.session, stage.lead, stage.case_id, TODAY)
    stage.route()
    assert service.case_view(stage.session, stage.lead, stage.case_id, TODAY).actions.acknowledge
    helper = service.case_view(stage.session, stage.helper, stage.case_id, TODAY)
    assert (helper.role, helper.actions.note) == (CaseBodyRole.COORDINATING, True)
    for step in (
        lambda: service.case_view(stage.session, stage.other, stage.case_id, TODAY),
        lambda: service.acknowledge(stage.session, stage.other, stage.case_id, NOW),
        lambda: service.submit_reply(stage.session, stage.other, stage.case_id, GOOD, NOW),
        lambda: service.add_note(
            stage.session, stage.other, stage.case_id, NoteKind.NOTE, "x", NOW
        ),
    ):
        with pytest.raises(NotFound):
            step()
    coordinator = viewer_of(add_user(stage.session, Role.SCHOOL_COORDINATOR))
    with pytest.raises(NotFound):
        service.case_view(stage.session, coordinator, stage.case_id, TODAY)


def test_a_coordinating_body_notes_but_does_not_answer(stage: Stage) -> None:
    stage.route()
    service.add_note(stage.session, stage.helper, stage.case_id, NoteKind.STEP, "Đã hỏi", NOW)
    with pytest.raises(NotAllowed):
        service.acknowledge(stage.session, stage.helper, stage.case_id, NOW)
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    with pytest.raises(NotAllowed):
        service.submit_reply(stage.session, stage.helper, stage.case_id, GOOD, NOW)
    view = service.case_view(stage.session, stage.moderator, stage.case_id, TODAY)
    assert [step.text for step in view.history if step.kind] == ["Đã hỏi"]


def test_sent_back_and_routed_anew(stage: Stage) -> None:
    stage.route()
    with pytest.raises(Invalid):
        service.send_back(stage.session, stage.lead, stage.case_id, " ", NOW)
    service.send_back(stage.session, stage.lead, stage.case_id, "Việc của công an", NOW)
    assert stage.case.state is CaseState.RETURNED
    stage.route(stage.other_id, later(1))
    with pytest.raises(NotFound):
        service.case_view(stage.session, stage.lead, stage.case_id, TODAY)
    leads = stage.session.scalars(
        select(CaseBody.body_id).where(CaseBody.role == CaseBodyRole.LEAD)
    ).all()
    assert leads == [stage.other_id]


def test_a_draft_goes_with_the_body_that_wrote_it(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    service.save_draft(stage.session, stage.lead, stage.case_id, GOOD, NOW)
    service.send_back(stage.session, stage.lead, stage.case_id, "Việc của công an", NOW)
    stage.route(stage.other_id)
    view = service.case_view(stage.session, stage.other, stage.case_id, TODAY)
    assert view.draft is None


def test_a_reply_needs_its_blocks_and_is_reviewed_first(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    hasty = ReplyText(Decision.PARTLY, "Em hỏi sách", "", "", "")
    with pytest.raises(Invalid) as caught:
        service.submit_reply(stage.session, stage.lead, stage.case_id, hasty, NOW)
    assert set(caught.value.fields) == {"decided", "why", "when_text"}
    service.save_draft(stage.session, stage.lead, stage.case_id, hasty, NOW)
    assert service.case_view(stage.session, stage.lead, stage.case_id, TODAY).draft
    seen = service.case_view(stage.session, stage.moderator, stage.case_id, TODAY)
    assert seen.replies == (), "a draft is the lead's own"
    stage.answer()
    assert service.published_reply(stage.session, stage.case_id) is None
    with pytest.raises(NotAllowed):
        service.publish_reply(stage.session, stage.lead, stage.case_id, NOW)
    service.publish_reply(stage.session, stage.moderator, stage.case_id, later(1))
    reply = service.published_reply(stage.session, stage.case_id)
    assert reply
    assert (reply.body_name, reply.decided) == ("Văn hóa", "Xã mua 200 cuốn.")
    assert service.case_state(stage.session, stage.case_id).lead_name == "Văn hóa"
    assert stage.session.scalar(select(func.count()).select_from(Reply)) == 1


def test_review_time_is_given_back_but_never_by_law(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    stage.answer(later(1))
    service.send_reply_back(
        stage.session, stage.moderator, stage.case_id, "Viết cho em lớp 3 hiểu", later(4)
    )
    assert stage.case.due_on == date(2026, 12, 10), "three working days of review came on top"
    draft = service.case_view(stage.session, stage.lead, stage.case_id, TODAY).draft
    assert draft
    assert draft.text.decided == GOOD.decided, "the body goes on from its own words"
    assert [r.state for r in stage.session.scalars(select(Reply).order_by(Reply.id))] == [
        ReplyState.SENT_BACK,
        ReplyState.DRAFT,
    ]


def test_lateness_is_frozen_when_the_reply_is_handed_in(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    stage.answer(later(20))
    assert (stage.case.replied_on, stage.case.replied_late) == (date(2026, 12, 13), True)
    service.send_reply_back(stage.session, stage.moderator, stage.case_id, "Rõ hơn", later(21))
    stage.answer(later(21), later(22))
    assert stage.case.replied_late


def test_a_childs_not_yet_reopens_with_a_shorter_term(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    stage.answer(NOW, NOW)
    assert service.reopen(stage.session, stage.case_id, "not_yet", later(1))
    assert (stage.case.state, stage.case.times_reopened) == (CaseState.REOPENED, 1)
    assert stage.case.due_on == date(2026, 12, 1)  # five working days after the 24th
    assert not service.reopen(stage.session, stage.case_id, "not_yet", later(1))
    assert stage.case.times_reopened == 1
    assert service.published_reply(stage.session, stage.case_id), "the first reply stays readable"
    stage.answer(later(2), later(2))
    assert stage.session.scalar(select(func.count()).select_from(Reply)) == 2


def test_closing_and_linking(stage: Stage) -> None:
    with pytest.raises(IllegalMove):
        stage.close(Closing.CONFIRMED)
    stage.route()
    with pytest.raises(NotAllowed):
        service.link_task(stage.session, stage.lead, stage.case_id, None)
    with pytest.raises(Invalid):
        service.link_task(stage.session, stage.moderator, stage.case_id, 999)
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    stage.answer(NOW, NOW)
    stage.close(Closing.CONFIRMED)
    assert (stage.case.closing, stage.case.closed_on) == (Closing.CONFIRMED, TODAY)
    assert service.reopen(stage.session, stage.case_id, "not_yet", NOW)
    assert stage.case.closing is None
    kept = select(CaseEvent.closing).where(CaseEvent.closing.is_not(None))
    assert stage.session.scalars(kept).all() == [Closing.CONFIRMED], "history keeps it"


def test_a_case_all_children_withdrew_from_closes_without_an_answer(stage: Stage) -> None:
    stage.route()
    for closing in set(Closing) - {Closing.WITHDRAWN}:
        with pytest.raises(IllegalMove):
            stage.close(closing)
    stage.close(Closing.WITHDRAWN)
    assert stage.case.state is CaseState.CLOSED


def test_similar_cases_are_offered(stage: Stage) -> None:
    stage.open("Đường trước trường ngập nước")
    found = service.similar_cases(stage.session, None, None, "duong NGAP nuoc mua")
    assert [choice.title for choice in found] == ["Đường trước trường ngập nước"]
    assert service.similar_cases(stage.session, None, None, "bữa trưa") == []


def test_every_step_is_appended_and_audited(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, NOW)
    service.start(stage.session, stage.lead, stage.case_id, NOW)
    stage.answer(NOW, NOW)
    steps = stage.session.scalars(select(CaseEvent.to_state).order_by(CaseEvent.id)).all()
    assert steps == ["opened", "routed", "acknowledged", "in_progress", "answer_review", "answered"]
    audited = stage.session.scalar(
        text("SELECT count(*) FROM audit_event WHERE action LIKE 'case.%'")
    )
    assert audited == 7, "six steps and the term that was set with one of them"


def test_a_months_cases_keep_the_state_they_had(stage: Stage) -> None:
    stage.route()
    service.acknowledge(stage.session, stage.lead, stage.case_id, later(10))
    november = service.cases_in(stage.session, date(2026, 11, 1), date(2026, 12, 1))
    assert [(row.state, row.lead_body_id) for row in november] == [
        (CaseState.ROUTED, stage.lead_id)
    ]
    assert service.cases_in(stage.session, date(2026, 10, 1), date(2026, 11, 1)) == []
    stage.answer(later(11), later(11))
    january = service.cases_in(stage.session, date(2027, 1, 1), date(2027, 2, 1))
    assert january == [], "answered in December and still: nothing of January's"


def test_what_waits_for_whom(stage: Stage) -> None:
    def waiting(viewer: Viewer) -> list[int]:
        return [row.ref for row in service.my_cases(stage.session, viewer, TODAY)]

    assert (waiting(stage.moderator), waiting(stage.lead)) == ([stage.case_id], [])
    stage.route()
    assert (waiting(stage.moderator), waiting(stage.lead)) == ([], [stage.case_id])
    assert waiting(stage.helper) == []
    policy = viewer_of(add_user(stage.session, Role.POLICY_OFFICER))
    assert service.my_cases(stage.session, policy, date(2026, 12, 31))
    assert waiting(policy) == []
