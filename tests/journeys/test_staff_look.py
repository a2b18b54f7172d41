"""Every staff page, full of the demonstration's data, as axe and a narrow screen see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.live import LiveServer
from webapp.launch.demo.cast import PASSWORD

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1366, "height": 768}
# One page of each kind is enough: fifty cases look alike to axe.
PER_KIND = 1
MOST_PAGES = 60
# One person of each role; the other officials see the same pages.
PEOPLE = (
    "quan-tri",
    "doan-xa",
    "chinh-sach",
    "lanh-dao",
    "bao-ve-tre-em",
    "cb-tram-y-te",
    "tpt-thcs-dong-sao",
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Start the demonstration, freshly made."""
    server = LiveServer(tmp_path_factory.mktemp("demo"), command="demo").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def live_server(running: LiveServer) -> str:
    """Return the demonstration's address."""
    return running.url


def signed_in(context: BrowserContext, username: str) -> Page:
    """Return a page signed in as *username* of the demonstration."""
    page = context.new_page()
    page.goto("/can-bo/dang-nhap")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    return page


def kind_of(address: str) -> str:
    """Return an address without its numbers and identifiers."""
    path = address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    parts = path.split("/")
    return "/".join("*" if re.search(r"\d|^[\w-]{16}$", part) else part for part in parts)


def links(page: Page) -> list[str]:
    """Return the staff addresses this page leads to, files left out."""
    found = page.eval_on_selector_all(
        "a[href^='/can-bo']", "all => all.map(a => a.pathname + a.search)"
    )
    return [
        href
        for href in found
        if not re.search(r"\.(xlsx|docx|csv)|/tep/(xlsx|md)$|/mau/\d+$", href)
    ]


def crawl(page: Page, look: Callable[[Page], None]) -> set[str]:
    """Open what the desk leads to, some of each kind, and look at each."""
    waiting, seen, kinds = ["/can-bo/"], set(), {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or kinds.get(kind, 0) >= PER_KIND:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answers {answer.status}"
        look(page)
        waiting.extend(links(page))
    return set(kinds)


def assert_fits(page: Page) -> None:
    """Check that nothing makes a telephone scroll sideways."""
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(DESK)
    assert width <= PHONE["width"], f"{page.url} is {width} px wide on a telephone"


@pytest.mark.slow
def test_axe_and_a_telephone_find_nothing(
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
) -> None:
    faults: list[str] = []

    def look(page: Page) -> None:
        # All pages are looked at before the test fails: mending one by one is slow.
        for check in (axe, assert_fits):
            try:
                check(page)
            except AssertionError as error:
                faults.append(str(error).partition("\nassert")[0])

    opened: set[str] = set()
    for username in PEOPLE:
        opened |= crawl(signed_in(new_context(), username), look)
    assert not faults, "\n".join(faults)
    for room in (
        "bao-ve",
        "y-kien",
        "theo-doi",
        "ke-hoach",
        "dang-ky",
        "dot",
        "phieu-hoi",
        "tong-hop",
    ):
        assert f"/can-bo/{room}" in opened
    assert len(opened) >= 25


@pytest.mark.slow
def test_the_commune_fits_on_one_sheet_of_paper(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = signed_in(new_context(), "lanh-dao")
    page.goto("/can-bo/mot-trang")
    # The worst a year can bring: as many rows as the page takes, each with a long title.
    page.evaluate(
        """() => {
            const body = document.querySelector('.overdue tbody')
            const row = body.rows[0]
            row.querySelector('a').textContent = 'Đường đến trường tối và ngập nước '.repeat(9)
            while (body.rows.length < 12) body.append(row.cloneNode(true))
        }"""
    )
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
