"""The plan on screen: its tree, its filters, reporting and verifying, and the command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.builders import person
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.records import Occurrence, Task

FOLDER = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"
PLAN = "/can-bo/ke-hoach"


@pytest.fixture
def loaded(app: Flask) -> Flask:
    with app.app_context():
        directory.load_seed(db.session(), FOLDER, clock.today())
        service.import_plan(db.session(), FOLDER, today=clock.today())
        db.session.commit()
    return app


def body(app: Flask, code: str) -> int:
    with app.app_context():
        found = directory.body_id(db.session(), code)
        assert found
        return found


def address(app: Flask, code: str) -> str:
    with app.app_context():
        statement = select(Occurrence.id).join(Task, Task.id == Occurrence.task_id)
        found = db.session.scalars(statement.where(Task.code == code).order_by(Occurrence.id))
        return f"{PLAN}/ky/{found.first()}"


def test_the_whole_plan_stands_there_in_its_own_words(loaded: Flask) -> None:
    page = person(loaded, Role.LEADER).get(PLAN)
    assert len(page.all(".plan-tree tbody tr")) == 61
    assert "Quý II/2022" in page.words
    assert "Đã qua khi kế hoạch ban hành" in page.words
    assert "đề xuất tách" in page.words
    assert "[tách]" not in page.words
    assert "8 kỳ" in page.words


def test_filters_keep_headings_of_what_is_shown(loaded: Flask) -> None:
    client = person(loaded, Role.POLICY_OFFICER)
    client.get(PLAN)
    page = client.submit(form="form.filters", coquan=body(loaded, "tram-y-te"))
    assert [" ".join(t.get_text().split()) for t in page.all(".plan-tree tbody th")] == ["2", "2.1"]
    client.get(PLAN)
    page = client.submit(form="form.filters", thamgia="1")
    assert "2.5.4(a)" in page.words
    assert "Nuôi con nuôi" not in page.words


def test_a_body_sees_its_part(loaded: Flask) -> None:
    page = person(loaded, Role.BODY_OFFICIAL, body_id=body(loaded, "tram-y-te")).get(PLAN)
    assert len(page.all(".plan-tree tbody tr")) == 2
    assert not page.all("#coquan")


def test_without_a_plan_the_page_says_what_to_do(app: Flask) -> None:
    assert "Chưa nạp kế hoạch nào" in person(app, Role.LEADER).get(PLAN).words


def test_lead_reports_and_policy_officer_verifies(loaded: Flask) -> None:
    place = address(loaded, "2.5.3")
    with loaded.app_context():
        lead_id = body(loaded, "cac-truong")
    lead = person(loaded, Role.BODY_OFFICIAL, body_id=lead_id)
    page = lead.get(place)
    assert "Báo đã xong" in page.words
    page = lead.submit(button="Báo đã xong", status=422, text="")
    assert page.all(".field-error")
    page = lead.submit(button="Báo đã xong", text="Biên bản 03: 120 em đối thoại")
    assert "Biên bản 03: 120 em đối thoại" in page.words
    assert "đã muộn" in page.words
    assert not page.all("button[name=step]")
    officer = person(loaded, Role.POLICY_OFFICER)
    officer.get(place)
    officer.submit(button="Yêu cầu bổ sung", text="Thiếu danh sách trường")
    lead.get(place)
    lead.submit(button="Báo đã xong", text="Ba trường, biên bản 03–05")
    assert officer.get(place).read("button.btn-primary[name=step]") == "Xác nhận đã xong"
    assert "Đã xong, đã xác nhận" in officer.submit(button="Xác nhận đã xong").words
    officer.post(place, {"step": "verified"}, status=409)
    officer.post(place, {"step": "x"}, status=404)


def test_a_leader_looks_but_reports_nothing(loaded: Flask) -> None:
    leader = person(loaded, Role.LEADER)
    page = leader.get(address(loaded, "2.5.3"))
    assert not page.all("main form")


def test_a_date_is_added_to_work_by_event(loaded: Flask) -> None:
    with loaded.app_context():
        task_id = db.session.scalars(select(Task.id).where(Task.code == "3.3.2")).one()
    officer = person(loaded, Role.POLICY_OFFICER)
    page = officer.get(f"{PLAN}/nhiem-vu/{task_id}")
    assert "không có kỳ thực hiện riêng" in page.words
    page = officer.submit(status=422, label="Đơn số 4", due_on="2026-01-01")
    assert "ngày/tháng/năm" in page.words
    next_year = clock.today().year + 1
    page = officer.submit(label="Đơn số 4", due_on=f"01.12.{next_year}")
    assert f"01/12/{next_year}" in page.words
    page = officer.submit(status=422, label="Đơn số 4", due_on="")
    assert "đã có trong danh sách" in page.words


def test_others_do_not_come_in(loaded: Flask) -> None:
    person(loaded, Role.SCHOOL_COORDINATOR).get(PLAN, 403)
    place = address(loaded, "2.5.3")
    stranger = person(loaded, Role.BODY_OFFICIAL, body_id=body(loaded, "tram-y-te"))
    stranger.get(place, 404)
    stranger.get(f"{PLAN}/ky/99999", 404)


def test_the_command_reads_a_folder_and_tells_faults(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        directory.load_seed(db.session(), FOLDER, clock.today())
        db.session.commit()
    runner = app.test_cli_runner()
    for path in FOLDER.glob("*.*"):
        shutil.copy(path, tmp_path)
    table = tmp_path / "plan.csv"
    good = table.read_text("utf-8")
    table.write_text(good.replace("2023-06-30,,0,1", "30/6/2023,,0,1", 1), "utf-8")
    refused = runner.invoke(args=["plan", "load", str(tmp_path)])
    assert refused.exit_code == 1
    assert "plan.csv, dòng 3, cột han: không phải ngày" in refused.output
    table.write_text(good, "utf-8")
    read = runner.invoke(args=["plan", "load", str(tmp_path)])
    assert "Đã nạp kế hoạch: 61 dòng, 54 kỳ thực hiện." in read.output
    again = runner.invoke(args=["plan", "load", str(tmp_path)])
    assert "không có gì thay đổi" in again.output
