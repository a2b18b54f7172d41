"""Filling the directory from a commune's folder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from webapp.base.errors import Invalid
from webapp.config import PROJECT
from webapp.directory import service
from webapp.directory.rules import BodyKind, SchoolLevel

COMMUNES = PROJECT / "webapp" / "directory" / "communes"
PLAN_DAY = date(2023, 5, 15)


@pytest.mark.parametrize("folder", ["thanh-linh", "demo"])
def test_a_commune_is_loaded_once(session: Session, folder: str) -> None:
    assert service.load_seed(session, COMMUNES / folder, PLAN_DAY)
    before = service.bodies(session, None)
    assert not service.load_seed(session, COMMUNES / folder, PLAN_DAY)
    assert service.bodies(session, None) == before
    assert service.commune(session, PLAN_DAY).valid_from <= PLAN_DAY


def test_the_bodies_of_the_plan_are_there(session: Session) -> None:
    service.load_seed(session, COMMUNES / "thanh-linh", PLAN_DAY)
    assert service.body_name(session, service.body_id(session, "doan-xa") or 0).endswith("xã")
    assert service.bodies(session, PLAN_DAY, [BodyKind.SCHOOL]) == []
    assert service.contacts(session, PLAN_DAY) == []
    codes = {body.code for body in service.bodies(session, PLAN_DAY)}
    assert {"phong-ldtbxh", "cac-thon", "ban-dieu-hanh"} <= codes
    assert "phong-ldtbxh" not in {b.code for b in service.bodies(session, date(2025, 7, 1))}


def test_topics_name_a_receiver_or_the_school(session: Session) -> None:
    service.load_seed(session, COMMUNES / "thanh-linh", PLAN_DAY)
    topics = {topic.code: topic for topic in service.topics(session)}
    assert len(topics) == 19
    assert topics["QUYEN"].default_body_id == service.body_id(session, "doan-xa")
    assert topics["VE_SINH"].default_body_id is None
    assert [code for code, topic in topics.items() if topic.protected] == ["BL_XH"]
    assert topics["BL_XH"].child_name == ""


def test_the_hotline_is_not_shown_before_somebody_rang_it(session: Session) -> None:
    service.load_seed(session, COMMUNES / "thanh-linh", PLAN_DAY)
    assert service.words(session, "province_hotline") == ""
    assert service.words(session, "province_hotline_to_check") == "1800.599.963"
    assert service.number(session, "school_reply_days") == 7


def test_tet_and_swapped_days_are_counted(session: Session) -> None:
    service.load_seed(session, COMMUNES / "thanh-linh", PLAN_DAY)
    calendar = service.work_calendar(session)
    assert calendar.add(date(2024, 2, 7), 1) == date(2024, 2, 15)
    assert calendar.is_working(date(2024, 5, 4))
    assert not calendar.is_working(date(2024, 4, 29))


def test_the_invented_commune_has_three_schools_and_twenty_classes(session: Session) -> None:
    service.load_seed(session, COMMUNES / "demo", date(2026, 11, 23))
    schools = service.schools(session, date(2026, 11, 23))
    assert [school.level for school in schools] == list(SchoolLevel)
    classes = [c for s in schools for c in service.classes(session, s.id, "2026-2027")]
    assert len(classes) == 20
    assert service.school_of_body(session, schools[0].body_id) == schools[0]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("bodies.toml", 'kind = "office"', 'kind = "ofice"', "bodies.toml, mục 1 (ubnd-xa)"),
        ("bodies.toml", 'code = "hdnd-xa"', 'code = "ubnd-xa"', "bodies.toml, mục 2 (ubnd-xa)"),
        ("topics.toml", 'receiver = "cong-an"', 'receiver = "x"', "topics.toml, mục 1 (ATGT)"),
        ("holidays.csv", "2023-01-20,off", "2023-01-02,off", "holidays.csv, dòng 3"),
        ("holidays.csv", "2023-01-20,off", "20/1/2023,off", "holidays.csv, dòng 3"),
        ("settings.toml", "reply_days = 10", 'reply_days = "x"', "settings.toml: “reply_days”"),
        ("commune.toml", "valid_from = 2023-01-01", "", "commune.toml: “valid_from”"),
        ("commune.toml", 'name = "xã', "name = xã", "commune.toml: không đọc được"),
    ],
)
def test_a_wrong_entry_is_named(
    session: Session, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "commune"
    shutil.copytree(COMMUNES / "thanh-linh", folder)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        service.load_seed(session, folder, PLAN_DAY)
    assert said in refused.value.message
    session.rollback()
    assert service.bodies(session, None) == []
