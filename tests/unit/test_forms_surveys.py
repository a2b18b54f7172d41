"""The surveys that come along: complete in both languages, as agreed, true to their samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.forms import as_xlsx
from webapp.config import PROJECT
from webapp.forms.catalogue import Survey
from webapp.forms.folder import FormCache
from webapp.forms.rules import Form, QuestionType
from webapp.forms.samples import check_samples
from webapp.forms.xlsform.converting import read_form
from webapp.loader import load_surveys
from webapp.surveykit import CONSENT_ROLES

ROOT = PROJECT / "surveys"


@pytest.fixture(scope="module")
def surveys() -> dict[str, Survey]:
    found, problems = load_surveys(ROOT, FormCache())
    assert not problems
    return {survey.slug: survey for survey in found}


def every_form(surveys: dict[str, Survey]) -> list[Form]:
    return [form for survey in surveys.values() for form in survey.forms.values()]


def test_those_the_plan_asks_for_are_there(surveys: dict[str, Survey]) -> None:
    assert {(s.slug, s.kind, s.anonymous, s.routing) for s in surveys.values()} >= {
        ("y-kien-hang-thang", "opinion", True, "moderator"),
        ("dien-dan-tre-em", "registration", False, "moderator"),
        ("doi-thoai-hoc-duong", "registration", False, "school"),
    }
    monthly = surveys["y-kien-hang-thang"]
    assert [band.code for band in monthly.bands] == ["6-10", "11-15"]
    assert [(min(band.ages), max(band.ages)) for band in monthly.bands] == [(6, 10), (11, 17)]


def test_every_word_stands_in_both_languages(surveys: dict[str, Survey]) -> None:
    for survey in surveys.values():
        for texts in (
            survey.title,
            *(t for band in survey.bands for t in (band.label, band.opening)),
        ):
            assert set(texts) == {"vi", "en"}, survey.slug
    for form in every_form(surveys):
        assert form.languages == ("vi", "en")
        for page in form.pages:
            assert set(page.title) in (set(), {"vi", "en"})
        for question in form.questions:
            parts = [question.label, *(choice.label for choice in question.choices)]
            parts += [
                t
                for t in (question.hint, question.required_message, question.constraint_message)
                if t
            ]
            for texts in parts if question.shows else ():
                assert set(texts) == {"vi", "en"}, (form.survey, question.name)


def test_what_is_needed_says_so_kindly(surveys: dict[str, Survey]) -> None:
    for form in every_form(surveys):
        for question in form.questions:
            if question.required:
                assert question.required_message, question.name
            if question.constraint:
                assert question.constraint_message, question.name


def test_the_help_number_stands_in_every_opening(surveys: dict[str, Survey]) -> None:
    # The forum's form is filled at home with a guardian; every other one is met alone.
    for slug in set(surveys) - {"dien-dan-tre-em"}:
        for band in surveys[slug].bands:
            assert all("111" in text for text in band.opening.values())
    cards = [q for form in every_form(surveys) for q in form.questions if q.card == "help"]
    assert len(cards) >= 3
    assert all("111" in text for card in cards for text in card.hint.values())


def test_the_monthly_forms_ask_for_no_name_and_only_the_age(surveys: dict[str, Survey]) -> None:
    for form in surveys["y-kien-hang-thang"].forms.values():
        assert [q.name for q in form.questions if q.required] == ["tuoi"]
        assert not any(question.personal for question in form.questions)
    required = surveys["y-kien-hang-thang"].forms["6-10"].question("tuoi").required_message["vi"]
    assert required == "Em quên chọn tuổi rồi. Em chọn giúp anh chị nhé."


def test_small_children_meet_no_tile_about_abuse(surveys: dict[str, Survey]) -> None:
    for form in every_form(surveys):
        codes = {choice.topic or choice.name for q in form.questions for choice in q.choices}
        assert "BL_XH" not in codes


def test_the_forum_asks_for_every_consent_apart(surveys: dict[str, Survey]) -> None:
    """Thông tư 29/2019, Điều 8.1a; Luật 91/2025/QH15, Điều 9: one purpose each."""
    form = surveys["dien-dan-tre-em"].forms["tat-ca"]
    consents = {q.role: q for q in form.questions if q.consent}
    assert set(consents) == CONSENT_ROLES
    for question in consents.values():
        assert question.required
        page = next(page for page in form.pages if question.name in page.questions)
        assert page.questions == (question.name,), "each on a page of its own"
    for role in ("consent_photo", "consent_publish"):
        assert consents[role].type is QuestionType.SELECT_ONE
    phone = next(iter(form.with_role("guardian_phone")))
    assert phone.constraint_message["vi"] == "Số điện thoại gồm 10 chữ số, bắt đầu bằng số 0."


def test_samples_come_out_as_told(surveys: dict[str, Survey]) -> None:
    for survey in surveys.values():
        count, problems = check_samples(survey, ROOT / survey.slug)
        assert count >= 3
        assert [problem.message_vi for problem in problems] == []


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("**/*.md")), ids=lambda path: path.parent.name + path.stem
)
def test_the_same_form_in_excel_is_the_same_form(path: Path) -> None:
    common = {"survey": "s", "band": "b", "title": {"vi": "T"}, "anonymous": False}
    markdown = read_form("form.md", path.read_bytes(), **common)  # type: ignore[arg-type]
    excel = read_form("form.xlsx", as_xlsx(path.read_text(encoding="utf-8")), **common)  # type: ignore[arg-type]
    assert excel == markdown
