"""The whole duty once round: asked, read, sent on, answered, and back to the child.

Three children answer.  One text is a sign of danger and only the protection
officer ever sees it.  Two opinions become one case, are answered, and both
children read the reply; one says "Chưa" and the case is open again.  The
month's Word and Excel files carry exactly this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from tests.support.browser_child import begin, follow, open_monthly_round, send
from tests.support.browser_staff import accept_into_case, accept_into_new_case, sign_in
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.directory.records import Body
from webapp.extensions import db
from webapp.reports.rules import total
from webapp.reports.service import month_figures

FIRST = "Nhà vệ sinh ở trường em không có nước rửa tay."
SECOND = "Em muốn có xà phòng và nước ở nhà vệ sinh."
DANGER = "Bố em hay say rượu rồi đánh em, em sợ lắm."
TITLE = "Nước và xà phòng ở nhà vệ sinh của trường"
REPLY = {
    "heard": "Các em nói nhà vệ sinh thiếu nước và xà phòng.",
    "decided": "Trạm y tế và nhà trường sẽ lắp thêm vòi nước, để xà phòng ở mỗi bồn rửa.",
    "why": "Rửa tay sạch giúp các em không bị ốm.",
    "when_text": "Xong trước khi hết tháng sau.",
}
LEAD = "tram-y-te"


def say(page: Page, words: str) -> str:
    """Answer as a child of eight who only ticks the age and writes *words*; return the receipt."""
    begin(page)
    for _ in range(40):
        if "/kiem-tra" in page.url:
            break
        last = page.locator("textarea[name=noi_them]")
        if last.count():
            last.fill(words)
        if page.locator("input[name=tuoi]").count():
            page.locator("label", has_text=re.compile(r"^\s*8\s*$")).click()
        follow(page, page.locator(".actions button"))
        skip = page.locator("button[name=_skip]")
        if skip.count():
            follow(page, skip)
    send(page)
    digits = re.sub(r"\D", "", page.inner_text(".digits"))
    assert len(digits) == 16
    page.get_by_role("button", name="Xong – mời bạn tiếp theo").click()
    return digits


def read_reply(page: Page, digits: str) -> None:
    """Open the answer under a receipt."""
    page.goto("/tra-loi")
    page.locator("main input[type=text]").fill(digits)
    page.locator("main form button").first.click()
    page.wait_for_url("**/tra-loi/thu")


def lead_body(app: Flask) -> int:
    """Return the number of the body that will answer."""
    with app.app_context():
        return db.session.scalars(select(Body.id).where(Body.code == LEAD)).one()


def open_case(page: Page) -> None:
    """Find the case in the one list by words without accents, and open it."""
    page.goto("/can-bo/theo-doi?tim=nuoc+va+xa+phong")
    page.locator("tbody tr", has_text=TITLE).get_by_role("link").first.click()


def answer_case(official: Page) -> None:
    """Accept the case, work on it and hand in the reply."""
    open_case(official)
    official.locator("form[action$='/tiep-nhan'] button").click()
    official.locator("a[href$='/tra-loi']").first.click()
    for name, words in REPLY.items():
        official.fill(f"[name={name}]", words)
    decision = official.locator("[name=decision]")
    if decision.first.evaluate("e => e.tagName") == "SELECT":
        decision.select_option("will_do")
    else:
        official.check("[name=decision][value=will_do]")
    official.click("button[name=step][value=submit]")


def publish(moderator: Page) -> None:
    """Review the reply and publish it to the children."""
    open_case(moderator)
    assert REPLY["decided"] in moderator.content()
    review = moderator.locator("form[action$='/cong-bo']")
    for line in review.locator("input[type=checkbox]").all():
        line.check()
    review.locator("button").click()


def download(page: Page, name: str) -> bytes:
    """Return a file of this month's summary."""
    today = clock.today()
    answer = page.request.get(f"/can-bo/tong-hop/{today.year}/{today.month}/{name}")
    assert answer.status == 200
    return answer.body()


def texts_of(letter: bytes) -> str:
    """Return every word of a Word file."""
    document = Document(io.BytesIO(letter))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def rows_of(workbook: bytes) -> list[tuple[object, ...]]:
    """Return every row of an Excel file, without empty cells."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return [tuple(cell for cell in row if cell is not None) for row in rows]


def month_carries_this(letter: str, rows: list[tuple[object, ...]]) -> None:
    """Check that both files tell this story, small groups protected, nothing of the danger."""
    for words in (TITLE, REPLY["why"], REPLY["when_text"], "Sẽ thực hiện"):
        assert words in letter
    few = "ít hơn 5"
    for row in (
        ("6–9 tuổi", few),
        ("Nhà vệ sinh, nước sạch, rác trường", few),
        ("Đã đưa vào vụ việc", few),
        ("Trẻ đã đọc trả lời", few),
        ("Chưa", few),
        ("Em chưa hiểu", 0),
        ("Đã trả lời đúng hạn", 1),
        ("Vụ việc mở lại", 1),
    ):
        assert row in rows
    [case] = [row for row in rows if TITLE in row and row[0] != "Số"]
    assert case[0] == f"VV-{clock.today().year}-0001"
    assert case[3] == few
    everything = letter + str(rows)
    assert "say rượu" not in everything
    assert FIRST not in everything


def counted_are_these(app: Flask) -> None:
    """Check the figures behind the files, before small groups are protected."""
    with app.app_context():
        figures = month_figures(db.session(), clock.today().replace(day=1), clock.today())
    assert [total(figures.by_survey), total(figures.by_topic)] == [3, 2]
    assert {count.key: count.number for count in figures.ratings if count.number} == {
        "yes": 1,
        "not_yet": 1,
    }
    assert {count.key: count.number for count in figures.fed_back if count.number} == {"read": 2}
    assert [(case.opinions, case.lead) for case in figures.cases] == [(2, "Trạm y tế xã")]
    assert figures.reopened == 1


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_whole_duty(
    new_context: Callable[..., BrowserContext], live_app: Flask, javascript: bool
) -> None:
    open_monthly_round(live_app)
    body_id = lead_body(live_app)

    def context() -> BrowserContext:
        return new_context(java_script_enabled=javascript)

    seat = context().new_page()
    first, second, third = (say(seat, words) for words in (FIRST, SECOND, DANGER))

    moderator = sign_in(live_app, context(), Role.MODERATOR)
    moderator.goto("/can-bo/y-kien")
    assert FIRST in moderator.content()
    assert "say rượu" not in moderator.content()
    accept_into_new_case(moderator, FIRST, "VE_SINH", TITLE, body_id)
    accept_into_case(moderator, SECOND, "VE_SINH", TITLE)

    officer = sign_in(live_app, context(), Role.PROTECTION_OFFICER)
    officer.goto("/can-bo/bao-ve")
    officer.locator("main table a, main article a, main li a").first.click()
    expect(officer.locator("main")).to_contain_text(DANGER)
    assert moderator.request.get(officer.url).status == 404

    official = sign_in(live_app, context(), Role.BODY_OFFICIAL, body_id=body_id)
    answer_case(official)
    assert FIRST in official.content() or SECOND in official.content()
    publish(moderator)

    read_reply(seat, first)
    assert REPLY["decided"] in seat.content()
    seat.get_by_role("button", name="Có", exact=True).click()
    read_reply(seat, second)
    assert REPLY["decided"] in seat.content()
    seat.get_by_role("button", name="Chưa", exact=True).click()
    read_reply(seat, third)
    assert REPLY["decided"] not in seat.content()
    assert "say rượu" not in seat.content()

    open_case(official)
    expect(official.locator("main")).to_contain_text("Mở lại")

    leader = sign_in(live_app, context(), Role.LEADER)
    letter = texts_of(download(leader, "bao-cao.docx"))
    rows = rows_of(download(leader, "bang-tinh.xlsx"))
    month_carries_this(letter, rows)
    counted_are_these(live_app)
