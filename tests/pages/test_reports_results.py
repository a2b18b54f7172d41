"""The page of results: who opens it, what it tells, its files."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.support.builders import person
from tests.usecases.test_reports_results import SURVEY, add_round, send, version
from webapp.accounts.rules import Role
from webapp.extensions import db

YEAR = f"/can-bo/ket-qua/{SURVEY}/2026"


@pytest.fixture
def round_id(app: Flask) -> int:
    with app.app_context():
        session = db.session()
        made = add_round(session, "Ý kiến tháng 11", closes_on=date(2026, 11, 2))
        asked = version(session, "select_one muc | a | Em thấy sao? |\ntext | b | Vì sao? |")
        send(session, made, asked, {"a": "vui"}, 30)
        send(session, made, asked, {"a": "buon"}, 12)
        session.commit()
        return made


def test_a_leader_finds_the_results_of_a_round_from_the_list(app: Flask, round_id: int) -> None:
    leader = person(app, Role.LEADER)
    listed = leader.get("/can-bo/ket-qua")
    assert YEAR in [link["href"] for link in listed.all("main a[href]")]
    page = leader.get(f"{YEAR}/{round_id}")
    assert [heading.get_text() for heading in page.all("main h2")] == ["Em thấy sao?"]
    assert "Vì sao?" not in page.words
    rows = [[c.get_text() for c in row.find_all(["th", "td"])] for row in page.all("tbody tr")]
    assert rows == [["Vui", "30"], ["=Buồn", "12"], ["Không trả lời", "0"]]
    assert len(page.all("svg.bars rect[width]")) == 2


def test_the_files_carry_a_plain_name(app: Flask, round_id: int) -> None:
    leader = person(app, Role.LEADER)
    for ending in ("xlsx", "csv"):
        file = leader.get(f"{YEAR}/{round_id}/ket-qua.{ending}")
        name = f"ket-qua-{SURVEY}-2026-dot-{round_id}.{ending}"
        assert file.headers["Content-Disposition"] == f"attachment; filename={name}"


def test_whoever_may_not_see_summaries_sees_no_results(app: Flask, round_id: int) -> None:
    for address in ("/can-bo/ket-qua", f"{YEAR}/{round_id}", f"{YEAR}/ket-qua.csv"):
        person(app, Role.SCHOOL_COORDINATOR).get(address, 403)
