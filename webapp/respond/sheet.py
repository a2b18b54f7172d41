"""The paper a child is filling in: the draft, its form, and where one is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from webapp.forms import filling
from webapp.forms import service as forms
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
    def pages(self) -> tuple[Page, ...]:
        """Return the pages that are to be shown with the answers so far."""
        return filling.visible_pages(self.form, self.draft.answers, self.today)

    def page(self, number: int) -> Page | None:
        """Return the shown page with *number*, or None."""
        return next((page for page in self.pages if page.number == number), None)

    def position(self, number: int) -> int:
        """Return which of the shown pages *number* is, from 1."""
        return 1 + sum(page.number < number for page in self.pages)

    def after(self, number: int) -> int | None:
        """Return the shown page that follows *number*, or None after the last."""
        return next((page.number for page in self.pages if page.number > number), None)

    def before(self, number: int) -> int | None:
        """Return the shown page before *number*, or None before the first."""
        return max((page.number for page in self.pages if page.number < number), default=None)

    def answered(self, answers: Answers) -> Sheet:
        """Return the same sheet with other answers."""
        draft = DraftData(
            self.draft.round_id,
            self.draft.band,
            self.draft.form_version_id,
            self.draft.class_session_id,
            dict(answers),
        )
        return Sheet(self.seat, draft, self.form, self.today)


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


def open_sheet(session: Session, seat: Seat, choice: Choice, now: datetime) -> None:
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
    draft = DraftData(choice.round_id, choice.band, version, choice.class_session_id, {})
    submissions.save_draft(session, seat.digest, draft, now)
    if choice.class_session_id is not None and before is None:
        rounds.note_joined(session, choice.class_session_id)
