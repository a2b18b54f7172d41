"""A small paper of our own for tests of the child's pages.

It has one question of every kind, so that a test does not depend on the wording
of the real surveys.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask

from tests.support.builders import add_user
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.catalogue import CATALOGUE, Band, Survey
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import Choice, Form, Page, Question, QuestionType, Texts
from webapp.rounds import service as rounds

SLUG = "thu"
BAND = "6-10"
ALWAYS = compile_expression("true()")


def texts(vi: str, en: str) -> Texts:
    """Return words in both languages."""
    return {"vi": vi, "en": en}


def choices(*labels: str) -> tuple[Choice, ...]:
    """Return choices named a, b, c …, labelled alike in both languages."""
    return tuple(Choice(chr(97 + n), texts(label, label)) for n, label in enumerate(labels))


def _questions() -> tuple[Question, ...]:
    kind = QuestionType
    return (
        Question(
            "tuoi", kind.SELECT_ONE, texts("Em mấy tuổi?", "How old are you?"),
            role="age", choices=tuple(Choice(str(n), texts(str(n), str(n))) for n in range(6, 11)),
            required=ALWAYS,
            required_message=texts("Em quên chọn tuổi rồi.", "You forgot your age."),
        ),
        Question(
            "vui", kind.SELECT_ONE, texts("Tháng này đi học, em thấy thế nào?", "How was school?"),
            choices=choices("😀 Vui", "😐 Bình thường", "🙁 Không vui"),
        ),
        Question(
            "chua_thich", kind.SELECT_MULTIPLE,
            texts("Ở trường, điều gì làm em chưa thích?", "What do you not like at school?"),
            choices=choices("Nhà vệ sinh", "Chỗ chơi", "Bữa ăn", "Nước uống", "Bàn ghế", "Khác"),
        ),
        Question(
            "khac", kind.TEXT, texts("Khác là gì?", "What else?"),
            relevant=compile_expression("selected(${chua_thich}, 'f')"),
        ),
        Question(
            "noi_them", kind.TEXT,
            texts("Em muốn nói thêm điều gì nữa không?", "Is there anything else?"),
            hint=texts("Em viết mấy câu cũng được.", "Write as much as you like."),
            appearance="multiline", max_length=1000, role="opinion",
        ),
        Question(
            "so_ban", kind.INTEGER, texts("Em có mấy bạn thân?", "How many friends?"),
        ),
        Question(
            "biet_boi", kind.SELECT_ONE, texts("Em đã biết bơi chưa?", "Can you swim?"),
            choices=choices("Biết", "Đang học", "Chưa"),
        ),
    )  # fmt: skip


def form(band: str = BAND) -> Form:
    """Return the form: six pages, the last a field list, one page hidden at first."""
    questions = _questions()
    names = [question.name for question in questions]
    alone = [Page(number, (name,)) for number, name in enumerate(names[:5], start=1)]
    together = Page(6, tuple(names[5:]), texts("Hai câu cuối", "Two last questions"))
    return Form(
        SLUG, band, texts("Phiếu thử", "Test paper"), "1", ("vi", "en"), "vi",
        (*alone, together), questions, tuple(names),
    )  # fmt: skip


def survey() -> Survey:
    """Return the survey: one band for the youngest, one for the rest."""
    young = Band(BAND, texts("6–10 tuổi", "Ages 6–10"), range(6, 11))
    older = Band("11-15", texts("11–15 tuổi", "Ages 11–15"), range(11, 16))
    forms = {BAND: form(), "11-15": form("11-15")}
    title = texts("Phiếu thử", "Test paper")
    return Survey(SLUG, title, "opinion", (young, older), True, "moderator", 24, forms)


def open_round(app: Flask, title: str = "Ý kiến tháng này", days: int = 20) -> int:
    """Open a round of the paper in *app* and return its number."""
    CATALOGUE.fill([*(s for s in CATALOGUE.all() if s.slug != SLUG), survey()], [])
    today = clock.today()
    with app.app_context():
        actor = add_user(db.session(), Role.MODERATOR).id
        found = rounds.create_round(
            db.session(), actor, survey=SLUG, title=title, period=today,
            opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=days),
            reply_by=date(today.year + 1, 1, 8), reader="chị Hoa, Đoàn xã", today=today,
        )  # fmt: skip
        rounds.open_round(db.session(), actor, found)
        db.session.commit()
        db.session.remove()
    return found
