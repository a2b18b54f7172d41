"""What the next child finds on a shared seat: nothing.  The back-forward cache is on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.support.browser_child import WORDS, answer_all, begin, open_monthly_round, send

# More than the pages of the paper.
STEPS = 22


@pytest.fixture(scope="module", autouse=True)
def _open_round(live_app: Flask) -> None:
    """Open this month's round on the running product."""
    open_monthly_round(live_app)


def path(page: Page) -> str:
    """Return the path of the open address."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def walk(page: Page, step: Callable[..., object]) -> None:
    """Go one page back or forward; a page out of the cache never loads, it is simply there."""
    for _ in range(5):
        try:
            step(wait_until="commit")
        except Error as error:
            # The answer to a form sent back is not shown again at all.
            if "ERR_CACHE_MISS" in error.message:
                break
            # A kept page is just asking the server again; the driver waits for it.
            if "Not attached" not in error.message:
                raise
            page.wait_for_timeout(300)
        else:
            break
    page.wait_for_timeout(300)


def back(page: Page) -> None:
    """Press the browser's Back."""
    walk(page, page.go_back)


def forward(page: Page) -> None:
    """Press the browser's Forward."""
    walk(page, page.go_forward)


def assert_nothing_left(page: Page) -> None:
    """Look at everything a child could look at."""
    assert page.title() in ("Em nói", "")
    body = page.content()
    assert WORDS not in body
    typed = page.locator("input:not([type=hidden]), textarea").all()
    for field in typed:
        if field.get_attribute("type") in ("radio", "checkbox"):
            assert not field.is_checked()
        else:
            assert field.input_value() == ""


def test_the_back_forward_cache_is_on(page: Page, live_server: str) -> None:
    """Without it the tests below would prove nothing."""
    page.route(
        "**/kept", lambda route: route.fulfill(content_type="text/html", body="<h1>kept</h1>")
    )
    page.goto(live_server + "/kept")
    page.evaluate("addEventListener('pageshow', e => { document.title = String(e.persisted) })")
    page.goto(live_server + "/healthz")
    back(page)
    assert page.title() == "true"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_next_child_finds_nothing(
    new_context: Callable[..., BrowserContext], javascript: bool
) -> None:
    context = new_context(java_script_enabled=javascript)
    page = context.new_page()
    begin(page)
    answer_all(page)
    send(page)
    digits = page.inner_text(".digits")
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()
    assert path(page) == "/moi-ban"
    assert [cookie for cookie in context.cookies() if cookie["name"] == "em"] == []
    for _ in range(STEPS):
        back(page)
        # The first pages of all hold nothing of the child; a question page leads home.
        assert not path(page).startswith(("/phieu", "/kiem-tra", "/bien-nhan")), path(page)
        assert_nothing_left(page)
        assert digits not in page.content()
    for _ in range(STEPS):
        forward(page)
        assert_nothing_left(page)
        assert digits not in page.content()
    for old in ("/phieu/1", "/phieu/3", "/kiem-tra", "/bien-nhan"):
        page.goto(old)
        assert path(page) == "/"
    page.reload()
    assert_nothing_left(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_leaving_in_the_middle_shows_nothing_either(
    new_context: Callable[..., BrowserContext], javascript: bool
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    begin(page)
    answer_all(page)
    page.goto("/")
    back(page)
    assert_nothing_left(page)
    assert path(page) == "/"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_changing_the_language_midway_leaves_nothing(
    new_context: Callable[..., BrowserContext], javascript: bool
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    begin(page)
    answer_all(page)
    # On the last question, since the browser keeps only the last few pages.
    page.get_by_role("link", name="Quay lại").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    answer_all(page)
    page.locator("main form .button").click()
    page.get_by_role("button", name="Done – the next child, please").click()
    for _ in range(STEPS):
        back(page)
        assert not path(page).startswith(("/phieu", "/kiem-tra", "/bien-nhan")), path(page)
        assert_nothing_left(page)


def test_nothing_is_kept_in_the_browser(page: Page) -> None:
    begin(page)
    answer_all(page)
    send(page)
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()
    kept = page.evaluate(
        """async () => ({
            local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
            databases: (await indexedDB.databases()).length,
            caches: window.caches ? (await caches.keys()).length : 0,
        })"""
    )
    assert kept == {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0}


def test_the_second_child_starts_clean(page: Page) -> None:
    begin(page)
    answer_all(page)
    send(page)
    first = page.inner_text(".digits")
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()
    begin(page)
    assert_nothing_left(page)
    answer_all(page)
    send(page)
    assert page.inner_text(".digits") != first


def test_a_quiet_seat_asks_and_then_closes(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.clock.install()
    begin(page)
    page.clock.run_for(181_000)
    question = page.get_by_text("Em còn ở đây không?")
    expect(question).to_be_visible()
    page.get_by_role("button", name="Em vẫn ở đây").click()
    expect(question).to_be_hidden()
    page.clock.run_for(181_000)
    expect(question).to_be_visible()
    page.clock.run_for(31_000)
    page.wait_for_url("**/moi-ban")
    page.goto("/phieu/1")
    assert path(page) == "/"


def test_shift_three_times_hides_and_typing_does_not(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Cần giúp? Gọi 111").click()
    for combination in ("Control+Shift", "Shift+KeyA"):
        for _ in range(4):
            page.keyboard.press(combination)
    assert path(page).startswith("/giup-em")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/doc-them/1")
    back(page)
    assert path(page) == "/"
    assert_nothing_left(page)


def test_hiding_works_without_javascript(page_without_js: Page) -> None:
    page = page_without_js
    begin(page)
    page.get_by_role("button", name="Cần giúp? Gọi 111").click()
    page.get_by_role("button", name="Ẩn trang này").click()
    assert path(page) == "/doc-them/1"
    page.goto("/phieu/1")
    assert path(page) == "/"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_closed_letter_cannot_be_gone_back_to(
    new_context: Callable[..., BrowserContext], javascript: bool
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    begin(page)
    answer_all(page)
    send(page)
    digits = page.inner_text(".digits")
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()
    page.goto("/tra-loi")
    page.fill("#number", digits)
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_text("Anh chị nhận phiếu của em")).to_be_visible()
    page.get_by_role("button", name="Em đọc xong").click()
    assert path(page) == "/moi-ban"
    for _ in range(3):
        back(page)
        assert path(page) != "/tra-loi/thu"
        assert "Anh chị nhận phiếu của em" not in page.content()
        assert digits not in page.content()
        assert_nothing_left(page)
