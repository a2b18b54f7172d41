"""Sign-in: invitation once only, one message for every refusal, lock, sessions that end."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.support.pages import PageClient
from webapp.accounts import service
from webapp.accounts.rules import Role
from webapp.extensions import db

PASSWORD = "bốn chữ dễ nhớ"
SIGN_IN = "/can-bo/dang-nhap"
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def invited(app: Flask, username: str = "lan.nguyen", role: Role = Role.LEADER) -> tuple[int, str]:
    with app.app_context():
        made = service.create_user(
            db.session(),
            None,
            username=username,
            display_name="Mẫu Thị Lan",
            title="",
            roles=[role],
            body_id=None,
            school_id=None,
            now=datetime.now(UTC),
        )
        db.session.commit()
        return made


def welcomed(app: Flask, secret: str, password: str = PASSWORD) -> PageClient:
    client = PageClient(app)
    client.get(f"/can-bo/moi/{secret}")
    client.submit(new_password=password, new_password_confirm=password)
    return client


def refused(client: PageClient, username: str, password: str) -> str:
    client.get(SIGN_IN)
    page = client.submit(username=username, password=password, status=200)
    return page.read(".field-error")


def test_an_invitation_works_once(app: Flask) -> None:
    _, secret = invited(app)
    client = welcomed(app, secret)
    assert client.page is not None
    assert "lan.nguyen" in client.page.words
    PageClient(app).get(f"/can-bo/moi/{secret}", status=404)
    client.sign_in("LAN.nguyen ", PASSWORD)
    assert client.page.title == "Việc của tôi hôm nay"


def test_an_old_or_unknown_invitation_says_the_same(app: Flask) -> None:
    with time_machine.travel(START):
        _, secret = invited(app)
    with time_machine.travel(START + timedelta(days=3, seconds=1)):
        client = PageClient(app)
        old = client.get(f"/can-bo/moi/{secret}", status=404).read("main p:first-of-type")
        assert old == client.get("/can-bo/moi/" + "x" * 43, status=404).read("main p:first-of-type")


@pytest.mark.parametrize("password", ["ngắn quá", "Thanh Niên 2026", "aaaaaaaaaaaa", "1234567890"])
def test_a_weak_password_is_refused_with_a_reason(app: Flask, password: str) -> None:
    _, secret = invited(app)
    client = PageClient(app)
    client.get(f"/can-bo/moi/{secret}")
    page = client.submit(new_password=password, new_password_confirm=password, status=200)
    assert page.read(".field-error")
    client.submit(new_password=PASSWORD, new_password_confirm=PASSWORD)


def test_every_refusal_says_the_same(app: Flask) -> None:
    user_id, secret = invited(app)
    welcomed(app, secret)
    invited(app, "chua.mo")
    client = PageClient(app)
    said = {
        refused(client, "khong.co", PASSWORD),
        refused(client, "lan.nguyen", "mật khẩu khác"),
        refused(client, "chua.mo", PASSWORD),
    }
    with app.app_context():
        # A second administrator is not needed to end somebody who is none.
        service.deactivate(db.session(), user_id, user_id, datetime.now(UTC))
        db.session.commit()
    said.add(refused(client, "lan.nguyen", PASSWORD))
    assert len(said) == 1


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(app: Flask) -> None:
    _, secret = invited(app)
    with time_machine.travel(START) as clock:
        _, secret = invited(app, "hai.mau")
        welcomed(app, secret)
        client = PageClient(app)
        for _ in range(5):
            refused(client, "hai.mau", "mật khẩu sai")
        assert refused(client, "hai.mau", PASSWORD)
        clock.shift(timedelta(minutes=14))
        assert refused(client, "hai.mau", PASSWORD)
        clock.shift(timedelta(minutes=1, seconds=1))
        client.sign_in("hai.mau", PASSWORD)


def test_a_session_ends_with_the_access(app: Flask) -> None:
    user_id, secret = invited(app)
    client = welcomed(app, secret)
    client.sign_in("lan.nguyen", PASSWORD)
    client.get("/can-bo/")
    with app.app_context():
        service.deactivate(db.session(), user_id, user_id, datetime.now(UTC))
        db.session.commit()
    assert SIGN_IN in client.get("/can-bo/", status=302).location


def test_a_changed_password_ends_the_other_sessions(app: Flask) -> None:
    _, secret = invited(app)
    here = welcomed(app, secret)
    here.sign_in("lan.nguyen", PASSWORD)
    there = PageClient(app)
    there.sign_in("lan.nguyen", PASSWORD)
    here.get("/can-bo/doi-mat-khau")
    new = "một câu hoàn toàn khác"
    here.submit(
        password=PASSWORD, new_password=new, new_password_confirm=new, status=302, form="form.sheet"
    )
    here.get("/can-bo/")
    assert SIGN_IN in there.get("/can-bo/", status=302).location
    there.sign_in("lan.nguyen", new)


def test_a_planted_session_is_not_carried_over(app: Flask) -> None:
    _, secret = invited(app)
    welcomed(app, secret)
    client = PageClient(app)
    client.get(SIGN_IN)
    with client.browser.session_transaction(path="/can-bo/dang-nhap") as planted:
        planted["planted"] = "by somebody else"
        planted["language"] = "en"
        token = planted["csrf_token"]
    client.sign_in("lan.nguyen", PASSWORD)
    with client.browser.session_transaction(path="/can-bo/") as now:
        assert "planted" not in now
        assert now["csrf_token"] != token
        assert now["language"] == "en"


def test_nobody_is_remembered_or_let_in_by_a_token(app: Flask) -> None:
    _, secret = invited(app)
    client = welcomed(app, secret)
    client.get(SIGN_IN)
    client.browser.get("/can-bo/dang-nhap")
    client.sign_in("lan.nguyen", PASSWORD)
    assert client.browser.get_cookie("remember_token") is None
    answer = app.test_client().post(SIGN_IN, json={"username": "lan.nguyen", "password": PASSWORD})
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"


def test_the_library_offers_three_addresses_only(app: Flask) -> None:
    found = {r.endpoint for r in app.url_map.iter_rules() if r.endpoint.startswith("security.")}
    assert found == {"security.login", "security.logout", "security.change_password"}


def test_after_sign_in_only_our_own_pages_follow(app: Flask) -> None:
    _, secret = invited(app)
    welcomed(app, secret)
    client = PageClient(app)
    client.get(f"{SIGN_IN}?next=https://example.org/")
    page = client.submit(username="lan.nguyen", password=PASSWORD, status=302, follow=False)
    assert page.location in ("/can-bo/", "http://localhost/can-bo/")


def test_sign_out_needs_the_token_and_ends_the_session(app: Flask) -> None:
    _, secret = invited(app)
    client = welcomed(app, secret)
    client.sign_in("lan.nguyen", PASSWORD)
    assert client.browser.get("/can-bo/dang-xuat").status_code == 405
    assert client.browser.post("/can-bo/dang-xuat").status_code == 400
    client.submit(form="form[action='/can-bo/dang-xuat']", status=302)
    assert SIGN_IN in client.get("/can-bo/", status=302).location


def test_a_copied_cookie_ends_with_signing_out(app: Flask) -> None:
    _, secret = invited(app)
    client = welcomed(app, secret)
    client.sign_in("lan.nguyen", PASSWORD)
    cookie = client.browser.get_cookie("can_bo", path="/can-bo")
    assert cookie is not None
    client.get("/can-bo/")
    client.submit(form="form[action='/can-bo/dang-xuat']", status=302)
    thief = PageClient(app)
    thief.browser.set_cookie("can_bo", cookie.value, path="/can-bo")
    assert SIGN_IN in thief.get("/can-bo/", status=302).location
    client.sign_in("lan.nguyen", PASSWORD)


def test_accents_typed_in_another_way_open_the_same_account(app: Flask) -> None:
    _, secret = invited(app)
    client = welcomed(app, secret, unicodedata.normalize("NFC", PASSWORD))
    client.sign_in("lan.nguyen", unicodedata.normalize("NFD", PASSWORD))


def test_trying_many_names_is_slowed_down(app: Flask) -> None:
    client = PageClient(app)
    with time_machine.travel(START, tick=False):
        client.get(SIGN_IN)
        for _ in range(30):
            client.submit(username="", password="", status=200)
        client.get(SIGN_IN)
        page = client.submit(username="", password="", status=429)
    assert "vài phút" in page.words


def test_the_limit_of_one_application_is_not_that_of_the_next(app: Flask) -> None:
    PageClient(app).get(SIGN_IN)
    client = PageClient(app)
    client.get(SIGN_IN)
    client.submit(username="", password="", status=200)
