"""The demonstration shows every page full, and nothing of it is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.config import Settings, load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.launch.demo.making import make
from webapp.launch.prepare import prepare

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTANCE", str(tmp_path_factory.mktemp("demo")))
        settings: Settings = replace(load(demo=True), testing=True)
    prepare(settings)
    with create_app(settings).app_context():
        session = db.session()
        make(session, settings, clock.local(clock.now()))
        session.commit()
        yield session
        db.session.remove()
        db.engine.dispose()


def states(session: Session, table: str) -> set[str]:
    rows = session.execute(sa.text(f'SELECT DISTINCT state FROM "{table}"'))  # noqa: S608
    return set(rows.scalars())


def test_it_lies_apart_from_real_data(demo: Session) -> None:
    file = Path(str(demo.get_bind().engine.url.database))
    assert file.parent.name == "demo"


def test_two_months_of_about_six_hundred_submissions(demo: Session) -> None:
    count = demo.execute(sa.text("SELECT count(*) FROM submission")).scalar_one()
    assert 450 <= count <= 750


def test_few_of_its_children_are_in_danger(demo: Session) -> None:
    sent, raised = (
        demo.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
        for table in ("submission", "concern")
    )
    assert 0 < raised < sent / 15


def test_every_room_has_something_in_its_states(demo: Session) -> None:
    assert states(demo, "opinion") >= {"received", "screening", "not_accepted", "in_case"}
    assert states(demo, "case") >= {"acknowledged", "in_progress", "answered", "closed"}
    assert states(demo, "registration") >= {"awaiting_approval", "planned", "confirmed"}
    assert states(demo, "occurrence") >= {"planned", "reported_done", "verified"}
    assert {"new", "closed"} <= states(demo, "concern")
    told = demo.execute(sa.text("SELECT DISTINCT decision FROM board_entry WHERE state = 'posted'"))
    assert {"will_do", "partly", "referred_up"} <= set(told.scalars())
    kept = demo.execute(sa.text("SELECT DISTINCT outcome FROM promise_check"))
    assert {"kept", "partly", "not_yet"} <= set(kept.scalars())


def test_the_whole_loop_from_opinion_to_answer_is_there(demo: Session) -> None:
    assert states(demo, "opinion") >= {"refusal_proposed", "needs_info", "petition"}
    assert states(demo, "case") >= {"waiting_child", "answer_review", "answered", "closed"}
    assert states(demo, "child_question") >= {"proposed", "asked", "answered"}
    assert states(demo, "promise_check") == {"reported", "verified"}
    assert states(demo, "meeting") == {"waiting", "taken", "met"}
    assert states(demo, "petition") == {"proposed", "handed_over"}
    assert states(demo, "occurrence") >= {"blocked"}
    for statement in (
        'SELECT count(*) FROM "case" WHERE escalated_on IS NOT NULL',
        'SELECT count(*) FROM "case" WHERE extensions > 0',
        "SELECT count(*) FROM submission WHERE speaker = 'advocate'",
        "SELECT count(*) FROM feedback_entry WHERE channel = 'class_ticket'",
        "SELECT count(*) FROM board_entry",
        "SELECT count(*) FROM contribution",
        "SELECT count(*) FROM progress WHERE due_after IS NOT NULL",
        "SELECT count(*) FROM routing_rule",
        "SELECT count(*) FROM reply_template",
    ):
        assert demo.execute(sa.text(statement)).scalar_one() > 0, statement


def test_children_read_and_some_cases_were_opened_again(demo: Session) -> None:
    reopened = 'SELECT count(*) FROM "case" WHERE times_reopened > 0'
    told = "SELECT count(*) FROM feedback_entry"
    for statement in (reopened, told, "SELECT count(*) FROM hiding"):
        assert demo.execute(sa.text(statement)).scalar_one() > 0


def test_there_is_a_person_for_every_role(demo: Session) -> None:
    query = "SELECT count(DISTINCT role_id) FROM role_of_user"
    assert demo.execute(sa.text(query)).scalar_one() == 9
