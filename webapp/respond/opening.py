"""What stands before the first question: open rounds, their ages, what is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.forms import service as forms
from webapp.forms.catalogue import Survey
from webapp.forms.rules import text_in
from webapp.respond import labels
from webapp.rounds import service as rounds
from webapp.submissions.rules import SurveyKind

# A page in an address: its number, inside repeats with which time it is.
PAGE_KEY = re.compile(r"[1-9]\d{0,3}(?:-\d{1,2}){0,6}", re.ASCII)
# Up to this age sentences are shorter and questions larger.
OLDEST_OF_THE_SMALL = 10


@dataclass(frozen=True)
class Age:
    """An age band to choose; ``value`` is what its button sends."""

    value: str
    label: str


@dataclass(frozen=True)
class Card:
    """An open round as the first page shows it; those for adults stand below the others."""

    round_id: int
    title: str
    reader: str
    reply_by: date | None
    ages: tuple[Age, ...]
    adult: bool = False


@dataclass(frozen=True)
class Told:
    """What a child is told before being asked to agree."""

    title: str
    reader: str
    opening: tuple[str, ...]
    after: tuple[Any, ...]
    small: bool

    @property
    def names_the_line(self) -> bool:
        """Tell whether the opening words name the help line already."""
        return any("111" in paragraph for paragraph in self.opening)


def open_cards(session: Session, today: date, language: str) -> list[Card]:
    """Return the rounds a child may answer on *today*, those for opinions first.

    A round whose survey folder is in quarantine is left out: nobody could say
    what it asks.
    """
    cards = []
    known = [
        (found, survey)
        for found in rounds.open_rounds(session, today)
        if (survey := forms.survey_of(session, found.survey)) is not None
    ]
    for found, survey in sorted(known, key=lambda pair: pair[1].kind != SurveyKind.OPINION):
        ages = tuple(
            Age(f"{found.id}:{band.code}", text_in(band.label, language))
            for band in survey.bands
            if band.code in found.bands
        )
        adult = not survey.for_children
        cards.append(Card(found.id, found.title, found.reader, found.reply_by, ages, adult))
    return cards


def read_choice(sent: str) -> tuple[int, str]:
    """Return the round and the band that the button *sent*; (0, "") for none."""
    number, _, band = sent.partition(":")
    try:
        return read_number(number), band
    except ValueError:
        return 0, ""


def is_open(session: Session, round_id: int, band: str, today: date) -> bool:
    """Tell whether a child may begin this form of the round on *today*."""
    try:
        found = rounds.round_view(session, round_id)
    except NotFound:
        return False
    return found.takes_answers(today) and band in found.bands


def is_small(session: Session, slug: str, band_code: str) -> bool:
    """Tell whether a band is for the youngest, who get larger type and fewer words."""
    survey = forms.survey_of(session, slug)
    band = survey.band(band_code) if survey else None
    return band is not None and max(band.ages, default=99) <= OLDEST_OF_THE_SMALL


def told(session: Session, round_id: int, band_code: str, language: str) -> Told:
    """Return what the assent page says; raises NotFound."""
    found = rounds.round_view(session, round_id)
    survey = forms.survey_of(session, found.survey)
    band = survey.band(band_code) if survey else None
    if survey is None or band is None:
        raise NotFound
    small = is_small(session, found.survey, band_code)
    own = text_in(band.opening, language)
    paragraphs = tuple(line.strip() for line in own.splitlines() if line.strip())
    ours = labels.OPENING_SMALL if small else labels.OPENING_BIG
    return Told(
        title=found.title,
        reader=found.reader,
        opening=paragraphs or (" ".join(str(line) for line in ours),),
        after=_after(survey, small),
        small=small,
    )


def asks_adults(session: Session, round_id: int) -> bool:
    """Tell whether adults fill in this round; its pages then say "ông/bà"."""
    survey = forms.survey_of(session, rounds.round_view(session, round_id).survey)
    return survey is not None and not survey.for_children


def _after(survey: Survey, small: bool) -> tuple[Any, ...]:
    if not survey.for_children:
        return labels.AFTER_ADULT
    if survey.kind == SurveyKind.REGISTRATION:
        return labels.AFTER_REGISTRATION
    return labels.AFTER_SMALL if small else labels.AFTER_BIG


def commune_name(session: Session, today: date) -> str:
    """Return the commune's name, empty before its data was loaded."""
    try:
        return directory.commune(session, today).name
    except NotFound:
        return ""


def way_back(token: str) -> str:
    """Return the path that leads back from the help page.

    *token* names a page and nothing about the child: the number of a question's
    page, or one of a few words; anything else leads to the first page.
    """
    if PAGE_KEY.fullmatch(token):
        return f"/phieu/{token}"
    places = {
        "dong-y": "/dong-y",
        "kiem-tra": "/kiem-tra",
        "bien-nhan": "/bien-nhan",
        "tra-loi": "/tra-loi",
        "de-sau": "/de-sau",
        "viet-tiep": "/viet-tiep",
        "thu": "/tra-loi/thu",
        "gap-em": "/gap-em",
    }
    return places.get(token, "/")
