"""How quick the form engine is: ``python -m benchmarks.forms`` writes ``forms.md``.

Three figures: reading a workbook once, all rules of one submission, and a page of a
short and of a very long form as a ratio to a bare template page (``benchmarks.floor``).
Processor time is taken, in turns, so that a busy machine changes little.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks.floor import make_app
from tests.support.builders import add_user
from tests.support.databases import migrate
from tests.support.pages import PageClient
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.forms import filling
from webapp.forms.rules import Form
from webapp.forms.tree import from_json, to_json
from webapp.forms.xlsform.converting import read_form
from webapp.rounds import service as rounds
from webapp.submissions.records import Draft

RESULTS = Path(__file__).parent / "forms.md"
SHORT, LONG = 50, 500
TODAY = date(2023, 8, 15)
LOAD_MS, RULES_MS, PAGE_RATIO = 100.0, 0.2, 2.0
KINDS = ("text", "select_one l", "select_multiple l", "integer", "date")
CONSTRAINTS = ("string-length(.) < 100", "", "count-selected(.) < 3", ". >= 0 and . < 50", "")
VALUES: tuple[Any, ...] = ("Em mong có sân chơi.", "a", ["a", "b"], 5, "2012-05-31")
MANIFEST = """api = 1
kind = "opinion"
anonymous = true
retention_months = 1
[title]
vi = "{title}"
[routing]
default = "moderator"
[[bands]]
code = "tat-ca"
ages = [6, 17]
[bands.label]
vi = "Mọi lứa tuổi"
"""


def workbook(questions: int) -> bytes:
    """Return a form in two languages; every fifth question hangs on two before it."""
    text = (
        "| survey |\n| | type | name | label::Tiếng Việt (vi) | label::English (en) |"
        " required | relevant | constraint |\n"
    )
    for number in range(questions):
        turn = number % len(KINDS)
        near = f"${{q{number - 4}}} != '' or selected(${{q{number - 3}}}, 'a')"
        text += (
            f"| | {KINDS[turn]} | q{number} | Câu {number}: em thấy thế nào? | Question {number}? |"
            f" {'yes' if number % 2 else ''} | {near if turn == 4 else ''} |"
            f" {CONSTRAINTS[turn]} |\n"
        )
    choices = "".join(f"| | l | {name} | Ý {name} | {name.upper()} |\n" for name in "abc")
    head = "| choices |\n| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |\n"
    return (text + head + choices).encode()


def answers_of(form: Form) -> dict[str, Any]:
    """Return an answer to every question."""
    return {q.name: VALUES[int(q.name[1:]) % len(VALUES)] for q in form.questions}


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Return the median processor time of *work*."""
    taken = []
    for _ in range(times):
        before = time.thread_time()
        work()
        taken.append(time.thread_time() - before)
    return statistics.median(taken) * 1000


def read(questions: int) -> Form:
    """Read the workbook as the loader does."""
    return read_form(
        "form.md",
        workbook(questions),
        survey="do",
        band="tat-ca",
        title={"vi": "Đo"},
        anonymous=True,
    )


def open_site(folder: Path) -> Flask:
    """Return the product with a round of the short and one of the long form."""
    for questions in (SHORT, LONG):
        survey = folder / "surveys" / f"cau-{questions}"
        survey.mkdir(parents=True)
        survey.joinpath("survey.toml").write_text(
            MANIFEST.format(title=f"{questions} câu"), encoding="utf-8"
        )
        survey.joinpath("form.md").write_bytes(workbook(questions))
    os.environ.update({"INSTANCE": str(folder / "instance"), "SURVEYS": str(folder / "surveys")})
    settings = load()
    migrate(settings)
    app, today = create_app(settings), clock.today()
    with app.app_context():
        session = db.session()
        actor = add_user(session, Role.MODERATOR)
        for questions in (SHORT, LONG):
            number = rounds.create_round(
                session, actor.id, survey=f"cau-{questions}", title=f"{questions} câu",
                period=today.replace(day=1), opens_on=today, closes_on=today + timedelta(days=7),
                reply_by=None, reader="", today=today,
            )  # fmt: skip
            rounds.open_round(session, actor.id, number)
        session.commit()
        db.session.remove()
    return app


def page_of(app: Flask, turn: int, answers: dict[str, Any]) -> Callable[[], object]:
    """Return what shows one page of the *turn*-th round to a child who has answered all."""
    child = PageClient(app)
    first = child.get("/")
    child.post("/", {"choice": str(first.all("button[name=choice]:not([hidden])")[turn]["value"])})
    child.submit(button="Em đồng ý")
    with app.app_context():
        # The draft just begun is the newest.
        draft = db.session().scalars(select(Draft).order_by(Draft.touched_at.desc())).first()
        if draft is None:
            raise SystemExit("no draft was begun")
        draft.answers = json.dumps(answers, ensure_ascii=False)
        db.session().commit()
        db.session.remove()

    def show() -> object:
        answer = child.browser.get("/phieu/8")
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")
        return answer.get_data()

    return show


def main() -> int:
    """Measure, write the page, and end with 1 when a bar is not reached."""
    forms = {questions: read(questions) for questions in (SHORT, LONG)}
    short, answers = forms[SHORT], answers_of(forms[SHORT])
    tree = to_json(short)
    if filling.problems(short, answers, TODAY):
        raise SystemExit("the answers do not pass")
    load_ms = milliseconds(lambda: read(SHORT), 9)
    again_ms = milliseconds(lambda: from_json(tree), 9)
    rules_ms = milliseconds(lambda: filling.problems(short, answers, TODAY), 400)
    with tempfile.TemporaryDirectory() as name:
        app = open_site(Path(name))
        bare = make_app(f"sqlite:///{name}/floor.db").test_client()
        shows = {
            "bare": lambda: bare.get("/").get_data(),
            **{
                str(questions): page_of(app, turn, answers_of(forms[questions]))
                for turn, questions in enumerate((SHORT, LONG))
            },
        }
        taken: dict[str, list[float]] = {what: [] for what in shows}
        for _ in range(5):
            for what, show in shows.items():
                taken[what].append(milliseconds(show, 20))
        pages = {what: statistics.median(each) for what, each in taken.items()}
    ratios = {what: pages[what] / pages["bare"] for what in pages}
    grown = pages[str(LONG)] / pages[str(SHORT)]
    page = f"""# Speed of the form engine

`python -m benchmarks.forms`; {platform.system()}, Python {platform.python_version()}.
Processor time, medians, in turns; two languages, every fifth question hangs on two others.

| what | figure | bar |
| --- | ---: | ---: |
| reading the workbook of {SHORT} questions, once | {load_ms:.0f} ms | < {LOAD_MS:.0f} ms |
| the same form from the database | {again_ms:.1f} ms | – |
| all rules and checks of one submission of {SHORT} answers | {rules_ms:.3f} ms | < {RULES_MS} ms |
| a bare template page | {pages["bare"]:.1f} ms | – |
| a page of the form of {SHORT}, to a bare page | {ratios[str(SHORT)]:.2f} × | – |
| a page of the form of {LONG}, to a bare page | {ratios[str(LONG)]:.2f} × | – |
| a page of {LONG} to one of {SHORT} | {grown:.2f} × | ≤ {PAGE_RATIO:.0f} × |
"""
    RESULTS.write_text(page, encoding="utf-8")
    print(page)
    return int(load_ms > LOAD_MS or rules_ms > RULES_MS or grown > PAGE_RATIO)


if __name__ == "__main__":
    sys.exit(main())
