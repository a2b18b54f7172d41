"""A survey with every kind of question there is, to be walked page by page."""

# Rows of a form are one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image

from tests.support.builders import add_user
from tests.support.forms import workbook_text
from tests.support.paper import texts
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.catalogue import CATALOGUE, Band, Survey
from webapp.forms.rules import Form
from webapp.forms.xlsform.converting import read_form
from webapp.rounds import service as rounds

SLUG = "moi-loai"
BAND = "tat-ca"
TITLE = "Phiếu đủ mọi loại câu hỏi"

_COLUMNS = (
    "label::English (en) | hint::Tiếng Việt (vi) | guidance_hint::Tiếng Việt (vi) | appearance | "
    "parameters | relevant | required | calculation | choice_filter | image::Tiếng Việt (vi) | "
    "audio::Tiếng Việt (vi)"
)
# type | name | Vietnamese | English | hint | guidance | appearance | parameters | relevant |
# required | calculation | choice_filter | image | audio
_ROWS = """
note | chao | Chào em! | Hello! | Em trả lời câu nào cũng được. | | | | | | | | |
text | biet_danh | Em muốn anh chị gọi em là gì? | What shall we call you? | Một biệt danh thôi nhé. | Không cần tên thật. | | | | | | | | nghe.mp3
text | ke | ${biet_danh} ơi, kể anh chị nghe một chuyện vui nhé. | Tell us. | | | multiline | rows=4 | | | | | |
integer | so_ban | Em có mấy bạn thân? | How many friends? | | | | | | | | | |
decimal | di_hoc | Từ nhà đến trường mấy cây số? | How many kilometres? | | | | | | | | | |
range | thich | Em thích đi học đến mức nào? | How much? | Số 5 là thích nhất. | | | start=1 end=5 step=1 | | | | | |
range | sao | Em cho bữa ăn mấy điểm? | Rate it | | | rating | start=1 end=5 step=1 | | | | | |
range | cao | Em cao bao nhiêu xăng-ti-mét? | How tall? | | | | start=80 end=200 step=1 | | | | | |
select_one vui | vui | Tháng này em thấy thế nào? | How was it? | | | | | | | | | |
select_one dong_y | an_toan | Em thấy an toàn ở trường. | Safe at school | | | likert | | | | | | |
select_one noi | choi | Em hay chơi ở đâu? | Where? | | | | | | | | | |
select_multiple mon | mon | Em thích những gì? | What? | | | | | | | | | |
select_one tinh | tinh | Em ở tỉnh nào? | Province? | | | minimal | | | | | | |
select_one xom | xom | Em ở xóm nào? | Village? | | | autocomplete | | | | | | |
rank mon2 | xep | Em xếp từ điều thích nhất | Put in order | | | | | | | | | |
date | ngay | Em chuyển đến đây ngày nào? | When? | | | | | | | | | |
date | nam | Em sinh năm nào? | Year? | | | year | | | | | | |
date | thang | Em vào đội tháng nào? | Month? | | | month-year | | | | | | |
time | gio | Em đi ngủ lúc mấy giờ? | When? | | | | | | | | | |
dateTime | luc | Lần gần nhất em đi bơi là khi nào? | When? | | | | | | | | | |
acknowledge | hieu | Em đã đọc và hiểu. | I understand | | | | | | | | | |
begin_group | bang | Ở trường em | At school | | | table-list | | | | | | |
select_one co | nuoc | Có nước uống | Water | | | | | | | | | |
select_one co | xa_phong | Có xà phòng | Soap | | | | | | | | | |
end_group | | | | | | | | | | | | |
begin_group | nha | Ở nhà em | At home | | | field-list | | | | | | |
select_one co | co_em | Em có em không? | Siblings? | | | | | | | | | |
integer | may_em | Mấy em? | How many? | | | | | ${co_em} = 'co' | | | | |
begin_group | trong | Trong nhà | Inside | | | | | | | | | |
text | nuoi | Nhà em nuôi con gì? | Pets? | | | | | | | | | |
end_group | | | | | | | | | | | | |
end_group | | | | | | | | | | | | |
begin_repeat | ban | Bạn của em | A friend | | | | | | | | | |
text | ten_ban | Bạn ấy thích gì? | What? | | | | | | | | | |
select_one co | cung_lop | Bạn ấy cùng lớp em không? | Same class? | | | | | | | | | |
end_repeat | | | | | | | | | | | | |
image | ve | Em vẽ ước mơ của em | Draw | | | draw | | | | | | |
image | anh | Em chụp chỗ em thích | A picture | | | | | | | | | |
"""
_CHOICES = """
list_name | name | label::Tiếng Việt (vi) | label::English (en) | image::Tiếng Việt (vi)
vui | a | 😀 Rất vui | Very glad |
vui | b | 🙂 Vui | Glad |
vui | c | 😐 Bình thường | So so |
vui | d | 🙁 Buồn | Sad |
vui | e | 😢 Rất buồn | Very sad |
dong_y | a | Không đúng chút nào | Not at all |
dong_y | b | Ít khi đúng | Rarely |
dong_y | c | Lúc đúng lúc không | Sometimes |
dong_y | d | Thường đúng | Often |
dong_y | e | Luôn luôn đúng | Always |
noi | san | Sân trường | Yard | san.png
noi | song | Bờ sông | River | song.png
mon | a | Bóng đá | Football |
mon | b | Vẽ | Drawing |
mon | c | Hát | Singing |
mon2 | a | Đá bóng | Football |
mon2 | b | Vẽ | Drawing |
mon2 | c | Hát | Singing |
tinh | tq | Tuyên Quang | Tuyên Quang |
tinh | hg | Hà Giang | Hà Giang |
xom | x1 | Xóm Một | One |
xom | x2 | Xóm Hai | Two |
xom | x3 | Xóm Đồng | Field |
co | co | Có | Yes |
co | khong | Không | No |
co | kb | Em không biết | I do not know |
"""
WALK: dict[str, dict[str, object]] = {
    "biet_danh": {"biet_danh": "Sóc"},
    "ke": {"ke": "Hôm qua em được đi câu cá."},
    "so_ban": {"so_ban": "3"},
    "di_hoc": {"di_hoc": "1,5"},
    "thich": {"thich": "4"},
    "sao": {"sao": "5"},
    "cao": {"cao": "132"},
    "vui": {"vui": "b"},
    "an_toan": {"an_toan": "d"},
    "choi": {"choi": "song"},
    "mon": {"mon": ["a", "c"]},
    "tinh": {"tinh": "hg"},
    "xom": {"xom": "xom dong"},
    "xep": {"xep": ["c", "a", "b"]},
    "ngay": {"ngay": "31/05/2020"},
    "nam": {"nam": "2014"},
    "thang": {"thang": "05/2023"},
    "gio": {"gio": "21:30"},
    "luc": {"luc": ["31/05/2026", "15:00"]},
    "hieu": {"hieu": "yes"},
    "nuoc": {"nuoc": "co", "xa_phong": "khong"},
    "co_em": {"co_em": "khong", "nuoi": "Mèo"},
    "ten_ban": {"ten_ban": "Thả diều"},
    "cung_lop": {"cung_lop": "co"},
}


def form() -> Form:
    """Return the form, read as a workbook would be."""
    header, *choices = _CHOICES.strip().splitlines()
    text = "\n".join([header, *choices])
    workbook = workbook_text(_ROWS, _COLUMNS, text, "default_language\nTiếng Việt (vi)")
    files = {"san.png": picture("PNG"), "song.png": picture("PNG"), "nghe.mp3": b"ID3"}
    return read_form(
        "form.md", workbook.encode(), survey=SLUG, band=BAND, title={"vi": TITLE},
        anonymous=True, files=files,
    )  # fmt: skip


def survey(folder: Path | None = None) -> Survey:
    """Return the survey; its media lie in *folder*."""
    if folder is not None:
        (folder / "media").mkdir(parents=True, exist_ok=True)
        for name, colour in (("san.png", "#8fbf7f"), ("song.png", "#7fb0d0")):
            (folder / "media" / name).write_bytes(picture("PNG", (300, 200), colour))
        (folder / "media" / "nghe.mp3").write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x00")
    band = Band(BAND, texts("Mọi tuổi", "All ages"), range(8, 16))
    return Survey(
        SLUG, texts(TITLE, "Every type"), "opinion", (band,), True, "moderator", 24,
        {BAND: form()}, folder=folder,
    )  # fmt: skip


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "red") -> bytes:
    """Return a small picture file."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def open_every_type(app: Flask, folder: Path | None = None) -> int:
    """Open a round of the survey in *app* and return its number."""
    CATALOGUE.fill([*(s for s in CATALOGUE.all() if s.slug != SLUG), survey(folder)], [])
    today = clock.today()
    with app.app_context():
        actor = add_user(db.session(), Role.MODERATOR).id
        found = rounds.create_round(
            db.session(), actor, survey=SLUG, title=TITLE, period=today,
            opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=20),
            reply_by=today + timedelta(days=40), reader="chị Hoa, Đoàn xã", today=today,
        )  # fmt: skip
        rounds.open_round(db.session(), actor, found)
        db.session.commit()
        db.session.remove()
    return found
