"""How feedback reaches a child, and what may hinder it: the words of the ledger.

Pure; ``rules`` hands them on to rooms above.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key")


class Channel(StrEnum):
    """The way feedback reached a child."""

    RECEIPT = "receipt"
    READ_IN_CLASS = "read_in_class"
    CLASS_TICKET = "class_ticket"
    SCHOOL_BOARD = "school_board"
    VILLAGE_HOUSE = "village_house"
    LOUDSPEAKER = "loudspeaker"
    FORUM = "forum"
    # Adults who asked to be called; a child's family is nobody's to call about an opinion.
    PHONE = "phone"
    OTHER = "other"


# What a person can record; a receipt is opened by the child alone.
RECORDED = tuple(channel for channel in Channel if channel is not Channel.RECEIPT)
# What is done with the printed page of a class or a school.
WITH_A_TICKET = (Channel.READ_IN_CLASS, Channel.CLASS_TICKET, Channel.SCHOOL_BOARD)


class Obstacle(StrEnum):
    """Why feedback could not reach a child."""

    NO_CLASS = "no_class"
    LEFT_SCHOOL = "left_school"
    CLASS_ENDED = "class_ended"
    FORGOTTEN = "forgotten"
    OTHER = "other"


class About(StrEnum):
    """What a child is told about one opinion."""

    REPLY = "reply"
    REFUSAL = "refusal"
    PETITION = "petition"
    WITHDRAWAL = "withdrawal"


class Standing(StrEnum):
    """How far the feedback about one opinion has come."""

    NOTHING_YET = "nothing_yet"
    TO_REACH = "to_reach"
    REACHED = "reached"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Owed:
    """What a child is to be told: the reply of a case, or a decision by its step."""

    opinion_id: str
    about: About
    reply_id: int | None = None
    step_id: int | None = None

    @property
    def matter(self) -> str:
        """Return what makes this feedback another one than that before it."""
        return f"{self.about.value}:{self.reply_id or self.step_id or ''}"


# A child has a month of school days to answer; then its silence is taken as it is.
SILENCE = timedelta(days=24)


def standing_of(owed: Owed | None, reached: bool, hindered: bool) -> Standing:
    """Return the standing of one opinion; what reached a child outweighs an obstacle."""
    if owed is None:
        return Standing.NOTHING_YET
    if reached:
        return Standing.REACHED
    return Standing.IMPOSSIBLE if hindered else Standing.TO_REACH


def small_groups(sizes: Mapping[Key, int], small: int) -> frozenset[Key]:
    """Return the groups of fewer than *small* children."""
    return frozenset(key for key, size in sizes.items() if 0 < size < small)


def whole_is_safe(sizes: Mapping[Key, int], hidden: Collection[Key], small: int) -> bool:
    """Tell whether the whole less the groups shown tells of nobody."""
    left = sum(sizes[key] for key in hidden)
    return sum(sizes.values()) >= small and not 0 < left < small


def hidden_groups(sizes: Mapping[Key, int], small: int) -> frozenset[Key]:
    """Return the groups whose figures are not shown, nor found by subtraction.

    Groups of fewer than *small* children are hidden.  Where all hidden ones together
    are still fewer, the smallest of the others goes with them: else the whole less
    what is shown would tell of them.
    """
    hidden = set(small_groups(sizes, small))
    others = sorted((key for key in sizes if key not in hidden), key=lambda key: sizes[key])
    while others and 0 < sum(sizes[key] for key in hidden) < small:
        hidden.add(others.pop(0))
    return frozenset(hidden)
