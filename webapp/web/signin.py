"""Sign-in of the staff through Flask-Security: the people table meets the web."""

from __future__ import annotations

from flask import Flask
from flask_security import SQLAlchemyUserDatastore, uia_username_mapper

from webapp.accounts.records import RoleRow, User
from webapp.config import Settings
from webapp.extensions import db, security
from webapp.web.sessions import STAFF_PREFIX

SHORTEST_PASSWORD = 10


def init_app(app: Flask, settings: Settings) -> None:
    """Offer sign-in, sign-out and change of password under the staff prefix."""
    app.config.from_mapping(
        SECURITY_URL_PREFIX=STAFF_PREFIX,
        SECURITY_LOGIN_URL="/dang-nhap",
        SECURITY_LOGOUT_URL="/dang-xuat",
        SECURITY_CHANGE_URL="/doi-mat-khau",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW=f"{STAFF_PREFIX}/",
        SECURITY_POST_LOGOUT_VIEW=f"{STAFF_PREFIX}/dang-nhap",
        SECURITY_POST_CHANGE_VIEW=f"{STAFF_PREFIX}/",
        SECURITY_CHANGEABLE=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of a scheme)
        SECURITY_PASSWORD_SALT=settings.keys["password_salt"],
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
        SECURITY_USERNAME_ENABLE=True,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[
            {"username": {"mapper": uia_username_mapper, "case_insensitive": True}}
        ],
        SECURITY_DEFAULT_REMEMBER_ME=False,
    )
    datastore = SQLAlchemyUserDatastore(db, User, RoleRow)
    security.init_app(app, datastore)
