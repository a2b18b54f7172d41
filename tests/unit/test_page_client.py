"""The page-reading client itself: what it must refuse, and how it fills in forms."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from tests.support.page_forms import chosen_form, filled
from tests.support.page_rules import complaints
from tests.support.pages import PageClient
from webapp.web import headers

FRAME = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang</title></head>'
    "<body><main><h1>Trang</h1>{}</main></body></html>"
)
TOKEN = '<input type="hidden" name="csrf_token" value="t">'


def test_a_good_page_has_no_complaints() -> None:
    form = f'<form method="post">{TOKEN}<label for="a">Tên</label><input id="a" name="a"></form>'
    assert complaints(FRAME.format(form)) == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p>mở <b>chưa đóng</p>", "HTML error"),
        ("<h1>hai</h1>", "2 <h1>"),
        ("<h3>nhảy bậc</h3>", "skips a level"),
        ("<p id=a></p><p id=a></p>", "stands 2 times"),
        ('<form><input name="a"></form>', "without a label"),
        ("<form><button></button></form>", "without words"),
        ('<form method="post"></form>', "without csrf_token"),
        ('<form action="https://elsewhere.invalid/"></form>', "leaves the house"),
        ("<script>1</script>", "inline script"),
        ('<p style="color:red">a</p>', "inline style"),
        ('<p onclick="x()">a</p>', "inline onclick"),
        ('<img alt="" src="https://elsewhere.invalid/a.png">', "from elsewhere"),
        ('<img alt="" src="/static/khong-co.svg">', "does not exist"),
        ('<img src="/static/mark.svg">', "without alt"),
        ("<table><tr><th>a</th></tr></table>", "without a caption"),
        ("<table><caption>b</caption><tr><th>a</th></tr></table>", "without scope"),
        ('<input aria-label="a" aria-describedby="khong-co">', "points to nothing"),
    ],
)
def test_each_fault_is_named(body: str, says: str) -> None:
    assert any(says in complaint for complaint in complaints(FRAME.format(body)))


def test_a_page_without_language_or_title_is_refused() -> None:
    found = complaints(FRAME.format("").replace(' lang="vi"', "").replace(">Trang</t", "></t"))
    assert found == ["the page does not say its language", "the title is empty"]


FORM = BeautifulSoup(
    f"""<form method="post">{TOKEN}
    <input name="ten" value="An"><textarea name="loi">xin chào</textarea>
    <input type="radio" name="lop" value="3"><input type="radio" name="lop" value="4" checked>
    <input type="checkbox" name="muon" value="co">
    <select name="chon"><option value="">–</option><option value="x">X</option></select>
    <button name="buoc" value="luu">Lưu</button><button name="buoc" value="gui">Gửi</button>
    </form>""",
    "html.parser",
)


def test_a_form_is_sent_with_the_values_the_page_shows() -> None:
    form = chosen_form(FORM, "form", None, ["ten"])
    assert filled(form, {"ten": "Bình"}, "Gửi") == {
        "csrf_token": ["t"],
        "ten": ["Bình"],
        "loi": ["xin chào"],
        "lop": ["4"],
        "chon": [""],
        "buoc": ["gui"],
    }


def test_a_choice_the_page_does_not_offer_cannot_be_sent() -> None:
    form = chosen_form(FORM, "form", None, [])
    with pytest.raises(AssertionError, match="does not offer"):
        filled(form, {"lop": "5"}, None)
    with pytest.raises(AssertionError, match="no field 'khac'"):
        filled(form, {"khac": "1"}, None)


def small_app() -> Flask:
    app = Flask("small")
    headers.init_app(app, https=False)
    form = f'<form method="post">{TOKEN}<input aria-label="a" name="a"><button>Gửi</button></form>'

    @app.get("/")
    def show() -> str:
        return FRAME.format(form + f"<p id='said'>{request.args.get('said', '')}</p>")

    @app.post("/")
    def take() -> Response:
        assert request.form["csrf_token"] == "t"
        return redirect(f"/?said={request.form['a']}", 303)

    @app.get("/bad")
    def bad() -> str:
        return FRAME.format("<h1>hai</h1>")

    return app


def test_the_client_reads_fills_in_and_follows() -> None:
    client = PageClient(small_app())
    client.get("/")
    assert client.submit(a="chào").read("#said") == "chào"
    assert client.post("/", {"a": "hai"}).read("#said") == "hai"


def test_the_client_fails_on_a_bad_page_and_on_another_status() -> None:
    client = PageClient(small_app())
    with pytest.raises(AssertionError, match="2 <h1>"):
        client.get("/bad")
    with pytest.raises(AssertionError, match="200 instead of 404"):
        client.get("/", status=404)
