"""A survey whose rules look at answers of the same page, and one page within a repeat."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.support.builders import add_user
from tests.support.forms import form_from
from tests.support.paper import texts
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.catalogue import CATALOGUE, Band, Survey
from webapp.rounds import service as rounds

TITLE = "Phiếu có điều kiện"
_COLUMNS = "appearance | relevant | required | calculation | choice_filter | constraint"
# type | name | label | appearance | relevant | required | calculation | choice_filter | constraint
_ROWS = """
begin_group | duong | Đường đến trường | field-list | | | | |
select_one co | di_bo | Em có đi bộ đến trường không? | | | yes | | |
decimal | cay | Từ nhà đến trường mấy cây số? | | ${di_bo} = 'co' | yes | | | . <= 20
calculate | ca_ngay | | | ${cay} > 0 | | ${cay} * 2 | |
note | tong | Mỗi ngày em đi ${ca_ngay} cây số, từ ngày ${ngay}. | | ${cay} > 0 | | | |
date | ngay | Em học trường này từ ngày nào? | | | | | |
begin_group | xa_nha | Nếu xa nhà | | ${cay} >= 3 | | | |
text | met | Em có mệt không? | | | ${cay} > 10 | | |
end_group | | | | | | | |
select_one tinh | tinh | Em ở tỉnh nào? | | | | | |
select_one xa | xa | Em ở xã nào? | | ${tinh} != '' | | | tinh = ${tinh} |
select_one xa | que | Quê em ở xã nào? | minimal | ${tinh} != '' | | | tinh = ${tinh} |
select_multiple mon | mon | Em thích gì? | | | | | |
text | mon_khac | Vì sao em thích ${mon}? | | count-selected(${mon}) > 1 | | | |
end_group | | | | | | | |
begin_repeat | ban | Bạn của em | | | | | |
begin_group | nhom_ban | Một bạn | field-list | | | | |
select_one co | choi | Bạn ấy có chơi với em không? | | | | | |
text | tro | Em và bạn thứ ${so} chơi trò gì? | | ${choi} = 'co' | | | |
calculate | so | | | | | position(../..) | |
end_group | | | | | | | |
end_repeat | | | | | | | |
"""
_CHOICES = """
list_name | name | label::Tiếng Việt (vi) | tinh | emnoi::exclusive
co | co | Có | |
co | khong | Không | |
tinh | tq | Tuyên Quang | |
tinh | hg | Hà Giang | |
xa | x1 | Xã Một | tq |
xa | x2 | Xã Hai | tq |
xa | x3 | Xã Ba | hg |
mon | ve | Vẽ | |
mon | hat | Hát | |
mon | none | Không có | | yes
"""


def survey() -> Survey:
    """Return the survey."""
    form = form_from(_ROWS, _COLUMNS, _CHOICES, anonymous=True)
    band = Band(form.band, texts("Mọi tuổi", "All ages"), range(8, 16))
    forms = {form.band: form}
    return Survey(form.survey, texts(TITLE, TITLE), "poll", (band,), True, "moderator", 24, forms)


def open_lively(app: Flask) -> None:
    """Open a round of the survey in *app*."""
    made = survey()
    CATALOGUE.fill([*(s for s in CATALOGUE.all() if s.slug != made.slug), made], [])
    today = clock.today()
    with app.app_context():
        actor = add_user(db.session(), Role.MODERATOR).id
        found = rounds.create_round(
            db.session(), actor, survey=made.slug, title=TITLE, period=today,
            opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=20),
            reply_by=None, reader="chị Hoa, Đoàn xã", today=today,
        )  # fmt: skip
        rounds.open_round(db.session(), actor, found)
        db.session.commit()
        db.session.remove()
