"""A child's way through the pages, without JavaScript."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.pages import Page, PageClient
from tests.support.paper import open_round
from webapp.extensions import db
from webapp.submissions.records import Draft, Submission

WORDS = "Nhà vệ sinh ở trường em rất bẩn."


@pytest.fixture
def child(app: Flask) -> PageClient:
    """Return a child at a seat, with a round open."""
    open_round(app)
    return PageClient(app)


def begin(child: PageClient) -> Page:
    """Choose an age and agree; return the first question."""
    child.get("/")
    child.submit(button="6–10 tuổi")
    return child.submit(button="Em đồng ý")


def fill(child: PageClient) -> Page:
    """Answer everything; return the page that shows all answers."""
    begin(child)
    child.submit(tuoi="8")
    child.submit(vui="a")
    child.submit(chua_thich=["a", "b"])
    child.submit(noi_them=WORDS)
    return child.submit(so_ban="3", biet_boi="b")


def send(child: PageClient) -> Page:
    """Answer everything and send; return the receipt."""
    fill(child)
    return child.submit(button="Gửi")


def stored(app: Flask, table: type) -> int:
    """Count the rows of *table*."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_child_answers_and_gets_a_receipt(app: Flask, child: PageClient) -> None:
    first = child.get("/")
    assert "Ý kiến tháng này" in first.words
    assert "chị Hoa, Đoàn xã" in first.words
    checked = fill(child)
    assert checked.url == "/kiem-tra"
    assert "Nhà vệ sinh" in checked.words
    assert WORDS in checked.words
    done = child.submit(button="Gửi")
    assert done.url == "/bien-nhan"
    assert "gọi 111" in done.read("main"), "help is named to everybody, whatever was written"
    digits = done.read(".digits")
    assert len(digits.replace(" ", "")) == 16
    assert len(digits) == 19
    assert done.headers["Refresh"] == "300; url=/"
    assert stored(app, Submission) == 1
    assert stored(app, Draft) == 0


def test_nothing_is_stored_before_the_child_agrees(app: Flask, child: PageClient) -> None:
    child.get("/")
    asked = child.submit(button="6–10 tuổi")
    assert asked.url == "/dong-y"
    assert "111" in asked.words
    yes, no = asked.all(".equal .button")
    assert yes["class"] == no["class"]
    assert stored(app, Draft) == 0


def test_saying_no_leads_to_quiet_reading(app: Flask, child: PageClient) -> None:
    child.get("/")
    child.submit(button="6–10 tuổi")
    page = child.submit(button="Em không tham gia")
    for number in range(1, 6):
        assert page.url == f"/doc-them/{number}"
        page = child.follow("Tiếp tục")
    assert child.follow("mời bạn tiếp theo").url == "/moi-ban"
    assert stored(app, Draft) == 0
    assert stored(app, Submission) == 0


def test_every_step_is_saved_and_back_shows_it(child: PageClient) -> None:
    begin(child)
    child.submit(tuoi="8")
    page = child.get("/phieu/1")
    assert [tag["value"] for tag in page.all("input[checked]")] == ["8"]
    assert child.get("/phieu/2").all("input[checked]") == []


def test_back_and_help_keep_what_was_typed(child: PageClient) -> None:
    begin(child)
    child.get("/phieu/5")
    help_page = child.submit(button="Cần giúp? Gọi 111", noi_them=WORDS)
    assert help_page.url == "/giup-em?tu=5"
    assert WORDS in child.follow("Về chỗ em đang làm").words
    assert child.submit(button="← Quay lại", noi_them=WORDS + " Hết.").url == "/phieu/3"
    assert child.get("/phieu/5").read("textarea") == WORDS + " Hết."


def test_the_language_can_change_in_the_middle(child: PageClient) -> None:
    begin(child)
    child.get("/phieu/5")
    page = child.submit(button="English", noi_them=WORDS)
    assert page.url == "/phieu/5"
    assert "Is there anything else?" in page.words
    assert page.read("textarea") == WORDS
    assert page.tree.html["lang"] == "en"


def test_progress_counts_only_pages_that_are_shown(child: PageClient) -> None:
    begin(child)
    child.submit(tuoi="8")
    page = child.submit(vui="a")
    assert "Câu 3 trong 5" in page.words
    page = child.submit(chua_thich=["f"])
    assert page.url == "/phieu/4"
    assert "Câu 4 trong 6" in page.words


def test_an_empty_question_is_asked_about_once(child: PageClient) -> None:
    begin(child)
    child.submit(tuoi="8")
    page = child.submit(status=422)
    assert "Em muốn bỏ qua câu này?" in page.words
    assert child.submit(button="Bỏ qua").url == "/phieu/3"
    child.get("/phieu/2")
    child.submit(status=422)
    assert child.submit(button="Tiếp tục").url == "/phieu/3"


def test_a_missing_answer_is_named_and_linked(child: PageClient) -> None:
    page = begin(child)
    page = child.submit(status=422)
    link = page.one(".summary a")
    assert link.get_text(strip=True) == "Em quên chọn tuổi rồi."
    assert page.all(str(link["href"]))


def test_what_was_typed_wrong_stays_on_the_page(child: PageClient) -> None:
    begin(child)
    child.get("/phieu/6")
    page = child.submit(status=422, so_ban="ba bạn", biet_boi="a")
    assert page.one("#so_ban")["value"] == "ba bạn"
    assert page.one("#biet_boi-1").has_attr("checked")


def test_a_missing_answer_holds_back_sending(app: Flask, child: PageClient) -> None:
    begin(child)
    child.get("/kiem-tra")
    page = child.submit(button="Gửi", status=422)
    assert "Em quên chọn tuổi rồi." in page.read(".summary")
    assert stored(app, Submission) == 0
    page = child.follow("Em quên chọn tuổi rồi.")
    assert child.submit(tuoi="9").url == "/kiem-tra"


def test_changing_an_answer_leads_back_to_the_check(child: PageClient) -> None:
    fill(child)
    page = child.get("/phieu/2?sua=1")
    assert [tag["value"] for tag in page.all("input[checked]")] == ["a"]
    assert "Không vui" in child.submit(vui="c").words


def test_sending_in_any_way_twice_is_one_submission(app: Flask, child: PageClient) -> None:
    checked = fill(child)
    first = child.submit(checked, button="Gửi").read(".digits")
    again = child.submit(checked, button="Gửi")
    assert again.read(".digits") == first
    assert child.get("/phieu/2", follow=True).read(".digits") == first
    assert child.get("/kiem-tra", follow=True).read(".digits") == first
    assert stored(app, Submission) == 1


def test_a_lost_answer_can_be_sent_for_again(app: Flask, child: PageClient) -> None:
    """The connection broke after the server took it in: the cookie knows nothing of it."""
    checked = fill(child)
    with child.browser.session_transaction("/") as kept:
        before = dict(kept)
    first = child.submit(checked, button="Gửi").read(".digits")
    with child.browser.session_transaction("/") as kept:
        kept.clear()
        kept.update(before)
    child.page = checked
    assert child.submit(checked, button="Gửi").read(".digits") == first
    assert stored(app, Submission) == 1


def test_the_seat_is_sealed_after_done(child: PageClient) -> None:
    receipt = send(child)
    ended = child.submit(receipt, button="Xong – mời bạn tiếp theo", follow=False)
    assert "em=;" in ended.headers["Set-Cookie"]
    for path in ("/phieu/1", "/phieu/5", "/kiem-tra", "/bien-nhan", "/dong-y"):
        assert child.get(path, 303).location == "/"
    neutral = child.get("/moi-ban")
    assert "Set-Cookie" not in neutral.headers
    assert WORDS not in neutral.html


def test_old_forms_cannot_be_sent_from_a_sealed_seat(app: Flask, child: PageClient) -> None:
    checked = fill(child)
    receipt = child.submit(checked, button="Gửi")
    child.submit(receipt, button="Xong – mời bạn tiếp theo")
    assert child.submit(checked, button="Gửi").url == "/"
    assert stored(app, Submission) == 1


def test_the_next_child_sends_a_submission_of_their_own(app: Flask, child: PageClient) -> None:
    first = send(child).read(".digits")
    second = send(child).read(".digits")
    assert first != second
    assert stored(app, Submission) == 2


def test_choosing_again_on_a_kept_first_page_makes_a_new_seat(
    app: Flask, child: PageClient
) -> None:
    start = child.get("/")
    send_from = child.submit(start, button="6–10 tuổi")
    child.submit(send_from, button="Em đồng ý")
    child.submit(tuoi="8")
    child.get("/kiem-tra")
    child.submit(button="Gửi")
    # The page below was kept by the browser from before sending; its token ended.
    assert child.submit(start, button="6–10 tuổi").url in ("/", "/dong-y")
    assert stored(app, Submission) == 1


def test_hiding_ends_the_seat(app: Flask, child: PageClient) -> None:
    begin(child)
    child.get("/giup-em?tu=1")
    assert child.submit(button="Ẩn trang này").url == "/doc-them/1"
    assert stored(app, Draft) == 0
    assert child.get("/phieu/1", 303).location == "/"


def test_no_cookie_is_changed_between_questions(child: PageClient) -> None:
    child.get("/")
    child.submit(button="6–10 tuổi")
    agreed = child.submit(button="Em đồng ý", follow=False)
    assert "Set-Cookie" not in agreed.headers
    page = child.get("/phieu/1")
    assert "Set-Cookie" not in page.headers
    for answers in ({"tuoi": "8"}, {"vui": "a"}, {"chua_thich": "a"}):
        saved = child.submit(page, follow=False, **answers)
        assert "Set-Cookie" not in saved.headers
        page = child.get(saved.location)
        assert "Set-Cookie" not in page.headers


def test_every_page_offers_help_and_remembers_nothing(child: PageClient) -> None:
    pages = [child.get("/"), child.submit(button="6–10 tuổi"), child.submit(button="Em đồng ý")]
    pages += [child.submit(status=422), child.submit(tuoi="8"), child.get("/kiem-tra")]
    pages += [child.get(f"/phieu/{n}") for n in (3, 5, 6)]
    pages += [child.get("/giup-em"), child.get("/tra-loi"), child.get("/doc-them/2")]
    pages += [child.get("/khong-co", 404), child.get("/moi-ban")]
    for page in pages:
        bar = page.one("header.bar .help")
        assert "111" in bar.get_text(), page.url
        assert page.tree.title.get_text() == "Em nói", page.url
        assert page.headers["Cache-Control"] == "no-store", page.url
        assert page.headers["Referrer-Policy"] == "no-referrer", page.url
        for form in page.all("form"):
            assert form["autocomplete"] == "off", page.url
            assert form["method"] == "post", page.url
        for control in page.all("input:not([type=hidden]), textarea"):
            assert control["autocomplete"] == "off", (page.url, control)


def test_without_an_open_round_the_first_page_says_so(app: Flask) -> None:
    page = PageClient(app).get("/")
    assert "Hôm nay chưa có phiếu nào mở" in page.words
    assert page.link("Xem trả lời bằng mã") == "/tra-loi"


def test_the_help_page_leads_nowhere_else(child: PageClient) -> None:
    for token in ("//example.org", "https://example.org", "\\x", "99999", "thu"):
        back = child.get(f"/giup-em?tu={token}").link("Về chỗ em đang làm")
        assert back in ("/", "/tra-loi/thu")


def test_a_question_may_be_called_like_a_word_of_our_addresses(child: PageClient) -> None:
    """An answer called "sua" (milk) once looked like the wish to change one answer only."""
    page = begin(child)
    token = str(page.one("main form input[name=csrf_token]")["value"])
    fields = {"csrf_token": token, "tuoi": "8", "sua": "1"}
    assert child.browser.post("/phieu/1", data=fields).headers["Location"] == "/phieu/2"
