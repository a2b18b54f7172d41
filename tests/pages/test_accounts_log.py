"""The log page: who did what, filtered, and never a failure on odd days."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.builders import person
from webapp.accounts.rules import Role


def test_the_log_tells_who_did_what(app: Flask) -> None:
    client = person(app, Role.ADMINISTRATOR)
    client.get("/can-bo/nguoi-dung/them")
    client.submit(
        username="hai.mau", display_name="Mẫu Văn Hai", roles=[Role.LEADER.value], title=""
    )
    page = client.get("/can-bo/nhat-ky?kiem-tra=1")
    assert "người dùng" in page.words
    assert "vai trò: Lãnh đạo xã" in page.words
    assert "Sổ còn nguyên" in page.words
    assert "Không có mục nào" in client.get("/can-bo/nhat-ky?den=01/01/2023").words


@pytest.mark.parametrize(
    "query", ["tu=01/01/0001", "den=31/12/9999", "tu=hôm qua", "trang=-3", "trang=99", "nguoi=x"]
)
def test_odd_questions_are_answered(app: Flask, query: str) -> None:
    person(app, Role.ADMINISTRATOR).get(f"/can-bo/nhat-ky?{query}")


def test_the_link_of_a_new_person_is_shown_once(app: Flask) -> None:
    client = person(app, Role.ADMINISTRATOR)
    client.get("/can-bo/nguoi-dung/them")
    page = client.submit(
        username="hai.mau", display_name="Mẫu Văn Hai", roles=[Role.LEADER.value], title=""
    )
    assert "/can-bo/moi/" in page.read(".secret")
    assert not client.get(page.url).all(".secret")
