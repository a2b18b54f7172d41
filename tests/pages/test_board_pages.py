"""The public board as everybody meets it, and the desk behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

from flask import Flask

from tests.support.builders import add_commune, add_user, person, viewer_of
from tests.support.pages import PageClient
from tests.support.published import REPLY, Matter
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.feedback import service as feedback
from webapp.feedback.rules import Kept
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

ATOM = "{http://www.w3.org/2005/Atom}"


def answered(app: Flask, children: int, text: ReplyText = REPLY) -> tuple[int, str]:
    """Let some children be answered; return the reply's id and the school's name."""
    with app.app_context():
        session = db.session()
        add_commune(session)
        matter = Matter(session, children)
        reply_id = matter.reply(text)
        name = "Trường THCS Đồi Xanh"
        session.commit()
        return reply_id, name


def test_a_reply_is_put_on_the_board_and_read_by_everybody(app: Flask) -> None:
    reply_id, school = answered(app, 4)
    moderator = person(app, Role.MODERATOR)
    assert "Các em muốn có cây." in moderator.get("/can-bo/bang-tin").words
    page = moderator.get(f"/can-bo/bang-tin/{reply_id}")
    assert "Còn ít em nói nên không nêu tên trường" in page.words
    assert "bóng râm thứ 1" in page.words
    refused = moderator.submit(
        status=422, button="Đưa lên bảng tin", title="Bạn Nguyễn Thị Hoa Mẫu muốn có cây"
    )
    assert "Có chỗ có thể làm lộ một người là ai" in refused.words
    moderator.submit(button="Đưa lên bảng tin", title="Sân trường ít cây", sure="y")

    child = PageClient(app)
    board = child.get("/bang-tin")
    assert "Sân trường ít cây" in board.words
    assert "Trồng 10 cây." in board.words
    assert "một vài bạn" in board.words
    assert school not in board.words
    # What children said never stands in a search engine's results.
    assert "nosnippet" in board.headers["X-Robots-Tag"]
    assert "Các em muốn có cây." in board.read("[data-nosnippet]")
    entry = child.get(board.link("Sân trường ít cây"))
    assert entry.title == "Sân trường ít cây"
    assert "Sân trường ít cây" in child.get("/bang-tin/in").words

    feed = child.get("/bang-tin/nguon-tin")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(feed.data)  # noqa: S314 (written by us)
    assert [e.findtext(f"{ATOM}title") for e in tree.iter(f"{ATOM}entry")] == ["Sân trường ít cây"]
    assert "muốn có cây" not in feed.data.decode()

    moderator.get(f"/can-bo/bang-tin/{reply_id}")
    moderator.submit(button="Gỡ xuống", **{"why-why": "Có tên người"})
    assert "Sân trường ít cây" not in child.get("/bang-tin").words
    child.get(entry.url, status=404)


def test_everybody_reads_where_a_matter_went_and_what_became_of_a_promise(app: Flask) -> None:
    sent = replace(REPLY, decision=Decision.PARTLY, referred_to="Sở Mẫu", referred_number="12")
    reply_id, _ = answered(app, 4, sent)
    moderator = person(app, Role.MODERATOR)
    page = moderator.get(f"/can-bo/bang-tin/{reply_id}")
    assert "Nơi quyết định: Sở Mẫu (đã gửi giấy số 12)" in page.words
    moderator.submit(button="Đưa lên bảng tin", title="Sân trường ít cây")
    with app.app_context():
        session, now = db.session(), clock.now()
        one = feedback.promises(session, viewer_of(add_user(session, Role.MODERATOR)))[0].promised
        official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=one.body_id))
        day = clock.today() + timedelta(days=400)
        said = feedback.Report(Kept.NOT_YET, "Mưa nhiều.", day)
        check = feedback.report(session, official, reply_id, said, now)
        feedback.verify(session, viewer_of(add_user(session, Role.MODERATOR)), check, "Mưa.", now)
        session.commit()
    child = PageClient(app)
    for path in ("/bang-tin", "/bang-tin?tra-loi=partly", "/bang-tin/in"):
        matter = child.get(path).read(".matter-answer")
        assert "Nơi quyết định: Sở Mẫu (đã gửi giấy số 12)" in matter
        assert f"Chưa xong, nhưng vẫn đang làm. Ngày hẹn mới: {day:%d/%m/%Y}." in matter
    feed = child.get("/bang-tin/nguon-tin").data.decode()
    assert "Sở Mẫu" in feed
    assert f"Ngày hẹn mới: {day:%d/%m/%Y}." in feed
    assert "Mưa" not in feed, "a body's sentence was not looked at for the public"


def test_filters_and_odd_addresses_narrow_or_do_nothing(app: Flask) -> None:
    answered(app, 1)
    child = PageClient(app)
    for query in (
        "chu-de=KHONG_CO",
        "tra-loi=will_do",
        "nam=2026",
        "nam=x",
        "trang=999",
        "trang=-1",
    ):
        assert "Chưa có nội dung nào" in child.get(f"/bang-tin?{query}").words
