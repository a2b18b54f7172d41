"""A refusal takes two people, and the child learns of it only after the second."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason
from webapp.opinions.views import TextAnswer

DAY, DUE = date(2026, 11, 23), date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 3, tzinfo=UTC)
WORDS = "Cô giáo Lan hay mắng, gọi em 0912 345 678."


def test_a_refusal_takes_two(session: Session) -> None:
    one, two = (viewer_of(add_user(session, Role.MODERATOR)) for _ in range(2))
    officer, official = (
        viewer_of(add_user(session, role)) for role in (Role.POLICY_OFFICER, Role.BODY_OFFICIAL)
    )
    sent = add_submission(session, add_round(session), DAY)
    texts = [TextAnswer("q", "Em muốn nói gì?", WORDS)]
    (opinion,) = opinions.open_opinions(session, sent, texts, DAY, DUE)

    def row() -> Opinion:
        session.expire_all()
        return session.get_one(Opinion, opinion)

    opinions.start_reading(session, one.user_id, sent.id, NOW)
    opinions.hide_words(session, one.user_id, opinion, "mắng", HidingKind.MASK, "other", NOW)
    reason = RefusalReason.INSULT
    opinions.propose_refusal(session, one.user_id, opinion, reason, "Em viết lại nhé", NOW)
    (receipt,) = opinions.public_of_submission(session, sent.id)
    assert (receipt.reason, receipt.note, row().decided_on) == (None, "", None)
    with pytest.raises(IllegalMove):
        opinions.accept(session, two.user_id, opinion, NOW)

    # Whoever moderates reads the public text, somebody from outside no name either.
    (shown,) = opinions.refusals(session, two).items
    assert shown.text == "Cô giáo Lan hay ░░░, gọi em 0912 345 678."
    (shown,) = opinions.refusals(session, officer).items
    assert "Lan" not in shown.text
    assert "0912" not in shown.text
    waiting = [opinions.refusals_waiting(session, person) for person in (one, two, officer)]
    assert waiting == [0, 1, 1]
    with pytest.raises(NotFound):
        opinions.refusals(session, official)
    with pytest.raises(NotFound):
        opinions.confirm_refusal(session, official, opinion, NOW)
    with pytest.raises(NotAllowed):
        opinions.confirm_refusal(session, one, opinion, NOW)
    with pytest.raises(Invalid):
        opinions.decline_refusal(session, officer, opinion, " ", NOW)

    opinions.decline_refusal(session, officer, opinion, "Chỉ là phê bình", NOW)
    assert (row().state, row().reason, row().proposed_by) == (OpinionState.SCREENING, None, None)
    with pytest.raises(IllegalMove):
        opinions.confirm_refusal(session, two, opinion, NOW)

    opinions.propose_refusal(session, two.user_id, opinion, reason, "Em viết lại nhé", NOW)
    opinions.confirm_refusal(session, one, opinion, LATER)
    # The moderators' clock ran until the second reader; lateness is what it was then.
    assert (row().decided_on, row().decided_late) == (date(2026, 11, 26), True)
    (receipt,) = opinions.public_of_submission(session, sent.id)
    assert (receipt.reason, receipt.note) == (reason, "Em viết lại nhé")

    # The child asks once to be read again; the first decision stays as late as it was.
    opinions.reopen_refused(session, opinion, LATER)
    assert (row().state, row().decided_late) == (OpinionState.SCREENING, True)
    assert row().moderation_due > date(2026, 11, 26)
    opinions.propose_refusal(session, two.user_id, opinion, reason, "", LATER)
    opinions.confirm_refusal(session, one, opinion, LATER)
    with pytest.raises(IllegalMove):
        opinions.reopen_refused(session, opinion, LATER)
    states = [event.to_state.value for event in opinions.history(session, one, sent.id)]
    assert states.count("refusal_proposed") == 3
    assert states[-2:] == ["refusal_proposed", "not_accepted"]
