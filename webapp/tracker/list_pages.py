"""The one list: on screen, and as a print view."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service as plan
from webapp.tracker import service
from webapp.tracker.labels import ALL_STATES, DUE_FILTERS, KINDS
from webapp.tracker.shown import Names, shown_rows
from webapp.tracker.views import TrackerFilter
from webapp.tracker.web_forms import DUE, FINISHED, SORTINGS, read_filter
from webapp.web.guards import staff, viewer

REMEMBERED = "tracker_filter"
LONGEST_PRINT = 2000
SEES_LIST = (Permission.CASES_VIEW, Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)


def names_of_page() -> Names:
    """Return every name a page of the tracker needs: four statements, however long the list."""
    database = db.session()
    return Names(
        bodies={body.id: body for body in directory.bodies(database, None)},
        schools={school.id: school for school in directory.schools(database, None)},
        topics={topic.code: topic for topic in directory.topics(database)},
        people={person.id: person.display_name for person in accounts.people(database)},
    )


@staff(*SEES_LIST)
def tracker() -> str | Response:
    """Show the list; without a question in the address, ask the last one again."""
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if value}
    if "tatca" in asked:
        session.pop(REMEMBERED, None)
        return redirect(url_for("tracker.tracker"), 303)
    if not request.args and session.get(REMEMBERED):
        return redirect(url_for("tracker.tracker", **session[REMEMBERED]), 303)
    page_number = request.args.get("trang", 1, type=int)
    asked.pop("trang", None)
    if "nhiemvu" not in asked and asked != session.get(REMEMBERED, {}):
        session[REMEMBERED] = asked
    wanted = read_filter(asked)
    names = names_of_page()
    page = service.listing(db.session(), viewer(), wanted, page_number, clock.today())
    return render_template(
        "tracker/tracker.html",
        rows=shown_rows(page.items, names),
        page=page,
        page_url=lambda number: url_for("tracker.tracker", **{**asked, "trang": number}),
        **_filter_values(asked, wanted, names),
    )


@staff(*SEES_LIST)
def tracker_on_paper() -> str:
    """Show the whole filtered list on one page, made for paper."""
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if value}
    wanted, names = read_filter(asked), names_of_page()
    page = service.listing(db.session(), viewer(), wanted, 1, clock.today(), size=LONGEST_PRINT)
    return render_template(
        "tracker/paper.html",
        rows=shown_rows(page.items, names),
        page=page,
        today=clock.today(),
        asked_words=_in_words(asked, wanted, names),
        back=url_for("tracker.tracker", **asked),
    )


def _filter_values(asked: dict[str, Any], wanted: TrackerFilter, names: Names) -> dict[str, Any]:
    """Return what the filter form and the links around it show."""
    today = clock.today()
    linked = plan.task_brief(db.session(), wanted.task_id) if wanted.task_id else None
    # An address without any question asks the last one again; "everything" forgets it.
    quick: list[tuple[dict[str, Any], str]] = [
        ({"tatca": "1"}, _("Everything")),
        ({"trangthai": "chua-xong"}, _("Not finished")),
        ({"han": "qua-han"}, _("Overdue")),
        ({"han": "tuan-nay"}, _("Due this week")),
        ({"trangthai": "da-xong"}, _("Already finished")),
    ]
    return {
        "asked": asked,
        "wanted": wanted,
        "linked": linked,
        "filtered": bool(asked),
        "more_open": not {"chude", "truong", "han", "tu", "den", "thamgia"}.isdisjoint(asked),
        "kinds": KINDS,
        "states": _state_groups(),
        "bodies": directory.bodies(db.session(), today),
        "topics": list(names.topics.values()),
        "schools": directory.schools(db.session(), today),
        "due_choices": [(key, DUE_FILTERS[value]) for key, value in DUE.items()],
        "quick": [
            (
                url_for("tracker.tracker", **args),
                words,
                asked == ({} if "tatca" in args else args),
            )
            for args, words in quick
        ],
        "sort_url": {key: _sorted_by(asked, key) for key in SORTINGS},
        "sorted": asked.get("sapxep", "han"),
        "paper_url": url_for("tracker.tracker_on_paper", **asked),
    }


def _sorted_by(asked: dict[str, Any], key: str) -> str:
    """Return the address that sorts by *key*, the other way round when it does already."""
    now = asked.get("sapxep", "han")
    return url_for("tracker.tracker", **{**asked, "sapxep": f"-{key}" if now == key else key})


def _state_groups() -> list[tuple[object, list[tuple[str, object]]]]:
    """Return the states to choose from, by kind."""
    simple: list[tuple[str, object]] = list(
        zip(FINISHED, (_("Not finished"), _("Already finished")), strict=True)
    )
    return [
        (_("All kinds"), simple),
        *(
            (
                words,
                [
                    (f"{k}.{state}", label)
                    for (k, state), (label, _s) in ALL_STATES.items()
                    if k == kind
                ],
            )
            for kind, words in KINDS.items()
        ),
    ]


def _in_words(asked: dict[str, Any], wanted: TrackerFilter, names: Names) -> list[str]:
    """Return the filter as words under the printed title."""
    states = {value: words for _group, choices in _state_groups() for value, words in choices}
    parts: list[object] = [
        KINDS.get(wanted.kind or ""),
        states.get(asked.get("trangthai", "")),
        names.body(wanted.body_id) if wanted.body_id else None,
        names.topic(wanted.topic),
        names.school(wanted.school_id),
        DUE_FILTERS.get(wanted.due) if wanted.due else None,
        f"«{wanted.text}»" if wanted.text else None,
        _("Only about children taking part") if wanted.participation else None,
    ]
    if wanted.due_from:
        parts.append(_("from %(day)s", day=wanted.due_from.strftime("%d/%m/%Y")))
    if wanted.due_to:
        parts.append(_("to %(day)s", day=wanted.due_to.strftime("%d/%m/%Y")))
    return [str(part) for part in parts if part]
