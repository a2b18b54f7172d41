"""The door of the room: cases, their replies, and the one list of everything due.

Bodies see the cases routed to them (as lead or coordinating) and nothing else:
another case is ``NotFound``.  A step that the state does not allow raises
``IllegalMove``; every step is appended and audited.  Nothing here commits.
"""

from __future__ import annotations

from webapp.tracker.case_page.reading import case_view
from webapp.tracker.clocks.due import DueCase, due_cases, escalations
from webapp.tracker.clocks.spans import Span, Turn
from webapp.tracker.figures import ClockFigure, cases_in, cases_reopened, clock_figures
from webapp.tracker.listing.rows import cases_escalated, how_many, listing, my_cases
from webapp.tracker.moving.closing import close
from webapp.tracker.moving.extending import extend
from webapp.tracker.moving.leading import instruct, reassign, set_day
from webapp.tracker.moving.opening import link_task, open_case, similar_cases
from webapp.tracker.moving.pausing import pause_for_child, resume, resume_waiting
from webapp.tracker.moving.reopening import escalate, reopen
from webapp.tracker.moving.sending import route
from webapp.tracker.moving.taking_back import take_back
from webapp.tracker.moving.working import acknowledge, add_note, send_back, start
from webapp.tracker.receipts import case_state
from webapp.tracker.replies.published import (
    Promised,
    answered_cases,
    promise,
    promises,
    published_of_cases,
    published_reply,
    referrals,
    replies_published,
)
from webapp.tracker.replies.replying import publish_reply, save_draft, send_reply_back, submit_reply
from webapp.tracker.replies.reviewing import publish_checked
from webapp.tracker.replies.templates import (
    TemplateText,
    TemplateView,
    filled,
    fitting,
    save_template,
    template,
    templates,
)
from webapp.tracker.routing.editing import add_rule, end_rule
from webapp.tracker.routing.finding import Route, routing_rules, usual_route, usual_routes
from webapp.tracker.rules import (
    Actions,
    CaseState,
    Closing,
    Decision,
    DueFilter,
    ExtensionReason,
    NoteKind,
    Sorting,
)
from webapp.tracker.views import (
    CaseBrief,
    CaseChoice,
    CaseRow,
    CaseView,
    EscalatedCase,
    ExtensionShown,
    PublishedReply,
    ReplyText,
    ReplyView,
    StepView,
    TermView,
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
    "ClockFigure",
    "Closing",
    "Decision",
    "DueCase",
    "DueFilter",
    "EscalatedCase",
    "ExtensionReason",
    "ExtensionShown",
    "NoteKind",
    "Promised",
    "PublishedReply",
    "ReplyText",
    "ReplyView",
    "Route",
    "Sorting",
    "Span",
    "StepView",
    "TemplateText",
    "TemplateView",
    "TermView",
    "TrackerFilter",
    "TrackerRow",
    "Turn",
    "acknowledge",
    "add_note",
    "add_rule",
    "answered_cases",
    "case_state",
    "case_view",
    "cases_escalated",
    "cases_in",
    "cases_reopened",
    "clock_figures",
    "close",
    "due_cases",
    "end_rule",
    "escalate",
    "escalations",
    "extend",
    "filled",
    "fitting",
    "how_many",
    "instruct",
    "link_task",
    "listing",
    "my_cases",
    "open_case",
    "pause_for_child",
    "promise",
    "promises",
    "publish_checked",
    "publish_reply",
    "published_of_cases",
    "published_reply",
    "reassign",
    "referrals",
    "reopen",
    "replies_published",
    "resume",
    "resume_waiting",
    "route",
    "routing_rules",
    "save_draft",
    "save_template",
    "send_back",
    "send_reply_back",
    "set_day",
    "similar_cases",
    "start",
    "submit_reply",
    "template",
    "templates",
    "take_back",
    "usual_route",
    "usual_routes",
]
