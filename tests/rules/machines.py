"""The machines of the product as tables, taken from the code that drives them.

After a change: ``.venv/bin/python -m tests.rules.machines`` writes docs/states.md anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.messages.pofile import read_po

from webapp.config import PROJECT
from webapp.meetings import labels as meetings
from webapp.meetings import rules as meeting_rules
from webapp.moderation import labels as moderation
from webapp.opinions import rules as opinion_rules
from webapp.petitions import labels as petitions
from webapp.petitions import rules as petition_rules
from webapp.plan import labels as plan
from webapp.plan import rules as plan_rules
from webapp.safeguarding import labels as safeguarding
from webapp.safeguarding import rules as concern_rules
from webapp.tracker import labels as tracker
from webapp.tracker import rules as case_rules

PAGE = PROJECT / "docs" / "states.md"
VIETNAMESE = PROJECT / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
HEAD = "| state | on screen | may go to |\n| --- | --- | --- |\n"


@dataclass(frozen=True)
class Machine:
    """One machine: its heading in the page, its moves, and what staff read for each state."""

    heading: str
    moves: Mapping[Any, frozenset[Any]]
    words: Mapping[Any, Any]

    def table(self, spoken: Mapping[str, str]) -> str:
        """Return the machine as a table, in the order of the code."""
        return HEAD + "".join(
            f"| `{state}` | {spoken[_msgid(self.words[state])]} | {_next(state, self.moves)} |\n"
            for state in type(next(iter(self.moves)))
        )


MACHINES = (
    Machine("Opinion", opinion_rules.MOVES, moderation.STATES),
    Machine("Case", case_rules.MOVES, tracker.STATES),
    Machine("Reply", case_rules.REPLY_MOVES, tracker.REPLY_STATES),
    Machine("Occurrence", plan_rules.MOVES, plan.STATES),
    Machine("Concern", concern_rules.MOVES, safeguarding.STATES),
    Machine("Petition", petition_rules.MOVES, petitions.STATES),
    Machine("Meeting", meeting_rules.MOVES, meetings.STATES),
)


def _msgid(label: Any) -> str:
    # A lazy word keeps the English sentence it was made of.
    return str(label._args[0])


def _next(state: StrEnum, moves: Mapping[Any, frozenset[Any]]) -> str:
    return ", ".join(f"`{to}`" for to in type(state) if to in moves[state]) or "– (the end)"


def vietnamese() -> dict[str, str]:
    """Return the Vietnamese of every sentence of staff pages."""
    with VIETNAMESE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file)}


def renewed(page: str) -> str:
    """Return *page* with the table under each machine's heading taken from the code."""
    spoken = vietnamese()
    for machine in MACHINES:
        before, after = page.split(f"## {machine.heading}\n", 1)
        told, rest = after.split(HEAD, 1)
        lines = rest.splitlines(keepends=True)
        kept = next((n for n, line in enumerate(lines) if not line.startswith("|")), len(lines))
        table = machine.table(spoken)
        page = f"{before}## {machine.heading}\n{told}{table}{''.join(lines[kept:])}"
    return page


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
