"""Forms written, published and taken into rounds, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_user
from tests.support.forms import workbook_text
from webapp.accounts.rules import Role
from webapp.audit import service as audit
from webapp.authoring import service
from webapp.authoring.publishing import service as publishing
from webapp.authoring.rules import DraftState, Step
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.forms import service as forms
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.complaints import Faulty, FormProblem
from webapp.forms.xlsform.workbook import Workbook, read_workbook
from webapp.rounds import service as rounds

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MONTHLY, BAND = "y-kien-hang-thang", "6-10"


def workbook(label: str = "Em muốn nói gì?", rows: str = "") -> Workbook:
    text = workbook_text(f"text | dieu | {label}\n{rows}")
    return read_workbook("phieu.md", text.encode())


@pytest.fixture
def actor(session: Session) -> int:
    return add_user(session, Role.MODERATOR).id


def begin(session: Session, actor: int, source: Workbook | None = None) -> int:
    return service.begin(session, actor, MONTHLY, BAND, source or workbook(), "phieu.md", NOW)


def publish(session: Session, actor: int, source: Workbook, *round_ids: int, hours: int = 0) -> int:
    draft = begin(session, actor, source)
    at = NOW + timedelta(hours=hours)
    return publishing.publish_draft(session, actor, draft, 1, round_ids, at, TODAY)


def make_round(session: Session, actor: int) -> int:
    return rounds.create_round(
        session, actor, survey=MONTHLY, title="Tháng này", period=TODAY, opens_on=TODAY,
        closes_on=TODAY, reply_by=None, reader="Chị Mẫu", today=TODAY,
    )  # fmt: skip


def test_a_draft_keeps_every_state_and_takes_any_back_up(session: Session, actor: int) -> None:
    draft = begin(session, actor)
    assert service.change(session, actor, draft, 1, workbook("Lời mới?"), "đổi lời", NOW) == 2
    history = service.history(session, draft)
    assert [step.step for step in history] == [Step.EDITED, Step.UPLOADED]
    first = history[-1].id
    assert service.state_after(session, draft, first) == workbook()
    assert service.take_back(session, actor, draft, 2, first, "như cũ", NOW) == 3
    assert service.draft(session, draft).workbook == workbook()
    assert len(service.history(session, draft)) == 3
    actions = [event.action for event in audit.events(session).items]
    assert actions == ["form_draft.taken_back", "form_draft.edited", "form_draft.uploaded"]


def test_whoever_comes_second_overwrites_nothing_and_loses_nothing(
    session: Session, actor: int
) -> None:
    other = add_user(session, Role.MODERATOR).id
    draft = begin(session, actor)
    service.change(session, actor, draft, 1, workbook("Của người thứ nhất"), "", NOW)
    with pytest.raises(IllegalMove):
        service.change(session, other, draft, 1, workbook("Của người thứ hai"), "", NOW)
    with pytest.raises(IllegalMove):
        service.drop(session, other, draft, 1, NOW)
    kept = service.change_or_keep(session, other, draft, 1, workbook("Của người thứ hai"), "", NOW)
    assert kept.apart
    assert service.draft(session, draft).workbook == workbook("Của người thứ nhất")
    assert service.draft(session, kept.draft_id).workbook == workbook("Của người thứ hai")
    assert service.being_written(session) == 2


def test_publishing_makes_a_version_that_new_rounds_get(session: Session, actor: int) -> None:
    before = make_round(session, actor)
    version = publish(session, actor, workbook("Em nghĩ gì?"))
    assert forms.published(session, MONTHLY, BAND) == version
    assert forms.workbook_of(session, version) == workbook("Em nghĩ gì?")
    assert rounds.form_version_for(session, make_round(session, actor), BAND) == version
    old = rounds.form_version_for(session, before, BAND)
    assert forms.form_of(session, old) == CATALOGUE.get(MONTHLY).forms[BAND]
    assert forms.workbook_of(session, old) is not None
    numbers = [(one.id, one.number, one.in_use) for one in forms.versions(session, MONTHLY, BAND)]
    assert numbers == [(version, 2, True), (old, 1, False)]


def test_a_round_moves_to_a_new_version_only_when_told(session: Session, actor: int) -> None:
    moved, left = make_round(session, actor), make_round(session, actor)
    old = rounds.form_version_for(session, left, BAND)
    version = publish(session, actor, workbook("Em nghĩ gì?"), moved)
    assert rounds.form_version_for(session, moved, BAND) == version
    assert rounds.form_version_for(session, left, BAND) == old
    rounds.open_round(session, actor, left)
    rounds.close_round(session, actor, left)
    with pytest.raises(IllegalMove):
        rounds.change_form(session, actor, left, BAND, version)
    with pytest.raises(NotFound):
        rounds.change_form(session, actor, moved, "11-15", version)


def test_the_older_version_comes_back_by_publishing_it_again(session: Session, actor: int) -> None:
    first = publish(session, actor, workbook("Một"))
    second = publish(session, actor, workbook("Hai"), hours=1)
    assert forms.published(session, MONTHLY, BAND) == second
    publishing.publish_again(session, actor, first, (), NOW + timedelta(hours=2))
    assert forms.published(session, MONTHLY, BAND) == first
    assert len(forms.versions(session, MONTHLY, BAND)) == 2


def test_a_faulty_form_is_not_published_and_nothing_is_half_written(
    session: Session, actor: int
) -> None:
    round_ = make_round(session, actor)
    before = rounds.form_version_for(session, round_, BAND)
    draft = begin(session, actor, workbook(rows="select_one mau | mau | Màu nào?"))
    with pytest.raises(Invalid):
        publishing.publish_draft(session, actor, draft, 1, (round_,), NOW, TODAY)
    assert service.draft(session, draft).state is DraftState.OPEN
    assert forms.published(session, MONTHLY, BAND) is None
    assert rounds.form_version_for(session, round_, BAND) == before


def test_a_published_draft_is_closed(session: Session, actor: int) -> None:
    draft = begin(session, actor)
    publishing.publish_draft(session, actor, draft, 1, (), NOW, TODAY)
    view = service.draft(session, draft)
    assert (view.state, view.open) == (DraftState.PUBLISHED, False)
    for turn in (1, 2):
        with pytest.raises(IllegalMove):
            publishing.publish_draft(session, actor, draft, turn, (), NOW, TODAY)
        with pytest.raises(IllegalMove):
            service.change(session, actor, draft, turn, workbook(), "", NOW)


def manifest(title: str = "Hỏi chuyện sân chơi", **changes: object) -> dict[str, object]:
    return {
        "api": 1, "kind": "opinion", "anonymous": True, "retention_months": 12,
        "title": {"vi": title}, "routing": {"default": "moderator"},
        "bands": [{"code": "6-10", "ages": [6, 10], "label": {"vi": "6–10 tuổi"}}],
    } | changes  # fmt: skip


def test_a_survey_made_here_stands_beside_the_folders(session: Session, actor: int) -> None:
    forms.make_survey(session, actor, "san-choi", manifest(), NOW)
    made = forms.survey_of(session, "san-choi")
    assert made is not None
    assert made in forms.surveys(session)
    assert forms.titles(session)["san-choi"] == "Hỏi chuyện sân chơi"
    assert forms.ready_bands(session, made) == ()
    with pytest.raises(Invalid) as refused:
        rounds.create_round(
            session, actor, survey="san-choi", title="Đợt", period=TODAY, opens_on=TODAY,
            closes_on=TODAY, reply_by=None, reader="", today=TODAY,
        )  # fmt: skip
    assert refused.value.fields == {"survey": "no_form"}
    draft = service.begin(session, actor, "san-choi", "6-10", workbook(), "", NOW)
    publishing.publish_draft(session, actor, draft, 1, (), NOW, TODAY)
    assert forms.ready_bands(session, made) == ("6-10",)


@pytest.mark.parametrize(
    "changes",
    [{"kind": "quiz"}, {"bands": []}, {"retention_months": 0}, {"title": {"en": "Only"}}],
)
def test_a_made_survey_is_checked_like_a_folder(
    session: Session, actor: int, changes: dict[str, object]
) -> None:
    with pytest.raises(Faulty):
        forms.make_survey(session, actor, "san-choi", manifest(**changes), NOW)


def test_no_survey_takes_the_name_or_the_title_of_another(session: Session, actor: int) -> None:
    with pytest.raises(IllegalMove):
        forms.make_survey(session, actor, MONTHLY, manifest(), NOW)
    with pytest.raises(Faulty):
        forms.make_survey(session, actor, "khac", manifest("Ý kiến hằng tháng"), NOW)
    publish(session, actor, workbook())
    kept = list(CATALOGUE.all()), CATALOGUE.quarantined()
    try:
        CATALOGUE.fill([], [FormProblem("hong/survey.toml", "…")])
        assert not forms.slug_is_free(session, MONTHLY)
        assert not forms.slug_is_free(session, "hong")
    finally:
        CATALOGUE.fill(*kept)


def test_what_answers_lean_on_stays_once_a_form_is_published(session: Session, actor: int) -> None:
    forms.make_survey(session, actor, "san-choi", manifest(), NOW)
    forms.change_survey(session, actor, "san-choi", manifest(anonymous=False))
    draft = service.begin(session, actor, "san-choi", "6-10", workbook(), "", NOW)
    publishing.publish_draft(session, actor, draft, 1, (), NOW, TODAY)
    forms.change_survey(session, actor, "san-choi", manifest("Tên mới", anonymous=False))
    assert forms.titles(session)["san-choi"] == "Tên mới"
    gone = [{"code": "11-17", "ages": [11, 17], "label": {"vi": "Lớn"}}]
    for changes in ({"anonymous": True}, {"anonymous": False, "bands": gone}):
        with pytest.raises(IllegalMove):
            forms.change_survey(session, actor, "san-choi", manifest(**changes))


def test_a_survey_whose_folder_is_gone_keeps_its_title(session: Session, actor: int) -> None:
    make_round(session, actor)
    kept = list(CATALOGUE.all()), CATALOGUE.quarantined()
    try:
        CATALOGUE.fill([survey for survey in kept[0] if survey.slug != MONTHLY], [])
        assert forms.survey_of(session, MONTHLY) is None
        assert forms.titles(session)[MONTHLY] == "Ý kiến hằng tháng"
    finally:
        CATALOGUE.fill(*kept)


def test_a_file_changed_under_a_running_house_is_not_taken_for_its_form(session: Session) -> None:
    survey = CATALOGUE.get(MONTHLY)
    assert survey is not None
    form = survey.forms[BAND]
    assert forms.source_of(survey, form) is not None
    other = replace(survey, sources={BAND: survey.sources["11-15"]})
    assert forms.source_of(other, form) is None
