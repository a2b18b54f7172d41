"""When a mail is due, how long it rests, and what a mail address is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.outbox.rules import (
    Level,
    Waiting,
    Wishes,
    address_fits,
    highest,
    mail_due,
    server_wait_after,
    wait_after,
    wants,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
JUST, LONG_AGO, LATER = NOW - timedelta(minutes=59), NOW - timedelta(hours=1), NOW + timedelta(1)
FRESH, TRIED = Waiting(Level.REMINDER, False), Waiting(Level.REMINDER, True)
ALARM, TRIED_ALARM = Waiting(Level.URGENT, False), Waiting(Level.URGENT, True)


@pytest.mark.parametrize(
    ("waiting", "next_try", "last_mail", "due"),
    [
        ([], None, None, False),
        ([FRESH], None, None, True),
        ([FRESH], None, JUST, False),
        ([FRESH], None, LONG_AGO, True),
        ([TRIED], LATER, None, False),
        ([FRESH, ALARM], LATER, JUST, True),
        ([TRIED_ALARM], LATER, None, False),
        ([TRIED_ALARM, FRESH], NOW, JUST, True),
    ],
)
def test_urgent_goes_at_once_and_the_rest_once_an_hour(
    waiting: list[Waiting], next_try: datetime | None, last_mail: datetime | None, due: bool
) -> None:
    assert mail_due(waiting, next_try, last_mail, NOW) is due


def test_waits_grow_and_end() -> None:
    waits = [wait_after(n) for n in range(1, 40)]
    assert waits[:3] == [timedelta(minutes=m) for m in (5, 10, 20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=4)
    assert server_wait_after(1) == timedelta(minutes=1)
    assert server_wait_after(999) == timedelta(minutes=10)


def test_nobody_opts_out_of_what_is_urgent() -> None:
    closed = Wishes("a@b.vn", new_work=False, reminders=False)
    assert [level for level in Level if wants(closed, level)] == [Level.URGENT]
    assert not any(wants(Wishes(), level) for level in Level)
    assert highest([Level.REMINDER, Level.URGENT, Level.NEW_WORK]) is Level.URGENT


@pytest.mark.parametrize("address", ["lan@xa.gov.vn", "a.b-c+d@mail.example.org"])
def test_addresses_that_fit(address: str) -> None:
    assert address_fits(address)


@pytest.mark.parametrize(
    "address",
    ["lan", "lan@", "@xa.vn", "a@b", "a b@c.vn", "a@b.vn\nBcc: x@y.vn", "a@b.vn, c@d.vn", "ê@b.vn",
     "a@b@c.vn", "<a@b.vn>", f"{'a' * 250}@b.vn", "a@b..vn", "a@.vn"],
)  # fmt: skip
def test_addresses_that_do_not_fit(address: str) -> None:
    assert not address_fits(address)
