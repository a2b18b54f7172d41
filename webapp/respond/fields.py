"""Questions turned into finished values for the templates."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.forms.rules import QuestionType
from webapp.respond.kinds import (
    LONGEST_HEADING,
    Draws,
)


@dataclass(frozen=True)
class Clips:
    """Names of the media files beside words; empty where there is none."""

    image: str = ""
    big_image: str = ""
    audio: str = ""
    video: str = ""


@dataclass(frozen=True)
class Option:
    """One choice on screen; ``face`` is how glad the face looks, 0 for none.

    ``hidden`` ones wait in the page until an answer on it brings them into sight.
    """

    value: str
    label: str
    chosen: bool
    face: int = 0
    clips: Clips = Clips()
    exclusive: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Field:
    """One question on screen; ``typed`` is what stands in its boxes.

    ``optional`` says that it may be left empty; ``own_words`` that a child may
    write freely, so that the warning about names stands beside it.  ``lively`` are
    the words that change with other answers.  ``hidden`` ones wait in the page for
    the script that brings them into sight; with ``sifted`` its choices wait likewise.
    """

    name: str
    type: QuestionType
    draws: Draws
    label: str
    hint: str
    guidance: str
    clips: Clips
    options: tuple[Option, ...]
    typed: tuple[str, ...]
    error: str
    optional: bool
    own_words: bool
    card: str
    example: str
    keys: str
    rows: int
    least: int
    most: int
    bounds: tuple[str, str]
    style: str
    hidden: bool
    read_only: bool
    lively: frozenset[str]
    sifted: bool

    part = "field"

    @property
    def described_by(self) -> str:
        """Return the ids of what explains this field."""
        parts = (
            ("hint", self.hint),
            ("form", self.says_how),
            ("warning", self.own_words),
            ("error", self.error),
        )
        return " ".join(f"{self.name}-{part}" for part, present in parts if present)

    @property
    def says_how(self) -> bool:
        """Tell whether there is a line on how to answer, besides the form's own hint."""
        several = self.draws is Draws.OPTIONS and self.type is QuestionType.SELECT_MULTIPLE
        counted = self.least > 1 or self.most > 0
        return bool(counted or (several and not self.hint) or self.example or self.bounds[0])

    @property
    def heads_its_page(self) -> bool:
        """Tell whether the words may be the page's first heading when alone on it."""
        if self.type is QuestionType.NOTE:
            return len(self.label) <= LONGEST_HEADING
        return self.draws in {Draws.OPTIONS, Draws.RANK, Draws.PAIR}

    @property
    def has_voices(self) -> bool:
        """Tell whether anything of it can be heard."""
        return bool(self.clips.audio or any(option.clips.audio for option in self.options))

    @property
    def several(self) -> bool:
        """Tell whether more than one choice may be ticked."""
        return self.type is QuestionType.SELECT_MULTIPLE

    @property
    def at_most(self) -> int:
        """Return how many choices may be ticked, 0 when nobody counts."""
        return self.most if self.most < len(self.options) else 0

    @property
    def target(self) -> str:
        """Return the id of the control an error message leads to."""
        several = self.draws in {Draws.OPTIONS, Draws.RANK, Draws.PAIR}
        return f"{self.name}-1" if several else self.name

    def box(self, number: int) -> str:
        """Return what stands in the box *number*, from 0."""
        return self.typed[number] if number < len(self.typed) else ""
