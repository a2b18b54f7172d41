"""What the room hands out: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.opinions.service import PublicOpinion
from webapp.plan.rules import Clock
from webapp.tracker.clocks.spans import Span
from webapp.tracker.rules import (
    Actions,
    CaseBodyRole,
    CaseState,
    Closing,
    Decision,
    DueFilter,
    ExtensionReason,
    NoteKind,
    ReplyState,
    Sorting,
    TermKind,
)


@dataclass(frozen=True)
class CaseChoice:
    """A case as a moderator picks it for an opinion of the same matter."""

    id: int
    number: str
    title: str
    state: CaseState


@dataclass(frozen=True)
class ExtensionShown:
    """More days a body took, as a child is told: which day, and why in plain words."""

    was_due: date
    due_on: date
    reason: ExtensionReason


@dataclass(frozen=True)
class CaseBrief:
    """A case as a receipt may speak of it: nothing but state, lead and date.

    ``extension`` is the newest one since the case was sent to its lead; ``escalated``
    says that the leader of the commune looks after it.
    """

    id: int
    number: str
    state: CaseState
    lead_name: str | None
    due_on: date | None
    times_reopened: int
    due_by_law: bool = False
    extension: ExtensionShown | None = None
    escalated: bool = False


@dataclass(frozen=True)
class PublishedReply:
    """The newest published reply of a case, ready to be shown to its children."""

    id: int
    case_id: int
    body_name: str
    decision: Decision
    heard: str
    decided: str
    why: str
    when_text: str
    promised_on: date | None
    published_on: date
    late: bool | None = None
    referred_to: str = ""
    referred_number: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A case as figures need it.  ``replied_late`` was frozen when the body handed in.

    ``due_on`` moves when a case is reopened; ``term_days`` is the first term.
    """

    id: int
    number: str
    title: str
    topic: str | None
    school_id: int | None
    state: CaseState
    decision: Decision | None
    lead_body_id: int | None
    opened_on: date
    routed_on: date | None
    due_on: date | None
    due_by_law: bool
    replied_on: date | None
    replied_late: bool | None
    published_on: date | None
    times_reopened: int
    term_days: int | None = None
    published_late: bool | None = None
    extensions: int = 0
    paused_days: int = 0
    escalated_on: date | None = None
    closing: Closing | None = None


@dataclass(frozen=True)
class TrackerFilter:
    """What a person asks the list for; empty fields do not narrow it."""

    body_id: int | None = None
    kind: str | None = None
    state: str | None = None
    finished: bool | None = None
    topic: str | None = None
    school_id: int | None = None
    due: DueFilter | None = None
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""
    participation: bool = False
    task_id: int | None = None
    sorting: Sorting = Sorting.DUE
    descending: bool = False


@dataclass(frozen=True)
class TrackerRow:
    """A line of the one list: a case, an occurrence or a registration."""

    kind: str
    ref: int
    number: str
    title: str
    state: str
    topic: str | None
    school_id: int | None
    lead_body_id: int | None
    due_on: date | None
    opened_on: date | None
    finished: bool
    clock: Clock
    by_law: bool = False


@dataclass(frozen=True)
class EscalatedCase:
    """A case that lies before the leader, with what has been said about it so far."""

    row: TrackerRow
    escalated_on: date
    times_reopened: int
    instructed: bool


@dataclass(frozen=True)
class TermView:
    """A last day that was set or moved.

    ``was_over`` tells that the day before had passed when it was moved.
    """

    at: datetime
    actor_id: int | None
    kind: TermKind
    was_due: date | None
    due_on: date
    by_law: bool
    days: int
    reason: ExtensionReason | None
    why: str
    was_over: bool


@dataclass(frozen=True)
class StepView:
    """One line of a case's history: a change of state, a note, a step done, a new day."""

    at: datetime
    actor_id: int | None
    from_state: CaseState | None
    to_state: CaseState | None
    kind: NoteKind | None
    text: str
    closing: Closing | None = None
    term: TermView | None = None


@dataclass(frozen=True)
class ReplyText:
    """The four blocks of a reply and its decision, as the body writes them."""

    decision: Decision
    heard: str
    decided: str
    why: str
    when_text: str
    promised_on: date | None = None
    referred_to: str = ""
    referred_number: str = ""


@dataclass(frozen=True)
class ReplyView:
    """A reply with its fate."""

    id: int
    body_id: int
    state: ReplyState
    text: ReplyText
    written_by: int
    submitted_at: datetime | None
    late: bool | None
    reviewed_by: int | None
    review_note: str
    published_on: date | None


@dataclass(frozen=True)
class CaseView:
    """A case as one person may see it, with what this person may do now."""

    id: int
    number: str
    title: str
    topic: str | None
    school_id: int | None
    task_id: int | None
    state: CaseState
    decision: Decision | None
    lead_body_id: int | None
    coordinating_ids: tuple[int, ...]
    role: CaseBodyRole | None
    opened_on: date
    routed_on: date | None
    due_on: date | None
    due_by_law: bool
    term_days: int | None
    replied_on: date | None
    replied_late: bool | None
    published_on: date | None
    times_reopened: int
    publish_by: date | None
    published_late: bool | None
    escalated_on: date | None
    extensions: int
    paused_on: date | None
    paused_days: int
    closing: Closing | None
    closed_on: date | None
    clock: Clock
    actions: Actions
    farthest: date | None = None
    unknown_year: int | None = None
    spans: tuple[Span, ...] = ()
    opinions: tuple[PublicOpinion, ...] = ()
    something_hidden: bool = False
    history: tuple[StepView, ...] = ()
    replies: tuple[ReplyView, ...] = field(default_factory=tuple)

    @property
    def draft(self) -> ReplyView | None:
        """Return the reply that is still being written, if any."""
        return next((r for r in self.replies if r.state is ReplyState.DRAFT), None)

    @property
    def submitted(self) -> ReplyView | None:
        """Return the reply that waits for Đoàn xã, if any."""
        return next((r for r in self.replies if r.state is ReplyState.SUBMITTED), None)
