"""The directory pages of the administrator."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from tests.support.builders import person
from tests.support.pages import PageClient
from webapp.accounts.rules import Role
from webapp.config import PROJECT
from webapp.directory import service
from webapp.extensions import db

COMMUNES = PROJECT / "webapp" / "directory" / "communes"
BASE = "/can-bo/danh-ba"
TODAY = date(2026, 11, 23)


def load_demo(app: Flask) -> None:
    with app.app_context():
        service.load_seed(db.session(), COMMUNES / "demo", TODAY)
        db.session.commit()


@pytest.fixture
def admin(app: Flask) -> PageClient:
    load_demo(app)
    return person(app, Role.ADMINISTRATOR)


def test_a_new_name_leaves_old_letters_alone(app: Flask, admin: PageClient) -> None:
    admin.get(BASE)
    admin.submit(name="xã Đồng Trăng", valid_from="01/07/2027")
    with app.app_context():
        assert service.commune(db.session(), date(2027, 6, 30)).name == "xã Đồng Sao"
        assert service.commune(db.session(), date(2027, 7, 1)).name == "xã Đồng Trăng"


def test_a_body_ends_and_its_topics_go_to_the_successor(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/don-vi")
    admin.submit(
        name="Phòng Văn hóa mới", short_name="VH mới", kind="office", valid_from="1/1/2027"
    )
    with app.app_context():
        old = service.body_id(db.session(), "van-hoa")
        new = service.body_id(db.session(), "phong-van-hoa-moi")
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC)):
        admin = person(app, Role.ADMINISTRATOR)
        admin.get(f"{BASE}/don-vi/{old}/ket-thuc")
        page = admin.submit(last_day="31/13/2026", successor_id=new, status=200)
        assert "ngày/tháng/năm" in page.read(".field-error")
        admin.submit(last_day="31/12/2026", successor_id=new)
    with app.app_context():
        topics = {topic.code: topic for topic in service.topics(db.session())}
        assert topics["MANG"].default_body_id == new
        assert old not in {body.id for body in service.bodies(db.session(), date(2027, 1, 1))}


def test_classes_are_looked_at_before_they_are_saved(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/truong")
    admin.submit(
        name="Trường THCS Mới",
        short_name="THCS Mới",
        level="lower_secondary",
        valid_from="1/9/2026",
    )
    with app.app_context():
        school = service.schools(db.session(), None)[-1].id
    url = f"{BASE}/truong/{school}/lop"
    admin.get(url)
    page = admin.submit(
        text="Lớp\tSĩ số\n6A\t35\n5B\t30\n7A\tba mươi", button="Xem trước", status=200
    )
    assert len(page.all(".field-error")) == 2
    assert not page.all("button[name=save]")
    page = admin.submit(text="6A\t35\n6B\t33\n", button="Xem trước", status=200)
    with app.app_context():
        assert service.classes(db.session(), school) == []
    admin.submit(button="Lưu 2 lớp")
    with app.app_context():
        assert [c.name for c in service.classes(db.session(), school, "2026-2027")] == ["6A", "6B"]


@time_machine.travel(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
def test_the_alarm_about_next_years_holidays(app: Flask) -> None:
    load_demo(app)
    admin = person(app, Role.ADMINISTRATOR)
    page = admin.get(f"{BASE}/ngay-nghi?nam=2027")
    assert "2026" in page.read(".attention") or "2027" in page.read(".attention")
    admin.submit(day="03/09/2027", kind="off", name="Quốc khánh")
    assert admin.page is not None
    assert "Quốc khánh" in admin.page.words


def test_the_hotline_is_shown_after_somebody_rang_it(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/nguoi-giup")
    admin.submit(form="form.attention")
    with app.app_context():
        assert service.words(db.session(), "province_hotline") == "1800.599.963"
        assert service.words(db.session(), "province_hotline_to_check") == ""


def test_settings_keep_to_the_law(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/thiet-lap")
    admin.submit(school_reply_days="10", small_group="3", reply_days="x", status=200)
    assert admin.page is not None
    assert len(admin.page.all(".field-error")) == 3
    admin.submit(school_reply_days="5", small_group="6", reply_days="12")
    with app.app_context():
        assert service.number(db.session(), "school_reply_days") == 5


def test_a_contact_comes_and_goes(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/nguoi-giup")
    admin.submit(form="form.panel", title="Bí thư", name="Mẫu", phone="0900 000 009", hours="")
    page = admin.submit(form="tr:first-of-type details form")
    assert len(page.all("tbody tr")) == 3


def test_a_topic_changes_its_words(app: Flask, admin: PageClient) -> None:
    admin.get(f"{BASE}/chu-de/MANG")
    page = admin.submit(name="Mạng và điện thoại", child_name="Mạng")
    assert "Mạng và điện thoại" in page.words
    admin.get(f"{BASE}/chu-de/KHONG_CO", status=404)
