"""Reading one after the other by keyboard: few keys, none by accident, ten seconds to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser_every_type import served
from tests.support.browser_staff import sign_in
from tests.support.browser_triage import DANGER, ONE_BY_ONE, TASKS, seed, triage
from webapp.accounts.rules import Role

# One of each kind of outcome.
HERE = (TASKS[2], TASKS[3], TASKS[4], TASKS[5], TASKS[7], DANGER)


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve opinions to decide from this process."""
    seed(app, HERE)
    with served(app) as address:
        yield address


def test_six_opinions_by_keys(
    app: Flask, new_context: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    page = sign_in(app, new_context(), Role.MODERATOR)
    page.goto(ONE_BY_ONE)
    axe(page)
    first = page.locator(".big-text").text_content()
    # Off until switched on; none while typing, with a modifier or while a word is composed.
    page.keyboard.press("s")
    expect(page.locator(".big-text")).to_have_text(first or "")
    with page.expect_navigation():
        page.locator(".keys button").click()
    page.focus("#title")
    page.keyboard.type(" sn", delay=5)
    assert page.input_value("#title").startswith(" sn")
    page.locator("h1").click()
    page.keyboard.press("Control+s")
    composing = "new KeyboardEvent('keydown', {code: 'KeyS', isComposing: true, bubbles: true})"
    page.evaluate(f"document.body.dispatchEvent({composing})")
    expect(page.locator(".big-text")).to_have_text(first or "")
    # Decided, undone, and there again.
    with page.expect_navigation():
        page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("h")
    expect(page.locator(".big-text")).to_have_text(first or "")
    taken = list(triage(page, HERE))
    assert len(taken) == len(HERE)
    assert max(one.keys for one in taken) <= 3
    expect(page.locator(".empty")).to_contain_text("Đã đọc hết")
