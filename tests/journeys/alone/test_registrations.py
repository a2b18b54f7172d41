"""A forum registration and two dialogue questions, from the child to the lists and the tracker.

Names stand on the opened registration and nowhere else; what a child wrote
becomes an opinion that a moderator sends on like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser_child import follow, open_monthly_round, send
from tests.support.browser_staff import accept_into_new_case, sign_in
from webapp.accounts.rules import Role
from webapp.directory import service as directory
from webapp.extensions import db

FORUM, DIALOGUE = "Diễn đàn của xã", "Đối thoại của trường"
SURVEYS = {FORUM: "dien-dan-tre-em", DIALOGUE: "doi-thoai-hoc-duong"}
CHILD, OTHER, PARENT, PHONE = "Mẫu Thị Tám", "Mẫu Văn Chín", "Mẫu Văn Mười", "0900000077"
MESSAGE = "Bao giờ xã mình có bể bơi cho các em?"
QUESTION = "Sao tủ sách của lớp em bị khóa?"
NAMED_QUESTION = "Em muốn hỏi về giờ mở thư viện."
TITLE = "Tủ sách của các lớp"
REGISTRATION = {
    "ho_ten": CHILD,
    "ngay_sinh": "31/05/2014",
    "truong": "Trường THCS Mẫu",
    "lop": "6A",
    "xom": "Xóm Mẫu",
    "thong_diep": MESSAGE,
    "nguoi_lon_ten": PARENT,
    "dien_thoai": PHONE,
}
ASKED = {"truong": "Trường THCS Mẫu", "lop": "7A"}
ANONYMOUS = {**ASKED, "cau_hoi": QUESTION}
NAMED = {**ASKED, "cau_hoi": NAMED_QUESTION, "ho_ten": OTHER}


def fill_page(page: Page, answers: Mapping[str, str]) -> None:
    """Take the first choice of each group, tick every consent, write what *answers* hold."""
    for group in page.locator("main fieldset").all():
        group.locator("label").first.click()
    for tick in page.locator("main input[type=checkbox]").all():
        if not tick.evaluate("e => e.closest('fieldset')"):
            tick.check(force=True)
    for box in page.locator("main textarea, main input[type=text]").all():
        box.fill(answers.get(box.get_attribute("name") or "", ""))


def answer(page: Page, round_title: str, answers: Mapping[str, str]) -> None:
    """Answer the round called *round_title* and send."""
    page.goto("/")
    offered = page.locator("section", has_text=round_title)
    follow(page, offered.get_by_role("button", name="Bắt đầu"))
    follow(page, page.locator("button[value=yes]"))
    for _ in range(20):
        if "/kiem-tra" in page.url:
            break
        fill_page(page, answers)
        follow(page, page.locator(".actions button").first)
        skip = page.locator("button[name=_skip]")
        if skip.count():
            follow(page, skip)
    for words in answers.values():
        assert words in page.content()
    send(page)
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()


def rows(page: Page, address: str) -> list[str]:
    """Return the rows of the list at *address*, which names nobody."""
    page.goto(address)
    for secret in (CHILD, OTHER, PARENT, PHONE):
        assert secret not in page.content()
    return page.locator("main tbody tr").all_inner_texts()


def opened(page: Page, address: str, words: str) -> Page:
    """Open the one row with *words* of the list at *address*."""
    page.goto(address)
    page.locator("main tbody tr", has_text=words).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đăng ký số")
    return page


def test_registrations_reach_their_lists_and_the_tracker(
    new_context: Callable[..., BrowserContext], live_app: Flask
) -> None:
    for title, survey in SURVEYS.items():
        open_monthly_round(live_app, survey, title)
    seat = new_context().new_page()
    for title, answers in ((FORUM, REGISTRATION), (DIALOGUE, ANONYMOUS), (DIALOGUE, NAMED)):
        answer(seat, title, answers)

    moderator = sign_in(live_app, new_context(), Role.MODERATOR)
    lists = {title: f"/can-bo/dang-ky?bieu-mau={survey}" for title, survey in SURVEYS.items()}
    assert len(rows(moderator, lists[FORUM])) == 1
    assert len(rows(moderator, lists[DIALOGUE])) == 2

    main = opened(moderator, lists[FORUM], "có").locator("main")
    for words in (CHILD, PARENT, PHONE, "31/05/2014", "Chờ duyệt"):
        expect(main).to_contain_text(words)
    main = opened(moderator, lists[DIALOGUE], "ẩn danh").locator("main")
    expect(main).to_contain_text("Em không ghi tên")
    expect(main).not_to_contain_text(OTHER)
    main = opened(moderator, lists[DIALOGUE], "Chờ phụ huynh đồng ý").locator("main")
    expect(main).to_contain_text(OTHER)

    tracked = rows(moderator, "/can-bo/theo-doi?loai=registration")
    assert len(tracked) == 3
    assert sum("Đối thoại học đường" in row for row in tracked) == 2
    assert not rows(moderator, "/can-bo/theo-doi?tim=mau+thi+tam")

    queue = " ".join(rows(moderator, "/can-bo/y-kien"))
    for words in (MESSAGE, QUESTION, NAMED_QUESTION):
        assert words in queue
    with live_app.app_context():
        lead = directory.body_id(db.session(), "van-hoa")
    assert lead
    accept_into_new_case(moderator, QUESTION, "CSVC", TITLE, lead)
    [case] = rows(moderator, "/can-bo/theo-doi?loai=case")
    assert TITLE in case
    moderator.get_by_role("link", name="VV-").first.click()
    expect(moderator.locator("main")).to_contain_text(QUESTION)
