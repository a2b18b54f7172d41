"""Taking the real plan in: whole, once, and again without harm; reporting on it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.support.builders import add_school, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.plan import service
from webapp.plan.records import Occurrence, Task
from webapp.plan.rules import BodyRole, OccurrenceState, Pace, TaskKind
from webapp.plan.service import PlanFaults, PlanImport

FOLDER = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"
TODAY = date(2023, 8, 15)
NOW = datetime(2023, 8, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def imported(session: Session) -> PlanImport:
    directory.load_seed(session, FOLDER, TODAY)
    result = service.import_plan(session, FOLDER, today=TODAY)
    session.commit()
    return result


def official(session: Session, code: str) -> Viewer:
    body_id = directory.body_id(session, code)
    return viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=body_id))


def policy(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.POLICY_OFFICER))


def task_id(session: Session, code: str) -> int:
    return session.scalars(select(Task.id).where(Task.code == code)).one()


def dates_of(session: Session, code: str) -> list[Occurrence]:
    statement = select(Occurrence).join(Task, Task.id == Occurrence.task_id)
    return list(session.scalars(statement.where(Task.code == code).order_by(Occurrence.due_on)))


def test_every_row_and_date_is_taken_in(session: Session, imported: PlanImport) -> None:
    assert imported.changed
    assert imported.tasks == 61
    kinds = dict(session.execute(select(Task.kind, func.count()).group_by(Task.kind)).all())
    assert kinds == {TaskKind.HEADING: 12, TaskKind.TASK: 38, TaskKind.PART: 11}
    assert imported.occurrences == 54
    assert len(dates_of(session, "2.5.4(a)")) == 8
    assert dates_of(session, "2.5.4") == [], "its work is followed in its parts"


def test_words_become_bodies_and_stay_words(session: Session, imported: PlanImport) -> None:
    view = service.plan_view(session, policy(session), TODAY)
    assert view
    line = {line.code: line for line in view.lines}
    name = {body.id: body.code for body in directory.bodies(session, None)}
    assert [name[i] for i in line["2.4.1"].lead_ids] == ["van-hoa", "doan-xa", "cac-truong"]
    assert [name[i] for i in line["4.1"].lead_ids] == ["hdnd-xa", "ubnd-xa"]
    assert line["3.3.5"].lead_text.endswith("Viện kiểm sát nhân dân")
    assert {name[i] for i in line["2.5.4(a)"].coordinating_ids} == {"cac-ban-nganh", "cac-thon"}
    assert [name[i] for i in line["III.3"].lead_ids] == ["cac-ban-nganh"]
    assert "chinh-sach" in {name[i] for i in line["III.3"].coordinating_ids}
    assert line["2.5.4(a)"].level == 3
    assert line["1"].level == 0


def test_reading_again_changes_nothing(session: Session, imported: PlanImport) -> None:
    again = service.import_plan(session, FOLDER, today=TODAY)
    assert not again.changed
    assert (again.tasks, again.occurrences) == (61, 54)


def test_a_school_added_later_sees_its_tasks(session: Session, imported: PlanImport) -> None:
    school = add_school(session)
    assert service.import_plan(session, FOLDER, today=TODAY).changed
    teacher = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=school.body_id))
    view = service.plan_view(session, teacher, TODAY)
    assert view
    work = [line.code for line in view.lines if line.kind is not TaskKind.HEADING]
    assert work == ["2.2", "2.4.1", "2.5.3"]


def test_the_demonstration_moves_every_date(session: Session) -> None:
    directory.load_seed(session, FOLDER, TODAY)
    service.import_plan(session, FOLDER, today=TODAY, shift_years=3)
    days = [row.due_on for row in dates_of(session, "2.5.4(a)") if row.due_on]
    assert (days[0], days[-1]) == (date(2026, 5, 31), date(2026, 12, 31))
    assert sum(row.past_when_issued for row in dates_of(session, "3.2.1")) == 1


def spoiled(tmp_path: Path, old: str, new: str, name: str = "plan.csv") -> Path:
    for path in FOLDER.glob("*.*"):
        shutil.copy(path, tmp_path)
    words = (tmp_path / name).read_text("utf-8")
    assert old in words
    (tmp_path / name).write_text(words.replace(old, new), "utf-8")
    return tmp_path


def test_a_faulty_table_writes_nothing(session: Session, tmp_path: Path) -> None:
    directory.load_seed(session, FOLDER, TODAY)
    folder = spoiled(tmp_path, "2.1,nhiem_vu,2", "2.1,nhiemvu,2")
    with pytest.raises(PlanFaults, match=r"plan\.csv:9 loai: unknown_word"):
        service.import_plan(session, folder, today=TODAY)
    assert session.scalar(select(func.count()).select_from(Task)) == 0


def test_unknown_leads_and_bodies_are_named(session: Session, tmp_path: Path) -> None:
    directory.load_seed(session, FOLDER, TODAY)
    folder = spoiled(tmp_path, '"Trạm y tế" = ["tram-y-te"]', '"Trạm xá" = ["tram-xa"]',
                     "body-aliases.toml")  # fmt: skip
    with pytest.raises(PlanFaults) as caught:
        service.import_plan(session, folder, today=TODAY)
    assert {(f.key, f.value) for f in caught.value.faults} == {
        ("unknown_lead", "Trạm y tế"),
        ("unknown_body", "tram-xa"),
    }


def test_a_changed_table_keeps_what_was_reported(
    session: Session, imported: PlanImport, tmp_path: Path
) -> None:
    row = dates_of(session, "3.3.7(c)")[0]
    lead = official(session, "chinh-sach")
    service.report_progress(session, lead, row.id, OccurrenceState.IN_PROGRESS, "", NOW)
    folder = spoiled(
        tmp_path, "Tháng 10/2023,thang,2023-10-01,2023-10-31,2023-10-31",
        "Tháng 9/2023,thang,2023-09-01,2023-09-30,2023-09-30",
    )  # fmt: skip
    assert service.import_plan(session, folder, today=TODAY).changed
    labels = [found.label for found in dates_of(session, "3.3.7(c)")]
    assert sorted(labels) == ["Tháng 10/2023", "Tháng 9/2023"], "a date with a history stays"


def test_items_are_not_taken_out(session: Session, imported: PlanImport, tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "\n53,III,tieu_de", "\n53,V,tieu_de")
    with pytest.raises(PlanFaults, match="row_vanished 'III'"):
        service.import_plan(session, folder, today=TODAY)


def test_a_body_sees_its_own_tasks_only(session: Session, imported: PlanImport) -> None:
    nurse = official(session, "tram-y-te")
    view = service.plan_view(session, nurse, TODAY)
    assert view
    assert [line.code for line in view.lines] == ["2", "2.1"], "its task under its heading"
    assert service.task_view(session, nurse, task_id(session, "2.1"), TODAY).role is BodyRole.LEAD
    with pytest.raises(NotFound):
        service.task_view(session, nurse, task_id(session, "1.2"), TODAY)
    foreign = dates_of(session, "1.2")[0]
    with pytest.raises(NotFound):
        service.report_progress(session, nurse, foreign.id, OccurrenceState.IN_PROGRESS, "", NOW)


def test_a_coordinating_body_reads_but_does_not_report(
    session: Session, imported: PlanImport
) -> None:
    youth = official(session, "doan-xa")
    row = dates_of(session, "2.5.3")[0]
    assert service.task_view(session, youth, row.task_id, TODAY).moves[row.id] == ()
    with pytest.raises(NotAllowed):
        service.report_progress(session, youth, row.id, OccurrenceState.IN_PROGRESS, "", NOW)


def test_lead_reports_another_verifies(session: Session, imported: PlanImport) -> None:
    lead, overseer = official(session, "doan-xa"), policy(session)
    july = next(row for row in dates_of(session, "2.5.4(a)") if row.label == "Tháng 7/2023")
    done = OccurrenceState.REPORTED_DONE
    with pytest.raises(Invalid):
        service.report_progress(session, lead, july.id, done, "  ", NOW)
    service.report_progress(session, lead, july.id, done, "Biên bản 05/BB-ĐTN", NOW)
    assert (july.done_on, july.was_late) == (TODAY, True)
    with pytest.raises(NotAllowed):
        service.report_progress(session, lead, july.id, OccurrenceState.VERIFIED, "", NOW)
    service.report_progress(
        session, overseer, july.id, OccurrenceState.IN_PROGRESS, "Chưa có số em dự", NOW
    )
    service.report_progress(session, lead, july.id, done, "212 em", NOW)
    service.report_progress(session, overseer, july.id, OccurrenceState.VERIFIED, "", NOW)
    assert july.was_late, "late stays late"
    view = service.task_view(session, overseer, july.task_id, TODAY)
    assert [step.to_state for step in view.history] == [
        done,
        OccurrenceState.IN_PROGRESS,
        done,
        OccurrenceState.VERIFIED,
    ]
    with pytest.raises(IllegalMove):
        service.report_progress(session, overseer, july.id, done, "lại", NOW)
    moved = session.scalar(
        text("SELECT count(*) FROM audit_event WHERE action = 'occurrence.moved'")
    )
    assert moved == 4


def test_nobody_verifies_what_they_reported(session: Session, imported: PlanImport) -> None:
    overseer = policy(session)
    row = dates_of(session, "3.3.4")[0]
    service.report_progress(
        session, overseer, row.id, OccurrenceState.REPORTED_DONE, "Biên bản", NOW
    )
    assert row.was_late is False
    with pytest.raises(NotAllowed):
        service.report_progress(session, overseer, row.id, OccurrenceState.VERIFIED, "", NOW)


def test_past_when_issued_is_shown_as_such(session: Session, imported: PlanImport) -> None:
    view = service.task_view(session, policy(session), task_id(session, "3.2.1"), TODAY)
    [row] = view.line.occurrences
    assert row.clock.pace is Pace.PAST_WHEN_ISSUED
    lead = official(session, "tai-chinh-ke-toan")
    service.report_progress(session, lead, row.id, OccurrenceState.REPORTED_DONE, "QĐ 12", NOW)
    assert dates_of(session, "3.2.1")[0].was_late is None


def test_dates_by_event_are_added_by_hand(session: Session, imported: PlanImport) -> None:
    lead, stranger = official(session, "cong-an"), official(session, "tram-y-te")
    wanted = task_id(session, "3.3.2")
    made = service.add_occurrence(
        session, lead, wanted, label="Vụ việc tháng 8", due_on=date(2023, 8, 31), now=NOW
    )
    with pytest.raises(Invalid):
        service.add_occurrence(session, lead, wanted, label="Vụ việc tháng 8", due_on=None, now=NOW)
    with pytest.raises(NotFound):
        service.add_occurrence(session, stranger, wanted, label="x", due_on=None, now=NOW)
    assert service.task_of(session, made) == wanted


def test_what_waits_for_whom(session: Session, imported: PlanImport) -> None:
    youth = official(session, "doan-xa")
    labels = {f"{row.code} {row.label}" for row in service.my_occurrences(session, youth, TODAY)}
    assert {"2.5.4(a) Tháng 7/2023", "2.5.4(d) Tháng 7/2023", "2.5.4(a) Tháng 8/2023"} <= labels
    assert "2.5.4(a) Tháng 10/2023" not in labels
    overseer = policy(session)
    overdue = service.my_occurrences(session, overseer, TODAY)
    assert overdue
    assert {row.clock.pace for row in overdue} == {Pace.OVERDUE}
    coordinator = viewer_of(add_user(session, Role.SCHOOL_COORDINATOR))
    assert service.my_occurrences(session, coordinator, TODAY) == []
