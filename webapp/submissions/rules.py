"""Kinds of survey, receipts as people type them, and how long a draft lives."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from enum import StrEnum

from webapp.base.ids import RECEIPT_DIGITS, keyed_digest, keyed_digits

DRAFT_TIME = timedelta(minutes=60)
# A draft put aside under a number: from one lesson to the next.
SLIP_TIME = timedelta(days=7)


class Speaker(StrEnum):
    """Who speaks in a submission.

    Only what children say is counted as children's opinions; guardians and
    those who speak for children (plan item 3.3.2) travel the same road, marked.
    """

    CHILD = "child"
    GUARDIAN = "guardian"
    ADVOCATE = "advocate"


class SurveyKind(StrEnum):
    """Which road a survey's submissions take."""

    OPINION = "opinion"
    REGISTRATION = "registration"
    POLL = "poll"


def read_digits(typed: str) -> str:
    """Return the digits of *typed* as plain ones; full-width digits count too."""
    return "".join(str(unicodedata.digit(c)) for c in typed if c.isdigit())


def read_receipt(typed: str) -> str | None:
    """Return a receipt's 16 digits as typed with spaces, dots or dashes, or None."""
    digits = read_digits(typed)
    return digits if len(digits) == RECEIPT_DIGITS else None


def show_receipt(digits: str) -> str:
    """Return a receipt the way people read it: 4-4-4-4."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def receipt_of(receipt_key: str, seat_secret: str) -> str:
    """Return the 16 digits that belong to the seat whose cookie holds *seat_secret*."""
    return keyed_digits(receipt_key.encode("utf-8"), seat_secret)


def receipt_digest(receipt_key: str, digits: str) -> str:
    """Return what is stored of a receipt: useless without the key outside the database."""
    return keyed_digest(receipt_key.encode("utf-8"), digits)


def slip_of(receipt_key: str, seat_secret: str) -> str:
    """Return the 16 digits with which the draft of this seat can be gone on with elsewhere.

    Made from the seat like a receipt, so that they can be shown again after a broken
    connection, and never the same as its receipt.
    """
    return keyed_digits(receipt_key.encode("utf-8"), f"slip {seat_secret}")


def slip_digest(receipt_key: str, digits: str) -> str:
    """Return what is stored of a slip's number."""
    return keyed_digest(receipt_key.encode("utf-8"), f"slip {digits}")


def seat_digest(seat_key: str, seat_secret: str) -> str:
    """Return what is stored of a seat: the cookie cannot be made from it."""
    return keyed_digest(seat_key.encode("utf-8"), seat_secret)
