"""The door of the room: "Các em nói – Xã trả lời", read by everybody.

What stands here passed three people: the moderator of the opinion, the reviewer of the
reply, and whoever put it on the board.  Nothing of it tells how many children exactly,
which child, or which school where few children speak.
"""

from __future__ import annotations

from webapp.board.posting import keep_back, post, take_down
from webapp.board.preparing import Candidate, Preparation, candidates, prepare, waiting
from webapp.board.reading import Overview, board, entry, news, overview
from webapp.board.rules import BoardEntry, BoardFilter, BoardWords, Crowd, EntryState

__all__ = [
    "BoardEntry",
    "BoardFilter",
    "BoardWords",
    "Candidate",
    "Crowd",
    "EntryState",
    "Overview",
    "Preparation",
    "board",
    "candidates",
    "entry",
    "keep_back",
    "news",
    "overview",
    "post",
    "prepare",
    "take_down",
    "waiting",
]
