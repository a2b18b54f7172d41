"""Following a promise up: after ninety days, or on the day that was promised.

The lead body says what became of it, with evidence; Đoàn xã looks for itself and
confirms; then the children read it.  "Not yet" names a new day, and that day comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.text import clean
from webapp.feedback import queries
from webapp.feedback.records import PromiseCheck
from webapp.feedback.rules import PROMISES, CheckState, Kept, next_look
from webapp.plan import service as plan
from webapp.tracker import service as tracker
from webapp.tracker.service import Promised

LONGEST_EVIDENCE = 1500


@dataclass(frozen=True)
class CheckView:
    """One look at a promise: what the body says, and what Đoàn xã made of it."""

    id: int
    outcome: Kept
    evidence: str
    new_day: date | None
    occurrence_id: int | None
    state: CheckState
    late: bool
    reported_by: int
    reported_at: datetime
    reviewed_on: date | None
    review_note: str


@dataclass(frozen=True)
class PromiseView:
    """A promise, the day it is looked at next (None: settled), and the looks so far."""

    promised: Promised
    due_on: date | None
    checks: tuple[CheckView, ...]

    @property
    def waiting(self) -> CheckView | None:
        """Return the report that Đoàn xã has to look at, if any."""
        last = self.checks[-1] if self.checks else None
        return last if last and last.state is CheckState.REPORTED else None


@dataclass(frozen=True)
class Report:
    """What a body says of its promise."""

    outcome: Kept
    evidence: str
    new_day: date | None = None
    occurrence_id: int | None = None


@dataclass(frozen=True)
class PromiseFigures:
    """Promises confirmed in a period by outcome, and promises overdue on its last day."""

    by_outcome: tuple[tuple[Kept, int], ...]
    overdue: int


def next_day(promised: Promised, checks: Sequence[PromiseCheck | CheckView]) -> date | None:
    """Return the day a promise is due to be looked at, None once it is settled.

    Settled is what Đoàn xã confirmed as kept, kept in part or broken.
    """
    seen = [one for one in checks if one.state is CheckState.VERIFIED]
    outcome, new_day = (seen[-1].outcome, seen[-1].new_day) if seen else (None, None)
    return next_look(promised.promised_on, promised.published_on, outcome, new_day)


def promises(session: Session, viewer: Viewer) -> list[PromiseView]:
    """Return the promises this viewer follows, the next due first, settled ones last.

    A body sees its own; Đoàn xã, the leader and the policy officer all of them.
    """
    everything = viewer.can(Permission.CASES_VIEW_ALL)
    if not everything and not viewer.can(Permission.CASES_REPLY):
        raise NotFound
    mine = [v for v in views(session) if everything or v.promised.body_id == viewer.body_id]
    return sorted(mine, key=lambda v: (v.due_on is None, v.due_on or date.min, v.promised.reply_id))


def promise(session: Session, viewer: Viewer, reply_id: int) -> PromiseView:
    """Return one promise; raise NotFound for whoever ``promises`` does not show it to."""
    for view in promises(session, viewer):
        if view.promised.reply_id == reply_id:
            return view
    raise NotFound


def report(session: Session, viewer: Viewer, reply_id: int, said: Report, now: datetime) -> int:
    """Let the lead body say what became of its promise; Đoàn xã confirms it afterwards.

    Raise NotAllowed for another body, IllegalMove when it is settled or a report
    waits already, Invalid without evidence or, for "not yet", without a day to come.
    """
    view = promise(session, viewer, reply_id)
    if view.promised.body_id != viewer.body_id or not viewer.can(Permission.CASES_REPLY):
        raise NotAllowed
    if view.due_on is None or view.waiting is not None:
        raise IllegalMove
    today = clock.local_day(now)
    evidence = _checked(session, said, today)
    row = PromiseCheck(
        reply_id=reply_id,
        due_on=view.due_on,
        outcome=said.outcome,
        evidence=evidence,
        occurrence_id=said.occurrence_id,
        new_day=said.new_day if said.outcome is Kept.NOT_YET else None,
        state=CheckState.REPORTED,
        late=today > view.due_on,
        reported_by=viewer.user_id,
        reported_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(session, viewer.user_id, "promise.reported", "reply", reply_id,
                 outcome=said.outcome.value)  # fmt: skip
    return row.id


def _checked(session: Session, said: Report, today: date) -> str:
    evidence = clean(said.evidence)
    if not evidence or len(evidence) > LONGEST_EVIDENCE:
        raise Invalid(fields={"evidence": "too_long" if evidence else "required"})
    if said.outcome is Kept.NOT_YET and (said.new_day is None or said.new_day <= today):
        raise Invalid(fields={"new_day": "not_in_future" if said.new_day else "required"})
    if said.occurrence_id is not None:
        _known(session, said.occurrence_id)
    return evidence


def _known(session: Session, occurrence_id: int) -> None:
    try:
        plan.task_of(session, occurrence_id)
    except NotFound as error:
        raise Invalid(fields={"occurrence_id": "unknown"}) from error


def verify(session: Session, viewer: Viewer, check_id: int, evidence: str, now: datetime) -> None:
    """Confirm a report after looking for oneself; children read it from then on.

    *evidence* is the body's sentence as Đoàn xã leaves it, in words a child reads.
    """
    row = _under_review(session, viewer, check_id)
    text = clean(evidence)
    if not text or len(text) > LONGEST_EVIDENCE:
        raise Invalid(fields={"evidence": "too_long" if text else "required"})
    row.evidence, row.state = text, CheckState.VERIFIED
    row.reviewed_by, row.reviewed_on = viewer.user_id, clock.local_day(now)
    session.flush()
    audit.record(session, viewer.user_id, "promise.verified", "reply", row.reply_id)


def send_back(session: Session, viewer: Viewer, check_id: int, why: str, now: datetime) -> None:
    """Ask the body for a truer or a plainer report, and say what is missing."""
    row = _under_review(session, viewer, check_id)
    note = clean(why)
    if not note:
        raise Invalid(fields={"why": "required"})
    row.state, row.review_note = CheckState.SENT_BACK, note
    row.reviewed_by, row.reviewed_on = viewer.user_id, clock.local_day(now)
    session.flush()
    audit.record(session, viewer.user_id, "promise.sent_back", "reply", row.reply_id)


def promise_figures(session: Session, first_day: date, next_month: date) -> PromiseFigures:
    """Return what became of promises in [*first_day*, *next_month*), for reports.

    Overdue is a promise whose day had come before the period's end without a confirmed
    look at it.
    """
    seen = [row.outcome for row in queries.checks_verified(session, first_day, next_month)]
    last_day = next_month - timedelta(days=1)
    late = [view for view in views(session) if view.due_on is not None and view.due_on < last_day]
    counts = tuple((outcome, seen.count(outcome)) for outcome in Kept)
    return PromiseFigures(counts, len(late))


def _under_review(session: Session, viewer: Viewer, check_id: int) -> PromiseCheck:
    if not viewer.can(Permission.REPLIES_PUBLISH):
        raise NotFound
    row = queries.check(session, check_id)
    if row is None:
        raise NotFound
    if row.state is not CheckState.REPORTED:
        raise IllegalMove
    return row


def views(session: Session) -> list[PromiseView]:
    """Return every promise of the commune with its looks, in the order of the replies."""
    found = tracker.promises(session, PROMISES)
    checks: dict[int, list[CheckView]] = {}
    names = CheckView.__dataclass_fields__
    for row in queries.checks_of(session, [one.reply_id for one in found]):
        view = CheckView(**{name: getattr(row, name) for name in names})
        checks.setdefault(row.reply_id, []).append(view)
    shown = []
    for one in found:
        looks = checks.get(one.reply_id, [])
        shown.append(PromiseView(one, next_day(one, looks), tuple(looks)))
    return shown
