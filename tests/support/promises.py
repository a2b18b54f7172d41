"""What holds of the whole road, whatever was pressed in whatever order."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import func, select

from tests.support.whole_road import Road
from webapp.directory import service as directory
from webapp.feedback import service as feedback
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import OpinionStatus, Standing
from webapp.opinions import service as opinions
from webapp.opinions.likeness.records import Bucket, TopicWord, Trace
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import FILLER, MOVES, OpinionState
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker
from webapp.tracker.records import Case, CaseEvent, Reply
from webapp.tracker.rules import FINISHED, CaseState, Closing, ReplyState

_S = OpinionState
_DECIDED = frozenset({_S.NOT_ACCEPTED, _S.WITHDRAWN})


def receipts_hold(road: Road) -> None:
    """Each submission has exactly one receipt, and that opens this submission."""
    stored = road.session.execute(select(Submission.id, Submission.receipt)).all()
    assert len(stored) == len(road.sent) == len({receipt for _, receipt in stored})
    for one in road.sent:
        view = feedback.look_up(road.session, one.digest, road.today)
        assert view is not None
        assert view.submission_id == one.submission_id
        rows = opinions.public_of_submission(road.session, one.submission_id)
        assert {status.opinion_id for status in view.opinions} <= {row.id for row in rows}


def feedback_holds(road: Road) -> None:
    """No case is closed before each of its children was told, or could not be; by its own line."""
    session = road.session
    for case in session.scalars(select(Case)).all():
        behind = session.scalars(
            select(Opinion.id).where(Opinion.case_id == case.id, Opinion.state == _S.IN_CASE)
        ).all()
        newest = session.scalar(
            select(func.max(Reply.id)).where(
                Reply.case_id == case.id, Reply.state == ReplyState.PUBLISHED
            )
        )
        told = set(
            session.scalars(
                select(FeedbackEntry.opinion_id).where(FeedbackEntry.reply_id == newest)
            )
        )
        missing = set(behind) - told if newest else set(behind)
        assert set(feedback.unreached(session, case.id)) == missing
        if case.state is CaseState.CLOSED:
            assert not missing, "closed before every child was told"
            assert newest or case.closing is Closing.WITHDRAWN
        if case.state in FINISHED and newest:
            _each_reads_the_reply(road, case.id, set(behind))
    rows = session.scalars(select(Opinion).where(Opinion.state.in_(_DECIDED))).all()
    for standing in feedback.standings(session, rows).values():
        assert standing is not Standing.NOTHING_YET, "a decision is always owed to its child"


def _each_reads_the_reply(road: Road, case_id: int, behind: set[str]) -> None:
    """Merged or not, each child finds the reply under its own receipt."""
    shown = {
        status.opinion_id
        for one in road.sent
        for status in _letter(road, one.digest)
        if status.reply is not None
    }
    assert behind <= shown, f"somebody behind case {case_id} does not read its reply"


def _letter(road: Road, digest: str) -> tuple[OpinionStatus, ...]:
    view = feedback.look_up(road.session, digest, road.today)
    assert view is not None
    return view.opinions


def steps_hold(road: Road) -> None:
    """Every change was appended, each from the one before, and the last is how things stand."""
    session = road.session
    steps: dict[str, list[OpinionEvent]] = {}
    for event in session.scalars(select(OpinionEvent).order_by(OpinionEvent.id)):
        steps.setdefault(event.opinion_id, []).append(event)
    for row in session.scalars(select(Opinion)):
        mine = steps[row.id]
        assert (mine[0].from_state, mine[-1].to_state) == (None, row.state)
        for before, after in pairwise(mine):
            assert after.from_state is before.to_state
            assert after.to_state in MOVES[before.to_state]
        refusals = [one for one in mine if one.to_state is _S.NOT_ACCEPTED]
        proposed = [one for one in mine if one.to_state is _S.REFUSAL_PROPOSED]
        assert all(one.actor_id != first.actor_id for one, first in zip(
            refusals, proposed[-len(refusals):], strict=False))  # fmt: skip
    cases: dict[int, CaseState] = {}
    for step in session.scalars(select(CaseEvent).order_by(CaseEvent.id)):
        assert step.from_state is cases.get(step.case_id)
        cases[step.case_id] = step.to_state
    assert cases == dict(session.execute(select(Case.id, Case.state)).all())


def clocks_hold(road: Road) -> None:
    """No clock is negative, and no pause is longer than the time that passed."""
    calendar = directory.work_calendar(road.session)
    for row in road.session.scalars(select(Opinion)):
        elapsed = calendar.between(row.received_on, road.today)
        since = calendar.between(row.paused_since, road.today) if row.paused_since else 0
        assert 0 <= row.paused_days + since <= elapsed
        assert (row.paused_since is not None) == (row.state is _S.NEEDS_INFO)
        assert (row.decided_on is None) == (row.decided_late is None)
    for case_id in road.session.scalars(select(Case.id)).all():
        view = tracker.case_view(road.session, road.moderator, case_id, road.today)
        assert all(span.days >= 0 for span in view.spans)


def gone_holds(road: Road) -> None:
    """Of what a child took back no word is left, in no text, hiding or number made of it."""
    session = road.session
    taken = session.scalars(select(Opinion).where(Opinion.state == _S.WITHDRAWN)).all()
    for row in taken:
        assert (row.original, row.search_text, row.reason_note) == (FILLER, "", "")
        for table in (Hiding, Bucket, TopicWord, Trace):
            left = select(func.count()).select_from(table).where(table.opinion_id == row.id)
            assert session.scalar(left) == 0, table.__tablename__
    for one in road.sent:
        mine = session.scalars(
            select(Opinion).where(Opinion.submission_id == one.submission_id)
        ).all()
        if mine and all(row.state in {_S.WITHDRAWN, _S.SPLIT} for row in mine):
            assert not any(one.word in row.original for row in mine)


def voices_hold(road: Road) -> None:
    """Who speaks is kept through every step, and a case's opinions are counted by it."""
    spoke = {one.submission_id: one.speaker for one in road.sent}
    rows = road.session.scalars(select(Opinion)).all()
    assert all(row.speaker is spoke[row.submission_id] for row in rows)
    for case_id in road.session.scalars(select(Case.id)).all():
        behind = [row for row in rows if row.case_id == case_id and row.state is _S.IN_CASE]
        for speaker in (Speaker.CHILD, Speaker.GUARDIAN):
            counted = opinions.counts_of_cases(road.session, [case_id], speaker).get(case_id, 0)
            assert counted == sum(row.speaker is speaker for row in behind)


def lateness(road: Road) -> set[tuple[str, object]]:
    """Return everything that was once found late: this set never loses anything."""
    session = road.session
    opinion_ids = session.scalars(select(Opinion.id).where(Opinion.decided_late)).all()
    found: set[tuple[str, object]] = {("decided", one) for one in opinion_ids}
    for name, column in (("replied", Case.replied_late), ("published", Case.published_late)):
        found |= {(name, one) for one in session.scalars(select(Case.id).where(column))}
    return found


def reached(road: Road) -> set[str]:
    """Return every state that opinions and cases came through, and as what cases were closed."""
    session = road.session
    found = {str(state) for state in session.scalars(select(OpinionEvent.to_state))}
    for state, closing in session.execute(select(CaseEvent.to_state, CaseEvent.closing)):
        found |= {f"case {state}", f"closed {closing}"}
    return found
