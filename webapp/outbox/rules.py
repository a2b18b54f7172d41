"""What a notice may say, who wants it by mail, and when a mail is due.

A notice says that something waits and how urgent it is, never what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Level(StrEnum):
    """How soon somebody should sign in; the only thing a mail tells.

    ``URGENT`` cannot be opted out of: behind it may be a child in danger.
    """

    URGENT = "urgent"
    NEW_WORK = "new_work"
    REMINDER = "reminder"


class NoticeState(StrEnum):
    """What became of a notice; ``ON_SCREEN`` was never meant to be mailed."""

    WAITING = "waiting"
    SENT = "sent"
    ON_SCREEN = "on_screen"
    UNDELIVERED = "undelivered"


class Outcome(StrEnum):
    """How one try to send ended; ``UNREACHABLE`` is the server's fault, not the address's."""

    SENT = "sent"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


# At most one mail per person and hour that is not urgent.
QUIET = timedelta(hours=1)
# After a day without success nobody would still need the mail.
GIVE_UP_AFTER = timedelta(days=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
LONGEST_SERVER_WAIT = timedelta(minutes=10)
# An outcome that is unknown (the program was killed while it sent) is tried once more only.
MOST_UNKNOWN = 2
LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class Wishes:
    """Where a person wants mail, and which; without an address there is none."""

    address: str = ""
    new_work: bool = True
    reminders: bool = True


def wants(wishes: Wishes, level: Level) -> bool:
    """Tell whether a notice of *level* goes out by mail to somebody with these *wishes*."""
    if not wishes.address:
        return False
    chosen = {Level.NEW_WORK: wishes.new_work, Level.REMINDER: wishes.reminders}
    return chosen.get(level, True)


def wait_after(failures: int) -> timedelta:
    """Return how long a person's mail rests after *failures* refusals in a row.

    Five minutes, doubled each time, at most four hours.
    """
    return min(FIRST_WAIT * 2 ** min(max(failures, 1) - 1, 10), LONGEST_WAIT)


def server_wait_after(failures: int) -> timedelta:
    """Return how long everybody's mail rests while the server does not answer.

    One minute, doubled each time, at most ten: behind an urgent one a child may wait.
    """
    return min(timedelta(minutes=1) * 2 ** min(max(failures, 1) - 1, 10), LONGEST_SERVER_WAIT)


@dataclass(frozen=True)
class Waiting:
    """One notice that waits, as the decision about a mail sees it."""

    level: Level
    tried: bool


def mail_due(
    waiting: Sequence[Waiting],
    next_try_at: datetime | None,
    last_mail_at: datetime | None,
    now: datetime,
) -> bool:
    """Tell whether a mail about *waiting* goes to one person now.

    An urgent notice that was never tried goes at once; everything else keeps
    the wait after a refusal, and what is not urgent the quiet hour as well.
    """
    if any(one.level is Level.URGENT and not one.tried for one in waiting):
        return True
    if not waiting or (next_try_at is not None and next_try_at > now):
        return False
    urgent = any(one.level is Level.URGENT for one in waiting)
    return urgent or last_mail_at is None or last_mail_at <= now - QUIET


def highest(levels: Sequence[Level]) -> Level:
    """Return the most urgent of *levels*: one mail stands for all of them."""
    return min(levels, key=list(Level).index)


def address_fits(address: str) -> bool:
    """Tell whether *address* may be a mail address: one ``@``, a dot behind it, no blank.

    Whether somebody reads it, only a mail can tell.
    """
    name, at, domain = address.partition("@")
    plain = address.isascii() and address.isprintable() and len(address) <= LONGEST_ADDRESS
    forbidden = set(' ",;:<>()[]\\@')
    whole = bool(name and at) and "." in domain.strip(".") and ".." not in address
    return plain and whole and not forbidden & set(name + domain) and domain == domain.strip(".-")
