"""What every page frame needs: name, language, navigation, formats."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from jinja2 import FileSystemBytecodeCache
from werkzeug.wrappers import Response

from webapp.accounts.labels import role_words
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.config import Settings
from webapp.directory.labels import time_left
from webapp.submissions.labels import SPEAKERS
from webapp.web.guards import public_page, viewer
from webapp.web.language import LANGUAGES, chosen_language
from webapp.web.sessions import STAFF_PREFIX, is_staff_path

# A path of this site: browsers drop tabs and line ends and read a backslash as a
# slash, so that "/\t/elsewhere" would lead to another site.
_OWN_ADDRESS = re.compile(r"/(?![/\\])[!-\[\]-~]*", re.ASCII)
# Endpoint, label, the permissions of which one is enough.
NAVIGATION = (
    ("desk.today", _l("My work today"), (Permission.DESK_OPEN,)),
    ("safeguarding.concerns", _l("Protection"), (Permission.CONCERNS_HANDLE,)),
    ("moderation.queue", _l("Opinions"), (Permission.OPINIONS_MODERATE,)),
    ("moderation.second_reading", _l("Second reading"), (Permission.OPINIONS_SECOND_READ,)),
    ("meetings.meetings", _l("Meetings"), (Permission.MEETINGS_HANDLE,)),
    ("petitions.petitions", _l("Complaints"), (Permission.PETITIONS_HANDLE,)),
    (
        "tracker.tracker",
        _l("Tracker"),
        (Permission.CASES_VIEW, Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT),
    ),
    (
        "feedback.overview",
        _l("Feedback"),
        (Permission.FEEDBACK_RECORD, Permission.SUMMARY_VIEW),
    ),
    ("plan.plan", _l("Plan"), (Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)),
    ("registration.registrations", _l("Registrations"), (Permission.REGISTRATIONS_VIEW,)),
    ("authoring.all_surveys", _l("Surveys"), (Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)),
    ("rounds.rounds", _l("Rounds"), (Permission.ROUND_COUNTS, Permission.ROUNDS_MANAGE)),
    ("reports.summary", _l("Summary"), (Permission.SUMMARY_VIEW,)),
    ("directory.directory", _l("Directory"), (Permission.DIRECTORY_MANAGE,)),
    ("accounts.people", _l("People"), (Permission.PEOPLE_MANAGE,)),
    ("accounts.log", _l("Log"), (Permission.AUDIT_VIEW,)),
)
# Rooms without an entry of their own, and the entry they are reached from.  Whoever has
# both of a pair sees one entry with tabs, so that the bar fits a small screen.
UNDER = {"board": "feedback.overview", "petitions": "meetings.meetings"}
BOTH = _l("Meetings, complaints")


def navigation() -> list[tuple[str, str, bool]]:
    """Return address, label and whether it is the open room, for this person."""
    if not current_user.is_authenticated:
        return []
    person = viewer()
    entries = {
        endpoint: label
        for endpoint, label, wanted in NAVIGATION
        if endpoint in current_app.view_functions
        and any(person.can(permission) for permission in wanted)
    }
    if "moderation.queue" in entries:
        # Who moderates comes to the second reading from the queue.
        entries.pop("moderation.second_reading", None)
    if {"meetings.meetings", "petitions.petitions"} <= set(entries):
        entries["meetings.meetings"] = BOTH
        del entries["petitions.petitions"]
    return [
        (url_for(endpoint), str(label), _is_open(endpoint, entries))
        for endpoint, label in entries.items()
    ]


def _is_open(endpoint: str, entries: Collection[str]) -> bool:
    """Tell whether the page shown belongs to *endpoint*, one of this person's *entries*."""
    shown = request.endpoint or ""
    if shown in entries:
        return shown == endpoint
    room = shown.partition(".")[0]
    if not any(entry.startswith(f"{room}.") for entry in entries):
        return endpoint == UNDER.get(room)
    return endpoint.partition(".")[0] == room and endpoint != "accounts.log"


def show_day(day: date | None) -> str:
    """Return *day* as dd/mm/yyyy, or a dash."""
    return day.strftime("%d/%m/%Y") if day else "–"


def show_moment(moment: datetime | None) -> str:
    """Return *moment* on the commune's clock as dd/mm/yyyy HH:MM, or a dash."""
    return clock.local(moment).strftime("%d/%m/%Y %H:%M") if moment else "–"


@public_page
def choose_language() -> Response:
    """Remember the language of this session and go back."""
    language = request.form.get("language", "")
    if language in LANGUAGES:
        session["language"] = language
    back = request.form.get("back", "")
    first_page = f"{STAFF_PREFIX}/" if is_staff_path(request.path) else "/"
    return redirect(back if _OWN_ADDRESS.fullmatch(back) else first_page, 303)


def init_app(app: Flask, settings: Settings) -> None:
    """Offer the frames' values to every template of *app*."""
    languages = Blueprint("language", __name__)
    languages.add_url_rule("/ngon-ngu", "child", choose_language, methods=["POST"])
    languages.add_url_rule(f"{STAFF_PREFIX}/ngon-ngu", "staff", choose_language, methods=["POST"])
    app.register_blueprint(languages)
    app.jinja_env.filters["day"] = show_day
    app.jinja_env.filters["moment"] = show_moment
    app.jinja_env.filters["time_left"] = time_left
    app.jinja_env.globals["role_words"] = role_words
    app.jinja_env.globals["speakers"] = SPEAKERS
    # Compiled pages outlive a restart: the first class of the day waits less.
    compiled = settings.instance / "pages"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))

    @app.context_processor
    def frame_values() -> dict[str, Any]:
        return {
            "demo": settings.demo,
            "language": chosen_language(),
            "languages": LANGUAGES,
            "navigation": navigation,
            "person": viewer() if current_user and current_user.is_authenticated else None,
        }
