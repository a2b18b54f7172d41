"""One list of everything: who sees what, every question, every order, always as cheap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_round,
    add_school,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service as plan
from webapp.plan.rules import Pace
from webapp.registration.records import Registration
from webapp.registration.rules import RegistrationState
from webapp.tracker import service
from webapp.tracker.rules import DueFilter, Sorting
from webapp.tracker.service import TrackerFilter, TrackerRow

FOLDER = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"
NOW = datetime(2023, 8, 14, 3, 0, tzinfo=UTC)  # a Monday
TODAY = date(2023, 8, 14)


class Stage:
    """The real plan, three cases and a registration."""

    def __init__(self, session: Session) -> None:
        self.session = session
        directory.load_seed(session, FOLDER, TODAY)
        plan.import_plan(session, FOLDER, today=TODAY)
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.school = add_school(session)
        add_topic(session, "T99", "Thư viện")
        self.culture, self.police = self.body("van-hoa"), self.body("cong-an")
        self.library = self.case("Thư viện ít sách", self.culture, topic="T99")
        self.road = self.case("Đường trước trường ngập nước", self.police, self.school.id)
        self.open = self.case("Sân chơi hỏng", None)
        self.register()

    def body(self, code: str) -> int:
        found = directory.body_id(self.session, code)
        assert found
        return found

    def case(
        self, title: str, lead: int | None, school: int | None = None, topic: str | None = None
    ) -> int:
        case_id = service.open_case(
            self.session, self.moderator.user_id, title=title, topic=topic, school_id=school,
            now=NOW,
        )  # fmt: skip
        if lead:
            helpers = [self.body("doan-xa")]
            actor = self.moderator.user_id
            service.route(self.session, actor, case_id, lead, helpers, None, "", NOW)
        return case_id

    def register(self) -> None:
        submission = add_submission(self.session, add_round(self.session), TODAY)
        row = Registration(
            submission_id=submission.id, round_id=submission.round_id, survey=submission.survey,
            state=RegistrationState.AWAITING_APPROVAL, received_on=TODAY, due_on=TODAY,
            anonymous=False,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()

    def official(self, body_id: int) -> Viewer:
        return viewer_of(add_user(self.session, Role.BODY_OFFICIAL, body_id=body_id))

    def rows(
        self, wanted: TrackerFilter | None = None, viewer: Viewer | None = None, page: int = 1,
        size: int = 500, today: date = TODAY,
    ) -> list[TrackerRow]:  # fmt: skip
        found = service.listing(
            self.session, viewer or self.moderator, wanted or TrackerFilter(), page, today, size
        )
        return list(found.items)

    def titles(self, wanted: TrackerFilter, kind: str = "case", today: date = TODAY) -> list[str]:
        return [row.title for row in self.rows(wanted, today=today) if row.kind == kind]


@pytest.fixture
def stage(session: Session) -> Stage:
    return Stage(session)


def test_everything_stands_in_one_list(stage: Stage) -> None:
    kinds = [row.kind for row in stage.rows()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "case": 3,
        "task": 54,
        "registration": 1,
    }


def test_a_body_sees_its_own_things(stage: Stage) -> None:
    found = stage.rows(viewer=stage.official(stage.police))
    assert [row.title for row in found if row.kind == "case"] == ["Đường trước trường ngập nước"]
    assert not [row for row in found if row.kind == "registration"]
    youth = stage.rows(viewer=stage.official(stage.body("doan-xa")))
    assert len([row for row in youth if row.kind == "case"]) == 2, "coordinating, it sees both"
    codes = {row.number for row in youth if row.kind == "task"}
    assert codes == {
        "2.4.1", "2.5.3", "2.5.4(a)", "2.5.4(b)", "2.5.4(c)", "2.5.4(d)", "2.5.4(e)",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SCHOOL_COORDINATOR])
def test_others_see_nothing(stage: Stage, role: Role) -> None:
    assert stage.rows(viewer=viewer_of(add_user(stage.session, role))) == []


@pytest.mark.parametrize("words", ["thư viện", "THU VIEN", "sach it", "sách thư", "vv-2023-0001"])
def test_words_are_found_with_and_without_accents(stage: Stage, words: str) -> None:
    assert stage.titles(TrackerFilter(text=words)) == ["Thư viện ít sách"]


def test_a_registration_is_found_by_its_number(stage: Stage) -> None:
    assert [r.kind for r in stage.rows(TrackerFilter(text="ĐK-"))] == ["registration"]


def test_signs_in_words_mean_themselves(stage: Stage) -> None:
    assert stage.rows(TrackerFilter(text="%")) == []
    assert stage.rows(TrackerFilter(text="_ _")) == []


def test_tasks_are_found_by_number_and_by_lead(stage: Stage) -> None:
    assert {r.number for r in stage.rows(TrackerFilter(text="2.5.4(d)"))} == {"2.5.4(d)"}
    assert {r.number for r in stage.rows(TrackerFilter(text="tram y te"))} == {"2.1"}


def test_questions_narrow_the_list(stage: Stage) -> None:
    assert stage.titles(TrackerFilter(body_id=stage.police)) == ["Đường trước trường ngập nước"]
    assert stage.titles(TrackerFilter(topic="T99")) == ["Thư viện ít sách"]
    assert stage.titles(TrackerFilter(school_id=stage.school.id)) == [
        "Đường trước trường ngập nước"
    ]
    assert stage.titles(TrackerFilter(kind="case", state="opened")) == ["Sân chơi hỏng"]
    assert stage.titles(TrackerFilter(kind="task")) == []
    assert len(stage.titles(TrackerFilter(finished=False))) == 3
    assert stage.titles(TrackerFilter(finished=True)) == []
    coordinating = stage.titles(TrackerFilter(body_id=stage.body("doan-xa")))
    assert len(coordinating) == 2


def test_participation_narrows_the_plan_only(stage: Stage) -> None:
    found = stage.rows(TrackerFilter(participation=True))
    assert len([row for row in found if row.kind == "case"]) == 3
    codes = {row.number for row in found if row.kind == "task"}
    assert "2.5.4(a)" in codes
    assert "2.3.1" not in codes


def test_overdue_leaves_out_what_was_past_when_issued(stage: Stage) -> None:
    found = stage.rows(TrackerFilter(due=DueFilter.OVERDUE))
    assert {row.clock.pace for row in found} == {Pace.OVERDUE}
    numbers = {row.number for row in found}
    assert {"1.1(b)", "2.5.1", "2.5.4(d)"} <= numbers
    assert not {"3.2.1", "3.3.1", "3.3.7(a)", "4.2(b)", "III.3(a)"} & numbers
    # Answering stops the clock: a case under review is nobody's overdue.
    later = date(2023, 12, 1)
    assert stage.titles(TrackerFilter(due=DueFilter.OVERDUE), today=later)
    service.acknowledge(stage.session, stage.official(stage.culture), stage.library, NOW)
    service.submit_reply(
        stage.session,
        stage.official(stage.culture),
        stage.library,
        service.ReplyText(service.Decision.WILL_NOT, "a", "b", "c", ""),
        NOW,
    )
    assert stage.titles(TrackerFilter(due=DueFilter.OVERDUE), today=later) == [
        "Đường trước trường ngập nước"
    ]


def test_dates_narrow_the_list(stage: Stage) -> None:
    # Ten working days after 14 August 2023 is the 28th: 2 September is no weekday then.
    week = TrackerFilter(due=DueFilter.THIS_WEEK)
    assert len(stage.titles(week, today=date(2023, 8, 23))) == 0
    assert len(stage.titles(week, today=date(2023, 8, 28))) == 2
    between = TrackerFilter(due_from=date(2023, 8, 28), due_to=date(2023, 8, 28))
    assert len(stage.titles(between)) == 2


def test_order(stage: Stage) -> None:
    by_title = stage.titles(TrackerFilter(kind="case", sorting=Sorting.TITLE))
    assert by_title == ["Đường trước trường ngập nước", "Sân chơi hỏng", "Thư viện ít sách"]
    by_number = [r.number for r in stage.rows(TrackerFilter(sorting=Sorting.NUMBER, kind="case"))]
    assert by_number == sorted(by_number)
    back = TrackerFilter(sorting=Sorting.NUMBER, kind="case", descending=True)
    assert [r.number for r in stage.rows(back)] == by_number[::-1]
    days = [
        row.due_on
        for row in stage.rows(TrackerFilter(finished=False))
        if row.clock.pace is not Pace.PAST_WHEN_ISSUED
    ]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days[len(dated) :] == [None] * (len(days) - len(dated)), "what has no date comes last"


def test_pages_cover_the_list_once(stage: Stage) -> None:
    whole = [(row.kind, row.ref) for row in stage.rows()]
    pages = [(row.kind, row.ref) for page in (1, 2, 3) for row in stage.rows(page=page, size=20)]
    assert pages == whole
    assert stage.rows(page=99, size=20) == stage.rows(page=3, size=20)


def test_a_case_is_found_by_its_task(stage: Stage) -> None:
    task = plan.tasks_for_choice(stage.session)[5]
    service.link_task(stage.session, stage.moderator, stage.library, task.id)
    found = stage.rows(TrackerFilter(task_id=task.id))
    assert [row.ref for row in found] == [stage.library]


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def count(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    yield statements
    event.remove(db.engine, "before_cursor_execute", count)


def test_a_longer_list_costs_no_more_statements(stage: Stage) -> None:
    with counted() as few:
        stage.rows(size=10)
    for number in range(30):
        stage.case(f"Việc {number}", stage.culture)
    stage.session.flush()
    with counted() as many:
        stage.rows(size=500)
    # Five for the list; two more for the titles of surveys that have no folder.
    assert len(many) == len(few) == 7
