"""Pages whose rules look at their own answers: with the script, and the same without."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.support.browser_child import follow
from tests.support.browser_every_type import fill_one, names_on, served
from tests.support.lively import TITLE, open_lively


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve the paper with conditions from this process."""
    open_lively(app)
    with served(app) as address:
        yield address


def begin(page: Page) -> None:
    """Open the paper and agree."""
    page.goto("/")
    card = page.locator("section", has_text=TITLE)
    follow(page, card.get_by_role("button", name="Bắt đầu"))
    follow(page, page.locator("button[value=yes]"))


def question(page: Page, name: str) -> Locator:
    """Return the part of *page* that asks *name*."""
    return page.locator(f"[data-question={name}]")


def test_questions_sums_and_words_follow_the_answers(
    page: Page, axe: Callable[[Page], None]
) -> None:
    begin(page)
    assert names_on(page) == ["di_bo", "ngay", "tinh", "mon"]
    fill_one(page, "di_bo", "co", 0)
    assert names_on(page) == ["di_bo", "cay", "ngay", "tinh", "mon"]
    status = page.locator("#sheet > [role=status]")
    expect(status).to_have_text("Có thêm câu hỏi mới ở bên dưới.")
    assert page.evaluate("document.activeElement.name") == "di_bo"
    page.fill("#cay", "1,25")
    page.fill("#ngay", "5/9/2022")
    assert question(page, "tong").inner_text() == "Mỗi ngày em đi 2.5 cây số, từ ngày 05/09/2022."
    page.fill("#cay", "3")
    assert "met" in names_on(page)
    assert question(page, "met").get_attribute("data-required") == "no"
    page.fill("#cay", "12")
    assert question(page, "met").get_attribute("data-required") == "yes"
    page.fill("#met", "Hơi mệt")
    axe(page)
    # What goes out of sight is not sent, and is still there when it comes back.
    fill_one(page, "di_bo", "khong", 0)
    assert names_on(page) == ["di_bo", "ngay", "tinh", "mon"]
    assert page.locator("#met").is_disabled()
    fill_one(page, "di_bo", "co", 0)
    assert page.input_value("#cay") == "12"
    assert page.input_value("#met") == "Hơi mệt"
    # Markup in an answer stays text.
    page.fill("#ngay", "<b>")
    assert question(page, "tong").inner_text() == "Mỗi ngày em đi 24 cây số, từ ngày ."


def test_choices_are_sifted_and_only_one_stands_alone(page: Page) -> None:
    begin(page)
    fill_one(page, "tinh", "tq", 0)
    shown = question(page, "xa").locator("label:visible")
    assert shown.all_inner_texts() == ["Xã Một", "Xã Hai"]
    fill_one(page, "xa", "x1", 0)
    fill_one(page, "tinh", "hg", 0)
    assert shown.all_inner_texts() == ["Xã Ba"]
    options = page.locator("#que option:not([hidden])")
    assert options.all_text_contents() == ["Em chọn…", "Xã Ba"]
    fill_one(page, "mon", "ve", 0)
    fill_one(page, "mon", "hat", 0)
    assert (
        question(page, "mon_khac").locator("[data-words]").inner_text()
        == "Vì sao em thích Vẽ, Hát?"
    )
    fill_one(page, "mon", "none", 0)
    assert page.locator("input[name=mon]:checked").count() == 1
    assert "mon_khac" not in names_on(page)


def finish(page: Page, tries: int) -> list[str]:
    """Answer the first page, pressing on as often as it takes, and a friend; tell the answers."""
    answers = {"di_bo": "co", "cay": "12", "ngay": "5/9/2022", "met": "Hơi mệt", "tinh": "hg"}
    answers |= {"xa": "x3", "mon": "ve"}
    for _ in range(tries):
        for name, value in answers.items():
            if name in names_on(page):
                fill_one(page, name, value, 0)
        follow(page, page.locator(".actions button"))
    assert names_on(page)[:1] == ["choi"]
    fill_one(page, "choi", "co", 0)
    if "tro" not in names_on(page):
        follow(page, page.locator(".actions button"))
    words = question(page, "tro").locator("[data-words]").inner_text()
    page.fill("#tro", "Trốn tìm")
    follow(page, page.locator(".actions button"))
    follow(page, page.get_by_role("button", name="Không, tiếp tục"))
    return [words, *page.locator(".answers dd").all_inner_texts()]


def test_the_same_answers_with_and_without_the_script(page: Page, page_without_js: Page) -> None:
    begin(page)
    with_script = finish(page, 1)
    begin(page_without_js)
    without = finish(page_without_js, 3)
    assert with_script == without
    assert with_script[0] == "Em và bạn thứ 1 chơi trò gì?"
    assert "Xã Ba" in with_script


def test_nothing_of_a_page_stays_in_the_browser(page: Page) -> None:
    begin(page)
    fill_one(page, "di_bo", "co", 0)
    page.fill("#cay", "7")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.locator("#sheet").get_attribute("data-live") is None
    assert question(page, "tong").inner_text() == ""
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
