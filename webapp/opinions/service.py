"""The door of the room: what other rooms may ask of opinions.

Every function that returns words returns the public text, with hidden parts
hidden; the two exceptions, ``of_submission`` and ``queue``, ask for the viewer
and answer only people who moderate.  Nothing here commits.
"""

from __future__ import annotations

from webapp.opinions.arriving import open_opinions, take_out
from webapp.opinions.deciding import (
    accept,
    attach,
    detach,
    reconsider,
    refuse,
    set_topic,
    split,
    start_reading,
)
from webapp.opinions.hiding import hide, hide_words, lift
from webapp.opinions.queue import Queue, QueueEntry, next_waiting, queue
from webapp.opinions.reading import (
    case_of,
    counts_of_cases,
    history,
    ids_of_cases,
    of_submission,
    opinions_in,
    public_of_case,
    public_of_submission,
)
from webapp.opinions.rules import QueueFilter, QueueState
from webapp.opinions.views import (
    EventView,
    HidingView,
    OpinionRow,
    OpinionView,
    PublicOpinion,
    ReceiptOpinion,
    SealedAnswer,
    TextAnswer,
)

__all__ = [
    "EventView",
    "HidingView",
    "OpinionRow",
    "OpinionView",
    "PublicOpinion",
    "Queue",
    "QueueEntry",
    "QueueFilter",
    "QueueState",
    "ReceiptOpinion",
    "SealedAnswer",
    "TextAnswer",
    "accept",
    "attach",
    "case_of",
    "counts_of_cases",
    "detach",
    "hide",
    "hide_words",
    "history",
    "ids_of_cases",
    "lift",
    "next_waiting",
    "of_submission",
    "open_opinions",
    "opinions_in",
    "public_of_case",
    "public_of_submission",
    "queue",
    "reconsider",
    "refuse",
    "set_topic",
    "split",
    "start_reading",
    "take_out",
]
