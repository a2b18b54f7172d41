"""Reading one after the other, steps for many and the second reading, without JavaScript."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.pages.test_moderation_pages import QUEUE, WORDS, World, rows, sent, world
from tests.support.builders import person
from webapp.accounts.rules import Role
from webapp.extensions import db
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.safeguarding.records import Concern
from webapp.tracker.records import Case

__all__ = ["world"]
ONE_BY_ONE = f"{QUEUE}/duyet"


def test_every_outcome_is_a_button_and_can_be_undone(app: Flask, world: World) -> None:
    sent(app, world, "Nhà vệ sinh bẩn lắm, cô Lan bảo thế.")
    client = world.client
    page = client.get(ONE_BY_ONE)
    assert page.one("form.triage-decide input[name=topic]:checked")["value"] == "VE_SINH"
    assert page.one("#title")["value"] == (
        "Nhà vệ sinh, nước sạch, rác trường – Trường THCS Đồi Xanh"
    )
    page = client.submit(form=".triage-decide", button="mask")
    assert [mark.get_text() for mark in page.all(".big-text .masked")] == ["Lan"]
    page = client.submit(form=".triage-decide", button="send")
    assert page.title == "Đọc lần lượt"
    (row,) = rows(app)
    assert row.state is OpinionState.IN_CASE
    page = client.submit(form=".undo")
    with app.app_context():
        assert list(db.session.scalars(select(Case))) == []
    page = client.submit(form=".triage-decide", button="skip")
    assert "1 ý kiến đã bỏ qua" in page.words
    page = client.get(f"{ONE_BY_ONE}/{row.id}")
    page = client.submit(form=".triage-decide", button="refuse-insult")
    (row,) = rows(app)
    assert row.state is OpinionState.REFUSAL_PROPOSED
    client.submit(form=".undo")
    page = client.submit(form=".triage-decide", button="protect")
    assert rows(app) == []
    with app.app_context():
        assert len(list(db.session.scalars(select(Concern)))) == 1
    client.get(f"{ONE_BY_ONE}/{row.id}", status=404)


def test_shortcuts_are_off_until_switched_on(app: Flask, world: World) -> None:
    sent(app, world, "Em sợ đường tối")
    page = world.client.get(ONE_BY_ONE)
    assert page.one(".triage")["data-keys"] == "off"
    assert page.all(".big-text")[0].find_parent("details", class_="cover") is not None
    page = world.client.submit(form=".keys form")
    assert page.one(".triage")["data-keys"] == "on"


def test_somebody_elses_step_costs_nothing_typed(app: Flask, world: World) -> None:
    address = sent(app, world, WORDS)
    client = world.client
    page = client.get(address)
    one_by_one = client.get(ONE_BY_ONE)
    other = person(app, Role.MODERATOR)
    seen = other.get(address)
    assert "cũng đang mở phiếu này" in seen.words
    other.submit(form=".send-form", button="Nhận, xếp vụ việc sau")
    page = client.submit(
        page, form=".send-form", button="Nhận và chuyển", title="Tên đã gõ", status=409
    )
    assert "một người khác đã xử lý" in page.words
    assert "Tên đã gõ" in page.words
    page = client.submit(
        one_by_one, form=".triage-decide", button="accept", title="Đã gõ", status=409
    )
    assert "Đã gõ" in page.words
    (row,) = rows(app)
    assert row.state is OpinionState.ACCEPTED


def test_many_are_put_into_one_case(app: Flask, world: World) -> None:
    sent(app, world, "Sân trường nắng", "Thiếu ghế đá")
    sent(app, world, "Cô Lan 0912 345 678")
    client = world.client
    page = client.get(QUEUE)
    boxes = [str(box["value"]) for box in page.all("input[name=ticked]")]
    assert len(boxes) == 3
    page = client.submit(form="main form[action*=nhieu]", button="Nhận và gộp", status=422)
    assert "hãy đánh dấu ít nhất một ý kiến" in page.words
    page = client.submit(
        form="main form[action*=nhieu]", button="Nhận và gộp", ticked=boxes, topic="CSVC",
        title="Sân trường nắng", lead_body_id=str(world.office),
    )  # fmt: skip
    assert "2 ý kiến đã vào một vụ việc." in page.words
    assert "còn có thể làm lộ danh tính" in page.words
    with app.app_context():
        (case,) = db.session.scalars(select(Case))
        assert opinions.counts_of_cases(db.session(), [case.id]) == {case.id: 2}


def test_a_second_reader_agrees_or_gives_back(app: Flask, world: World) -> None:
    address = sent(app, world, "Cô giáo Lan hay mắng")
    client = world.client
    page = client.get(address)
    assert "Bài này có vẻ phê bình" in page.words
    assert "Chưa có ai khác đọc lại được" in page.words
    client.submit(form="form[action$=khong-nhan]", reason="insult", note="Em viết lại nhé")
    page = client.get(f"{QUEUE}/doc-lai")
    assert "nhờ quản trị thêm" in page.words
    assert page.all("form[action*=dong-y]") == []
    officer = person(app, Role.POLICY_OFFICER)
    page = officer.get(f"{QUEUE}/doc-lai")
    assert "░░░" in page.words
    assert "Lan" not in page.read(".original")
    page = officer.submit(form="form[action*=tra-lai]", status=422)
    assert "Mời viết vài lời vì sao." in page.words
    page = officer.submit(form="form[action*=tra-lai]", why="Chỉ là phê bình")
    assert "Đã trả lại" in page.words
    client.get(address)
    client.submit(form="form[action$=khong-nhan]", reason="insult")
    officer.get(f"{QUEUE}/doc-lai")
    officer.submit(form="form[action*=dong-y]")
    (row,) = rows(app)
    assert row.state is OpinionState.NOT_ACCEPTED
