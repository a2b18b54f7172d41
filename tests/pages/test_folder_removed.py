"""A developer's survey from ``surveys new`` to answers, and what is left when its folder goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.support.builders import add_commune, add_topic, fill_draft, person, survey_round
from tests.support.forms import FORUM_ANSWERS
from tests.support.pages import Page, PageClient
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import PROJECT
from webapp.extensions import db
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.folder import FormCache
from webapp.forms.starting import start_folder
from webapp.intake import service as intake
from webapp.loader import load_surveys

OWN, FORUM = "cho-da-bong", "dien-dan-tre-em"
WORDS = "Em muốn có sân bóng gần nhà."
ANSWERS = {"tuoi": "8", "hai_long": "chua", "vi_sao": WORDS}
HOOK = '''"""Says what an answer is about."""

from webapp.surveykit import Answers


def suggest_topic(answers: Answers) -> str | None:
    """Return the topic of playgrounds when somebody is not happy with them."""
    return "SAN_CHOI" if answers["hai_long"] == "chua" else None
'''
MOST_PAGES = 120


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Return a folder of surveys: one of a developer's with a hook, and the forum."""
    kept = list(CATALOGUE.all()), CATALOGUE.quarantined()
    found = tmp_path / "surveys"
    found.mkdir()
    start_folder(found, OWN, kind="poll", title="Chỗ đá bóng của em", excel=False)
    (found / OWN / "hooks.py").write_text(HOOK, "utf-8")
    shutil.copytree(PROJECT / "surveys" / FORUM, found / FORUM)
    yield found
    CATALOGUE.fill(*kept)


def load(root: Path) -> list[str]:
    """Start anew, as far as surveys go; return the sentences about broken folders."""
    surveys, problems = load_surveys(root, FormCache())
    CATALOGUE.fill(surveys, problems)
    return [problem.message_vi for problem in problems]


def answered(app: Flask) -> None:
    """Open a round of each survey and send one paper to each."""
    today, now = clock.today(), clock.now()
    with app.app_context():
        session = db.session()
        add_commune(session)
        add_topic(session, "SAN_CHOI", "Sân chơi")
        for slug, band, answers in ((OWN, "6-10", ANSWERS), (FORUM, "tat-ca", FORUM_ANSWERS)):
            number = survey_round(session, slug, today)
            seat = fill_draft(session, slug, number, band, dict(answers), now)
            intake.receive(session, seat, slug, "key", today, now)
        session.commit()


def walk(client: PageClient) -> dict[str, Page]:
    """Open every page of the staff that links lead to, in the order they are met."""
    waiting, pages = ["/can-bo/"], dict[str, Page]()
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop(0)
        if address in pages:
            continue
        response = client.browser.get(address)
        if response.status_code in {301, 302, 303}:
            waiting.insert(0, urljoin(address, response.headers["Location"]))
            pages[address] = Page(address, response)
            continue
        assert response.status_code == 200, f"{response.status_code} {address}"
        page = pages[address] = Page(address, response)
        if page.is_html:
            links = [urlsplit(urljoin(address, str(a["href"]))) for a in page.all("a[href]")]
            waiting += [
                f"{link.path}?{link.query}" if "bieu-mau" in link.query else link.path
                for link in links
                if link.path.startswith("/can-bo/")
            ]
    return pages


def test_nothing_is_lost_when_a_folder_is_removed(app: Flask, root: Path) -> None:
    assert load(root) == []
    answered(app)
    staff = person(app, Role.MODERATOR, Role.LEADER)
    before = walk(staff)
    for slug in (OWN, FORUM):
        shutil.rmtree(root / slug)
    assert load(root) == []
    after = walk(staff)
    told = " ".join(page.words for page in after.values() if page.is_html)
    assert "Chỗ đá bóng của em" in told
    assert WORDS in told
    assert FORUM_ANSWERS["ho_ten"] in told
    # What is gone is the pages of forms without a folder, and nothing else.
    gone = {url for url in before if url not in after}
    assert not {url for url in gone if not url.startswith("/can-bo/phieu-hoi/")}
    assert PageClient(app).get("/").status == 200


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("survey.toml", "api = 1", "api = 2", "Thư mục viết cho bản 2"),
        ("survey.toml", 'kind = "poll"', 'kind = "pool"', "Mục “kind” phải là một trong"),
        ("form.md", "| text ", "| texxt ", "Không có loại câu hỏi “texxt”"),
        ("hooks.py", "def suggest_topic", "def sugest_topic", "Không có hàm tên “sugest_topic”"),
        ("hooks.py", "return", "retrun", "Không chạy được tệp này"),
    ],
)
def test_a_broken_folder_keeps_what_was_answered(
    app: Flask, root: Path, file: str, old: str, new: str, says: str
) -> None:
    load(root)
    answered(app)
    broken = root / OWN / file
    text = broken.read_text("utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), "utf-8")
    told = load(root)
    assert any(says in sentence and f"{OWN}/{file}" in sentence for sentence in told), told
    staff = person(app, Role.MODERATOR)
    assert says in staff.get("/can-bo/phieu-hoi").words
    assert WORDS in " ".join(staff.get("/can-bo/y-kien", follow=True).words.split())
