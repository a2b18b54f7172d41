"""The door of the room: what other rooms may ask of opinions.

Every function that returns words returns the public text, with hidden parts
hidden; the two exceptions, ``of_submission`` and ``queue``, ask for the viewer
and answer only people who moderate.  Nothing here commits.
"""

from __future__ import annotations

from webapp.opinions.arriving import open_opinions, take_out
from webapp.opinions.behind import children_behind, later_words_wait
from webapp.opinions.due import RefusalTurn, days_due, refusal_turns
from webapp.opinions.hiding import hide, hide_words, lift
from webapp.opinions.last_steps import last_steps
from webapp.opinions.likeness.apart import Voice, voices_of_case
from webapp.opinions.likeness.keeping import catch_up as catch_up_likeness
from webapp.opinions.likeness.similar import SimilarOpinion, similar_to
from webapp.opinions.likeness.topics import TopicGuess, learned_topic
from webapp.opinions.moving.answering import (
    add_words,
    ask_child,
    child_answered,
    reopen_refused,
    to_petition,
    withdraw,
)
from webapp.opinions.moving.deciding import (
    accept,
    attach,
    detach,
    reconsider,
    set_topic,
    split,
    start_reading,
)
from webapp.opinions.moving.petitioned import MaskedOpinion, covered, from_petition, masked
from webapp.opinions.moving.refusing import (
    ProposedRefusal,
    confirm_refusal,
    decline_refusal,
    propose_refusal,
    refusals,
    refusals_waiting,
)
from webapp.opinions.moving.undoing import UNDO_WITHIN, after_decision, before_decision, undo
from webapp.opinions.next_one import NextOne, next_one, number_to_decide
from webapp.opinions.presence import note_open, open_elsewhere, others_at
from webapp.opinions.queue import Queue, QueueEntry, next_waiting, queue, waiting_counts
from webapp.opinions.reading import (
    case_of,
    counts_of_cases,
    history,
    ids_of_cases,
    of_submission,
    opinions_in,
    public_of_case,
    public_of_submission,
    some,
    spoken_by,
)
from webapp.opinions.rules import QueueFilter, QueueState
from webapp.opinions.suggesting.suggestions import tells_of_trouble
from webapp.opinions.undecided import undecided_texts
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
    "UNDO_WITHIN",
    "EventView",
    "HidingView",
    "MaskedOpinion",
    "NextOne",
    "OpinionRow",
    "OpinionView",
    "ProposedRefusal",
    "PublicOpinion",
    "Queue",
    "QueueEntry",
    "QueueFilter",
    "QueueState",
    "ReceiptOpinion",
    "RefusalTurn",
    "SealedAnswer",
    "SimilarOpinion",
    "TextAnswer",
    "TopicGuess",
    "Voice",
    "accept",
    "add_words",
    "after_decision",
    "ask_child",
    "attach",
    "before_decision",
    "case_of",
    "children_behind",
    "catch_up_likeness",
    "child_answered",
    "confirm_refusal",
    "counts_of_cases",
    "covered",
    "days_due",
    "decline_refusal",
    "detach",
    "from_petition",
    "hide",
    "hide_words",
    "history",
    "ids_of_cases",
    "last_steps",
    "learned_topic",
    "later_words_wait",
    "lift",
    "masked",
    "next_one",
    "number_to_decide",
    "next_waiting",
    "note_open",
    "of_submission",
    "open_elsewhere",
    "open_opinions",
    "opinions_in",
    "others_at",
    "propose_refusal",
    "public_of_case",
    "public_of_submission",
    "queue",
    "reconsider",
    "refusal_turns",
    "refusals",
    "refusals_waiting",
    "reopen_refused",
    "set_topic",
    "some",
    "similar_to",
    "split",
    "spoken_by",
    "start_reading",
    "take_out",
    "tells_of_trouble",
    "to_petition",
    "undo",
    "voices_of_case",
    "withdraw",
    "undecided_texts",
    "waiting_counts",
]
