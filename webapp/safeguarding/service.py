"""The door of the room: screening, and concerns handled by officers alone.

Every function that shows, lists or changes a concern asks for the viewer and
answers everybody without ``CONCERNS_HANDLE``, and everybody the concern is about,
with ``NotFound``: that a concern exists is itself a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.safeguarding.handling import raising
from webapp.safeguarding.handling.excluding import exclude, lift_exclusion
from webapp.safeguarding.handling.more_words import add_words
from webapp.safeguarding.handling.moving import HandedOver, hand_over, move, release
from webapp.safeguarding.handling.opening import concerns, open_concern, picture
from webapp.safeguarding.handling.raising import (
    ComplainedOf,
    anybody_left,
    is_sealed,
    raise_again,
    somebody_left,
    was_raised,
)
from webapp.safeguarding.handling.unsealing import approve_unsealing, ask_to_unseal, open_alone
from webapp.safeguarding.lexicon import current
from webapp.safeguarding.lexicon.agreeing import waits_for as words_wait_for
from webapp.safeguarding.lexicon.current import screen
from webapp.safeguarding.oncall.escalation import watch
from webapp.safeguarding.oncall.notices import somebody_needed
from webapp.safeguarding.oncall.people import people_on_call_enough
from webapp.safeguarding.oncall.watched import somebody_watches
from webapp.safeguarding.screening import Hit
from webapp.safeguarding.views import ConcernLine, ConcernView, Released, SealedText, StepView

__all__ = [
    "ComplainedOf", "ConcernLine", "ConcernView", "HandedOver", "Hit", "Released", "SealedText",
    "StepView", "add_words", "anybody_left", "approve_unsealing", "ask_to_unseal", "concerns",
    "exclude", "hand_over", "is_sealed", "lift_exclusion", "move", "open_alone", "open_concern",
    "people_on_call_enough", "picture", "raise_again", "raise_concern", "raise_wish", "release",
    "rule_titles", "screen", "somebody_left", "somebody_needed", "somebody_watches",
    "was_raised", "watch", "words_wait_for",
]  # fmt: skip


def rule_titles(session: Session) -> dict[str, str]:
    """Return the title of every rule of the word lists, by name."""
    return current.titles(session)


def raise_concern(
    session: Session,
    submission_id: str,
    band: str,
    school_id: int | None,
    class_id: int | None,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    now: datetime,
    about: ComplainedOf | None = None,
) -> str:
    """Seal *texts* of a submission in a new concern, tell the people on call, return its id.

    Each text is a ``SealedText`` or anything with its first three fields
    (``opinions.SealedAnswer``, a mapping).  *about* names who must never learn of it.
    A submission has one concern: a second call returns the first one's id and
    changes nothing.
    """
    version = current.lexicon(session).version
    return raising.raise_concern(
        session, submission_id, band, school_id, class_id, texts, hits, version, now, about
    )


def raise_wish(
    session: Session, wish_id: str, texts: Sequence[Any], hits: Sequence[Hit], now: datetime
) -> None:
    """Seal what a child wrote who wants to be met in a concern of its own; twice it is one.

    For words that tell of danger, and for a child who asks for the protection officer.
    """
    version = current.lexicon(session).version
    raising.raise_wish(session, wish_id, texts, hits, version, now)
