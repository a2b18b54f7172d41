"""Reading what the page of one opinion sends."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.base.errors import Invalid
from webapp.base.text import read_number
from webapp.moderation.service import Sending
from webapp.moderation.triage.deciding import Decision, Quick
from webapp.opinions.rules import RefusalReason


def read_decision(posted: object, outcome: str, topics: Sequence[str]) -> Decision:
    """Return the decision of *outcome* ("refuse-insult", "send" …) with its values.

    Raises ``Invalid`` for an outcome that does not exist.
    """
    quick, _, reason = outcome.partition("-")
    get = posted.get  # type: ignore[attr-defined]
    topic = get("topic", "")
    if quick not in set(Quick):
        raise Invalid(fields={"outcome": "unknown"})
    sending = Sending(
        topic=topic if topic in topics else None,
        case_id=_number(get("join", "")) if quick == Quick.JOIN else None,
        title=get("title", ""),
        title_sure=get("title_sure", "") == "1",
        lead_body_id=_number(get("lead", "")),
    )
    return Decision(Quick(quick), sending, _reason(reason))


def _reason(value: str) -> RefusalReason | None:
    return RefusalReason(value) if value in set(RefusalReason) else None


def _number(typed: str) -> int | None:
    try:
        return read_number(typed)
    except ValueError:
        return None
