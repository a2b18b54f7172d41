"""Sign-in of the staff through Flask-Security: the people table meets the web.

Only three addresses of the library exist: sign-in, sign-out, change of
password.  Everything else it offers (tokens, JSON, remember-me, recovery by
mail, re-authentication) is switched off, and a test walks the URL map.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import PasswordUtil, SQLAlchemyUserDatastore, uia_username_mapper

from webapp.accounts.passwords import SHORTEST_PASSWORD
from webapp.accounts.records import RoleRow, User
from webapp.accounts.rules import Permission
from webapp.accounts.web_forms import NewPasswordForm, SignInForm
from webapp.base.ids import new_secret
from webapp.config import Settings
from webapp.extensions import db, limiter, security
from webapp.web.guards import public_page, staff
from webapp.web.sessions import STAFF_PREFIX

# A working day: who forgets to sign out in the evening is out in the morning.
SESSION_TIME = timedelta(hours=12)
# An office shares one address.  What stops guessing a password is the lock of
# the account; this stops trying many names.
SIGN_IN_LIMIT = "30 per minute; 200 per hour"


class People(SQLAlchemyUserDatastore):
    """The library's view of the people table; the request's transaction commits, not it."""

    def commit(self) -> None:
        """Send the changes to the database and leave the end to the transaction."""
        self.db.session.flush()


class OwnRules(PasswordUtil):
    """Our forms check passwords themselves; here they are only brought to one spelling."""

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Accept what the form accepted."""
        return None, self.normalize(password)


def init_app(app: Flask, settings: Settings) -> None:
    """Offer sign-in, sign-out and change of password under the staff prefix."""
    app.config.from_mapping(
        PERMANENT_SESSION_LIFETIME=SESSION_TIME,
        SECURITY_URL_PREFIX=STAFF_PREFIX,
        SECURITY_LOGIN_URL="/dang-nhap",
        SECURITY_LOGOUT_URL="/dang-xuat",
        SECURITY_CHANGE_URL="/doi-mat-khau",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW=f"{STAFF_PREFIX}/",
        SECURITY_POST_LOGOUT_VIEW=f"{STAFF_PREFIX}/dang-nhap",
        SECURITY_POST_CHANGE_VIEW=f"{STAFF_PREFIX}/",
        SECURITY_LOGIN_USER_TEMPLATE="accounts/sign_in.html",
        SECURITY_CHANGE_PASSWORD_TEMPLATE="accounts/change_password.html",  # noqa: S106
        SECURITY_CHANGEABLE=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of a scheme)
        SECURITY_PASSWORD_SALT=settings.keys["password_salt"],
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"username": {"mapper": uia_username_mapper}}],
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_FRESHNESS=timedelta(days=-1),
        SECURITY_STATIC_FOLDER=None,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_I18N_DIRNAME=[str(settings.instance / "translations")],
    )
    security.init_app(
        app,
        People(db, User, RoleRow),
        login_form=SignInForm,
        change_password_form=NewPasswordForm,
        password_util_cls=OwnRules,
    )
    security.want_json(lambda request: False)
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    user_logged_out.connect(_end_everywhere, app)
    _guard(app)


def _end_everywhere(app: Flask, user: User, **rest: Any) -> None:
    """Make every cookie of who signs out worthless, copies of it included.

    The cookie is all there is of a session; emptying it in one browser would
    leave a copy valid for the rest of the day.
    """
    if user.is_authenticated:
        user.fs_uniquifier = new_secret()


def _guard(app: Flask) -> None:
    """Give the library's three handlers the marks every handler of the house wears."""
    views: dict[str, Any] = app.view_functions
    sign_in = limiter.limit(SIGN_IN_LIMIT, methods=["POST"])(views["security.login"])
    views["security.login"] = public_page(sign_in)
    views["security.logout"] = public_page(views["security.logout"])
    views["security.change_password"] = staff(Permission.DESK_OPEN)(
        views["security.change_password"]
    )
