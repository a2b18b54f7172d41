"""The paper a child is filling in: the draft, its form, and where one is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from webapp.forms import filling
from webapp.forms import service as forms
from webapp.forms.filling import State
from webapp.forms.rules import Answers, Form, Page
from webapp.respond.seat import Choice, Seat
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.service import DraftData


@dataclass(frozen=True)
class Sheet:
    """A draft together with its form, as it stands on *today*."""

    seat: Seat
    draft: DraftData
    form: Form
    today: date

    @cached_property
    def state(self) -> State:
        """Return the form as these answers make it: what is shown, chosen, said."""
        return filling.look(self.form, self.draft.answers, self.today)

    def state_in(self, language: str) -> State:
        """Return ``state`` for one who reads *language*: rules may ask for words."""
        if language == self.form.default_language or language not in self.form.languages:
            return self.state
        return filling.look(self.form, self.draft.answers, self.today, language)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages that are to be shown with the answers so far."""
        return self.state.pages

    @cached_property
    def _index(self) -> dict[str, int]:
        return {page.key: index for index, page in enumerate(self.pages)}

    def page(self, key: str) -> Page | None:
        """Return the shown page with *key*, or None."""
        index = self._index.get(key)
        return None if index is None else self.pages[index]

    def position(self, page: Page) -> int:
        """Return which of the shown pages *page* is, from 1."""
        return self._index[page.key] + 1

    def total(self, page: Page) -> int | None:
        """Return how many pages there are, or None as long as the child decides about it."""
        ahead = self.pages[self._index[page.key] :]
        return None if any(other.asks_for_more for other in ahead) else len(self.pages)

    def after(self, key: str) -> Page | None:
        """Return the shown page that follows *key*, or None after the last.

        *key* itself need not be shown any more: its answers may have hidden it.
        """
        index = self._index.get(key)
        if index is not None:
            return next(iter(self.pages[index + 1 :]), None)
        page = _page_of(self.form, key)
        return self.state.after(page) if page else None

    def before(self, key: str) -> Page | None:
        """Return the shown page before *key*, or None before the first."""
        index = self._index.get(key, 0)
        return self.pages[index - 1] if index else None

    def of_time(self, repeat: str, at: tuple[int, ...]) -> Page | None:
        """Return the first shown page of the time *at* of *repeat*."""
        return next(
            (p for p in self.pages if p.at[: len(at)] == at and is_in(self.form, p, repeat)), None
        )

    def answered(self, answers: Answers) -> Sheet:
        """Return the same sheet with other answers."""
        draft = replace(self.draft, answers=dict(answers))
        return Sheet(self.seat, draft, self.form, self.today)


def is_in(form: Form, page: Page, repeat: str) -> bool:
    """Tell whether *page* stands in *repeat* or in a repeat within it."""
    return page.repeat == repeat or bool(page.repeat and repeat in form.repeats_around(page.repeat))


def _page_of(form: Form, key: str) -> Page | None:
    """Return the page of an address, shown or not."""
    number, *at = (int(part) for part in key.split("-"))
    page = form.page(number)
    return replace(page, at=tuple(at)) if page else None


def sheet_of(session: Session, seat: Seat, today: date, now: datetime) -> Sheet | None:
    """Return the sheet of *seat*, or None when it has no living draft.

    One statement; the form is compiled once per process.
    """
    draft = submissions.draft_of(session, seat.digest, now)
    if draft is None:
        return None
    return Sheet(seat, draft, forms.form_of(session, draft.form_version_id), today)


def save(session: Session, sheet: Sheet, now: datetime) -> None:
    """Keep the answers of *sheet* on the server."""
    submissions.save_draft(session, sheet.seat.digest, sheet.draft, now)


def open_sheet(session: Session, seat: Seat, choice: Choice, today: date, now: datetime) -> None:
    """Start the draft of a child who agreed; answers of the same sheet stay.

    Agreeing twice (a double click, Back) counts one child of the class.  Whoever
    comes next clears away what others left an hour ago, so that no draft waits
    for the next start of the server.  Raises NotFound when the round has no
    such form.
    """
    submissions.purge_drafts(session, now)
    before = submissions.draft_of(session, seat.digest, now)
    if before and (before.round_id, before.band) == (choice.round_id, choice.band):
        return
    version = rounds.form_version_for(session, choice.round_id, choice.band)
    begun = filling.begin(forms.form_of(session, version), today)
    draft = DraftData(choice.round_id, choice.band, version, choice.class_session_id, dict(begun))
    submissions.save_draft(session, seat.digest, draft, now)
    if choice.class_session_id is not None and before is None:
        rounds.note_joined(session, choice.class_session_id)
