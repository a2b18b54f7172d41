"""Switched to English, the house speaks English: only what people stored stays Vietnamese.

Vietnamese is told by its letters.  What stands in the database (names, topics,
the plan's words) is the commune's own and is taken away before looking; so are
the few names the English text keeps on purpose.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import String, select

from tests.support.builders import add_school, person, survey_round
from tests.support.pages import Page, PageClient
from tests.support.wire import Field, FormReader
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db, limiter
from webapp.forms.catalogue import CATALOGUE
from webapp.plan import service as plan

SEED = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"
SURVEYS = ("y-kien-hang-thang", "dien-dan-tre-em", "doi-thoai-hoc-duong")
BANDS = [("y-kien-hang-thang", "6-10"), ("y-kien-hang-thang", "11-15"),
         ("dien-dan-tre-em", "tat-ca"), ("doi-thoai-hoc-duong", "tat-ca")]  # fmt: skip
VIETNAMESE = re.compile(r"[^\W\d_]*[À-ỹ][^\W\d_]*")
# Names that stay names: the product, the other language, the Youth Union of a commune
# and its secretary, the mark of a provisional holiday, the signs of laws.
NAMES = ("Em nói", "Tiếng Việt", "Bí thư Đoàn xã", "Đoàn xã", "(dự kiến)", "/NĐ-CP", "/TT-BLĐTBXH")
TYPED = {
    "ho_ten": "An Example",
    "ngay_sinh": "2014",
    "nguoi_lon_ten": "A Parent",
    "dien_thoai": "0900000000",
}


def stored() -> list[str]:
    """Return every text of the database that is not English."""
    found: set[str] = set()
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, String)]
        for row in db.session.execute(select(*columns)) if columns else ():
            found |= {str(value) for value in row if value and not str(value).isascii()}
    return sorted(found)


def vietnamese(page: Page, known: list[str]) -> list[str]:
    """Return the pieces of *page* that are Vietnamese and nobody's data."""
    for tag in page.all("script, style, [lang=vi]"):
        tag.decompose()
    found = []
    shown = [" ".join(piece.split()) for piece in page.tree.stripped_strings]
    spoken = ("placeholder", "aria-label", "title", "alt")
    shown += [str(tag[name]) for name in spoken for tag in page.all(f"[{name}]")]
    longest_first = sorted((*known, *NAMES), key=len, reverse=True)
    for piece in shown:
        rest = piece
        for data in longest_first:
            rest = rest.replace(data, "")
        if VIETNAMESE.search(rest):
            found.append(f"{page.url} says {piece[:120]!r}")
    return found


def in_english(client: PageClient, home: str) -> PageClient:
    """Press the language button of *home*."""
    page = client.get(home)
    client.submit(page, form="form[action$='/ngon-ngu']", language="en")
    return client


def typed(asked: Field) -> str:
    if asked.values:
        return asked.values[0]
    return TYPED.get(asked.name, "" if asked.name == "thu_dien_tu" else "Trees for our yard")


def child_pages(client: PageClient, choice: str) -> list[Page]:
    """Walk from the first page to the reply, sending the first page empty once."""
    seen = [client.get("/"), client.post("/", {"choice": choice})]
    page = client.post("/dong-y", {"answer": "yes"})
    seen += [page, client.post(page.url, {"_go": "next"}, status=422)]
    for _ in range(40):
        page = client.page
        assert page is not None
        if "/phieu/" not in page.url:
            break
        fields = FormReader(page.html).fields
        answers = {name: typed(asked) for name, asked in fields.items() if name[0] != "_"}
        seen.append(client.post(page.url, {**answers, "_go": "next"}))
    assert page.url.endswith("/kiem-tra"), page.words[:400]
    receipt = client.post("/gui")
    digits = receipt.read(".digits")
    ask = client.get("/tra-loi")
    return [*seen, receipt, ask, client.submit(form="main form", number=digits)]


@pytest.fixture
def opened(app: Flask) -> dict[str, int]:
    """Load the real commune and its plan, open a round of each survey; return them by survey."""
    with app.app_context():
        limiter.reset()
        directory.load_seed(db.session(), SEED, date(2026, 11, 23))
        plan.import_plan(db.session(), SEED, today=date(2026, 11, 23))
        add_school(db.session())
        found = {name: survey_round(db.session(), name, clock.today()) for name in SURVEYS}
        db.session.commit()
    return found


@pytest.mark.parametrize(("survey", "band"), BANDS)
def test_a_child_reads_english(app: Flask, opened: dict[str, int], survey: str, band: str) -> None:
    client = in_english(PageClient(app), "/")
    seen = child_pages(client, f"{opened[survey]}:{band}")
    for path in ("/giup-em", "/moi-ban", "/doc-them/1", "/doc-them/6"):
        seen.append(client.get(path))
    seen.append(client.get("/khong-co", status=404))
    with app.app_context():
        known = stored()
    found = [said for page in seen for said in vietnamese(page, known)]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("opened")
def test_the_staff_reads_english(app: Flask) -> None:
    client = in_english(person(app, *Role), "/can-bo/")
    plain = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access", ("", ()))[0] == "staff"
        and "GET" in (rule.methods or ())
        and not rule.arguments
    )
    pages = [client.get(url) for url in (*plain, "/can-bo/dot/1", "/can-bo/nguoi-dung/1")]
    pages.append(client.get("/can-bo/khong-co", status=404))
    with app.app_context():
        known = stored()
    found = [said for page in pages if page.is_html for said in vietnamese(page, known)]
    assert len(pages) > 20
    assert not found, "\n".join(found)


def test_surveys_have_both_languages(app: Flask) -> None:
    with app.app_context():
        surveys = CATALOGUE.all()
    assert {survey.slug for survey in surveys} >= set(SURVEYS)
    for survey in surveys:
        texts = [survey.title, *(band.label for band in survey.bands)]
        texts += [q.label for form in survey.forms.values() for q in form.questions if q.shows]
        assert all({"vi", "en"} <= text.keys() for text in texts)
        assert not any(VIETNAMESE.search(text["en"].replace("Đoàn", "")) for text in texts)
