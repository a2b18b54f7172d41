"""No English on a Vietnamese staff page, not even in what a form complains of."""

from __future__ import annotations

import re
from datetime import date

from bs4 import Tag
from flask import Flask

from tests.support.builders import person
from tests.support.pages import Page, PageClient
from webapp.accounts.rules import Role
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db

DEMO = PROJECT / "webapp" / "directory" / "communes" / "demo"
# Words that no Vietnamese sentence holds and hardly any English one lacks.
ENGLISH = re.compile(
    r"\b(this|field|required|please|invalid|valid|choice|must|with|and|your|from|been|was|"
    r"password|value|should|error|missing|already|least|the|of|is|are|not|you)\b",
    re.IGNORECASE,
)
# Signing out would end the walk; the language button speaks English on purpose.
LEFT_OUT = ("/dang-xuat", "/ngon-ngu")


def english(page: Page) -> list[str]:
    for tag in page.all("[lang=en], code, .secret"):
        tag.decompose()
    return [found[0] for found in ENGLISH.finditer(page.words)]


def empty(form: Tag) -> dict[str, str]:
    """Return the fields of *form* with everything a person would fill in left empty."""
    fields = {}
    for tag in form.find_all(["input", "textarea", "button"]):
        name = tag.get("name")
        if name and tag.get("type") not in ("checkbox", "radio"):
            keeps = tag.name == "button" or tag.get("type") == "hidden"
            fields[str(name)] = str(tag.get("value", "")) if keeps else ""
    return fields


def addresses(app: Flask) -> list[str]:
    with app.app_context():
        body = directory.body_id(db.session(), "tram-y-te")
        school = directory.schools(db.session(), None)[0].id
    plain = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access", ("", ()))[0] == "staff"
        and "GET" in (rule.methods or ())
        and not rule.arguments
    ]
    return [
        *sorted(plain),
        "/can-bo/nguoi-dung/1",
        f"/can-bo/danh-ba/don-vi/{body}/ket-thuc",
        f"/can-bo/danh-ba/truong/{school}/lop",
        "/can-bo/danh-ba/chu-de/MANG",
    ]


def try_forms(client: PageClient, page: Page) -> list[str]:
    found = []
    for form in page.all("form"):
        action = str(form.get("action") or page.url)
        if str(form.get("method", "get")).lower() != "post" or action.endswith(LEFT_OUT):
            continue
        if form.find_parent("details"):
            continue  # a confirmation has no field to complain of
        answer = Page(action, client.browser.post(action, data=empty(form)))
        assert answer.status < 500, f"{action} fails when it is sent empty"
        found += [f"{action} sent empty says {word!r}" for word in english(answer)]
    return found


def test_staff_pages_and_their_complaints_are_vietnamese(app: Flask) -> None:
    with app.app_context():
        directory.load_seed(db.session(), DEMO, date(2026, 11, 23))
        db.session.commit()
    client = person(app, *Role)
    found = []
    for url in addresses(app):
        page = client.get(url)
        if not page.is_html:
            continue
        forms = try_forms(client, page)
        found += [f"{url} says {word!r}" for word in english(page)] + forms
    assert not found, "\n".join(found)


def test_signing_in_complains_in_vietnamese(app: Flask) -> None:
    client = PageClient(app)
    client.get("/can-bo/dang-nhap")
    page = client.submit(status=200)
    assert len(page.all(".field-error")) == 2
    assert not english(page)
