"""Every address of the staff, asked for by every role, against the permission table.

The walk reads the URL map, so a room that lands later is walked too.  It asks
with numbers and codes that do not exist: whoever is let in gets the page or
"not found", whoever is not is refused before the handler looks at anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    IntegerConverter,
    Rule,
    UnicodeConverter,
)

from tests.support.builders import person
from webapp.accounts.rules import GRANTS, Permission, Role
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.web.sessions import STAFF_PREFIX, is_staff_path

DEMO = PROJECT / "webapp" / "directory" / "communes" / "demo"
SIGN_IN = f"{STAFF_PREFIX}/dang-nhap"


def staff_rules(app: Flask) -> Iterator[tuple[Rule, Any]]:
    for rule in app.url_map.iter_rules():
        handler = app.view_functions[rule.endpoint]
        if getattr(handler, "access", ("", ()))[0] == "staff":
            yield rule, handler


def nothing(converter: BaseConverter) -> object:
    """Return a value of the right form that stands for nothing in the database."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    if isinstance(converter, UnicodeConverter):
        return "x" * int((re.findall(r"\d+", converter.regex) or ["1"])[0])
    if isinstance(converter, IntegerConverter):
        return 10 ** (converter.fixed_digits or 6) - 1
    return converter.to_python(getattr(converter, "example", "1"))


def address(app: Flask, rule: Rule) -> str:
    values = {name: nothing(converter) for name, converter in rule._converters.items()}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def ask(client: Any, rule: Rule, url: str, token: str) -> int:
    if "GET" in (rule.methods or ()):
        return int(client.get(url).status_code)
    return int(client.post(url, data={"csrf_token": token}).status_code)


@pytest.fixture
def loaded(app: Flask) -> Flask:
    with app.app_context():
        directory.load_seed(db.session(), DEMO, date(2026, 11, 23))
        db.session.commit()
    return app


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_the_table_grants(loaded: Flask, role: Role) -> None:
    with loaded.app_context():
        body = directory.body_id(db.session(), "tram-y-te")
        school = directory.schools(db.session(), None)[0].id
    client = person(loaded, role, body_id=body, school_id=school)
    client.get(f"{STAFF_PREFIX}/doi-mat-khau")
    assert client.page is not None
    token = str(client.page.all("input[name=csrf_token]")[0]["value"])
    wrong = []
    for rule, handler in staff_rules(loaded):
        allowed = bool(set(handler.access[1]) & GRANTS[role])
        status = ask(client.browser, rule, address(loaded, rule), token)
        refused = 404 if getattr(handler, "hidden", False) else 403
        # An address that says "no such thing" to a stranger says it to everybody here.
        let_in = status != refused if refused == 403 else None
        if status >= 500 or (let_in is not None and let_in != allowed):
            wrong.append(f"{rule.rule} {sorted(rule.methods or ())}: {status}, granted: {allowed}")
        if refused == 404 and not allowed and status != 404:
            wrong.append(f"{rule.rule}: {status} instead of hiding itself")
    assert not wrong, "\n".join(wrong)


def test_nobody_enters_without_signing_in(loaded: Flask) -> None:
    client = loaded.test_client()
    page = client.get(SIGN_IN).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    for rule, _handler in staff_rules(loaded):
        url = address(loaded, rule)
        if "GET" in (rule.methods or ()):
            answer = client.get(url)
        else:
            answer = client.post(url, data={"csrf_token": token})
        assert answer.status_code in (302, 303), f"{rule.rule}: {answer.status_code}"
        assert SIGN_IN in answer.headers["Location"], rule.rule


def test_every_staff_address_is_guarded(loaded: Flask) -> None:
    """Only signing in, signing out, an invitation and the language are open to all."""
    open_to_all = {
        rule.rule
        for rule in loaded.url_map.iter_rules()
        if is_staff_path(rule.rule)
        and getattr(loaded.view_functions[rule.endpoint], "access", ("none", ()))[0] != "staff"
    }
    assert open_to_all == {
        SIGN_IN,
        f"{STAFF_PREFIX}/dang-xuat",
        f"{STAFF_PREFIX}/moi/<string(length=43):secret>",
        f"{STAFF_PREFIX}/ngon-ngu",
    }


def test_a_post_without_the_token_is_refused_everywhere(loaded: Flask) -> None:
    client = person(loaded, *Role)
    for rule, _handler in staff_rules(loaded):
        if "POST" in (rule.methods or ()):
            answer = client.browser.post(address(loaded, rule), data={"a": "b"})
            assert answer.status_code == 400, f"{rule.rule}: {answer.status_code}"


def test_every_permission_belongs_to_somebody() -> None:
    assert frozenset().union(*GRANTS.values()) == frozenset(Permission)


def test_a_childs_cookie_opens_no_staff_page(loaded: Flask) -> None:
    """Not even when its content is that of a staff session, under the staff cookie's name."""
    signed_in = person(loaded, *Role)
    with signed_in.browser.session_transaction(f"{STAFF_PREFIX}/") as kept:
        content = dict(kept)
    thief = loaded.test_client()
    with thief.session_transaction("/") as child:
        child.update(content)
    stolen = thief.get_cookie("em")
    assert stolen is not None
    assert thief.get(f"{STAFF_PREFIX}/").status_code == 302
    thief.set_cookie("can_bo", stolen.value, path=STAFF_PREFIX)
    assert thief.get(f"{STAFF_PREFIX}/").status_code == 302
    assert signed_in.browser.get(f"{STAFF_PREFIX}/").status_code == 200


def test_the_two_cookies_are_kept_apart(loaded: Flask) -> None:
    client = loaded.test_client()
    staff_cookie = client.get(SIGN_IN).headers["Set-Cookie"]
    assert staff_cookie.startswith("can_bo=")
    assert f"Path={STAFF_PREFIX}" in staff_cookie
    assert "SameSite=Lax" in staff_cookie
    assert "HttpOnly" in staff_cookie
    child_cookie = client.post("/ngon-ngu", data={}).headers.get(
        "Set-Cookie", "em=; SameSite=Strict"
    )
    assert child_cookie.startswith("em=")
    assert "SameSite=Strict" in child_cookie
