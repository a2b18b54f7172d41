"""Building the application from its settings."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import loader
from webapp.base.database import prepare_sqlite
from webapp.config import Settings, load
from webapp.extensions import csrf, db, limiter, migrate
from webapp.privacy.encryption import KEYRING
from webapp.web import (
    assets,
    errors,
    frames,
    headers,
    health,
    input_limits,
    language,
    request_log,
    signin,
    transaction,
)
from webapp.web.sessions import TwoCookies

# Lower rooms first; a room without pages has no routes and stands not here.
ROOMS_WITH_PAGES = (
    "directory",
    "accounts",
    "outbox",
    "rounds",
    "safeguarding",
    "meetings",
    "petitions",
    "registration",
    "plan",
    "tracker",
    "moderation",
    "feedback",
    "intake",
    "reports",
    "board",
    "respond",
    "authoring",
    "desk",
)
ROOMS_WITH_COMMANDS = ("accounts", "audit", "forms", "rounds", "plan", "duties")
TABLE_ROOMS = (
    "audit",
    "privacy",
    "directory",
    "accounts",
    "outbox",
    "forms",
    "submissions",
    "rounds",
    "safeguarding",
    "safeguarding.lexicon",
    "meetings",
    "opinions",
    "petitions",
    "registration",
    "plan",
    "tracker",
    "feedback",
    "reports",
    "board",
    "authoring",
    "duties",
)
LARGEST_REQUEST = 1_000_000
# A server that was started anew is noticed before a child's answer meets a dead
# connection; one that does not answer is told of soon.
POSTGRESQL_OPTIONS = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}}
MIGRATIONS = Path(__file__).parent / "migrations"


def create_app(settings: Settings | None = None) -> Flask:
    """Return a ready application; without *settings* they are read from outside."""
    settings = settings or load()
    app = Flask("webapp", static_folder="web/static", template_folder="web/templates")
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.keys["staff_cookie"],
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={} if settings.sqlite else POSTGRESQL_OPTIONS,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.https,
        TESTING=settings.testing,
        # Slow writers must not be sent away; the token lives as long as the
        # session.  The referrer check would contradict our own no-referrer.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.https:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    app.session_interface = TwoCookies(settings.keys["child_cookie"], settings.keys["staff_cookie"])
    KEYRING.fill(settings.field_keys)
    input_limits.init_app(app)
    request_log.init_app(app)
    headers.init_app(app, settings.https)
    _open_database(app, settings)
    transaction.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    language.init_app(app, settings.instance / "translations")
    assets.init_app(app)
    frames.init_app(app, settings)
    errors.init_app(app)
    signin.init_app(app, settings)
    app.register_blueprint(health.blueprint)
    for room in ROOMS_WITH_PAGES:
        app.register_blueprint(import_module(f"webapp.{room}.routes").blueprint)
    for room in ROOMS_WITH_COMMANDS:
        app.cli.add_command(import_module(f"webapp.{room}.cli").commands)
    loader.init_app(app, settings)
    return app


def _open_database(app: Flask, settings: Settings) -> None:
    """Bind the database; every table must be imported before it is used."""
    for room in TABLE_ROOMS:
        import_module(f"webapp.{room}.records")
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    if settings.sqlite:
        with app.app_context():
            prepare_sqlite(db.engine)
