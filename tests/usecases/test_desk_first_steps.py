"""What the administrator is told to do first, worked out from what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_class, add_round, add_school, add_user
from webapp.accounts.rules import Role
from webapp.config import PROJECT
from webapp.desk.first_steps import FirstStep, first_steps
from webapp.directory import changes
from webapp.directory import service as directory
from webapp.rounds.records import Round
from webapp.rounds.rules import RoundState

TODAY = date(2026, 11, 23)
SEED = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"


def missing(session: Session) -> list[FirstStep]:
    return [one.step for one in first_steps(session, TODAY) if not one.done]


def test_an_empty_database_misses_everything(session: Session) -> None:
    assert missing(session) == list(FirstStep)


def test_each_entry_ticks_one_step_until_the_list_is_gone(session: Session) -> None:
    directory.load_seed(session, SEED, TODAY)
    left = [step for step in FirstStep if step is not FirstStep.COMMUNE]
    assert missing(session) == left
    school = add_school(session)
    assert missing(session) == left[1:]
    add_class(session, school.id, "6A")
    assert missing(session) == left[2:]
    officer = add_user(session, Role.PROTECTION_OFFICER, password="hash")
    changes.add_contact(
        session, officer.id, title="Bảo vệ trẻ em", name="Chị Mẫu", phone="0900000000",
        hours="", today=TODAY,
    )  # fmt: skip
    assert missing(session) == [FirstStep.MODERATOR, FirstStep.ROUND]
    moderator = add_user(session, Role.MODERATOR)
    assert FirstStep.MODERATOR in missing(session)
    moderator.password = "hash"
    session.flush()
    assert missing(session) == [FirstStep.ROUND]


@pytest.mark.parametrize("state", list(RoundState))
def test_a_prepared_round_is_not_yet_an_open_one(session: Session, state: RoundState) -> None:
    row = session.get(Round, add_round(session))
    assert row is not None
    row.state = state
    session.flush()
    assert (FirstStep.ROUND in missing(session)) is (state is RoundState.DRAFT)
