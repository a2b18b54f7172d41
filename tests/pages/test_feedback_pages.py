"""Reading the reply with a receipt: neutral when wrong, whole when right."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.builders import add_body, add_user, viewer_of
from tests.support.pages import Page, PageClient
from tests.support.paper import open_round
from webapp.accounts.records import User
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db, limiter
from webapp.feedback import service
from webapp.feedback.pages import receipts
from webapp.feedback.records import FeedbackEntry, RatingGiven
from webapp.intake import holdings
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import RefusalReason
from webapp.submissions.records import Submission
from webapp.tracker import service as tracker
from webapp.tracker.records import Case
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

WORDS = "Sân trường em không có cây nào."
REPLY = ReplyText(
    Decision.PARTLY, "Các em muốn có cây.", "Trồng 10 cây trước.", "Sân còn chật.", "Trước Tết."
)

ELSEWHERE = ReplyText(
    Decision.REFERRED_UP, "Các em muốn có đèn đường.", "Xã đã đề nghị.", "Đường của tỉnh.", "",
    promised_on=date(2031, 3, 5), referred_to="Sở Mẫu", referred_number="12/UBND",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_counts(app: Flask) -> None:
    """Wrong numbers of one test are not counted in the next."""
    with app.app_context():
        limiter.reset()


@pytest.fixture
def child(app: Flask) -> PageClient:
    """Return a child at a seat, with a round open."""
    open_round(app)
    return PageClient(app)


def send(child: PageClient) -> str:
    """Send a paper and return its receipt as shown."""
    child.get("/")
    child.submit(button="6–10 tuổi")
    child.submit(button="Em đồng ý")
    child.submit(tuoi="8")
    child.get("/phieu/5")
    child.submit(noi_them=WORDS)
    child.get("/kiem-tra")
    digits = child.submit(button="Gửi").read(".digits")
    child.submit(button="Xong – mời bạn tiếp theo")
    return digits


def look_up(child: PageClient, typed: str, status: int = 303) -> Page:
    child.get("/tra-loi")
    return child.submit(status=status, number=typed)


def reply(app: Flask, text: ReplyText = REPLY) -> None:
    """Let the people of the commune answer the only opinion."""
    now = clock.now()
    with app.app_context():
        session = db.session()
        body = add_body(session, "van-hoa-xa", "Phòng Văn hóa – Xã hội")
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=body))
        opinion_id = session.scalars(select(Opinion.id)).one()
        actor = moderator.user_id
        case = tracker.open_case(
            session, actor, title="Thiếu cây", topic=None, school_id=None, now=now
        )
        opinions.accept(session, actor, opinion_id, now)
        opinions.attach(session, actor, opinion_id, case, now)
        tracker.route(session, actor, case, body, [], None, "", now)
        tracker.acknowledge(session, official, case, now)
        tracker.submit_reply(session, official, case, text, now)
        tracker.publish_reply(session, moderator, case, now)
        session.commit()


def without_tokens(page: Page) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.html)


def test_a_number_that_opens_nothing_tells_only_how_much_was_typed(child: PageClient) -> None:
    right = send(child).replace(" ", "")
    unknown = [str((int(right) + step) % 10**16).zfill(16) for step in (1, 2)]
    alike = {
        "Anh chị chưa tìm thấy gì theo mã này": unknown,
        # A part of a real number is as any other: what is said hangs on its length alone.
        "Em gõ 15 chữ số": [right[:15], unknown[0][1:]],
        "Em gõ 17 chữ số": [right + "0", unknown[1] + "1"],
        "Em gõ 16 chữ số trên phiếu mã vào đây": ["", "mười sáu số"],
    }
    for sentence, all_typed in alike.items():
        pages = [look_up(child, typed, 422) for typed in all_typed]
        assert len({without_tokens(page) for page in pages}) == 1
        assert all(page.one("#number").get("value") is None for page in pages)
        assert sentence in pages[0].read("form .error"), "beside the field"


@pytest.mark.parametrize("shape", ["{}", " {} ", "dots", "joined", "wide"])
def test_a_number_may_be_typed_in_any_way(child: PageClient, shape: str) -> None:
    digits = send(child)
    typed = {
        "dots": digits.replace(" ", "."),
        "joined": digits.replace(" ", ""),
        "wide": "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in digits),
    }.get(shape, shape.format(digits))
    page = look_up(child, typed)
    assert page.url == "/tra-loi/thu"
    assert "Anh chị đang đọc" in page.words
    assert "111" in page.words
    assert page.headers["Refresh"] == "900; url=/", "left open, it leaves a shared screen"
    assert digits.replace(" ", "") not in page.html


def test_before_the_reply_a_sealed_paper_looks_like_any_other(app: Flask) -> None:
    open_round(app)
    seen = []
    for words in (WORDS, "Bố em đánh em chảy máu, em sợ lắm."):
        child = PageClient(app)
        child.get("/")
        child.submit(button="6–10 tuổi")
        child.submit(button="Em đồng ý")
        child.submit(tuoi="8")
        child.get("/phieu/5")
        child.submit(noi_them=words)
        child.get("/kiem-tra")
        digits = child.submit(button="Gửi").read(".digits")
        seen.append(without_tokens(look_up(child, digits)))
    assert seen[0] == seen[1]


def test_the_reply_is_read_rated_and_asked_again(app: Flask, child: PageClient) -> None:
    digits = send(child)
    reply(app)
    page = look_up(child, digits)
    for words in (WORDS, "Phòng Văn hóa – Xã hội", REPLY.heard, REPLY.decided, REPLY.why):
        assert words in page.words
    assert "Làm được một phần" in page.words
    page = child.submit(button="Chưa")
    assert page.url == "/tra-loi/thu#reply-1"
    assert "Anh chị đã hỏi lại" in page.words
    assert "Câu trả lời chưa giúp được em" in page.words
    assert page.one("button[aria-pressed=true]").get_text(strip=True) == "Chưa"
    page = child.submit(button="Có")
    assert "Anh chị đã hỏi lại để câu trả lời tốt hơn" in page.words
    assert "chưa giúp được" not in page.words, "who says yes is not told the contrary"
    with app.app_context():
        assert db.session.scalars(select(Case.times_reopened)).one() == 1
        assert len(db.session.scalars(select(FeedbackEntry)).all()) == 1
        assert len(db.session.scalars(select(RatingGiven)).all()) == 2


def test_a_reply_names_who_decides_and_a_day_of_another_year(app: Flask, child: PageClient) -> None:
    digits = send(child)
    reply(app, ELSEWHERE)
    words = look_up(child, digits).words
    assert "Nơi quyết định Sở Mẫu (đã gửi giấy số 12/UBND)" in words
    assert "Muộn nhất là thứ Tư, ngày 5 tháng 3 năm 2031." in words


def test_closing_the_letter_seals_it(child: PageClient) -> None:
    look_up(child, send(child))
    ended = child.submit(button="Em đọc xong – đóng lại", follow=False)
    assert "em=;" in ended.headers["Set-Cookie"]
    assert child.get("/tra-loi/thu", 303).location == "/tra-loi"


def test_the_first_page_closes_an_open_letter(child: PageClient) -> None:
    look_up(child, send(child))
    child.get("/")
    assert child.get("/tra-loi/thu", 303).location == "/tra-loi"


def wrong_numbers(app: Flask, addresses: list[str]) -> None:
    """Count one wrong number from each address, without the pages around it."""
    for address in addresses:
        with app.test_request_context("/tra-loi", environ_base={"REMOTE_ADDR": address}):
            receipts.note_wrong()


def test_guessing_is_slowed_down_and_only_wrong_numbers_count(
    app: Flask, child: PageClient
) -> None:
    digits = send(child)
    for _ in range(12):
        look_up(child, digits)
    wrong_numbers(app, ["127.0.0.1"] * 99)
    look_up(child, "1" * 16, 422)
    page = look_up(child, digits, 429)
    assert "Em chờ vài phút" in page.words


def test_a_class_behind_one_address_may_mistype(app: Flask, child: PageClient) -> None:
    """Forty children, two wrong numbers each: the last one still reads the letter."""
    digits = send(child)
    wrong_numbers(app, ["127.0.0.1"] * 80)
    assert look_up(child, digits).url == "/tra-loi/thu"


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "CF-Connecting-IP"]
)
def test_no_header_makes_a_new_address(app: Flask, child: PageClient, header: str) -> None:
    wrong_numbers(app, ["127.0.0.1"] * 100)
    child.get("/tra-loi")
    assert child.page is not None
    token = child.page.all("input[name=csrf_token]")[0]["value"]
    data = {"csrf_token": token, "number": "1" * 16}
    answer = child.browser.post("/tra-loi", data=data, headers={header: "10.9.8.7"})
    assert answer.status_code == 429


def test_the_whole_site_slows_down_too(app: Flask, child: PageClient) -> None:
    digits = send(child)
    wrong_numbers(app, [f"10.0.{n // 200}.{n % 200}" for n in range(599)])
    assert look_up(child, digits).url == "/tra-loi/thu"
    wrong_numbers(app, ["10.2.0.1"])
    look_up(child, digits, 429)


def test_an_erased_receipt_is_answered_like_an_unknown_one(app: Flask, child: PageClient) -> None:
    digits = send(child)
    with app.app_context():
        holdings.forget(db.session(), db.session.scalars(select(Submission.id)).one())
        db.session.commit()
    # The first answer of any seat sets its cookie anew.
    _, *pages = [look_up(child, typed, 422) for typed in ("4" * 16, digits, "3" * 16)]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert [*pages[0].headers.keys()] == [*pages[1].headers.keys()]
    assert pages[0].headers["Content-Length"] == pages[1].headers["Content-Length"]


def ask(app: Flask, digits: str) -> None:
    """Put a question under a receipt."""
    with app.app_context():
        session = db.session()
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        opinion_id = session.scalars(select(Opinion.id).order_by(Opinion.received_on)).first()
        assert opinion_id
        service.ask(session, moderator, opinion_id, "Vòi nước nào bị hỏng?", clock.now())
        session.commit()


@pytest.mark.parametrize("words", ["Vòi cạnh cổng.", "Bố em đánh em chảy máu, em sợ lắm."])
def test_a_question_is_answered_under_the_receipt(
    app: Flask, child: PageClient, words: str
) -> None:
    digits = send(child)
    ask(app, digits)
    page = look_up(child, digits)
    assert "Vòi nước nào bị hỏng?" in page.words
    # Whoever has several questions sees which one is meant, without the words nobody has read.
    assert "Em viết ở câu: “Em muốn nói thêm điều gì nữa không?”" in page.words
    form = "form[action*='hoi-them']"
    page = child.submit(status=422, form=form, answer=" ")
    area = page.one("textarea")
    assert area.get("aria-describedby", "").count("answer-") == 2
    assert area.get("aria-invalid") == "true"
    assert page.one(form)["action"].endswith("#" + area["id"]), "focused without JavaScript"
    page = child.submit(form=form, answer=words)
    assert page.url == "/tra-loi/thu#asked-1"
    assert page.one("section#asked-1")
    assert "Em đã trả lời rồi" in page.words
    assert words not in page.html
    assert not page.all("textarea")


def test_what_was_not_carried_on_is_named_and_asked_about_again(
    app: Flask, child: PageClient
) -> None:
    digits = send(child)
    with app.app_context():
        session, now = db.session(), clock.now()
        one = session.scalars(select(Opinion.id)).one()
        first, second = (add_user(session, Role.MODERATOR).id for _ in range(2))
        opinions.propose_refusal(session, first, one, RefusalReason.UNREADABLE, "", now)
        reader = viewer_of(session.get_one(User, second))
        opinions.confirm_refusal(session, reader, one, now)
        session.commit()
    page = look_up(child, digits)
    assert "Em viết ở câu: “Em muốn nói thêm điều gì nữa không?”" in page.words
    assert WORDS not in page.html, "on a shared screen nobody reads what was not moderated"
    page = child.submit(button="Em vẫn muốn anh chị xem lại")
    assert "Anh chị sẽ đọc lại điều em viết" in page.read("[role=status]")
    assert not child.get("/tra-loi/thu").all("[role=status]"), "said once"


def test_what_waits_is_taken_back_with_a_second_press(child: PageClient) -> None:
    page = look_up(child, send(child))
    assert page.one("details form[action$='rut-lai']")
    page = child.submit(form="form[action$='rut-lai']")
    assert "Em đã rút lại" in page.words
    assert "Anh chị đang đọc" not in page.words
    assert WORDS not in page.html
    assert not page.all("form[action$='rut-lai']")
