"""A commune's first day: from the one-time link to a class that answers with its code.

Nothing is prepared but what the first start brings itself, the real commune's
names and plan.  Everybody signs in with the link they were handed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.support.live import LiveServer
from webapp.base import clock

PASSWORD = "bốn cái ghế đá ngoài sân"
SCHOOL = "Trường Tiểu học Mẫu"
ROUND = "Ý kiến tháng này"
HELPER = ("Người làm công tác bảo vệ trẻ em", "Chị Mẫu", "0900 000 000")
STEPS = 7


def come_in(page: Page, link: str, username: str) -> None:
    """Choose a password through a one-time *link* and sign in with it."""
    page.goto(link)
    page.fill("[name=new_password]", PASSWORD)
    page.fill("[name=new_password_confirm]", PASSWORD)
    page.locator("main form button").click()
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    expect(page.get_by_role("heading", name="Việc của tôi hôm nay")).to_be_visible()


def to_do(page: Page) -> list[str]:
    """Return what the desk still says to do first."""
    page.goto("/can-bo/")
    return page.locator(".first-steps li:not(.is-done)").all_inner_texts()


def next_step(page: Page) -> None:
    """Follow the first thing the desk says to do."""
    page.goto("/can-bo/")
    page.locator(".first-steps li:not(.is-done) a").first.click()


def add_school(page: Page) -> None:
    """Add a school, its classes pasted from a spreadsheet, and who helps children."""
    next_step(page)
    page.fill("[name=name]", SCHOOL)
    page.fill("[name=short_name]", "TH Mẫu")
    page.fill("[name=valid_from]", "01/09/2020")
    page.get_by_role("button", name="Thêm").click()
    next_step(page)
    page.get_by_role("link", name="Nhập lớp").click()
    page.fill("textarea", "Lớp\tSĩ số\n3A\t31\n4A\t28")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Lưu 2 lớp").click()
    next_step(page)
    for name, words in zip(("title", "name", "phone"), HELPER, strict=True):
        page.fill(f"[name={name}]", words)
    page.get_by_role("button", name="Thêm").click()


def invite(page: Page, username: str, role: str, school: str | None = None) -> str:
    """Add a person and return the link that is shown once."""
    page.goto("/can-bo/nguoi-dung/them")
    page.fill("[name=username]", username)
    page.fill("[name=display_name]", "Mẫu Thị Hoa")
    page.get_by_label(role).check()
    if school:
        page.select_option("[name=school_id]", label=school)
    page.get_by_role("button", name="Thêm và tạo đường dẫn").click()
    return page.locator(".secret").inner_text().strip()


def open_first_round(page: Page) -> None:
    """Prepare this month's round as Đoàn xã does, and open it."""
    today = clock.today()
    page.get_by_role("link", name="Đợt", exact=True).click()
    page.get_by_role("link", name="Chuẩn bị một đợt").click()
    page.select_option("[name=survey]", label="Ý kiến hằng tháng")
    page.fill("[name=title]", ROUND)
    page.fill("[name=closes_on]", (today + timedelta(days=20)).isoformat())
    page.fill("[name=reader]", "chị Hoa, Bí thư Đoàn xã")
    page.get_by_role("button", name="Chuẩn bị đợt này").click()
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.locator("main")).to_contain_text("Đang mở")


def open_class(page: Page) -> str:
    """Open a session for class 3A as the school's coordinator; return the code for the board."""
    page.get_by_role("link", name=ROUND).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ROUND)
    page.select_option("[name=class_id]", label="3A")
    page.get_by_role("button", name="Mở buổi cho lớp").click()
    expect(page.locator("main")).to_contain_text("Nhập mã lớp")
    return page.inner_text(".board-code")


def test_from_the_one_time_link_to_the_first_class(
    running: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    child = new_context().new_page()
    child.goto("/")
    expect(child.locator("main")).to_contain_text("Hôm nay chưa có phiếu nào mở")

    administrator = new_context().new_page()
    come_in(administrator, running.first_sign_in(), "quan-tri")
    assert len(to_do(administrator)) == STEPS - 1  # the commune's name came with the seed
    add_school(administrator)
    links = {
        "doan-xa": invite(administrator, "doan-xa", "Đoàn xã (duyệt ý kiến)"),
        "bao-ve": invite(administrator, "bao-ve", "Người làm công tác bảo vệ trẻ em"),
        "phu-trach": invite(administrator, "phu-trach", "Người phụ trách tại trường", SCHOOL),
    }
    people = {name: new_context().new_page() for name in links}
    for name, link in links.items():
        come_in(people[name], link, name)
    assert len(to_do(administrator)) == 1

    open_first_round(people["doan-xa"])
    assert to_do(administrator) == []
    people["phu-trach"].reload()
    code = open_class(people["phu-trach"])

    child.goto("/giup-em")
    expect(child.locator("main")).to_contain_text(HELPER[1])
    child.goto("/")
    child.fill("#code", code)
    child.locator("section", has_text=ROUND).get_by_role("button", name="6–10 tuổi").click()
    child.locator("button[value=yes]").click()
    expect(child.locator("main")).to_contain_text("Em mấy tuổi?")
