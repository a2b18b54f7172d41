"""The public board as everybody meets it, and the desk behind it."""

from __future__ import annotations

from xml.etree import ElementTree

from flask import Flask

from tests.support.builders import add_commune, person
from tests.support.pages import PageClient
from tests.support.published import Matter
from webapp.accounts.rules import Role
from webapp.extensions import db

ATOM = "{http://www.w3.org/2005/Atom}"


def answered(app: Flask, children: int) -> tuple[int, str]:
    """Let some children be answered; return the reply's id and the school's name."""
    with app.app_context():
        session = db.session()
        add_commune(session)
        matter = Matter(session, children)
        reply_id = matter.reply()
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
