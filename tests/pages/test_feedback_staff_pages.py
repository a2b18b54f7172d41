"""Pages of the ledger, tickets, questions and promises, as each role meets them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.support.builders import add_commune, person
from tests.support.pages import PageClient
from tests.usecases.test_feedback_ledger import School
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.feedback.ledger import tickets
from webapp.tracker import service as tracker


class World:
    """A school of 17 children in two classes and a small one, their case answered."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            session = db.session()
            add_commune(session)
            self.school = School(session, {"5A": 8, "5B": 9, "5C": 2})
            self.case_id, self.body_id = self.school.paper.case_id, self.school.paper.body_id
            self.school_id, self.class_id = self.school.id, self.school.classes["5B"]
            reply = tracker.published_reply(session, self.case_id)
            assert reply
            self.reply_id = reply.id
            self.ids = dict(self.school.opinions)
            session.commit()
        self.office = person(app, Role.MODERATOR)
        self.coordinator = person(app, Role.SCHOOL_COORDINATOR, school_id=self.school_id)
        self.official = person(app, Role.BODY_OFFICIAL, body_id=self.body_id)

    def ticket(self) -> str:
        return f"/can-bo/phan-hoi/phieu/2026/11/lop/{self.school_id}/{self.class_id}"


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(app)


def test_a_ticket_is_printed_read_and_written_down(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: PageClient = world.coordinator
    page = client.get("/can-bo/phan-hoi?thang=2026-11")
    assert "không ai bị đoán ra" in page.words
    assert page.all(f"a[href='{world.ticket()}']")
    page = client.get(world.ticket())
    for words in ("lớp 5B", "Các em muốn có cây.", "Trồng 10 cây.", "111", "Đã đọc cho lớp"):
        assert words in page.words
    assert "Sân ít cây quá." not in page.html, "no child's words on the paper"
    client.submit(form=f"form[action='{world.ticket()}']", status=422, day="23/11/2026")
    page = client.submit(
        form=f"form[action='{world.ticket()}']", way="channel:read_in_class", day="23/11/2026"
    )
    assert "Đã ghi lại" in page.words
    row = next(tr for tr in page.all("tbody tr") if "5B" in tr.get_text())
    assert "9 (100%)" in " ".join(row.get_text(" ").split())
    client.get(f"/can-bo/phan-hoi/phieu/2026/11/lop/{world.school_id}/{world.class_id + 9}", 404)
    client.get(f"/can-bo/vu-viec/{world.case_id}/phan-hoi", 403)
    late = (tickets.OpenMatter("Trường Mẫu", date(2026, 1, 12)),)
    monkeypatch.setattr(tickets, "_waiting", lambda *_: late)
    words = client.get(world.ticket()).words
    assert "Trường Mẫu – đã quá ngày hẹn" in words
    assert "12/01/2026" not in words, "no day is promised that has passed"


def test_a_case_is_closed_from_its_ledger(world: World) -> None:
    client, path = world.office, f"/can-bo/vu-viec/{world.case_id}/phan-hoi"
    page = client.get(path)
    assert "Còn 20 em phải được phản hồi trước" in page.words
    assert not page.all("form[action$='ket-thuc']")
    client.post(f"/can-bo/vu-viec/{world.case_id}/ket-thuc", status=409)
    ticked = [str(box["value"]) for box in page.all("input[type=checkbox]")]
    form = f"form[action='{path}']"
    client.get(path)
    client.submit(form=form, status=422, **{"record-way": "", "record-opinions": ticked})
    sent = {"record-way": "channel:forum", "record-day": "23/11/2026", "record-opinions": ticked}
    page = client.submit(form=form, **sent)
    assert "nói tại diễn đàn" in page.words
    page = client.submit(form="form[action$='ket-thuc']")
    assert page.url == f"/can-bo/vu-viec/{world.case_id}"


def test_a_body_asks_and_reports_and_the_office_reads_first(app: Flask, world: World) -> None:
    with app.app_context():
        session = db.session()
        tracker.reopen(session, world.case_id, "not_yet", clock.now())
        session.commit()
    one = world.ids["5A"][0]
    world.official.get(f"/can-bo/vu-viec/{world.case_id}/hoi-em/{one}")
    world.official.submit(status=422, text=" ")
    world.official.submit(text="Em muốn trồng cây gì?")
    page = world.office.get("/can-bo/cau-hoi")
    assert "Em muốn trồng cây gì?" in page.html
    page = world.office.submit(form="form[action*='/hoi?']", text="Em thích cây nào?")
    assert "Em thích cây nào?" in page.words
    world.official.get("/can-bo/cau-hoi", 403)
    elsewhere = "x" * 16
    world.official.get(f"/can-bo/vu-viec/{world.case_id}/hoi-em/{elsewhere}", 404)


def test_a_promise_is_reported_and_confirmed(world: World) -> None:
    path = f"/can-bo/loi-hua/{world.reply_id}"
    assert world.official.get("/can-bo/loi-hua").all(f"a[href='{path}']")
    world.official.get(path)
    form = f"form[action='{path}']"
    world.official.submit(
        form=form, status=422, **{"said-outcome": "not_yet", "said-evidence": "Mưa."}
    )
    page = world.official.submit(
        form=form, **{"said-outcome": "kept", "said-evidence": "Đã trồng 10 cây."}
    )
    assert "Đã thực hiện" in page.words
    page = world.office.get(path)
    page = world.office.submit(form="form[action$='xac-nhan']")
    assert "Đã xác nhận" in page.words
    assert not page.all("form[action$='xac-nhan']")
