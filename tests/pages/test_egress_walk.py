"""The egress matrix: marked words against every way out that exists.

The walk reads the URL map and fills addresses from the database, so a page, an
export or a list that lands later is walked too.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from flask import Flask

from tests.support import planted
from tests.support.builders import person
from tests.support.databases import SqliteShelf
from tests.support.pages import Page, PageClient
from tests.support.planted import FORUM, MONTHLY, Planted
from tests.support.walking import addresses, opened
from webapp.accounts.rules import Role
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app
from webapp.web.request_log import configure

OFFICER = frozenset({"safeguarding.concern", "safeguarding.paper"})
MODERATORS = frozenset({"moderation.queue", "moderation.sheet"})
WITH_NAMES = frozenset({"registration.registration", "registration.printed_list"})
# The only pages on which each word may stand; everything else is a leak.
MAY_SHOW = {
    planted.UNREAD: MODERATORS,
    planted.REFUSED: MODERATORS,
    **dict.fromkeys(planted.SEALED, OFFICER),
    # A moderator sees a masked word only until the opinion is decided.
    **dict.fromkeys((planted.MASKED, *planted.NOWHERE), frozenset()),
    **dict.fromkeys(planted.NAMES, WITH_NAMES),
}


@pytest.fixture
def world(app: Flask) -> Planted:
    return Planted(app)


@contextmanager
def kept_log() -> Iterator[io.StringIO]:
    """Collect what the application writes to its log."""
    stream, before = io.StringIO(), structlog.get_config()
    configure(stream)
    try:
        yield stream
    finally:
        structlog.configure(**before)


def somebody(world: Planted, role: Role) -> PageClient:
    return person(world.app, role, body_id=world.body, school_id=world.school)


def leaks(endpoint: str, url: str, said: str) -> list[str]:
    return [
        f"{word} at {url} ({endpoint})"
        for word, allowed in MAY_SHOW.items()
        if word in said and endpoint not in allowed
    ]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_meets_a_word_outside_its_room(world: Planted, role: Role) -> None:
    client = somebody(world, role)
    found: list[str] = []
    shown: set[str] = set()
    with kept_log() as log:
        for rule, url in addresses(world.app):
            with client.browser.get(url) as answer:
                assert answer.status_code < 500, f"{url}: {answer.status_code}"
                said = opened(answer.data) + url + str(answer.headers)
            found += leaks(rule.endpoint, url, said)
            shown |= {word for word in MAY_SHOW if word in said}
    found += leaks("log", "log", log.getvalue())
    assert not found, "\n".join(found)
    # The walk proves something only if it comes where the words do stand.
    if role is Role.MODERATOR:
        assert {planted.UNREAD, planted.REFUSED} <= shown
    if role is Role.PROTECTION_OFFICER:
        assert set(planted.SEALED) <= shown


@pytest.mark.parametrize("role", list(Role))
def test_no_refusal_and_no_mistake_page_says_a_word(world: Planted, role: Role) -> None:
    """Every form is sent with nothing in it; pages shown again are those of the room."""
    client = somebody(world, role)
    client.get("/can-bo/doi-mat-khau")
    assert client.page is not None
    token = client.page.all("input[name=csrf_token]")[0]["value"]
    found: list[str] = []
    for rule, url in list(addresses(world.app, "POST")):
        if rule.endpoint.startswith(("moderation.", "security.", "respond.", "language.")):
            continue
        answer = client.browser.post(url, data={"csrf_token": token})
        assert answer.status_code < 500, f"{url}: {answer.status_code}"
        found += leaks("", url, opened(answer.data) + str(answer.headers))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", list(Role))
def test_no_search_finds_a_hidden_word(world: Planted, role: Role) -> None:
    """The word stands in the search box again, so the results tell, not the page."""
    client = somebody(world, role)
    for path in ("/can-bo/theo-doi", "/can-bo/theo-doi/in"):
        known = client.browser.get(path, query_string={"tim": "bóng mát"})
        if known.status_code == 403:
            continue
        if role not in (Role.ADMINISTRATOR, Role.SCHOOL_COORDINATOR):
            assert world.case_number in known.get_data(as_text=True), role
        for word in MAY_SHOW:
            answer = client.browser.get(path, query_string={"tim": word})
            assert answer.status_code == 200
            assert world.case_number not in answer.get_data(as_text=True), f"{role}: {word}"


def test_no_receipt_shows_what_is_hidden(world: Planted) -> None:
    """Not even the child's own: whoever finds the slip reads it too."""
    for name, digits in world.receipts.items():
        child = PageClient(world.app)
        child.get("/tra-loi")
        letter = child.submit(number=digits)
        assert letter.url == "/tra-loi/thu", name
        found = leaks("feedback.letter", name, letter.html)
        assert not found, found
    assert len(world.receipts) == 8


def test_sealed_and_waiting_receipts_are_the_same_page(world: Planted) -> None:
    """What raised a concern looks like what nobody has read yet, to the letter."""
    pages = {}
    for name in ("unread", "concern", "handed", "question", "shelf"):
        child = PageClient(world.app)
        child.get("/tra-loi")
        letter = child.submit(number=world.receipts[name])
        main = letter.one("main")
        for token in main.select("input[name=csrf_token]"):
            token.decompose()
        pages[name] = str(main)
    assert pages["concern"] == pages["unread"]
    assert pages["handed"] == pages["unread"]
    assert pages["question"] == pages["shelf"]


def test_the_file_holds_no_sealed_or_erased_word(world: Planted) -> None:
    """Neither the database file nor its journal: backups are copies of both."""
    database = Path(world.app.config["SETTINGS"].database_url.removeprefix("sqlite:///"))
    files = [database, database.with_name(database.name + "-wal")]
    raw = b"".join(file.read_bytes() for file in files if file.exists())
    assert b"Kh" in raw
    secrets = (*planted.SEALED, *planted.NOWHERE, *planted.NAMES, *world.receipts.values())
    assert [word for word in secrets if word.encode() in raw] == []


def all_words(world: Planted) -> dict[str, list[str]]:
    """Return the words of every page and table that anybody but the officer can open.

    Names and identifiers made by chance, tokens and times of day are left out, and
    so is the order, which hangs on them.
    """
    others = [role for role in Role if role is not Role.PROTECTION_OFFICER]
    client = person(world.app, *others, body_id=world.body, school_id=world.school).browser
    found: dict[str, list[str]] = {}
    for rule, url in addresses(world.app):
        if rule.endpoint.startswith(("accounts.", "safeguarding.", "respond.start", "static")):
            continue
        # Identifiers made by chance: the address of another child is another address.
        if {"submission_id", "concern_id", "opinion_id", "meeting_id"} & rule.arguments:
            continue
        page = Page(url, client.get(url))
        if page.status != 200:
            found[f"{rule.endpoint} {url}"] = [str(page.status)]
            continue
        text = page.words if page.is_html else opened(page.data)
        text = re.sub(r"nguoi-\w+|\d\d:\d\d(:\d\d)?|\d{3} ?\d{3}|[\w-]{16,}", "", text)
        found.setdefault(f"{rule.endpoint} {url}", []).extend(sorted(text.split()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "band", "harmless", "danger"),
    [
        (MONTHLY, "6-10", {"tuoi": "9"}, {"tuoi": "9", "noi_them": "Bố đánh em chảy máu."}),
        (FORUM, "tat-ca", {}, {"thong_diep": "Bố em đánh em chảy máu, em sợ."}),
    ],
)
def test_a_concern_changes_no_number_anywhere(
    sqlite_shelf: SqliteShelf,
    base_settings: Settings,
    tmp_path: Path,
    slug: str,
    band: str,
    harmless: dict[str, str],
    danger: dict[str, str],
) -> None:
    """All pages are those of a child who sent the same without the words."""
    seen = []
    for answers in (harmless, danger):
        app = create_app(replace(base_settings, database_url=sqlite_shelf.fresh(tmp_path)))
        world = Planted(app)
        with app.app_context():
            whole = {**planted.FORUM_PLAIN, **answers} if slug == FORUM else answers
            world.send(db.session(), "more", slug, band, whole)
            db.session.commit()
        seen.append(all_words(world))
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    assert seen[0].keys() == seen[1].keys()
    different = {
        url: (Counter(seen[0][url]) - Counter(said), Counter(said) - Counter(seen[0][url]))
        for url, said in seen[1].items()
        if said != seen[0][url]
    }
    assert different == {}
