"""What a child's pages cost: bytes on a weak line, statements on a small computer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.support.builders import add_round, add_submission, survey_round
from tests.support.pages import Page, PageClient
from tests.support.paper import open_round
from webapp.base import clock
from webapp.extensions import db
from webapp.web.assets import STATIC

FIRST_PAGE = 60_000
NEXT_PAGE = 8_000
SCRIPT = 10_000
STATEMENTS = 5
AGES = "button[name=choice]:not([hidden])"

# What Chrome 109 or Firefox ESR 115 does not know.
UNKNOWN_IN_CSS = r":has\(|color-mix|text-wrap|field-sizing|subgrid|@view-transition|^\s*&"
UNKNOWN_IN_JS = (
    r"toSorted|toReversed|canParse|groupBy|withResolvers|popover|startViewTransition|"
    r"randomUUID|localStorage|sessionStorage|indexedDB|serviceWorker|\?\.|\?\?=|innerHTML"
)


@pytest.fixture
def child(app: Flask) -> PageClient:
    """Return a child at a seat, with a round open."""
    open_round(app)
    return PageClient(app)


def begin(child: PageClient) -> Page:
    child.get("/")
    child.submit(button="6–10 tuổi")
    return child.submit(button="Em đồng ý")


def size(page: Page) -> int:
    """Return the bytes of *page* with its headers, uncompressed."""
    return len(page.data) + sum(len(f"{name}: {value}\r\n") for name, value in page.headers)


def files_of(page: Page) -> set[str]:
    """Return the static files that *page* asks for."""
    return set(re.findall(r'/static/([^"?]+)\?', page.html))


def test_the_first_page_is_light_even_without_compression(child: PageClient) -> None:
    page = child.get("/")
    files = files_of(page)
    assert files == {"child.css", "child.js", "mark.svg", "start.svg"}
    whole = size(page) + sum((STATIC / name).stat().st_size + 600 for name in files)
    assert whole <= FIRST_PAGE, f"{whole} bytes"


def test_every_later_page_is_light(child: PageClient) -> None:
    pages = [begin(child), child.submit(status=422), child.submit(tuoi="8")]
    pages += [child.get(f"/phieu/{n}") for n in (3, 5, 6)]
    pages += [child.get("/kiem-tra"), child.get("/giup-em"), child.get("/dong-y")]
    pages.append(child.get("/tra-loi"))
    child.get("/kiem-tra")
    pages.append(child.submit(button="Gửi"))
    for page in pages:
        assert size(page) <= NEXT_PAGE, f"{page.url}: {size(page)} bytes"
        assert files_of(page) <= {"child.css", "child.js", "mark.svg", "slip.css", "thanks.svg"}


@pytest.mark.parametrize("survey", ["y-kien-hang-thang", "dien-dan-tre-em", "doi-thoai-hoc-duong"])
def test_every_page_of_the_real_surveys_is_light(app: Flask, survey: str) -> None:
    with app.app_context():
        survey_round(db.session(), survey, clock.today())
        db.session.commit()
    for number in range(len(PageClient(app).get("/").all(AGES))):
        child = PageClient(app)
        child.submit(button=child.get("/").all(AGES)[number].get_text(strip=True))
        child.submit(button="Em đồng ý")
        urls = [f"/phieu/{n}" for n in range(1, 40)]
        pages = [child.get(url) for url in urls if child.browser.get(url).status_code == 200]
        assert len(pages) >= 4
        for page in pages:
            assert size(page) <= NEXT_PAGE, f"{page.url}: {size(page)} bytes"


def test_script_and_pictures_are_small() -> None:
    assert (STATIC / "child.js").stat().st_size <= SCRIPT
    assert (STATIC / "mark.svg").stat().st_size <= 1_500
    for name in ("start.svg", "thanks.svg"):
        assert (STATIC / name).stat().st_size <= 4_000


def test_old_browsers_know_everything_we_write() -> None:
    css = (STATIC / "child.css").read_text("utf-8")
    script = (STATIC / "child.js").read_text("utf-8")
    assert re.findall(UNKNOWN_IN_CSS, css, re.MULTILINE) == []
    assert re.findall(UNKNOWN_IN_JS, script) == []


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent while the block runs."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def cost(app: Flask, child: PageClient) -> tuple[int, int]:
    """Return the statements of showing a question and of saving its answer."""
    begin(child)
    page = child.get("/phieu/1")
    with statements(app) as shown:
        child.get("/phieu/1")
    child.page = page
    with statements(app) as saved:
        child.submit(page, tuoi="8", follow=False)
    return len(shown), len(saved)


def test_a_page_costs_the_same_whatever_is_stored(app: Flask, child: PageClient) -> None:
    before = cost(app, child)
    with app.app_context():
        number = add_round(db.session())
        for _ in range(2_000):
            add_submission(db.session(), number, date(2026, 11, 5))
        db.session.commit()
        db.session.remove()
    after = cost(app, child)
    assert before == after
    assert max(before) <= STATEMENTS, before
