"""The officer changes the list of words of danger; for everybody else it does not exist."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.builders import person
from webapp.accounts.rules import Role

BASE = "/can-bo/bao-ve/tu-ngu"
PAGES = ("", "/phan/rule:cry", "/ban-nhap", "/lich-su")
POSTS = ("thu", "phan/exact", "ban-nhap/cong-bo", "ban-nhap/bo", "lich-su/0/lay-lai", "doc-lai")
PUBLISH = "form:has([name=digest])"


def test_a_list_is_changed_tried_published_and_gone_back_to(app: Flask) -> None:
    client = person(app, Role.PROTECTION_OFFICER)
    client.get(BASE)
    tried = client.submit(form="form:has([name=text])", status=200, text="Bố đánh em <b>đau</b>")
    assert "Bạo lực, đánh đập : “bố đánh em”" in tried.words
    assert "<b>đau" not in tried.html

    part = client.get(f"{BASE}/phan/rule:cry")
    lines = part.one("textarea").get_text()
    wrong = client.submit(form="form:has([name=lines])", status=422, lines=f"{lines}\n@la em")
    assert "không có nhóm nào tên “@la”" in wrong.words
    assert "@la em" in wrong.one("textarea").get_text()
    saved = client.submit(form="form:has([name=lines])", lines=f"{lines}\nem cảm ơn")
    assert "Có bản nháp chờ công bố" in saved.words

    client.get(BASE)
    tried = client.submit(form="form:has([name=text])", status=200, text="Em cảm ơn anh chị ạ")
    assert "Không báo gì" in tried.words
    assert "“em cảm ơn”" in tried.words

    review = client.get(f"{BASE}/ban-nhap")
    assert "1 câu mẫu vô hại sẽ bị báo lên" in review.words
    assert "Em cảm ơn các anh chị đã hỏi ý kiến chúng em." in review.words
    assert "Thêm: em cảm ơn" in review.words
    refused = client.submit(form=PUBLISH, status=422, why=" ")
    assert "Xin ghi vì sao" in refused.words
    published = client.submit(form=PUBLISH, why="Trẻ dùng lời mới")
    assert "Trẻ dùng lời mới" in published.words
    client.submit(form="form[action$='/0/lay-lai']")
    assert "người thứ hai" in client.page.words
    assert "Nhờ quản trị viên" in client.page.words, "one officer alone is told what to do"
    leader = person(app, Role.LEADER)
    client.submit(form=PUBLISH, button="Hỏi người thứ hai", why="Báo nhầm quá nhiều")
    assert "Ai đồng ý được: Cán bộ" in client.page.words
    assert "Anh chị tự hỏi" in client.get(f"{BASE}/dong-y").words
    assert "1 bản sửa từ ngữ báo nguy chờ đồng ý" in leader.get("/can-bo/").words
    second = leader.follow("từ ngữ báo nguy chờ đồng ý")
    assert "Báo nhầm quá nhiều" in second.words
    assert "Bỏ: em cảm ơn" in second.words
    assert "vì sao" in leader.submit(form="form[action$=khong]", status=422, why=" ").words
    leader.submit(form="form[action$=duoc]")
    back = client.get(f"{BASE}/lich-su")
    assert "Số 2" in back.words
    assert "có sự đồng ý của Cán bộ" in back.words
    assert "Bỏ: em cảm ơn" in back.words
    client.get(BASE)
    assert "Đã đọc lại 0 phiếu" in client.submit(form="form[action$='doc-lai']").words


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_everybody_else_finds_nothing_there(app: Flask, role: Role) -> None:
    client = person(app, role)
    for address in PAGES:
        client.get(f"{BASE}{address}", status=404)
    for address in POSTS:
        assert client.browser.post(f"{BASE}/{address}").status_code in {400, 404}
