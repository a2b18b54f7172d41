"""A child at a real browser with JavaScript, on the paper that has every kind of question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.support.browser_child import follow
from tests.support.every_type import WALK, picture


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve *app* from this process and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def names_on(page: Page) -> list[str]:
    """Return the questions shown on *page*."""
    return [
        name
        for part in page.locator("[data-question]:not([hidden])").all()
        if (name := part.get_attribute("data-question"))
    ]


def draw(page: Page) -> None:
    """Draw a stroke with the mouse and one with the keyboard."""
    box = page.locator("canvas").bounding_box()
    assert box
    page.get_by_role("button", name="Xanh dương").click()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 220, box["y"] + 140, steps=8)
    page.mouse.up()
    page.locator("canvas").focus()
    for key in ("Space", *["ArrowRight"] * 8, *["ArrowDown"] * 4, "Space"):
        page.keyboard.press(key)


def put_in_order(page: Page) -> None:
    """Bring the last line up to the top, by keyboard."""
    up = page.get_by_role("button", name="Đưa lên: Hát")
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def fill(page: Page) -> None:
    """Answer what this page asks, as ``WALK`` says."""
    here = names_on(page)
    if "ve" in here:
        draw(page)
    if "anh" in here:
        page.set_input_files(
            "#anh", files=[{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}]
        )
    if "xep" in here:
        put_in_order(page)
        return
    for name, value in next((WALK[n] for n in WALK if n in here), {}).items():
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            fill_one(page, name, str(one), index)


def fill_one(page: Page, name: str, value: str, index: int) -> None:
    """Put one value into its control."""
    choice = page.locator(f"input[name='{name}'][value='{value}']:is([type=radio],[type=checkbox])")
    if choice.count():
        page.locator(f"label[for='{choice.get_attribute('id')}']").click()
        return
    control = page.locator(f"[name='{name}']:not([type=hidden])").nth(index)
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def every_page(page: Page, look: Callable[[Page], None]) -> None:
    """Answer page after page until all answers are shown; *look* at each before and after."""
    for _ in range(60):
        look(page)
        if "/kiem-tra" in page.url:
            return
        more = page.get_by_role("button", name="Không, tiếp tục")
        if more.count():
            follow(page, more)
            continue
        fill(page)
        look(page)
        follow(page, page.locator(".actions button"))
    raise AssertionError(f"the paper does not end: {page.url}")
