"""Words of a workbook are words: on no page of the desk do they become markup or a script."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages.test_authoring_pages import send, token, upload
from tests.support.builders import person
from tests.support.pages import PageClient
from webapp.accounts.rules import Role

EVIL = "<img src=x onerror=alert(1)>'\"</script><b>{{ 7*7 }}"
HEAD = "type | name | label::Tiếng Việt (vi) | hint::Tiếng Việt (vi) | constraint"
HEAD += " | constraint_message::Tiếng Việt (vi) | relevant | calculation"
FORM = f"""| survey |
| | {HEAD} |
| | select_one_from_nothing | x | x | | | | | |
| | begin_group | trang | {EVIL} | | | | | |
| | text | ten | {EVIL} | {EVIL} | . != 'a' | {EVIL} | | |
| | select_one chon | chon | ${{ten}} {EVIL} | ${{tinh}} | | | ${{ten}} != '' | |
| | calculate | tinh | | | | | | concat(${{ten}}, '<i>') |
| | end_group | | | | | | | |
| | rank chon | xep | {EVIL} | | | | | |
| choices |
| | list_name | name | label::Tiếng Việt (vi) |
| | chon | a | {EVIL} |
| | chon | b | B |
| settings |
| | form_title | version |
| | {EVIL} | {EVIL} |
| {EVIL} |
| | {EVIL} |
| | {EVIL} |
"""
GOOD = FORM.replace("| | select_one_from_nothing | x | x | | | | | |\n", "")
GOOD = GOOD.replace("| | form_title | version |", "| | form_title | ghi_chu |")


@pytest.fixture
def client(app: Flask) -> PageClient:
    return person(app, Role.MODERATOR)


def harmless(client: PageClient, url: str) -> str:
    html = client.browser.get(url).get_data(as_text=True)
    assert "<img src=x" not in html, url
    assert "<b>{{" not in html, url
    assert "<b>49" not in html, url
    return html


@pytest.mark.parametrize("form", [FORM, GOOD])
def test_no_page_of_a_draft_lets_markup_through(client: PageClient, form: str) -> None:
    name = "../../etc/<img src=x onerror=alert(1)>.md"
    draft = upload(client, form, name).url
    for page in ("", "/lich-su", "/xem-thu", "/xem-thu/trang", "/soan", "/cong-bo", "/thu"):
        harmless(client, draft + page)
    for row in range(1, 12):
        for page in ("", "/dieu-kien", "/chuyen"):
            harmless(client, f"{draft}/soan/{row}{page}")
    harmless(client, f"{draft}/soan/lua-chon/0")
    harmless(client, "/can-bo/phieu-hoi/bieu-mau/y-kien-hang-thang")
    assert "/etc/" not in harmless(client, draft)


def test_what_is_typed_in_a_try_and_compared_stays_text(client: PageClient) -> None:
    draft = upload(client, GOOD).url
    page = client.get(f"{draft}/thu")
    tried = str(page.all("input[name=_tried]")[0]["value"])
    fields = {"csrf_token": token(client), "_tried": tried, "ten": EVIL, "_shown": "chon"}
    html = client.browser.post(f"{draft}/thu", data=fields).get_data(as_text=True)
    assert "<img src=x" not in html
    assert "onerror=alert(1)&gt;" in html
    answer = send(client, "/can-bo/phieu-hoi/bieu-mau/y-kien-hang-thang/6-10/tai-len", EVIL, EVIL)
    assert "<img src=x" not in answer.get_data(as_text=True)


def test_a_form_that_shows_no_page_can_be_tried(client: PageClient) -> None:
    rows = "| survey |\n| | type | name | label | relevant |\n"
    rows += "| | text | a | A | today() < '2000-01-01' |\n"
    page = client.get(f"{upload(client, rows).url}/thu")
    assert page.status == 200
