"""Passwords, locks, user names, and the table of who may do what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.passwords import PasswordFault, common_passwords, password_fault
from webapp.accounts.rules import (
    FAILURES_BEFORE_LOCK,
    GRANTS,
    LOCK_TIME,
    Permission,
    Role,
    failures_after,
    locked_until,
    permissions_of,
    username_fits,
)

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("chín ký tự", None),
        ("chín kýtự", PasswordFault.TOO_SHORT),
        ("x" * 129, PasswordFault.TOO_LONG),
        ("Mật khẩu 2026!", PasswordFault.COMMON),
        ("qwertyuiop", PasswordFault.COMMON),
        ("0123456789", PasswordFault.COMMON),
        ("9876543210", PasswordFault.COMMON),
        ("zzzzzzzzzz", PasswordFault.COMMON),
        ("abcabcabcabc", PasswordFault.COMMON),
        ("lan.nguyen2026", PasswordFault.OWN_NAME),
        ("Nguyễn Thị Lan", PasswordFault.OWN_NAME),
        ("mưa rơi trên mái", None),
    ],
)
def test_weak_passwords_are_known(password: str, fault: PasswordFault | None) -> None:
    names = ("lan.nguyen", "Nguyễn Thị Lan")
    assert password_fault(password, names, common_passwords()) is fault


@given(st.text(max_size=9))
def test_nothing_short_passes(password: str) -> None:
    assert password_fault(password, (), frozenset()) is PasswordFault.TOO_SHORT


@pytest.mark.parametrize(
    ("username", "fits"),
    [("lan.nguyen", True), ("a-b", True), ("ab", False), ("Lan", False), ("lán", False)]
    + [(".lan", False), ("lan.", False), ("l" * 40, True), ("l" * 41, False), ("a b", False)],
)
def test_user_names(username: str, fits: bool) -> None:
    assert username_fits(username) is fits


def test_the_lock_begins_with_the_fifth_failure_and_ends() -> None:
    assert locked_until(FAILURES_BEFORE_LOCK - 1, NOON) is None
    assert locked_until(FAILURES_BEFORE_LOCK, NOON) == NOON + LOCK_TIME


def test_failures_are_forgotten_after_a_quiet_while() -> None:
    assert failures_after(3, NOON, NOON + timedelta(minutes=1)) == 4
    assert failures_after(4, NOON, NOON + LOCK_TIME) == 1
    assert failures_after(0, None, NOON) == 1


def test_only_the_protection_officer_handles_concerns() -> None:
    holders = {role for role, granted in GRANTS.items() if Permission.CONCERNS_HANDLE in granted}
    assert holders == {Role.PROTECTION_OFFICER}


def test_a_school_coordinator_reads_no_opinion_and_no_case() -> None:
    granted = permissions_of(frozenset({Role.SCHOOL_COORDINATOR}))
    assert not granted & {Permission.OPINIONS_MODERATE, Permission.CASES_VIEW}


def test_administering_gives_no_sight_of_children() -> None:
    granted = permissions_of(frozenset({Role.ADMINISTRATOR}))
    seeing = {"opinions", "cases", "concerns", "registrations", "summary"}
    assert not {p for p in granted if p.value.partition(":")[0] in seeing}
