"""The door of the room: cases, their replies, and the one list of everything due.

Bodies see the cases routed to them (as lead or coordinating) and nothing else:
another case is ``NotFound``.  A step that the state does not allow raises
``IllegalMove``; every step is appended and audited.  Nothing here commits.
"""

from __future__ import annotations

from webapp.tracker.case_page.reading import (
    case_state,
    case_view,
    cases_in,
    cases_reopened,
)
from webapp.tracker.listing.rows import listing, my_cases
from webapp.tracker.moving.opening import close, link_task, open_case, reopen, route, similar_cases
from webapp.tracker.moving.working import acknowledge, add_note, send_back, start
from webapp.tracker.replies.published import (
    Promised,
    answered_cases,
    promise,
    promises,
    published_of_cases,
    published_reply,
    replies_published,
)
from webapp.tracker.replies.replying import publish_reply, save_draft, send_reply_back, submit_reply
from webapp.tracker.rules import Actions, CaseState, Decision, DueFilter, NoteKind, Sorting
from webapp.tracker.views import (
    CaseBrief,
    CaseChoice,
    CaseRow,
    CaseView,
    PublishedReply,
    ReplyText,
    ReplyView,
    StepView,
    TrackerFilter,
    TrackerRow,
)

__all__ = [
    "Actions",
    "CaseBrief",
    "CaseChoice",
    "CaseRow",
    "CaseState",
    "CaseView",
    "Decision",
    "DueFilter",
    "NoteKind",
    "Promised",
    "PublishedReply",
    "ReplyText",
    "ReplyView",
    "Sorting",
    "StepView",
    "TrackerFilter",
    "TrackerRow",
    "acknowledge",
    "add_note",
    "answered_cases",
    "case_state",
    "case_view",
    "cases_in",
    "cases_reopened",
    "close",
    "link_task",
    "listing",
    "my_cases",
    "open_case",
    "promise",
    "promises",
    "publish_reply",
    "published_of_cases",
    "published_reply",
    "reopen",
    "replies_published",
    "route",
    "save_draft",
    "send_back",
    "send_reply_back",
    "similar_cases",
    "start",
    "submit_reply",
]
