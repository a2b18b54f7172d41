"""Results of rounds as the database has them: versions read together, nothing given away."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.support.builders import add_round
from tests.support.forms import form_from
from webapp.base.errors import NotFound
from webapp.forms import service as forms
from webapp.forms.rules import Value
from webapp.reports.results.files import results_csv, results_xlsx
from webapp.reports.results.gathering import SurveyResults, survey_results, surveys_asked
from webapp.submissions import service as submissions
from webapp.submissions.rules import SurveyKind
from webapp.submissions.service import NewSubmission

TODAY = date(2026, 11, 20)
ENDED = date(2026, 12, 1)
SURVEY = "y-kien"
CHOICES = "list_name | name | label::Tiếng Việt (vi) |\nmuc | vui | Vui |\nmuc | buon | =Buồn |"


def version(session: Session, rows: str) -> int:
    made = replace(form_from(rows, choices=CHOICES), survey=SURVEY)
    return forms.store_version(session, made, TODAY)


def send(
    session: Session, round_id: int, version_id: int, answers: dict[str, Value], times: int
) -> None:
    for _ in range(times):
        new = NewSubmission(
            round_id, SURVEY, SurveyKind.POLL, "tat-ca", version_id, None, None, None,
            answers, TODAY, secrets.token_hex(32), secrets.token_hex(32),
        )  # fmt: skip
        submissions.store(session, new)


@pytest.fixture
def two_rounds(session: Session) -> tuple[int, int]:
    """Two rounds with two versions: the second added a question and dropped one."""
    first, second = add_round(session, "Đợt một"), add_round(session, "Đợt hai")
    old = version(session, "select_one muc | a | Em thấy sao? |\nselect_one muc | c | Câu cũ |")
    new = version(session, "select_one muc | a | Em thấy thế nào? |\nselect_one muc | b | Mới |")
    send(session, first, old, {"a": "vui", "c": "vui"}, 8)
    send(session, first, old, {"a": "buon"}, 6)
    send(session, second, new, {"a": "vui", "b": "vui"}, 7)
    send(session, second, new, {"a": "buon", "b": "buon"}, 2)
    session.commit()
    return first, second


def told(results: SurveyResults, name: str) -> dict[str, int | str]:
    (found,) = [q for q in results.questions if q.question.merged.name == name]
    lines = [(line.key, line.figure) for line in found.table.lines]
    return {key: f.mark.value if f.number is None else f.number for key, f in lines}


def test_versions_of_a_year_are_read_together(
    session: Session, two_rounds: tuple[int, int]
) -> None:
    year = survey_results(session, SURVEY, 2026, None, ENDED)
    first = survey_results(session, SURVEY, 2026, two_rounds[0], ENDED)
    names = [q.question.merged.name for q in year.questions]
    assert names == ["a", "c", "b"]
    labels = {
        q.question.merged.name: q.question.merged.question.label["vi"] for q in first.questions
    }
    assert labels["a"] == "Em thấy thế nào?"
    assert told(first, "a") == {"vui": 8, "buon": 6, "none": 0}
    # Of nine forms two said "buon": neither that nor what is left of nine may be known.
    assert told(year, "a") == {"vui": 8, "buon": 6, "none": 0}
    assert told(survey_results(session, SURVEY, 2026, two_rounds[1], ENDED), "a")["buon"] == "small"


def test_files_hold_what_the_page_shows_and_no_formula(
    session: Session, two_rounds: tuple[int, int]
) -> None:
    results = survey_results(session, SURVEY, 2026, two_rounds[0], ENDED)
    sheet = load_workbook(BytesIO(results_xlsx(results))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["Em thấy thế nào?", "=Buồn", 6, None] in [row[:3] + [None] for row in rows]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} <= {"s", "n"}
    text = results_csv(results).decode("utf-8-sig")
    assert "Đợt một;Em thấy thế nào?;'=Buồn;6;" in text


def test_a_survey_without_rounds_in_that_year_has_no_results(
    session: Session, two_rounds: tuple[int, int]
) -> None:
    with pytest.raises(NotFound):
        survey_results(session, SURVEY, 2025, None, ENDED)
    with pytest.raises(NotFound):
        survey_results(session, SURVEY, 2026, max(two_rounds) + 1, ENDED)
    assert [(one.survey, one.years) for one in surveys_asked(session)] == [(SURVEY, (2026,))]


def test_a_handful_of_children_who_agree_is_not_told_by_noughts(session: Session) -> None:
    made = add_round(session, "Ý kiến tháng 11")
    asked = version(session, "select_one muc | a | Em thấy sao? |")
    send(session, made, asked, {"a": "vui"}, 3)
    lines = told(survey_results(session, SURVEY, 2026, made, ENDED), "a")
    assert set(lines.values()) <= {"withheld", "small"}, lines


def test_a_round_that_takes_answers_is_not_counted_yet(
    session: Session, two_rounds: tuple[int, int]
) -> None:
    """Two looks, before and after one child sent, would tell what that child chose."""
    early = survey_results(session, SURVEY, 2026, two_rounds[0], TODAY)
    assert early.questions == ()
    assert [one.id for one in early.waiting] == [two_rounds[0]]
    year = survey_results(session, SURVEY, 2026, None, TODAY)
    assert (year.questions, len(year.waiting)) == ((), 2)
    assert survey_results(session, SURVEY, 2026, None, ENDED).waiting == ()
