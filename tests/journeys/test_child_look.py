"""A child's pages as eyes, fingers and assistive technology meet them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.support.browser_child import (
    WORDS,
    answer_page,
    begin,
    follow,
    open_monthly_round,
    send,
)

SMALLEST_TARGET = 44

# Links inside a sentence may be smaller (WCAG 2.5.5); everything else is measured.
TARGETS = """() => {
  const found = [];
  for (const e of document.querySelectorAll(
      'a[href], button, summary, .option label, input[type=text], textarea')) {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest('dialog:not([open])')) continue;
    found.push([e.textContent.trim() || e.id, Math.round(box.width), Math.round(box.height)]);
  }
  return found;
}"""
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !e.getClientRects().length) continue;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize), line = parseFloat(style.lineHeight);
    if (size < 18 || line / size < 1.499) {
      found.push([e.textContent.trim().slice(0, 40), size, line]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def _open_round(live_app: Flask) -> None:
    """Open this month's round on the running product."""
    open_monthly_round(live_app)


def press_enter(page: Page) -> None:
    """Press Enter and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def every_page(page: Page, age: str = "6–10 tuổi") -> Iterator[Page]:
    """Walk through every page a child can meet, also those that ask to mend something."""
    page.goto("/")
    yield page
    page.fill("#code", "12 34")
    press_enter(page)
    yield page
    page.goto("/")
    follow(page, page.get_by_role("button", name=age))
    yield page
    follow(page, page.locator("button[value=yes]"))
    follow(page, page.locator(".actions button"))
    yield page
    while "/kiem-tra" not in page.url:
        yield page
        answer_page(page)
    yield page
    send(page)
    yield page
    digits = page.inner_text(".digits")
    for path in ("/giup-em", "/doc-them/1", "/doc-them/6", "/moi-ban", "/tra-loi", "/khong-co"):
        page.goto(path)
        yield page
    page.goto("/tra-loi")
    page.fill("#number", "1234")
    press_enter(page)
    yield page
    page.fill("#number", digits)
    press_enter(page)
    page.wait_for_url("**/thu")
    yield page


@pytest.mark.parametrize("age", ["6–10 tuổi", "Từ 11 tuổi trở lên"])
def test_axe_finds_nothing(page: Page, axe: Callable[[Page], None], age: str) -> None:
    for shown in every_page(page, age):
        axe(shown)


def test_targets_are_large_and_words_readable(page: Page) -> None:
    for shown in every_page(page):
        small = [target for target in shown.evaluate(TARGETS) if min(target[1:]) < SMALLEST_TARGET]
        assert small == [], (shown.url, small)
        assert shown.evaluate(TEXTS) == [], shown.url


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_scrolled_sideways(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 640}).new_page()
    for shown in every_page(page):
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, shown.url


def test_a_question_of_the_youngest_needs_no_scrolling(
    new_context: Callable[..., BrowserContext],
) -> None:
    """The screen minus the browser's own bars; questions with many answers stand in columns."""
    page = new_context(viewport={"width": 1366, "height": 650}).new_page()
    begin(page)
    tall = []
    while "/kiem-tra" not in page.url:
        button = page.locator(".actions button").bounding_box()
        height = button["y"] + button["height"] if button else 0
        if page.locator("fieldset, textarea").count() == 1 and height > 650:
            tall.append((page.url, height))
        answer_page(page)
    assert tall == []


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="6–10 tuổi").focus()
    press_enter(page)
    page.locator("button[value=yes]").focus()
    press_enter(page)
    page.keyboard.press("Tab")
    assert "111" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Tab")
    assert "Quay lại" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("Space")
    # Enter continues; it neither opens the help page nor goes back.
    press_enter(page)
    assert "/phieu/" in page.url


def test_enter_in_a_box_continues_without_javascript(page_without_js: Page) -> None:
    page = page_without_js
    page.goto("/")
    page.fill("#code", "000000")
    press_enter(page)
    assert "Mã lớp có 6 chữ số" in page.inner_text(".summary")
    assert page.input_value("#code") == "000000"


def test_typed_letters_are_never_touched(page: Page) -> None:
    """Unikey sends Backspace and letters; the page must not interfere."""
    begin(page)
    while page.locator("textarea").count() == 0:
        answer_page(page)
    page.focus("textarea")
    page.keyboard.type("nuo")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.insert_text("ước")
    page.keyboard.type(" sach")
    assert page.input_value("textarea") == "nước sach"
    assert page.evaluate("document.activeElement.selectionStart") == 9


def test_a_power_cut_costs_at_most_one_page(new_context: Callable[..., BrowserContext]) -> None:
    """Everything but the open page is on the server: the tab dies, the address is opened again."""
    context = new_context()
    page = context.new_page()
    begin(page)
    answer_page(page)
    answer_page(page)
    url = page.url
    page.close()
    again = context.new_page()
    again.goto(url)
    first = url.rsplit("/", 1)[0] + "/1"
    again.goto(first)
    assert again.locator("input:checked").count() >= 1
    assert WORDS not in again.title()


def test_the_slip_is_one_small_sheet_with_the_help_line(page: Page) -> None:
    begin(page)
    while "/kiem-tra" not in page.url:
        answer_page(page)
    send(page)
    page.emulate_media(media="print")
    assert "111" in page.locator(".paper", has_text="111").inner_text()
    assert not page.locator(".bar").is_visible()
    assert not page.locator("main .button").first.is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(w)), round(float(h))) for w, h in boxes] == [(298, 420)]
