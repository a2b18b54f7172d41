"""The summary page: who sees it, what it says, how it is signed, its files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import openpyxl
import pytest
import time_machine
from flask import Flask

from tests.support.builders import add_user, person
from tests.support.generated_months import Generated
from webapp.accounts.rules import Role
from webapp.directory import service as directory
from webapp.extensions import db

ADDRESS = "/can-bo/tong-hop"
NOVEMBER = f"{ADDRESS}?thang=11&nam=2026"
FILES = {
    "bao-cao.docx": "tong-hop-thang-11-2026.docx",
    "bang-tinh.xlsx": "tong-hop-thang-11-2026.xlsx",
    "so-lieu.csv": "tong-hop-thang-11-2026.csv",
    "vu-viec.csv": "vu-viec-thang-11-2026.csv",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 12, 3, 2, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world(app: Flask) -> Flask:
    with app.app_context():
        session = db.session()
        directory.load_seed(session, app.config["SETTINGS"].commune, datetime.now(UTC).date())
        author = add_user(session, Role.MODERATOR)
        Generated(session, seed=11, author=author.id)
        session.commit()
    return app


def test_the_page_tells_the_month(world: Flask) -> None:
    page = person(world, Role.POLICY_OFFICER).get(NOVEMBER)
    assert page.title == "Tổng hợp tháng 11/2026"
    assert page.all("svg.bars rect[width]")
    assert "tính theo lượt" in page.words
    ages = page.all("table:has(caption:-soup-contains('theo độ tuổi')) tbody tr")
    assert [row.th.get_text() for row in ages][:2] == ["6–9 tuổi", "10 tuổi"]


def test_bars_and_table_say_the_same(world: Flask) -> None:
    page = person(world, Role.MODERATOR).get(NOVEMBER)
    drawn = 0
    for part in page.all(".month-table"):
        cells = [c.get_text() for c in part.select("tbody th, tbody td")]
        lines = dict(zip(cells[::2], cells[1::2], strict=True))
        texts = [text.get_text() for text in part.select("svg text")]
        bars = dict(zip(texts[::2], texts[1::2], strict=True))
        drawn += bool(bars)
        if bars:
            assert bars == {words: shown for words, shown in lines.items() if shown != "0"}
    assert drawn > 4


def test_every_summary_role_and_nobody_else_opens_it(world: Flask) -> None:
    for role in (Role.MODERATOR, Role.POLICY_OFFICER, Role.LEADER):
        person(world, role).get(ADDRESS)
    outsiders = (
        Role.ADMINISTRATOR, Role.BODY_OFFICIAL, Role.SCHOOL_COORDINATOR, Role.PROTECTION_OFFICER,
    )  # fmt: skip
    for role in outsiders:
        client = person(world, role)
        client.get(ADDRESS, status=403)
        for name in FILES:
            client.get(f"{ADDRESS}/2026/11/{name}", status=403)


@pytest.mark.parametrize("query", ["thang=13&nam=2026", "thang=1&nam=2027", "thang=0&nam=1"])
def test_months_that_are_not_there_are_not_found(world: Flask, query: str) -> None:
    person(world, Role.LEADER).get(f"{ADDRESS}?{query}", status=404)


def test_a_month_without_anything_says_so(world: Flask) -> None:
    page = person(world, Role.LEADER).get(f"{ADDRESS}?thang=2&nam=2026")
    assert "Không có vụ việc tồn đọng" in page.words


def test_a_leader_signs_once_and_a_change_is_said(world: Flask) -> None:
    leader = person(world, Role.LEADER)
    leader.get(NOVEMBER)
    page = leader.submit(form="#ky form")
    assert "Đã ký đúng số liệu này" in page.read("#ky")
    assert not page.all("#ky form")
    assert page.url.endswith(NOVEMBER)

    with world.app_context():
        for opinion in Generated.accepted_of(db.session(), 11):
            opinion.topic = None
        db.session.commit()
    page = leader.get(NOVEMBER)
    assert "Số liệu đã thay đổi sau khi ký" in page.read("#ky")
    assert page.all("#ky form")


def test_figures_that_changed_while_reading_are_not_signed(world: Flask) -> None:
    leader = person(world, Role.LEADER)
    leader.get(NOVEMBER)
    page = leader.submit(form="#ky form", seen="0" * 64)
    assert "vừa thay đổi" in page.words
    assert "Chưa có lãnh đạo nào ký" in page.read("#ky")


def test_others_read_signatures_but_do_not_sign(world: Flask) -> None:
    moderator = person(world, Role.MODERATOR)
    assert not moderator.get(NOVEMBER).all("#ky form")
    moderator.post(f"{ADDRESS}/2026/11/ky", {"seen": "0" * 64}, status=403)


def test_the_files_have_plain_names_and_say_what_the_page_says(world: Flask) -> None:
    client = person(world, Role.MODERATOR)
    page = client.get(NOVEMBER)
    shown = {
        row.th.get_text(): row.td.get_text()
        for row in page.all("table:has(caption:-soup-contains('Ý kiến theo chủ đề')) tbody tr")
    }
    files = {name: client.get(f"{ADDRESS}/2026/11/{name}") for name in FILES}
    for name, file in files.items():
        assert file.headers["Content-Disposition"] == f"attachment; filename={FILES[name]}"
    sheet = openpyxl.load_workbook(io.BytesIO(files["bang-tinh.xlsx"].data))["Theo chủ đề"]
    rows = {row[0].value: str(row[1].value) for row in sheet.iter_rows(min_row=2)}
    letter = docx.Document(io.BytesIO(files["bao-cao.docx"].data))
    typed = next(t for t in letter.tables if t.rows[0].cells[0].text == "Chủ đề")
    in_letter = {row.cells[0].text: row.cells[1].text for row in typed.rows}
    for topic, number in shown.items():
        assert rows[topic] == number
        assert in_letter[topic] == number
        assert f";{topic};lượt;{number}" in files["so-lieu.csv"].data.decode("utf-8-sig")


def test_english_shows_english(world: Flask) -> None:
    client = person(world, Role.LEADER)
    client.get(NOVEMBER)
    client.post("/can-bo/ngon-ngu", {"language": "en", "back": "/can-bo/"}, follow=False)
    page = client.get(NOVEMBER)
    assert page.title == "Summary of 11/2026"
    assert "6–9 years" in page.words
