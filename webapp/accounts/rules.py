"""Who may do what: roles, permissions, and the person behind a request.

The table ``GRANTS`` is the only place where a role meets a permission.  Guards
and templates ask ``Viewer.can``; use-cases take the ``Viewer`` and decide what
it sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """The roles of the house; a person may hold several."""

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"
    MODERATION_LEAD = "moderation_lead"
    BODY_OFFICIAL = "body_official"
    SCHOOL_COORDINATOR = "school_coordinator"
    POLICY_OFFICER = "policy_officer"
    LEADER = "leader"
    PROTECTION_OFFICER = "protection_officer"
    ADVISER = "adviser"


class Permission(StrEnum):
    """What can be allowed, named thing:action."""

    DESK_OPEN = "desk:open"
    PEOPLE_MANAGE = "people:manage"
    DIRECTORY_MANAGE = "directory:manage"
    SURVEYS_VIEW = "surveys:view"
    FORMS_EDIT = "forms:edit"
    ROUNDS_MANAGE = "rounds:manage"
    SESSIONS_MANAGE = "sessions:manage"
    ROUND_COUNTS = "rounds:counts"
    OPINIONS_MODERATE = "opinions:moderate"
    OPINIONS_UNMASK = "opinions:unmask"
    OPINIONS_SECOND_READ = "opinions:second_read"
    PETITIONS_HANDLE = "petitions:handle"
    MEETINGS_HANDLE = "meetings:handle"
    CASES_VIEW = "cases:view"
    CASES_VIEW_ALL = "cases:view_all"
    CASES_ROUTE = "cases:route"
    CASES_REPLY = "cases:reply"
    CASES_ESCALATED = "cases:escalated"
    ROUTING_EDIT = "routing:edit"
    REPLIES_PUBLISH = "replies:publish"
    FEEDBACK_RECORD = "feedback:record"
    BOARD_EDIT = "board:edit"
    TASKS_VIEW_ALL = "tasks:view_all"
    TASKS_REPORT = "tasks:report"
    PLAN_MANAGE = "plan:manage"
    REGISTRATIONS_VIEW = "registrations:view"
    REGISTRATIONS_MANAGE = "registrations:manage"
    SUMMARY_VIEW = "summary:view"
    SUMMARY_SIGN = "summary:sign"
    OVERVIEW_VIEW = "overview:view"
    CONCERNS_HANDLE = "concerns:handle"
    WORDS_AGREE = "words:agree"
    AUDIT_VIEW = "audit:view"


_P = Permission

_MODERATES = frozenset(
    {
        _P.DESK_OPEN,
        _P.SURVEYS_VIEW,
        _P.FORMS_EDIT,
        _P.ROUNDS_MANAGE,
        _P.SESSIONS_MANAGE,
        _P.ROUND_COUNTS,
        _P.OPINIONS_MODERATE,
        _P.OPINIONS_SECOND_READ,
        _P.CASES_VIEW,
        _P.CASES_VIEW_ALL,
        _P.CASES_ROUTE,
        _P.ROUTING_EDIT,
        _P.REPLIES_PUBLISH,
        _P.FEEDBACK_RECORD,
        _P.BOARD_EDIT,
        _P.TASKS_VIEW_ALL,
        _P.TASKS_REPORT,
        _P.REGISTRATIONS_VIEW,
        _P.REGISTRATIONS_MANAGE,
        _P.SUMMARY_VIEW,
    }
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {_P.DESK_OPEN, _P.PEOPLE_MANAGE, _P.DIRECTORY_MANAGE, _P.SURVEYS_VIEW, _P.AUDIT_VIEW}
    ),
    Role.MODERATOR: _MODERATES,
    # Who answers for the moderators: lifts masks, handles what is a complaint by law.
    Role.MODERATION_LEAD: _MODERATES
    | {
        _P.OPINIONS_UNMASK,
        _P.PETITIONS_HANDLE,
        _P.MEETINGS_HANDLE,
        _P.OVERVIEW_VIEW,
        _P.WORDS_AGREE,
    },
    Role.BODY_OFFICIAL: frozenset({_P.DESK_OPEN, _P.CASES_VIEW, _P.CASES_REPLY, _P.TASKS_REPORT}),
    Role.SCHOOL_COORDINATOR: frozenset(
        {_P.DESK_OPEN, _P.SESSIONS_MANAGE, _P.ROUND_COUNTS, _P.FEEDBACK_RECORD}
    ),
    Role.POLICY_OFFICER: frozenset(
        {
            _P.DESK_OPEN,
            # A second reader where the Youth Union has one moderator only; sees no original.
            _P.OPINIONS_SECOND_READ,
            _P.PETITIONS_HANDLE,
            _P.CASES_VIEW,
            _P.CASES_VIEW_ALL,
            _P.TASKS_VIEW_ALL,
            _P.TASKS_REPORT,
            _P.PLAN_MANAGE,
            _P.SUMMARY_VIEW,
            _P.OVERVIEW_VIEW,
        }
    ),
    Role.LEADER: frozenset(
        {
            _P.DESK_OPEN,
            _P.CASES_VIEW,
            _P.CASES_VIEW_ALL,
            _P.CASES_ESCALATED,
            _P.TASKS_VIEW_ALL,
            _P.SUMMARY_VIEW,
            _P.SUMMARY_SIGN,
            _P.OVERVIEW_VIEW,
            # The second person where the commune has one child-protection officer only.
            _P.WORDS_AGREE,
        }
    ),
    Role.PROTECTION_OFFICER: frozenset({_P.DESK_OPEN, _P.CONCERNS_HANDLE, _P.WORDS_AGREE}),
    # The children's advice club (plan item 2.5.4): who met which child, and when.
    Role.ADVISER: frozenset({_P.DESK_OPEN, _P.MEETINGS_HANDLE}),
}

FAILURES_BEFORE_LOCK = 5
LOCK_TIME = timedelta(minutes=15)
INVITATION_TIME = timedelta(days=3)
_USERNAME = re.compile(r"[a-z0-9]([a-z0-9._-]{1,38})[a-z0-9]")


@dataclass(frozen=True)
class Viewer:
    """The signed-in person as use-cases see them: never a row, never a request."""

    user_id: int
    name: str
    roles: frozenset[Role]
    body_id: int | None = None
    school_id: int | None = None
    permissions: frozenset[Permission] = field(default=frozenset())

    def can(self, permission: Permission) -> bool:
        """Tell whether one of the person's roles allows *permission*."""
        return permission in self.permissions


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything the *roles* allow together."""
    return frozenset().union(*(GRANTS[role] for role in roles)) if roles else frozenset()


def locked_until(failures: int, last_failure: datetime | None) -> datetime | None:
    """Return when a lock ends after *failures* wrong passwords in a row, or None."""
    if last_failure is None or failures < FAILURES_BEFORE_LOCK:
        return None
    return last_failure + LOCK_TIME


def failures_after(failures: int, last_failure: datetime | None, now: datetime) -> int:
    """Return the count of wrong passwords in a row after another one at *now*.

    A lock that ended, or a quiet quarter of an hour, starts the count again.
    """
    if last_failure is None or now - last_failure >= LOCK_TIME:
        return 1
    return failures + 1


def username_fits(username: str) -> bool:
    """Tell whether *username* is 3 to 40 of a–z, 0–9, dot, hyphen, underscore.

    Letters without accents, since a name is typed on a strange keyboard more
    often than it is read.
    """
    return _USERNAME.fullmatch(username) is not None
