"""Every kind of question in a real browser: with the script, for eyes, fingers and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.journeys.test_child_look import SMALLEST_TARGET, TARGETS, TEXTS
from tests.support.browser_child import follow
from tests.support.browser_every_type import every_page, names_on, served
from tests.support.every_type import TITLE, open_every_type


@pytest.fixture
def live_server(app: Flask, tmp_path: Path) -> Iterator[str]:
    """Serve the paper with every kind of question, from this process."""
    open_every_type(app, tmp_path / "moi-loai")
    with served(app) as address:
        yield address


def begin(page: Page) -> None:
    """Open the paper and agree."""
    page.goto("/")
    card = page.locator("section", has_text=TITLE)
    follow(page, card.get_by_role("button", name="Bắt đầu"))
    follow(page, page.locator("button[value=yes]"))


def test_every_kind_of_question_with_the_script(page: Page, axe: Callable[[Page], None]) -> None:
    looked = set()

    def look(shown: Page) -> None:
        if shown.url in looked:
            return
        looked.add(shown.url)
        axe(shown)
        small = [found for found in shown.evaluate(TARGETS) if min(found[1:]) < SMALLEST_TARGET]
        assert small == [], (shown.url, small)
        assert shown.evaluate(TEXTS) == [], shown.url

    begin(page)
    every_page(page, look)
    assert page.locator("img.small-picture").count() == 2
    assert page.locator("dd ol li").all_inner_texts() == ["Hát", "Đá bóng", "Vẽ"]
    for words in ("Sóc", "Xóm Đồng", "132", "31/05/2020", "15:00", "Mèo"):
        assert page.get_by_text(words, exact=False).first.is_visible(), words
    follow(page, page.get_by_role("button", name="Gửi"))
    assert page.url.endswith("/bien-nhan")


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_scrolled_sideways(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 640}).new_page()

    def look(shown: Page) -> None:
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, shown.url

    begin(page)
    every_page(page, look)


def test_a_question_appears_while_one_answers(page: Page) -> None:
    begin(page)

    def stop(shown: Page) -> None:
        if "co_em" in names_on(shown):
            raise StopIteration

    with pytest.raises(StopIteration):
        every_page(page, stop)
    waiting = page.locator("[data-question=may_em]")
    assert waiting.is_hidden()
    page.locator("label[for=co_em-1]").click()
    waiting.wait_for(state="visible")
    page.fill("#may_em", "2")
    page.locator("label[for=co_em-2]").click()
    waiting.wait_for(state="hidden")
    page.locator("label[for=co_em-1]").click()
    follow(page, page.locator(".actions button"))
    assert "co_em" not in names_on(page)
