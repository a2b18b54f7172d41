"""The security headers, exactly, on every kind of answer of both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.support.builders import person
from tests.support.databases import SqliteShelf
from webapp.accounts.rules import Role
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


@pytest.fixture(scope="module")
def broken(
    sqlite_shelf: SqliteShelf, base_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Build an application with an address on each side that fails."""
    address = sqlite_shelf.fresh(tmp_path_factory.mktemp("headers"))
    app = create_app(replace(base_settings, database_url=address))

    def fail() -> str:
        raise RuntimeError("on purpose")

    app.add_url_rule("/hong", "broken_child", fail)
    app.add_url_rule("/can-bo/hong", "broken_staff", fail)
    yield app
    with app.app_context():
        db.engine.dispose()


CASES = [
    ("GET", "/", 200),
    ("GET", "/khong-co", 404),
    ("GET", "/ngon-ngu", 405),
    ("GET", "/hong", 500),
    ("GET", "/healthz", 200),
    ("GET", "/can-bo/dang-nhap", 200),
    ("GET", "/can-bo/", 302),
    ("POST", "/can-bo/dang-nhap", 400),
    ("GET", "/can-bo/khong-co", 404),
    ("GET", "/can-bo/dang-xuat", 405),
    ("DELETE", "/can-bo/dang-nhap", 405),
    ("GET", "/can-bo/hong", 500),
]


@pytest.mark.parametrize(("method", "url", "status"), CASES)
def test_headers_are_exact(broken: Flask, method: str, url: str, status: int) -> None:
    answer = broken.test_client().open(url, method=method)
    assert answer.status_code == status
    check(answer.headers, url)


def test_headers_of_a_refusal_and_of_a_redirect_after_a_post(broken: Flask) -> None:
    client = person(broken, Role.BODY_OFFICIAL)
    answer = client.browser.get("/can-bo/nguoi-dung")
    assert answer.status_code == 403
    check(answer.headers, "/can-bo/nguoi-dung")
    client.get("/can-bo/doi-mat-khau")
    assert client.page is not None
    token = str(client.page.all("input[name=csrf_token]")[0]["value"])
    answer = client.browser.post(
        "/can-bo/ngon-ngu", data={"csrf_token": token, "language": "en", "back": "/can-bo/"}
    )
    assert answer.status_code == 303
    check(answer.headers, "/can-bo/ngon-ngu")


def check(headers: object, url: str) -> None:
    got = dict(headers)  # type: ignore[call-overload]
    assert {name: got.get(name) for name in EVERYWHERE} == EVERYWHERE
    staff = url.startswith("/can-bo")
    assert got["Referrer-Policy"] == ("same-origin" if staff else "no-referrer")
    assert got["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in got
    assert "ETag" not in got


def test_static_files_may_be_kept_and_come_compressed(app: Flask) -> None:
    answer = app.test_client().get(
        "/static/vendor/bootstrap.min.css", headers={"Accept-Encoding": "gzip"}
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert len(answer.data) < 40_000
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_the_first_staff_page_fits_its_budget(app: Flask) -> None:
    """Page, style sheets, mark and all four font files: at most 250 kB over the wire."""
    client = app.test_client()
    gzip = {"Accept-Encoding": "gzip"}
    addresses = [
        "/can-bo/dang-nhap",
        "/static/vendor/bootstrap.min.css",
        "/static/staff.css",
        "/static/mark.svg",
        *(
            f"/static/vendor/be-vietnam-pro-{part}-{weight}-normal.woff2"
            for part in ("latin", "vietnamese")
            for weight in (400, 700)
        ),
    ]
    total = 0
    for url in addresses:
        with client.get(url, headers=gzip) as answer:
            total += len(answer.data)
    assert total < 250_000


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize(
    "url", ["/", "/gui", "/tra-loi/thu", "/can-bo/", "/can-bo/bao-ve", "/static/staff.css"]
)
def test_headers_whatever_the_method(app: Flask, method: str, url: str) -> None:
    client = person(app, Role.LEADER).browser
    override = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "DELETE"}
    with client.open(url, method=method, headers=override) as answer:
        assert answer.status_code in (200, 302, 303, 404, 405)
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.parametrize(
    "path", ["../config.py", "%2e%2e/config.py", "..%2fconfig.py", "....//config.py", "%00", "x"]
)
def test_static_files_are_those_of_the_folder(app: Flask, path: str) -> None:
    answer = app.test_client().get(f"/static/{path}")
    assert answer.status_code in (400, 404)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_https_is_insisted_on_only_where_it_is_spoken(sqlite_settings: Settings) -> None:
    app = create_app(replace(sqlite_settings, https=True))
    answer = app.test_client().get("/healthz", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    page = app.test_client().get("/can-bo/dang-nhap", base_url="https://localhost")
    assert "Secure" in page.headers["Set-Cookie"]
