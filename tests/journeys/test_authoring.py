"""An official with Excel habits changes a form while children answer it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.support.browser_child import follow
from tests.support.builders import add_user
from tests.support.forms import as_xlsx
from webapp.accounts.rules import Role
from webapp.authoring import service
from webapp.authoring.publishing import service as publishing
from webapp.base import clock
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.xlsform.workbook import read_workbook
from webapp.rounds import service as rounds
from webapp.submissions.records import Submission

SLUG, BAND, TITLE = "hoi-san-choi", "6-10", "Đợt hỏi chuyện sân chơi"
FIRST = """| survey |
| | type | name | label::Tiếng Việt (vi) | relevant |
| | select_one vui | vui | Ra chơi em vui không? | |
| | text | mong | Em mong sân chơi có gì? | ${vui} = 'chua' |
| choices |
| | list_name | name | label::Tiếng Việt (vi) |
| | vui | co | Vui ạ |
| | vui | chua | Chưa vui ạ |
"""
BROKEN = FIRST.replace("${vui}", "${vuii}")
SECOND = FIRST.replace("Ra chơi em vui không?", "Giờ ra chơi em thấy sao?")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def prepare(app: Flask) -> int:
    """Make a survey with a published form and an open round of it."""
    today, now = clock.today(), clock.now()
    manifest = {
        "api": 1, "kind": "opinion", "anonymous": True, "retention_months": 12,
        "title": {"vi": "Hỏi chuyện sân chơi"}, "routing": {"default": "moderator"},
        "bands": [{"code": BAND, "ages": [6, 10], "label": {"vi": "6–10 tuổi"}}],
    }  # fmt: skip
    with app.app_context():
        session = db.session()
        actor = add_user(session, Role.MODERATOR).id
        forms.make_survey(session, actor, SLUG, manifest, now)
        book = read_workbook("phieu.md", FIRST.encode())
        draft = service.begin(session, actor, SLUG, BAND, book, "", now)
        publishing.publish_draft(session, actor, draft, 1, (), now, today)
        round_id = rounds.create_round(
            session, actor, survey=SLUG, title=TITLE, period=today, opens_on=today,
            closes_on=today, reply_by=None, reader="Chị Mẫu", today=today,
        )  # fmt: skip
        rounds.open_round(session, actor, round_id)
        session.commit()
        db.session.remove()
    return round_id


def begin(page: Page) -> None:
    """Take a seat and agree."""
    page.goto("/")
    card = page.locator("section", has_text=TITLE)
    follow(page, card.locator("button[name=choice]"))
    follow(page, page.locator("button[value=yes]"))


def answer_and_send(page: Page) -> None:
    """Answer "not happy", write what is wished, send."""
    page.get_by_text("Chưa vui ạ").click()
    follow(page, page.get_by_role("button", name="Tiếp tục").last)
    page.fill("[name=mong]", "Em mong có bập bênh")
    follow(page, page.get_by_role("button", name="Tiếp tục").last)
    follow(page, page.get_by_role("button", name="Gửi"))


def upload(page: Page, name: str, markdown: str) -> None:
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": XLSX, "buffer": as_xlsx(markdown)}
    )
    follow(page, page.get_by_role("button", name="Tải lên và kiểm tra"))


def versions_of_submissions(app: Flask, round_id: int) -> list[int]:
    with app.app_context():
        numbers = {one.id: one.number for one in forms.versions(db.session(), SLUG, BAND)}
        query = select(Submission.form_version_id).where(Submission.round_id == round_id)
        found = sorted(numbers[version] for version in db.session.scalars(query))
        db.session.remove()
    return found


def test_a_form_is_mended_tried_and_published_while_children_answer(
    live_app: Flask,
    staff_page: Callable[..., Page],
    new_context: Callable[..., object],
    axe: Callable[[Page], None],
) -> None:
    round_id = prepare(live_app)
    early, late, after = (new_context().new_page() for _each in range(3))
    begin(early)
    answer_and_send(early)
    begin(late)
    desk = staff_page(Role.MODERATOR)
    desk.goto(f"/can-bo/phieu-hoi/bieu-mau/{SLUG}")
    upload(desk, "phieu.xlsx", BROKEN)
    assert "vuii" in desk.locator(".excel .cell-error").inner_text()
    axe(desk)
    upload(desk, "phieu-sua.xlsx", SECOND)
    follow(desk, desk.get_by_role("link", name="Xem thử"))
    child = desk.frame_locator("iframe")
    assert child.get_by_role("heading", name="Giờ ra chơi em thấy sao?").is_visible()
    axe(desk)
    follow(desk, desk.get_by_role("link", name="Thử trả lời"))
    desk.get_by_text("Vui ạ", exact=True).click()
    follow(desk, desk.get_by_role("button", name="Tiếp tục").last)
    assert "ẩn theo điều kiện" in desk.locator("main").inner_text()
    follow(desk, desk.get_by_role("link", name="Công bố"))
    desk.get_by_label(TITLE).check()
    axe(desk)
    follow(desk, desk.get_by_role("button", name="Công bố"))
    assert "phiên bản 2" in desk.locator("main").inner_text()

    begin(after)
    assert after.get_by_role("heading", name="Giờ ra chơi em thấy sao?").is_visible()
    answer_and_send(after)
    late.reload()
    assert late.get_by_role("heading", name="Ra chơi em vui không?").is_visible()
    answer_and_send(late)
    assert versions_of_submissions(live_app, round_id) == [1, 1, 2]
    desk.goto(f"/can-bo/dot/{round_id}")
    assert "Đợt này có nhiều phiên bản" in desk.locator("main").inner_text()
