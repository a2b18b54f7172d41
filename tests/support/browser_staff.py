"""Staff at a real browser: signing in, and the steps of their day."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.support.browser_child import follow
from tests.support.builders import PASSWORD, add_user, password_hash
from webapp.accounts.rules import Role
from webapp.extensions import db


def sign_in(app: Flask, context: BrowserContext, *roles: Role, body_id: int | None = None) -> Page:
    """Return a page signed in as a new person with *roles*."""
    with app.app_context():
        known = password_hash(app.config["SECURITY_PASSWORD_SALT"])
        user = add_user(db.session(), *roles, password=known, body_id=body_id)
        username = user.username
        db.session.commit()
        db.session.remove()
    page = context.new_page()
    page.goto("/can-bo/dang-nhap")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    return page


def accept_into_new_case(page: Page, words: str, topic: str, title: str, lead: int) -> None:
    """Accept the waiting opinion with *words* into a new case that *lead* answers."""
    open_sheet(page, words)
    page.select_option("[name=topic]", topic)
    if page.locator("input[name=case][value=moi]").count():
        page.check("input[name=case][value=moi]")
    page.fill("[name=title]", title)
    page.select_option("[name=lead_body_id]", str(lead))
    page.get_by_role("button", name="Nhận và chuyển").click()


def accept_into_case(page: Page, words: str, topic: str, title: str) -> None:
    """Accept the waiting opinion with *words* into the open case called *title*."""
    open_sheet(page, words)
    page.select_option("[name=topic]", topic)
    page.locator("label", has_text=title).first.click()
    page.get_by_role("button", name="Nhận và chuyển").click()


def open_sheet(page: Page, words: str) -> None:
    """Open the sheet of the submission whose opinion shows *words* in the queue."""
    page.goto("/can-bo/y-kien")
    follow(page, page.locator("tr, li, article", has_text=words).get_by_role("link").first)
    assert words in page.content()
