"""Form versions on both databases."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.support.forms import form_from
from webapp.base.errors import NotFound
from webapp.forms import service
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.records import FormVersion

TODAY = date(2023, 8, 15)


def test_the_same_questions_are_one_version(session: Session) -> None:
    form = form_from("text | a | A\ndate | b | B | year", "appearance")
    first = service.store_version(session, form, TODAY)
    assert service.store_version(session, form, TODAY) == first
    other = form_from("text | a | A khác\ndate | b | B | year", "appearance")
    assert service.store_version(session, other, TODAY) != first
    row = session.get_one(FormVersion, first)
    assert (row.survey, row.band, row.title, row.stored_on) == ("thu", "tat-ca", "Phiếu thử", TODAY)
    assert len(row.digest) == 64


def test_a_stored_form_comes_back_as_it_was(session: Session) -> None:
    for survey in CATALOGUE.all():
        for form in survey.forms.values():
            number = service.store_version(session, form, TODAY)
            session.expire_all()
            assert service.form_of(session, number) == form


def test_a_form_is_compiled_once_and_then_costs_no_statement(session: Session) -> None:
    form = form_from("text | a | A")
    number = service.store_version(session, form, TODAY)
    session.commit()
    with Session(session.get_bind()) as reader:
        first = service.form_of(reader, number)
    statements: list[str] = []
    with Session(session.get_bind()) as reader:
        sa.event.listen(
            reader.get_bind(), "before_cursor_execute", lambda *a: statements.append(a[2])
        )
        assert service.form_of(reader, number) is first
    assert statements == []


def test_a_version_that_was_rolled_back_is_forgotten(session: Session) -> None:
    first = service.store_version(session, form_from("text | a | A"), TODAY)
    service.form_of(session, first)
    session.rollback()
    second = service.store_version(session, form_from("text | b | B"), TODAY)
    assert service.form_of(session, second).questions[0].name == "b"
    session.rollback()
    with pytest.raises(NotFound):
        service.form_of(session, second)


def test_an_unknown_version_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        service.form_of(session, 999_999)
