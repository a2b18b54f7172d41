"""The egress matrix: every marked word against every way out, and two houses side by side.

The walk reads the URL map and fills addresses from the database, so a page, an
export or a list that lands later is walked too.  The commune is planted once;
its twin is a copy in which the same children told of no danger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support import secret_words
from tests.support.databases import SqliteShelf
from tests.support.endangered import endanger, keep_silent
from tests.support.exits import (
    copy_database,
    database_of,
    difference,
    got,
    kept_log,
    plain,
    same_world,
    visitor,
)
from tests.support.pages import PageClient
from tests.support.planted import Planted
from tests.support.secret_words import SECRETS, leaks
from tests.support.smtp_server import mail_server
from tests.support.walking import addresses, once_where_refused, opened
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import MailSecurity, MailSettings, Settings
from webapp.duties.running import run_all
from webapp.extensions import db
from webapp.factory import create_app
from webapp.outbox import service as outbox
from webapp.web.transaction import apart

OFFICERS = (Role.PROTECTION_OFFICER, "excluded")
VISITORS = (*Role, "excluded", None)
SEALED = {word: one for word, one in SECRETS.items() if "safeguarding.concern" in one.pages}
# An officer whom every concern is kept from is no officer where concerns stand.
FOR_EXCLUDED = {**SECRETS, **{word: replace(s, pages=frozenset()) for word, s in SEALED.items()}}


@pytest.fixture(scope="module")
def houses(
    sqlite_shelf: SqliteShelf, base_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Planted, Planted]]:
    """Return a commune with every kind of concern, and its twin without one."""
    folder = tmp_path_factory.mktemp("houses")
    app = create_app(replace(base_settings, database_url=sqlite_shelf.fresh(folder)))
    world = Planted(app)
    silent = create_app(replace(base_settings, database_url=copy_database(app, folder / "twin.db")))
    twin = same_world(world, silent)
    endanger(world)
    keep_silent(twin)
    yield world, twin
    for one in (app, silent):
        with one.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def world(houses: tuple[Planted, Planted]) -> Planted:
    return houses[0]


@pytest.mark.parametrize("name", VISITORS)
def test_no_word_and_no_trace_of_a_concern_leaves_by_any_address(
    houses: tuple[Planted, Planted], name: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Only marked pages say a marked word; a house with concerns looks like one without."""
    world, twin = houses
    secrets = FOR_EXCLUDED if name == "excluded" else SECRETS
    role = Role.PROTECTION_OFFICER if name == "excluded" else name and Role(name)
    here, there = visitor(world, name), visitor(twin, name)
    found: list[str] = []
    shown: set[str] = set()
    with kept_log() as log:
        asked = addresses(world.app)
        for rule, url in once_where_refused(world.app, role, asked) if role else asked:
            status, said = got(here, url)
            assert status < 500, f"{url}: {status}"
            found += leaks(rule.endpoint, role or None, said, url, secrets)
            shown |= {word for word in SECRETS if word in said}
            if name in OFFICERS:
                continue
            status_there, said_there = got(there, url)
            if (status, plain(said)) != (status_there, plain(said_there)):
                told = difference(plain(said), plain(said_there))
                found.append(f"{url} tells of a concern: {status}, {status_there}\n{told}")
    wrote = (log.getvalue(), *capfd.readouterr())
    found += leaks("log", None, "".join(wrote), "what the program writes")
    assert not found, "\n".join(found)
    # The walk proves something only if it comes where the words do stand.
    comes_to = {word for word, one in secrets.items() if one.roles and role in one.roles}
    assert comes_to <= shown | _elsewhere(name), comes_to - shown


def _elsewhere(name: str | None) -> set[str]:
    """Return words that only stand on pages this person must first be asked to."""
    return set(SEALED) if name == "excluded" else set()


def test_no_refusal_and_no_mistake_page_says_a_word(
    world: Planted, base_settings: Settings, tmp_path: Path
) -> None:
    """Every form is sent with nothing in it; what is refused leaves nothing behind."""
    address = copy_database(world.app, tmp_path / "forms.db")
    house = same_world(world, create_app(replace(base_settings, database_url=address)))
    watcher = sqlite3.connect(database_of(house.app))
    found: list[str] = []
    statuses: set[int] = set()
    with kept_log() as log:
        for name in VISITORS[:-1]:
            client = visitor(house, name)
            page = client.get("/can-bo/doi-mat-khau").get_data(as_text=True)
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
            role = Role.PROTECTION_OFFICER if name == "excluded" else Role(name or "")
            for rule, url in once_where_refused(house.app, role, addresses(house.app, "POST")):
                if rule.endpoint.startswith(("moderation.", "security.", "respond.", "language.")):
                    continue
                before = watcher.execute("PRAGMA data_version").fetchone()
                answer = client.post(url, data={"csrf_token": token})
                statuses.add(answer.status_code)
                assert answer.status_code < 500, f"{name}, {url}: {log.getvalue()[-600:]}"
                said = opened(answer.data) + str(answer.headers)
                found += leaks(rule.endpoint, role, said, f"POST {url}")
                after = watcher.execute("PRAGMA data_version").fetchone()
                if answer.status_code >= 400 and before != after:
                    found.append(f"POST {url} was refused and left something, {name}")
    watcher.close()
    found += leaks("log", None, log.getvalue(), "the log")
    assert not found, "\n".join(found)
    assert {403, 404, 409, 422} <= statuses


@pytest.mark.parametrize("role", list(Role))
def test_no_search_finds_a_hidden_word(world: Planted, role: Role) -> None:
    """The word stands in the search box again, so the results tell, not the page."""
    client = visitor(world, role)
    for path in ("/can-bo/theo-doi", "/can-bo/theo-doi/in"):
        known = client.get(path, query_string={"tim": "bóng mát"})
        if known.status_code == 403:
            continue
        if role not in (Role.ADMINISTRATOR, Role.SCHOOL_COORDINATOR):
            assert world.case_number in known.get_data(as_text=True), role
        for word in SECRETS:
            answer = client.get(path, query_string={"tim": word})
            assert answer.status_code == 200
            assert world.case_number not in answer.get_data(as_text=True), f"{role}: {word}"


def test_no_receipt_shows_what_is_hidden(world: Planted) -> None:
    """Not even the child's own; and sealed words look like words nobody has read yet."""
    pages = {}
    for name, digits in world.receipts.items():
        child = PageClient(world.app)
        child.get("/tra-loi")
        letter = child.submit(number=digits)
        assert letter.url == "/tra-loi/thu", name
        found = leaks("feedback.letter", None, letter.html, f"the receipt of {name}")
        assert not found, found
        main = letter.one("main")
        for token in main.select("input[name=csrf_token]"):
            token.decompose()
        pages[name] = str(main)
    assert len(pages) == 15
    assert pages["concern"] == pages["handed"] == pages["unread"]
    assert pages["joined"] == pages["unread"], "out of a case, a child waits as at first"
    assert pages["question"] == pages["shelf"]


def test_no_mail_says_a_word_or_comes_because_of_a_concern(
    houses: tuple[Planted, Planted], base_settings: Settings, tmp_path: Path
) -> None:
    """As the mail server got it; people who are no officers get the same in both houses."""
    sent: list[dict[str, list[str]]] = []
    for number, house in enumerate(houses):
        address = copy_database(house.app, tmp_path / f"mail{number}.db")
        app = create_app(replace(base_settings, database_url=address))
        with mail_server() as server, kept_log() as log:
            sender = "em-noi@xa.example"
            mail = MailSettings(
                "127.0.0.1", server.port, MailSecurity.NONE, "", "", sender, "http://x"
            )
            outbox.send_due(lambda app=app: apart(app), mail, clock.now())
        whole = b"".join(server.raw).decode() + "".join(
            str(message.get_content()) + str(message.items()) for _to, message in server.mails
        )
        assert not leaks("mail", None, whole + log.getvalue(), "mail")
        sent.append({})
        for to, message in server.mails:
            sent[-1].setdefault(to, []).append(plain(str(message.get_content())))
    officers = {
        f"p{house_id}@thu.example"
        for name, house_id in houses[0].people.items()
        if name in OFFICERS or name == "second officer"
    }
    assert officers - {f"p{houses[0].people['excluded']}@thu.example"} <= sent[0].keys()
    others = [{to: text for to, text in one.items() if to not in officers} for one in sent]
    assert others[0] == others[1]


def test_no_failure_says_a_word(
    world: Planted, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A failure may quote what a child wrote: neither its page nor the log does."""
    words = " ".join(SECRETS)

    def fails() -> None:
        db.session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": words})

    app = world.app
    for endpoint, url in (("desk.today", "/can-bo/"), ("feedback.ask", "/tra-loi")):
        broken = wraps(app.view_functions[endpoint])(partial(fails))
        monkeypatch.setitem(app.view_functions, endpoint, broken)
        client = visitor(world, Role.MODERATOR)
        with kept_log() as log:
            status, said = got(client, url)
        assert status == 500
        assert "OperationalError" in log.getvalue()
        assert not leaks(endpoint, None, said + log.getvalue(), "a failure")
    with kept_log() as log:
        duties = {"fails": lambda _session, _now: fails()}
        ran = run_all(lambda: apart(app), None, clock.now(), duties)
    assert ran.failed == ("fails",)
    assert not leaks("duty", None, log.getvalue(), "a failing duty")
    assert not leaks("stderr", None, "".join(capfd.readouterr()), "stderr")


def test_the_file_holds_no_sealed_or_erased_word(houses: tuple[Planted, Planted]) -> None:
    """Neither the database file nor its journal: backups are copies of both."""
    world = houses[0]
    database = database_of(world.app)
    files = [database, database.with_name(database.name + "-wal")]
    raw = b"".join(file.read_bytes() for file in files if file.exists())
    assert b"Kh" in raw
    secrets = [word for word, one in SECRETS.items() if one.sealed]
    assert [one for one in (*secrets, *world.receipts.values()) if one.encode() in raw] == []
    with world.app.app_context():
        log = str(db.session.execute(text("SELECT * FROM audit_event")).all())
        assert secret_words.DRAFT_REPLY not in log
        assert secret_words.TO_SECOND not in log
