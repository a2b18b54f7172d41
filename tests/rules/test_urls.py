"""Every address has a guard, a side, and a readable form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    IntegerConverter,
    Map,
    Rule,
    UnicodeConverter,
    UUIDConverter,
)

from tests.rules.source import told
from webapp.accounts.rules import Permission
from webapp.web.sessions import STAFF_PREFIX

# Flask-Security guards its own addresses; these of them are switched on.
LIBRARY = {
    "security.login",
    "security.logout",
    "security.change_password",
    "security.verify",
    "static",
    "security.static",
}
TYPED = {IntegerConverter, UUIDConverter, AnyConverter}
ANY_TEXT = UnicodeConverter(Map()).regex
# Texts that are looked up as they come, never trusted: "endpoint:parameter" → reason.
TEXT_PARAMETERS = {
    "static:filename": "Flask's own; it refuses to leave its folder",
    "security.static:filename": "the same",
    "accounts.accept_invitation:secret": "compared by digest",
}
PIECE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(xlsx|docx|csv|svg|pdf|png))?")


@pytest.fixture
def addresses(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def guard(app: Flask, rule: Rule) -> tuple[str, tuple[Permission, ...]] | None:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def ours(addresses: list[Rule]) -> Iterator[Rule]:
    return (rule for rule in addresses if rule.endpoint not in LIBRARY)


def test_every_address_is_guarded(app: Flask, addresses: list[Rule]) -> None:
    places = [f"{r.rule} ({r.endpoint})" for r in ours(addresses) if guard(app, r) is None]
    why = "an address without a mark is open to everybody by accident"
    assert not places, told("Handlers wear @staff, @child_page or @public_page.", why, places)


def test_each_address_stands_on_its_side(app: Flask, addresses: list[Rule]) -> None:
    places = []
    for rule in ours(addresses):
        kind, permissions = guard(app, rule) or ("", ())
        on_staff_side = rule.rule == STAFF_PREFIX or rule.rule.startswith(STAFF_PREFIX + "/")
        if (kind == "staff") != on_staff_side and kind != "public":
            places.append(f"{rule.rule}: a {kind} page")
        if kind == "staff" and not permissions:
            places.append(f"{rule.rule}: names no permission")
    why = "cookies, headers and frames are chosen by the prefix"
    assert not places, told("Staff pages stand under /can-bo, children's do not.", why, places)


def test_parameters_are_typed(addresses: list[Rule]) -> None:
    """A whole number, a date, one of a list, a text of known length, or a type of ours."""
    places = []
    for rule in addresses:
        for name, converter in rule._converters.items():
            kind = type(converter)
            bounded = kind is UnicodeConverter and converter.regex != ANY_TEXT
            typed = kind in TYPED or bounded or kind.__module__.startswith("webapp.")
            if not typed and f"{rule.endpoint}:{name}" not in TEXT_PARAMETERS:
                places.append(f"{rule.rule} ({rule.endpoint}:{name})")
    why = "a number that is no number is a 404 before any of our code runs"
    assert not places, told("Parameters are typed, or listed with a reason.", why, places)


def test_addresses_are_plain_vietnamese_without_accents(addresses: list[Rule]) -> None:
    places = []
    for rule in addresses:
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        pieces = [piece for piece in fixed.split("/") if piece]
        if not all(PIECE.fullmatch(piece) for piece in pieces):
            places.append(rule.rule)
    why = "an address is read aloud in a classroom"
    assert not places, told("Addresses are lower-case words with hyphens.", why, places)


def test_only_post_changes_things(app: Flask, addresses: list[Rule]) -> None:
    places = [
        rule.rule
        for rule in ours(addresses)
        if rule.methods and rule.methods - {"GET", "HEAD", "OPTIONS", "POST"}
    ]
    assert not places, told("Pages use GET and POST.", "a form has no other verb", places)


def test_no_form_is_exempt_from_its_token(app: Flask) -> None:
    exempt = sorted(app.extensions["csrf"]._exempt_views)
    assert not exempt, told("No view is exempt from CSRF.", "one is enough to forge", exempt)


def example(converter: BaseConverter) -> object:
    """Return a value that fits the parameter's type, if nothing stored."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    if isinstance(converter, UnicodeConverter):
        return "x" * int((re.findall(r"\d+", converter.regex) or ["1"])[0])
    return converter.to_python(getattr(converter, "example", "1"))


def test_a_stranger_is_sent_to_sign_in_from_every_staff_page(
    app: Flask, addresses: list[Rule]
) -> None:
    browser = app.test_client()
    places = []
    for rule in ours(addresses):
        if (guard(app, rule) or ("",))[0] != "staff" or "GET" not in (rule.methods or ()):
            continue
        arguments = {name: example(c) for name, c in rule._converters.items()}
        with app.test_request_context():
            address = rule.build(arguments, append_unknown=False)[1]  # type: ignore[index]
        answer = browser.get(address)
        if answer.status_code != 302 or "dang-nhap" not in answer.headers["Location"]:
            places.append(f"{address}: {answer.status_code}")
    why = "the guard must stand before anything is looked up"
    assert not places, told("Without signing in no staff page opens.", why, places)
