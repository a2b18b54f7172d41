"""What the invented children talk about, read from ``matters.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from webapp.opinions.rules import RefusalReason
from webapp.tracker.service import Decision, ReplyText

FILE = Path(__file__).with_name("matters.toml")
NAMES = ("Mẫu Văn An", "Mẫu Thị Bình", "Mẫu Văn Cường", "Mẫu Thị Dung")
NUMBERS = ("0900 000 011", "0900 000 012", "0900 000 013")


@dataclass(frozen=True)
class Matter:
    """One matter: how children put it, who answers it, and what the answer says."""

    topic: str
    title: str
    lead: str
    said: tuple[str, ...]
    asked: tuple[str, ...]
    decision: str
    heard: str
    decided: str
    why: str = ""
    when_text: str = ""
    referred_to: str = ""
    referred_number: str = ""
    coordinating: tuple[str, ...] = ()
    task: str = ""  # words of the plan's task it belongs to

    def reply(self, decided: str = "", promised_on: date | None = None) -> ReplyText:
        """Return the reply of the body in charge; *decided* in other words than usual."""
        return ReplyText(
            Decision(self.decision),
            self.heard,
            decided or self.decided,
            self.why,
            self.when_text,
            promised_on,
            self.referred_to,
            self.referred_number,
        )


@dataclass(frozen=True)
class Said:
    """One written text, and what a careful moderator will make of it."""

    text: str
    matter: Matter | None = None
    hide: tuple[str, ...] = ()
    reason: RefusalReason | None = None
    note: str = ""


@dataclass(frozen=True)
class Book:
    """Everything the demonstration can say."""

    matters: tuple[Matter, ...]
    refused: tuple[Said, ...]
    danger: tuple[str, ...]
    dialogue: Matter
    forum: Matter


def read_book() -> Book:
    """Return the contents of ``matters.toml``."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Book(
        matters=tuple(_matter(entry) for entry in data["matter"]),
        refused=tuple(
            Said(e["text"], None, (), RefusalReason(e["reason"]), e.get("note", ""))
            for e in data["refused"]
        ),
        danger=tuple(data["danger"]["texts"]),
        dialogue=_matter(data["dialogue"]),
        forum=_matter(data["forum"]),
    )


def _matter(entry: dict[str, Any]) -> Matter:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Matter(**{**entry, **lists})


def said_by(random: Random, matter: Matter, sentences: tuple[str, ...]) -> Said:
    """Return one of *sentences* with a name or number filled in, which must be hidden."""
    return filled_in(random, Said(random.choice(sentences), matter))


def filled_in(random: Random, said: Said) -> Said:
    """Fill the places of a text that tells about a person."""
    name, number = random.choice(NAMES), random.choice(NUMBERS)
    text = said.text.replace("{ban}", name).replace("{so}", number)
    hide = (*([name] if "{ban}" in said.text else []), *([number] if "{so}" in said.text else []))
    return Said(text, said.matter, hide, said.reason, said.note)
