"""A real server and a real browser for the journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.support import chromium
from tests.support.builders import PASSWORD, add_user, password_hash
from tests.support.live import LiveServer
from webapp.accounts.rules import Role
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.privacy.encryption import KEYRING

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SCREEN = {"width": 1366, "height": 768}
FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives a browser."""
    for item in items:
        if FOLDER in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Run the product once for all journeys of this test process."""
    server = LiveServer(tmp_path_factory.mktemp("live")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def live_server(running: LiveServer) -> str:
    """Return the base URL of the running product."""
    return running.url


@pytest.fixture(scope="session")
def live_app(running: LiveServer) -> Iterator[Flask]:
    """Return an application on the running product's database, to prepare people and look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTANCE", str(running.instance))
        application = create_app(replace(load(), testing=True))
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _own_keys(request: pytest.FixtureRequest) -> None:
    """Read and write with the running product's keys, whatever was made in this process since."""
    if "live_app" in request.fixturenames:
        KEYRING.fill(request.getfixturevalue("live_app").config["SETTINGS"].field_keys)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium with the back-forward cache a real one has."""
    path = chromium.find()
    assert path, chromium.MISSING
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox"] if chromium.needs_no_sandbox() else [],
            # Playwright switches the cache off, which would hide what the next
            # child finds with the Back button.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield started
        started.close()


@pytest.fixture
def new_context(browser: Browser, live_server: str) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of browser profiles; each page in them is watched for faults."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        # The browser reports 404 and 422 pages here too; tests open them on purpose.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    def note_request(address: str) -> None:
        if not address.startswith((live_server, "data:", "blob:", "chrome-error:")):
            faults.append(f"third-party request: {address}")

    def make(**options: Any) -> BrowserContext:
        chosen: dict[str, Any] = {"viewport": SCREEN, "locale": "vi-VN", "base_url": live_server}
        context = browser.new_context(**{**chosen, **options})
        context.set_default_timeout(10_000)
        context.on("request", lambda request: note_request(request.url))
        context.on("console", note_console)
        context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page with JavaScript."""
    return new_context().new_page()


@pytest.fixture
def page_without_js(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page whose browser runs no JavaScript."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def staff_page(new_context: Callable[..., BrowserContext], live_app: Flask) -> Callable[..., Page]:
    """Return a maker of signed-in pages: a new person with the given roles each time."""

    def make(*roles: Role, body_id: int | None = None, school_id: int | None = None) -> Page:
        with live_app.app_context():
            known = password_hash(live_app.config["SECURITY_PASSWORD_SALT"])
            user = add_user(
                db.session(), *roles, password=known, body_id=body_id, school_id=school_id
            )
            username = user.username
            db.session.commit()
            db.session.remove()
        page = new_context().new_page()
        page.goto("/can-bo/dang-nhap")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda address: "dang-nhap" not in address)
        return page

    return make


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a check that fails with what axe finds on a page."""

    def check(page: Page) -> None:
        # A page that is only arriving has no root element yet.
        page.wait_for_load_state()
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        told = [
            f"{v['id']} ({v['impact']}): {v['help']}\n    {v['nodes'][0]['html'][:200]}"
            for v in found
        ]
        assert not told, f"axe on {page.url}:\n- " + "\n- ".join(told)

    return check
