"""Input nobody typed: every address and every form answers it with a clear refusal, never 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from tests.support.builders import PASSWORD, add_user, password_hash, person
from tests.support.pages import PageClient
from tests.support.paper import open_round
from tests.support.planted import Planted
from tests.support.walking import addresses
from webapp.accounts.rules import Role
from webapp.extensions import db
from webapp.submissions.records import Draft

HUGE = "9" * 25
NASTY: tuple[Any, ...] = (
    HUGE,
    "9" * 5000,
    "a\x00b",
    "²",
    "01/01/0001",
    "\ud7ff\uffff\U0010ffff",
    ["a"] * 300,
    "x" * 100_000,
)


@pytest.fixture
def world(app: Flask) -> Planted:
    return Planted(app)


def forms_of(page: bytes) -> Iterator[tuple[str, dict[str, list[str]], str]]:
    """Yield address, fields with their values, and method of every form of a page."""
    for form in BeautifulSoup(page, "html.parser").find_all("form"):
        fields: dict[str, list[str]] = {}
        for tag in form.find_all(["input", "select", "textarea", "button"]):
            if tag.get("name"):
                options = [o.get("value", "") for o in tag.find_all("option")]
                fields.setdefault(str(tag["name"]), []).extend(options or [tag.get("value", "")])
        yield str(form.get("action") or ""), fields, str(form.get("method", "get")).lower()


def broken(fields: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Yield the fields with each bad value in all of them, then in one at a time."""
    good = {name: values[0] if values else "" for name, values in fields.items()}
    token = {"csrf_token": good.get("csrf_token", "")}
    for value in NASTY:
        yield {**dict.fromkeys(good, value), **token}
    for name in good:
        yield {**good, name: HUGE, **token}


@pytest.mark.slow
def test_no_form_of_the_staff_breaks(world: Planted) -> None:
    client = person(world.app, *Role, body_id=world.body, school_id=world.school)
    wrong, seen = [], set()
    for rule, url in list(addresses(world.app)):
        if not url.startswith("/can-bo") or rule.endpoint.startswith(("security", "reports.as")):
            continue
        for action, fields, method in forms_of(client.browser.get(url).data):
            key = (action.rstrip("0123456789") or rule.rule, method, tuple(sorted(fields)))
            if key in seen or "dang-xuat" in action:
                continue
            seen.add(key)
            for data in broken(fields):
                where = {"data": data} if method == "post" else {"query_string": data}
                answer = client.browser.open(action or url, method=method, **where)
                if answer.status_code >= 500:
                    wrong.append(f"{method} {action or url} {str(data)[:300]}")
    assert not wrong, "\n".join(wrong)
    assert seen


@pytest.fixture
def child(app: Flask) -> PageClient:
    """Return a child who has agreed and sees the first question."""
    open_round(app)
    client = PageClient(app)
    client.get("/")
    client.submit(button="6–10 tuổi")
    client.submit(button="Em đồng ý")
    return client


def token(client: PageClient) -> str:
    assert client.page is not None
    return str(client.page.all("input[name=csrf_token]")[0]["value"])


CHILD_POSTS = {
    "/": ("choice", "code"),
    "/dong-y": ("answer",),
    "/phieu/1": ("tuoi", "_go", "_skip", "_asked", "_language", "_sua"),
    "/phieu/2": ("vui",),
    "/phieu/3": ("chua_thich", "khac"),
    "/phieu/4": ("noi_them",),
    "/phieu/5": ("so_ban", "biet_boi"),
    "/gui": ("x",),
    "/tra-loi": ("number",),
    "/tra-loi/danh-gia": ("rating", "opinion"),
    "/ngon-ngu": ("language", "back"),
}


def test_no_page_of_a_child_breaks(child: PageClient) -> None:
    wrong, csrf = [], token(child)
    for url, names in CHILD_POSTS.items():
        for value in (*NASTY, f"{HUGE}:6-10", f"1:{HUGE}", "1:6-10"):
            data = {**dict.fromkeys(names, value), "csrf_token": csrf}
            status = child.browser.post(url, data=data).status_code
            if status >= 500:
                wrong.append(f"{url} {str(value)[:60]!r}: {status}")
    for path in (f"/phieu/{HUGE}", f"/phieu/{'9' * 5000}", f"/doc-them/{HUGE}", "/phieu/%00"):
        status = child.browser.get(path).status_code
        if status >= 500:
            wrong.append(f"{path[:40]}: {status}")
    assert not wrong, "\n".join(wrong)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("url", ["/", "/phieu/4", "/tra-loi", "/can-bo/dang-nhap"])
@pytest.mark.parametrize(
    ("body", "kind", "least"),
    [
        (b"%ff%fe=%fa&csrf_token=%ff", FORM, 300),
        (b"a=" + b"x" * 1_200_000, FORM, 400),
        (b"&".join(b"f%d=1" % n for n in range(10_000)), FORM, 300),
        (b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n', "multipart/form-data", 300),
        (b"\x00\xff\x00", "multipart/form-data; boundary=b", 300),
        (b'{"a": 1}', "application/json", 300),
        (b"\x89PNG\r\n\x1a\n" * 1000, "image/png", 300),
    ],
)
def test_no_body_breaks(child: PageClient, url: str, body: bytes, kind: str, least: int) -> None:
    answer = child.browser.post(url, data=body, content_type=kind)
    assert least <= answer.status_code < 500, answer.status_code


def test_ten_thousand_fields_are_no_answer(child: PageClient) -> None:
    """Fields that the page did not ask for are not kept."""
    fields = {f"f{n}": "x" for n in range(10_000)} | {"csrf_token": token(child), "tuoi": "8"}
    assert child.browser.post("/phieu/1", data=fields).status_code == 303
    with child.app.app_context():
        (draft,) = db.session.scalars(select(Draft)).all()
        assert draft.answers == '{"tuoi": "8"}'


@pytest.mark.parametrize("url", ["/tra-loi", "/can-bo/theo-doi?tim=a%00b", "/can-bo/danh-ba/x%00"])
def test_a_nul_character_is_refused(app: Flask, url: str) -> None:
    """PostgreSQL would fail on it, SQLite would keep it."""
    client = person(app, *Role)
    client.get("/tra-loi")
    data = {"csrf_token": token(client), "number": "1\x00"}
    answer = client.browser.post(url, data=data) if "?" not in url else client.browser.get(url)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "https://e.example",
     "\t//evil.example", "/ /evil.example", "", "javascript:alert(1)"],
)  # fmt: skip
def test_no_way_back_leads_elsewhere(app: Flask, back: str) -> None:
    for side, first in (("/ngon-ngu", "/"), ("/can-bo/ngon-ngu", "/can-bo/")):
        client = PageClient(app)
        client.get("/tra-loi" if first == "/" else "/can-bo/dang-nhap")
        data = {"csrf_token": token(client), "language": "en", "back": back}
        answer = client.browser.post(side, data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, first)


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "/\t/evil.example", "\t//evil.example",
               "///evil.example", "https://evil.example/", "http:evil.example", "/%09/evil.example"]
)  # fmt: skip
@pytest.mark.parametrize("where", ["form", "query"])
def test_signing_in_leads_nowhere_else(app: Flask, wanted: str, where: str) -> None:
    with app.app_context():
        password = password_hash("one")
        add_user(db.session(), Role.LEADER, username="lanh-dao", password=password)
        db.session.commit()
    client = PageClient(app)
    client.get("/can-bo/dang-nhap")
    data = {"csrf_token": token(client), "username": "lanh-dao", "password": PASSWORD}
    query = {"next": wanted} if where == "query" else {}
    data |= {"next": wanted} if where == "form" else {}
    answer = client.browser.post("/can-bo/dang-nhap", data=data, query_string=query)
    assert answer.status_code == 302
    to = urlsplit(re.sub(r"[\t\r\n]", "", answer.headers["Location"]).replace("\\", "/"))
    assert (to.scheme, to.netloc) == ("", ""), answer.headers["Location"]
    assert not answer.headers["Location"].startswith(("//", "/\\"))
