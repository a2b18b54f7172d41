"""The audit table: appended to, chained, and protected by the database."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from webapp.audit import service


def test_events_form_an_unbroken_chain(session: Session) -> None:
    for number in range(3):
        service.record(session, None, "case.routed", "case", number, to="body")
    session.commit()
    assert service.first_broken(session) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"]
)
def test_the_database_refuses_to_change_an_event(session: Session, statement: str) -> None:
    service.record(session, None, "case.routed", "case", 1)
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
    session.rollback()
    assert service.first_broken(session) is None
