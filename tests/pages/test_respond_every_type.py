"""Every kind of question, met and answered without JavaScript."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.every_type import TITLE, WALK, open_every_type, picture
from tests.support.pages import Page, PageClient
from webapp.extensions import db
from webapp.submissions import pictures, redrawing
from webapp.submissions.records import Picture, Submission

NEXT_PAGE = 8_000


@pytest.fixture
def child(app: Flask, tmp_path: Path) -> PageClient:
    """Return a child before the first question."""
    open_every_type(app, tmp_path / "moi-loai")
    found = PageClient(app)
    found.get("/")
    found.submit(button="Bắt đầu")
    found.submit(button="Em đồng ý")
    return found


def names_on(page: Page) -> set[str]:
    return {str(tag["data-question"]) for tag in page.all("[data-question]")}


def send_file(child: PageClient, name: str, content: bytes, file: str = "a.jpg") -> Page:
    """Post a file as the form of the page does."""
    page = child.page
    assert page is not None
    form = page.one("#sheet")
    assert form["enctype"] == "multipart/form-data"
    data = {
        "csrf_token": str(form.select_one("[name=csrf_token]")["value"]),
        "_go": "next",
        name: (BytesIO(content), file),
    }
    response = child.browser.post(str(form["action"]), data=data)
    answer = Page(str(form["action"]), response)
    child.page = answer if answer.is_html and answer.status != 303 else child.page
    return answer


def walk(child: PageClient, until: str = "") -> Page:
    """Answer page after page; return the one with the question *until*, or the check."""
    page = child.page
    assert page is not None
    for _ in range(60):
        if page.url == "/kiem-tra" or (until and until in names_on(page)):
            return page
        if page.all("button[name=_more]"):
            page = child.submit(button="Không, tiếp tục")
            continue
        here = names_on(page)
        given = next((WALK[name] for name in WALK if name in here), None)
        if given is None:
            page = child.submit() if here == {"chao"} else _skip(child)
        else:
            page = child.submit(**given)
    raise AssertionError(f"the paper does not end: {page.url}")


def _skip(child: PageClient) -> Page:
    child.submit(status=422)
    return child.submit(button="Bỏ qua")


def test_every_page_is_answered_and_read_back(child: PageClient, app: Flask) -> None:
    checked = walk(child)
    for words in (
        "Sóc", "1,5", "132", "Vui", "Thường đúng", "Bờ sông", "Bóng đá", "Hà Giang", "Xóm Đồng",
        "31/05/2020", "2014", "05/2023", "21:30", "15:00", "Thả diều", "Mèo",
    ):  # fmt: skip
        assert words in checked.words, words
    ranked = checked.one("dd ol")
    assert [item.get_text(strip=True) for item in ranked("li")] == ["Hát", "Đá bóng", "Vẽ"]
    assert "Bạn của em – lần 1" in checked.words
    assert "😀" not in checked.html
    assert child.submit(button="Gửi").url == "/bien-nhan"
    with app.app_context():
        stored = db.session.scalars(select(Submission)).one().answers
    assert stored["xep"] == ["c", "a", "b"]
    assert stored["luc"] == "2026-05-31T15:00"
    assert (stored["thich"], stored["di_hoc"], stored["xom"]) == (4, 1.5, "x3")
    assert stored["ban"] == [{"cung_lop": "co"}]


def test_every_page_is_light_keeps_what_was_typed_and_links_its_mistakes(
    child: PageClient,
) -> None:
    wrong = {
        "so_ban": "ba", "di_hoc": "xa", "cao": "7", "xom": "Không có", "ngay": "32/13/2020",
        "nam": "hai", "thang": "13/2020", "gio": "25:99", "luc": "hôm qua",
    }  # fmt: skip
    page = child.page
    seen = 0
    assert page is not None
    while page.url != "/kiem-tra":
        assert len(page.data) <= NEXT_PAGE, page.url
        here = names_on(page)
        name = next((name for name in wrong if name in here), "")
        if name:
            typed = [wrong[name], "7 giờ"] if name == "luc" else wrong[name]
            child.page = page
            back = child.submit(status=422, **{name: typed})
            link = back.one(".summary a")
            assert back.one(str(link["href"])).name in {"input", "select", "textarea"}, name
            assert wrong[name] in [tag.get("value") for tag in back.all(f"[name={name}]")], name
            seen += 1
        if page.all("button[name=_more]"):
            page = child.submit(button="Không, tiếp tục")
            continue
        given = next((WALK[known] for known in WALK if known in here), None)
        page = child.submit(**given) if given else (
            child.submit() if here == {"chao"} else _skip(child)
        )  # fmt: skip
    assert seen == len(wrong)


def test_a_table_has_heads_for_rows_and_columns(child: PageClient) -> None:
    page = walk(child, "nuoc")
    assert [head.get_text(strip=True) for head in page.all("thead th[scope=col]")] == [
        "Có", "Không", "Em không biết",
    ]  # fmt: skip
    assert len(page.all("tbody th[scope=row]")) == 2
    labelled = page.one("#xa_phong-2")["aria-labelledby"]
    words = " ".join(page.one(f"#{part}").get_text(strip=True) for part in str(labelled).split())
    assert words == "Có xà phòng Không"


def test_a_hidden_question_waits_in_the_page_for_the_script(child: PageClient) -> None:
    page = walk(child, "co_em")
    waiting = page.one("[data-question=may_em]")
    assert waiting.has_attr("hidden")
    assert all(tag.has_attr("disabled") for tag in waiting("input"))
    assert page.one("#sheet")["data-live"].startswith("{")
    assert page.all("script[type=module]")
    again = child.submit(co_em="co", nuoi="Mèo")
    assert not again.one("[data-question=may_em]").has_attr("hidden")


def test_an_answer_stands_in_the_words_of_a_later_question(child: PageClient) -> None:
    page = walk(child, "ke")
    assert "Sóc ơi, kể anh chị nghe" in page.words
    assert not page.all("script[type=module]")


def test_repeats_grow_shrink_and_lead_back(child: PageClient) -> None:
    walk(child, "ten_ban")
    child.submit(ten_ban="Thả diều")
    more = child.submit(cung_lop="co")
    assert "Em đã kể 1 lần." in more.words
    assert "Lần 1: Thả diều" in more.words
    second = child.submit(button="Có, thêm nữa")
    assert second.url.endswith("-2")
    assert "Bạn của em – lần 2" in second.words
    child.submit(ten_ban="Đá cầu")
    more = child.submit(cung_lop="khong")
    assert "Em đã kể 2 lần." in more.words
    assert child.get(more.link("Sửa")).read(".time").startswith("Bạn của em")
    child.page = more
    fewer = child.post(str(more.one("#sheet")["action"]), {"_drop": "1"})
    assert "Em đã kể 1 lần." in fewer.words
    assert "Đá cầu" in fewer.words
    assert "Thả diều" not in fewer.words
    assert "Câu" in fewer.read(".progress")
    assert "trong" not in fewer.read(".progress")


def test_a_picture_is_shown_back_kept_sent_and_belongs_to_nobody_else(
    child: PageClient, app: Flask
) -> None:
    page = walk(child, "anh")
    at = page.url
    assert send_file(child, "anh", picture("JPEG", (3000, 2000))).status == 303
    back = child.get(at)
    shown = str(back.one(".kept img")["src"])
    answer = child.browser.get(shown)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert PageClient(app).get(shown, 404).status == 404
    child.get("/kiem-tra")
    assert child.page is not None
    assert child.page.one("img.small-picture")["src"] == shown
    child.submit(button="Gửi")
    with app.app_context():
        kept = db.session.scalars(select(Picture)).one()
        assert kept.seat is None
        assert kept.submission_id == db.session.scalars(select(Submission)).one().id
    assert child.get(shown, 404).status == 404


def test_a_picture_can_be_taken_away_and_goes_with_the_seat(child: PageClient, app: Flask) -> None:
    page = walk(child, "anh")
    at = page.url
    send_file(child, "anh", picture("PNG"))
    child.get(at)
    assert child.post(at, {"_drop": "anh"}).all(".kept") == []
    send_file(child, "anh", picture("PNG"))
    child.get("/kiem-tra")
    child.post("/xong")
    with app.app_context():
        assert db.session.scalars(select(Picture)).all() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 not a picture", "chưa mở được tệp này"),
        (picture("PNG")[:40], "chưa mở được tệp này"),
        (picture("BMP", (40, 40)), "Ảnh này to quá"),
    ],
)
def test_what_is_no_picture_is_refused_kindly(
    child: PageClient, app: Flask, content: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "LARGEST_FILE", 4_000)
    monkeypatch.setattr(redrawing, "LARGEST_FILE", 4_000)
    walk(child, "anh")
    page = send_file(child, "anh", content)
    assert page.status == 422
    assert words in page.read(".summary")
    with app.app_context():
        assert db.session.scalars(select(Picture)).all() == []


def test_media_leave_their_folder_by_name_only(
    child: PageClient, tmp_path: Path, app: Flask
) -> None:
    page = walk(child, "choi")
    address = str(page.one("[for=choi-1] img")["src"])
    with child.browser.get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    (tmp_path / "moi-loai" / "survey.toml").write_text("secret", "utf-8")
    (tmp_path / "moi-loai" / "media" / "hooks.py").write_text("secret", "utf-8")
    (tmp_path / "geheim.png").write_bytes(picture("PNG"))
    (tmp_path / "moi-loai" / "media" / "link.png").symlink_to(tmp_path / "geheim.png")
    for name in (
        "..%2Fsurvey.toml", "../survey.toml", "%2e%2e%2fsurvey.toml", "hooks.py", "link.png",
        "..%5Csurvey.toml", "khong-co.png", "%2Fetc%2Fpasswd", "..%2Fmedia%2Fsan.png",
    ):  # fmt: skip
        assert child.browser.get(f"/tep/moi-loai/{name}").status_code == 404, name
    assert child.browser.get("/tep/khong-co/san.png").status_code == 404


def test_the_survey_is_offered(app: Flask) -> None:
    open_every_type(app)
    assert TITLE in PageClient(app).get("/").words
