"""What came in a month by other roads than children's opinions: counted, never added to them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from webapp.forms import service as forms
from webapp.meetings import service as meetings
from webapp.petitions import service as petitions
from webapp.reports.rules import Beside, Count
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker

# Documents of the office are Vietnamese whatever language the page shows.
_LANGUAGE = "vi"


def beside(session: Session, first: date, end: date) -> tuple[Count, ...]:
    """Count what adults sent, by survey, the complaints by law and the wishes to be met.

    Each line stands for itself: there is no total, since they have nothing in common.
    """
    rows = submissions.figures(session, first, end)
    sent = Counter(row.survey for row in rows if row.speaker is not Speaker.CHILD)
    titles = forms.titles(session, _LANGUAGE)
    asking = {survey.slug for survey in forms.surveys(session) if not survey.for_children}
    return (
        *(Count(slug, titles.get(slug, slug), sent[slug]) for slug in sorted(asking | set(sent))),
        Count(Beside.PETITIONS, "", petitions.received_in(session, first, end)),
        Count(Beside.MEETINGS, "", meetings.asked_in(session, first, end)),
    )
