"""The authoring desk: from an Excel file with mistakes to a form that children answer."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.builders import person, survey_round
from tests.support.forms import as_xlsx
from tests.support.pages import Page, PageClient
from webapp.accounts.rules import Role
from webapp.authoring.rules import MOST_BYTES
from webapp.base import clock
from webapp.extensions import db
from webapp.opinions.records import Opinion
from webapp.submissions.records import Draft, Submission

DESK = "/can-bo/phieu-hoi"
MONTHLY = f"{DESK}/bieu-mau/y-kien-hang-thang"
GOOD = """| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | relevant |
| | select_one tuoi | tuoi | Em mấy tuổi? | How old are you? | |
| | text | mong | Em mong gì nào? | What do you wish? | ${tuoi} = '8' |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | tuoi | 7 | 7 tuổi | 7 years |
| | tuoi | 8 | 8 tuổi | 8 years |
"""
BAD = GOOD.replace("select_one tuoi", "select_one tuoii")


@pytest.fixture
def client(app: Flask) -> PageClient:
    return person(app, Role.MODERATOR)


def send(
    client: PageClient, url: str, content: bytes | str, name: str = "phieu.md", **more: object
) -> TestResponse:
    """Upload a file as a browser does; leave the answer to the caller."""
    data = content.encode() if isinstance(content, str) else content
    fields = {"tep": (io.BytesIO(data), name), "csrf_token": token(client), **more}
    return close(client.browser.post(url, data=fields))


def close(answer: TestResponse) -> TestResponse:
    """Return *answer*, and the temporary file the test client keeps a large request in."""
    answer.request.environ["wsgi.input"].close()
    return answer


def token(client: PageClient) -> str:
    assert client.page is not None
    return str(client.page.all("input[name=csrf_token]")[0]["value"])


def upload(client: PageClient, content: bytes | str, name: str = "phieu.md") -> Page:
    """Begin a draft of the monthly survey with a file and return its report."""
    client.get(MONTHLY)
    answer = send(client, f"{MONTHLY}/6-10/tai-len", content, name)
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def test_the_menu_leads_to_all_surveys_with_what_is_in_use(client: PageClient) -> None:
    client.get("/can-bo/")
    page = client.follow("Biểu mẫu")
    assert "Ý kiến hằng tháng" in page.words
    assert "phiếu trong thư mục" in page.words


def test_a_broken_workbook_is_reported_at_its_cell_and_mended_by_another(
    client: PageClient,
) -> None:
    page = upload(client, as_xlsx(BAD), "phieu.xlsx")
    assert "Còn 1 lỗi nên chưa công bố được" in page.words
    assert "tuoii" in page.read(".excel .cell-error")
    where = page.one(".complaint-list a.place")
    assert page.one(f"tr[id='{str(where['href'])[1:]}']").th.get_text(strip=True) == "2"
    turn = str(page.all("input[name=turn]")[0]["value"])
    draft = page.url
    answer = send(client, f"{draft}/tai-len", as_xlsx(GOOD), "phieu-sua.xlsx", turn=turn)
    assert answer.headers["Location"] == draft
    assert "Không có lỗi" in client.get(draft).words
    steps = client.get(f"{draft}/lich-su").all("tbody tr")
    assert len(steps) == 2
    client.follow("Xem")


def test_a_column_that_stands_twice_is_still_told_of_when_the_draft_is_opened_again(
    client: PageClient,
) -> None:
    twice = GOOD.replace("label::English (en) | relevant", "name | relevant")
    page = upload(client, twice)
    assert "có hai lần" in client.get(page.url).words


def test_the_second_of_two_is_told_and_loses_nothing(client: PageClient) -> None:
    draft = upload(client, GOOD).url
    send(client, f"{draft}/tai-len", GOOD.replace("Em mong", "Chị mong"), turn="1")
    answer = send(client, f"{draft}/tai-len", GOOD.replace("Em mong", "Anh mong"), turn="1")
    page = client.get(answer.headers["Location"])
    assert page.url != draft
    assert "Không mất gì cả" in page.words
    assert "Anh mong" in page.words
    assert "Chị mong" in client.get(draft).words


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.4", "phieu.pdf", "Chỉ nhận tệp .xlsx"),
        (b"", "phieu.xlsx", "Tệp này rỗng"),
        (b"x" * (MOST_BYTES + 1), "phieu.csv", "lớn quá 5 MB"),
        (b"PK\x03\x04 gi do", "phieu.xlsx", "Không đọc được tệp này"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence_and_nothing_is_kept(
    client: PageClient, content: bytes, name: str, said: str
) -> None:
    client.get(MONTHLY)
    answer = send(client, f"{MONTHLY}/6-10/tai-len", content, name)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert "Bản nháp" not in client.get(MONTHLY).words


def test_a_small_file_that_unpacks_huge_is_refused(client: PageClient) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    client.get(MONTHLY)
    answer = send(client, f"{MONTHLY}/6-10/tai-len", bomb.getvalue(), "phieu.xlsx")
    assert "nở ra quá lớn" in answer.get_data(as_text=True)


def test_nobody_off_the_street_may_send_a_large_file(app: Flask) -> None:
    stranger = app.test_client()
    data = {"tep": (io.BytesIO(b"x" * 2_000_000), "phieu.xlsx")}
    answer = close(stranger.post(f"{MONTHLY}/6-10/tai-len", data=data))
    assert answer.status_code == 413


def test_the_preview_shows_every_page_in_every_language_and_says_what_hides_it(
    client: PageClient,
) -> None:
    draft = upload(client, GOOD).url
    page = client.get(f"{draft}/xem-thu?trang=2&tieng=en")
    assert "Chỉ khi “Em mấy tuổi?” là “8 tuổi”" in page.words.replace("Chỉ hiện khi", "Chỉ khi")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    frame = client.get(str(page.one("iframe")["src"]))
    assert "What do you wish?" in frame.words
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get(draft).headers["X-Frame-Options"] == "DENY"


def test_a_try_walks_like_a_child_and_stores_nothing(client: PageClient) -> None:
    draft = upload(client, GOOD).url
    client.get(f"{draft}/thu")
    page = client.submit(status=200, tuoi="8")
    assert "Em mong gì nào?" in page.words
    page = client.submit(status=200, mong="Có cái xích đu")
    assert "Như thế này thì gửi được" in page.words
    rows = {row.th.code.get_text(): row.get_text(" ") for row in page.all("tbody tr")}
    assert "lưu cùng phiếu trả lời" in rows["tuoi"]
    assert "Đoàn xã đọc duyệt trước" in rows["mong"]
    client.get(f"{draft}/thu")
    page = client.submit(status=200, button="Kết thúc, xem những gì sẽ được lưu", tuoi="7")
    assert "7 tuổi" in page.words
    assert "ẩn theo điều kiện" in client.page.words
    with client.app.app_context():
        counts = [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (Draft, Submission, Opinion)
        ]
    assert counts == [0, 0, 0]


def test_a_try_that_was_tampered_with_or_is_stale_is_refused(client: PageClient) -> None:
    draft = upload(client, GOOD).url
    page = client.get(f"{draft}/thu")
    client.post(f"{draft}/thu", {"_tried": "x.y", "_go": "next"}, status=409)
    kept = str(page.one("input[name=_tried]")["value"])
    client.get(draft)
    send(client, f"{draft}/tai-len", GOOD, turn="1")
    client.get(draft)
    client.post(f"{draft}/thu", {"_tried": kept, "_go": "next"}, status=409)


def test_publishing_to_a_round_shows_what_changes_and_what_it_means(
    app: Flask, client: PageClient
) -> None:
    with app.test_request_context("/"):
        round_id = survey_round(db.session(), "y-kien-hang-thang", clock.today())
        db.session.commit()
    draft = upload(client, GOOD).url
    page = client.get(f"{draft}/cong-bo")
    assert "ảnh hưởng câu trả lời đã có" in page.words
    page = client.submit(form=f"form[action='{draft}/cong-bo']", round=[str(round_id)])
    assert "phiên bản 2" in page.words
    assert client.get(f"/can-bo/dot/{round_id}").link("phiên bản 2")
    client.get(page.url)
    compared = client.submit(form="form[method=get]")
    assert compared.title == "Từ phiên bản 1 đến phiên bản 2"
    assert "Em mong gì nào?" in compared.words
    client.get(page.url)
    client.follow("Dùng lại")
    again = client.submit(form="main form")
    assert "Phiên bản 1 được dùng lại" in again.words


def test_every_version_and_draft_is_given_out_as_it_came_in(client: PageClient) -> None:
    draft = upload(client, GOOD).url
    given = client.get(f"{draft}/tep/md").data.decode()
    assert "select_one tuoi" in given
    again = upload(client, given).url
    assert client.get(f"{again}/tep/md").data.decode() == given
    assert client.get(f"{draft}/tep/xlsx").data.startswith(b"PK")
    assert client.get(f"{MONTHLY}/6-10/tep/xlsx").data.startswith(b"PK")


def test_a_survey_is_made_changed_and_begun_with_a_sample(client: PageClient) -> None:
    client.get(f"{DESK}/bieu-mau-moi")
    wrong = client.submit(status=422, title_vi="Hỏi chuyện bể bơi", **{"bands-0-label_vi": "Lớp 1"})
    assert wrong.all(".field-error")
    page = client.submit(**{"bands-0-first": 6, "bands-0-last": 10})
    assert page.url.endswith("/bieu-mau/hoi-chuyen-be-boi")
    assert "chưa có phiếu" in page.words
    client.follow("Sửa tên")
    page = client.submit(title_vi="Hỏi chuyện bơi")
    assert page.title == "Hỏi chuyện bơi"
    page = client.submit(form="form[action$='/bat-dau']")
    assert "Đang soạn" in page.words
    client.get(f"{DESK}/bieu-mau-moi")
    twice = client.submit(
        title_vi="Hỏi chuyện bể bơi",
        **{"bands-0-label_vi": "Lớp 1", "bands-0-first": 6, "bands-0-last": 10},
    )
    assert twice.url.endswith("/bieu-mau/hoi-chuyen-be-boi-2")


def test_others_may_look_but_not_touch(app: Flask, client: PageClient) -> None:
    draft = upload(client, GOOD).url
    onlooker = person(app, Role.ADMINISTRATOR)
    page = onlooker.get(draft)
    assert "Công bố" not in page.words
    assert not page.all("input[type=file]")
    onlooker.get(f"{draft}/xem-thu")
    onlooker.get(f"{draft}/cong-bo", status=403)


def test_a_survey_that_asks_nobody_is_told_so_at_its_first_band(client: PageClient) -> None:
    client.get(f"{DESK}/bieu-mau-moi")
    told = client.submit(status=422, title_vi="Sân chơi hè")
    assert len(told.all("fieldset .field-error")) == 3
    assert "[[bands]]" not in told.words
