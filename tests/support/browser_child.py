"""A child at a real browser, who answers whatever is asked."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from playwright.sync_api import Locator, Page

from tests.support.builders import add_user
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.rounds import service as rounds

MONTHLY = "y-kien-hang-thang"
WORDS = "Nhà vệ sinh ở trường em không có nước rửa tay."


def open_monthly_round(app: Flask, survey: str = MONTHLY, title: str = "Ý kiến tháng này") -> int:
    """Open a round of *survey* on the database of *app*, once; return its number."""
    today = clock.today()
    with app.app_context():
        for found in rounds.open_rounds(db.session(), today):
            if found.survey == survey:
                return found.id
        actor = add_user(db.session(), Role.MODERATOR).id
        number = rounds.create_round(
            db.session(), actor, survey=survey, title=title, period=today,
            opens_on=today, closes_on=today + timedelta(days=20),
            reply_by=today + timedelta(days=40), reader="chị Hoa, Bí thư Đoàn xã", today=today,
        )  # fmt: skip
        rounds.open_round(db.session(), actor, number)
        db.session.commit()
        db.session.remove()
    return number


def follow(page: Page, button: Locator) -> None:
    """Press *button* and wait until the page it leads to is there as a whole.

    A click alone returns as soon as the next page has begun to arrive: whoever then looks
    at the whole page, or counts what is on it, finds it empty now and then.
    """
    with page.expect_navigation():
        button.click()


def begin(page: Page, age: str = "6–10 tuổi") -> None:
    """Open the first page, choose an age, agree."""
    page.goto("/")
    monthly = page.locator("section", has_text="Ý kiến tháng này")
    follow(page, monthly.get_by_role("button", name=age))
    follow(page, page.locator("button[value=yes]"))


def answer_page(page: Page, words: str = WORDS) -> None:
    """Answer everything on this page: the first choice, or *words* in the boxes."""
    for group in page.locator("fieldset").all():
        group.locator("label").first.click()
    for box in page.locator("textarea, main input[type=text]").all():
        box.fill("12" if box.get_attribute("inputmode") == "numeric" else words)
    follow(page, page.locator(".actions button"))


def answer_all(page: Page, words: str = WORDS) -> None:
    """Answer page after page until all answers are shown."""
    for _ in range(40):
        if "/kiem-tra" in page.url:
            return
        answer_page(page, words)
    raise AssertionError(f"the paper does not end: {page.url}")


def send(page: Page) -> None:
    """Send the answers that are shown."""
    follow(page, page.get_by_role("button", name="Gửi"))
    page.wait_for_url("**/bien-nhan")
