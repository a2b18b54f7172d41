"""Who may open a URL.

Every handler wears exactly one of ``staff``, ``child_page`` and
``public_page``; a test walks the URL map and fails on a handler without.  The
mark is an attribute, so the test reads behaviour and not source text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

# Handed on to rooms below `accounts`, whose pages need the name of a permission.
from webapp.accounts.rules import Permission as Permission  # noqa: PLC0414
from webapp.accounts.rules import Role, Viewer, permissions_of
from webapp.base.errors import NotAllowed, NotFound

P = ParamSpec("P")
R = TypeVar("R")


def viewer() -> Viewer:
    """Return the signed-in person as use-cases see them."""
    if "viewer" not in g:
        roles = frozenset(Role(role.name) for role in current_user.roles)
        g.viewer = Viewer(
            user_id=current_user.id,
            name=current_user.display_name,
            roles=roles,
            body_id=current_user.body_id,
            school_id=current_user.school_id,
            permissions=permissions_of(roles),
        )
    found: Viewer = g.viewer
    return found


def staff(
    *permissions: Permission, hidden: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in signed-in people who hold at least one of *permissions*.

    A *hidden* page answers everybody else as an address that does not exist:
    not even that there is something to see is confirmed.
    """

    def wrap(handler: Callable[P, R]) -> Callable[P, R]:
        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not current_user.is_authenticated:
                wanted = request.full_path.rstrip("?") if request.method == "GET" else None
                return redirect(url_for("security.login", next=wanted))  # type: ignore[return-value]
            person = viewer()
            if not any(person.can(permission) for permission in permissions):
                if hidden:
                    raise NotFound
                raise NotAllowed(_("This page belongs to another role."))
            return handler(*args, **kwargs)

        guarded.access = ("staff", permissions)  # type: ignore[attr-defined]
        guarded.hidden = hidden  # type: ignore[attr-defined]
        return guarded

    return wrap


def child_page(handler: Callable[P, R]) -> Callable[P, R]:
    """Mark a page for children: no account, nothing cached."""
    handler.access = ("child", ())  # type: ignore[attr-defined]
    return handler


def public_page(handler: Callable[P, R]) -> Callable[P, R]:
    """Mark an address that anybody may ask for (health, sign-in by invitation)."""
    handler.access = ("public", ())  # type: ignore[attr-defined]
    return handler
