"""An official writes a question in two languages at a real browser, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.support.forms import workbook_text
from webapp.accounts.rules import Role
from webapp.authoring import service
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.xlsform.workbook import Workbook, read_workbook

PHONE = {"width": 360, "height": 640}
SOURCE = workbook_text(
    """
    select_one di_hoc | di_hoc | Em có thích đi học không? | Do you like school?
    text | vi_sao | Vì sao? | Why?
    """,
    "label::English (en)",
    "list_name | name | label::Tiếng Việt (vi) | label::English (en)\n"
    "di_hoc | co | Có | Yes\ndi_hoc | khong | Không | No",
)
FOCUSED = "document.activeElement"
MOST_TABS = 120


@pytest.fixture
def draft_id(live_app: Flask) -> int:
    """Begin a draft and return its number."""
    with live_app.app_context():
        workbook = read_workbook("form.md", SOURCE.encode())
        found = service.begin(
            db.session(), 1, "y-kien-hang-thang", "6-10", workbook, "form.md", clock.now()
        )
        db.session.commit()
        db.session.remove()
    return found


def stored(live_app: Flask, draft_id: int) -> Workbook:
    with live_app.app_context():
        found = service.draft(db.session(), draft_id).workbook
        db.session.remove()
    return found


def tab_to(page: Page, selector: str, words: str = "") -> None:
    """Press Tab until what *selector* and *words* describe has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(
            f"([s, w]) => {FOCUSED}.matches(s) && {FOCUSED}.textContent.includes(w)",
            [selector, words],
        )
        if found:
            return
    raise AssertionError(f"no way with Tab to {selector} {words!r} on {page.url}")


def press(page: Page, selector: str, words: str = "") -> None:
    """Go to a link or button with Tab and press it with Enter."""
    tab_to(page, selector, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, words: str) -> None:
    """Go to a field with Tab and type."""
    tab_to(page, selector)
    page.keyboard.type(words)


def test_a_question_is_made_with_the_keyboard_alone(
    staff_page: Callable[..., Page],
    live_app: Flask,
    draft_id: int,
    axe: Callable[[Page], None],
) -> None:
    page = staff_page(Role.MODERATOR)
    page.goto(f"/can-bo/phieu-hoi/nhap/{draft_id}/soan")
    axe(page)
    press(page, "a", "Thêm câu hỏi")
    axe(page)
    press(page, "a", "Chọn một")
    write(page, "textarea[name='t.label.vi']", "Em có bạn thân ở lớp không?")
    write(page, "textarea[name='t.label.en']", "Do you have a close friend in class?")
    axe(page)
    press(page, "button.btn-primary", "Thêm")
    for line, (vi, en) in enumerate((("Có", "Yes"), ("Chưa", "Not yet"))):
        write(page, f"[name='c.{line}.label.vi']", vi)
        write(page, f"[name='c.{line}.label.en']", en)
    axe(page)
    press(page, "button.btn-primary", "Lưu")
    press(page, "#r-4 a", "Em có bạn thân")
    press(page, "button", "Lưu và sửa điều kiện hiện")
    tab_to(page, "select[name='c.0.question']")
    page.keyboard.press("ArrowDown")
    press(page, "button", "Hiện các câu trả lời")
    tab_to(page, "input[name='c.0.value'][value=co]")
    page.keyboard.press("Space")
    axe(page)
    press(page, "button", "Lưu")
    axe(page)
    press(page, "a", "Tất cả câu hỏi")
    press(page, "#r-4 button[value=up]")
    assert page.evaluate(f"{FOCUSED}.value") == "up"
    assert "row-here" in page.locator("#r-3").get_attribute("class")

    survey = stored(live_app, draft_id).sheet("survey")
    row = survey.rows[1]
    assert row.cells == {
        "type": "select_one em_co_ban_than_o_lop_khong",
        "name": "em_co_ban_than_o_lop_khong",
        "label::Tiếng Việt (vi)": "Em có bạn thân ở lớp không?",
        "label::English (en)": "Do you have a close friend in class?",
        "relevant": "${di_hoc} = 'co'",
    }
    choices = stored(live_app, draft_id).sheet("choices")
    assert [choices.value(line, "name") for line in choices.rows[2:]] == ["co", "chua"]


def test_the_editor_fits_a_phone(staff_page: Callable[..., Page], draft_id: int) -> None:
    page = staff_page(Role.MODERATOR)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a literal of the same shape
    base = f"/can-bo/phieu-hoi/nhap/{draft_id}/soan"
    for path in ("", "/2", "/2/dieu-kien", "/2/chuyen", "/them", "/them?kind=one", "/lua-chon/0"):
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the screen"
