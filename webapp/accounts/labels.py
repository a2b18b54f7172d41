"""Words for roles, as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from webapp.accounts.rules import Role

ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.MODERATOR: _l("Youth Union moderator"),
    Role.BODY_OFFICIAL: _l("Official of a body"),
    Role.SCHOOL_COORDINATOR: _l("School coordinator"),
    Role.POLICY_OFFICER: _l("Policy officer"),
    Role.LEADER: _l("Leader of the commune"),
    Role.PROTECTION_OFFICER: _l("Child-protection officer"),
}


def role_words(roles: Iterable[Role]) -> str:
    """Return the names of *roles* in one line, in the order of the house."""
    held = frozenset(roles)
    return ", ".join(str(ROLE_LABELS[role]) for role in Role if role in held)
