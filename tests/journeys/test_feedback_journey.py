"""Two-way under a receipt, the class ticket on paper, the meter of the reply's writer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from tests.support.browser_child import answer_all, begin, follow, open_monthly_round, send
from tests.support.browser_staff import sign_in
from tests.support.builders import add_body, add_user, viewer_of
from tests.usecases.test_feedback_ledger import School
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.feedback import service
from webapp.opinions.records import Opinion
from webapp.tracker import service as tracker
from webapp.tracker.replies.plain import band_for, measure

WORDS = "Vòi nước sân sau trường em hỏng lâu rồi."
QUESTION = "Vòi nước ở cạnh lớp học hay cạnh cổng?"
LARGEST_LETTER = 60_000
HARD = (
    "UBND xã sẽ triển khai công tác sửa vòi. "
    "Xã sẽ mời các cô chú thợ đến sửa lại cái vòi nước ở sân sau trường và thay cả ống mới."
)
EASY = "Xã sẽ sửa vòi nước. Các em chờ đến thứ Sáu nhé."


def ask(app: Flask) -> None:
    """Put a question to the child that wrote WORDS."""
    with app.app_context():
        session = db.session()
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        mine = [row.id for row in session.scalars(select(Opinion)) if row.original == WORDS]
        service.ask(session, moderator, mine[-1], QUESTION, clock.now())
        session.commit()
        db.session.remove()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_child_is_asked_and_answers_with_the_keyboard(
    live_app: Flask,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    scripts: bool,
) -> None:
    open_monthly_round(live_app)
    page = new_context(java_script_enabled=scripts).new_page()
    begin(page)
    answer_all(page, WORDS)
    send(page)
    digits = page.inner_text(".digits")
    ask(live_app)
    page.goto("/tra-loi")
    page.fill("#number", digits)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert QUESTION in page.inner_text("main")
    assert len(page.content().encode()) < LARGEST_LETTER
    if scripts:
        axe(page)
    page.focus("textarea")
    page.keyboard.type("Canh cong a.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Em đã trả lời rồi" in page.inner_text("main")
    page.set_viewport_size({"width": 360, "height": 640})
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        axe(page)
    follow(page, page.get_by_role("button", name="Em đọc xong – đóng lại"))
    page.goto("/tra-loi/thu")
    assert page.url.endswith("/tra-loi"), "nothing is left for the next child"


def test_a_ticket_is_one_small_sheet(
    live_app: Flask, staff_page: Callable[..., Page], tmp_path: Path
) -> None:
    with live_app.app_context():
        session = db.session()
        school = School(session, {"5A": 8, "5B": 9})
        school_id, class_id = school.id, school.classes["5A"]
        session.commit()
        db.session.remove()
    page = staff_page(Role.SCHOOL_COORDINATOR, school_id=school_id)
    page.goto(f"/can-bo/phan-hoi/phieu/2026/11/lop/{school_id}/{class_id}")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator("form").first.is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(w)), round(float(h))) for w, h in boxes] == [(420, 595)]


def case_to_answer(app: Flask) -> tuple[int, int]:
    """Route a case of a child of 6 to 10 to a body; return the case and the body."""
    with app.app_context():
        session, now = db.session(), clock.now()
        body = add_body(session, f"may-do-{now.timestamp():.0f}", "Phòng thử máy đo")
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=body))
        case = tracker.open_case(
            session, moderator.user_id, title="Vòi hỏng", topic=None, school_id=None, now=now
        )
        tracker.route(session, moderator.user_id, case, body, [], None, "", now)
        tracker.acknowledge(session, official, case, now)
        session.commit()
        db.session.remove()
        return case, body


def test_the_meter_measures_in_the_browser_as_on_the_server(
    live_app: Flask, new_context: Callable[..., BrowserContext]
) -> None:
    case, body = case_to_answer(live_app)
    page = sign_in(live_app, new_context(), Role.BODY_OFFICIAL, body_id=body)
    page.goto(f"/can-bo/vu-viec/{case}/tra-loi")
    assert "is-empty" in (page.get_attribute(".meter", "class") or ""), "nothing is praised yet"
    page.fill("[name=decided]", "Xã lắp đèn ở ngõ.")
    page.locator(".meter.is-plain").wait_for()
    for words in (HARD, EASY, "Bố trí KINH PHÍ; rà soát. Đơn vịt bơi…\nTHCS, TP, HĐND (hội đồng)."):
        page.fill("[name=decided]", words)
        found = measure([words], band_for([]))
        lines = len(found.long) + len(found.office) + len(found.short)
        page.wait_for_function(
            "([n, longest]) => document.querySelectorAll('.meter li').length === n"
            " && document.querySelector('[data-part=longest]').textContent.includes(longest)",
            arg=[lines, f" {found.longest} "],
        )
        shown = page.inner_text(".meter")
        assert all(word in shown for word, _plain in found.office)
        page.fill("[name=heard]", "")
    page.fill("[name=decided]", HARD)
    page.check("[name=decision][value=will_do]")
    page.locator(".meter li", has_text="triển khai").wait_for()
    live = page.locator(".meter li").all_inner_texts()
    follow(page, page.locator("button[value=draft]"))
    assert page.locator(".meter li").all_inner_texts() == live
