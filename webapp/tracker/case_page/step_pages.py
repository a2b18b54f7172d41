"""The steps of bodies, of Đoàn xã and of the leader, each taken on a case's page."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.case_page.pages import Answer, back_to, take_step
from webapp.tracker.rules import NoteKind
from webapp.web.guards import staff, viewer


@staff(Permission.CASES_REPLY)
def acknowledge(case_id: int) -> Answer:
    """Accept a case for the lead body."""
    service.acknowledge(db.session(), viewer(), case_id, clock.now())
    return back_to(case_id, _("Accepted."))


@staff(Permission.CASES_REPLY)
def start(case_id: int) -> Answer:
    """Say that the lead body has begun."""
    service.start(db.session(), viewer(), case_id, clock.now())
    return back_to(case_id, _("Recorded."))


@staff(Permission.CASES_REPLY)
def send_back(case_id: int) -> Answer:
    """Send a case back to the moderators with a reason."""
    return take_step(
        case_id,
        "send_back",
        lambda form: service.send_back(db.session(), viewer(), case_id, form.why.data, clock.now()),
        _("Sent back. Đoàn xã will find another body."),
    )


@staff(Permission.CASES_REPLY, Permission.CASES_ROUTE, Permission.PLAN_MANAGE)
def add_note(case_id: int) -> Answer:
    """Add a note for colleagues or a step done."""
    return take_step(
        case_id,
        "note",
        lambda form: service.add_note(
            db.session(), viewer(), case_id, NoteKind(form.kind.data), form.text.data, clock.now()
        ),
        _("Recorded."),
    )


@staff(Permission.CASES_ROUTE)
def route(case_id: int) -> Answer:
    """Send a case to a lead and to coordinating bodies."""
    return take_step(
        case_id,
        "route",
        lambda form: service.route(
            db.session(),
            viewer().user_id,
            case_id,
            form.lead_body_id.data,
            form.coordinating.data or [],
            form.due_on.data,
            form.why.data or "",
            clock.now(),
        ),
        _("Sent."),
    )


@staff(Permission.CASES_ROUTE, Permission.PLAN_MANAGE)
def link(case_id: int) -> Answer:
    """Say which task of the plan a case belongs to."""
    return take_step(
        case_id,
        "link",
        lambda form: service.link_task(db.session(), viewer(), case_id, form.task_id.data or None),
        _("Recorded."),
    )


@staff(Permission.CASES_REPLY)
def extend(case_id: int) -> Answer:
    """Take more days, and say why."""
    return take_step(
        case_id,
        "extend",
        lambda form: service.extend(
            db.session(),
            viewer(),
            case_id,
            form.due_on.data,
            form.why.data,
            clock.now(),
            form.reason.data,
        ),
        _("More days are recorded. The children behind this case can read it."),
    )


@staff(Permission.CASES_ROUTE)
def pause(case_id: int) -> Answer:
    """Wait for a child that was asked something."""
    return take_step(
        case_id,
        "pause",
        lambda form: service.pause_for_child(
            db.session(), viewer(), case_id, form.why.data, clock.now()
        ),
        _("The case waits for the child."),
    )


@staff(Permission.CASES_REPLY, Permission.CASES_ROUTE)
def resume(case_id: int) -> Answer:
    """Go on with a case that waited for a child."""
    if not service.resume(db.session(), case_id, clock.now(), viewer()):
        raise IllegalMove
    return back_to(case_id, _("The work goes on."))


@staff(Permission.CASES_ESCALATED)
def instruct(case_id: int) -> Answer:
    """Give an instruction of the leader."""
    return take_step(
        case_id,
        "instruct",
        lambda form: service.instruct(db.session(), viewer(), case_id, form.text.data, clock.now()),
        _("Recorded. Everybody who works on this case reads it."),
    )


@staff(Permission.CASES_ESCALATED)
def set_day(case_id: int) -> Answer:
    """Set a new last day as the leader."""
    return take_step(
        case_id,
        "set_day",
        lambda form: service.set_day(
            db.session(), viewer(), case_id, form.due_on.data, form.why.data, clock.now()
        ),
        _("The new day is recorded."),
    )


@staff(Permission.CASES_ESCALATED)
def reassign(case_id: int) -> Answer:
    """Give an escalated case to another lead."""
    return take_step(
        case_id,
        "reassign",
        lambda form: service.reassign(
            db.session(),
            viewer(),
            case_id,
            form.lead_body_id.data,
            form.coordinating.data or [],
            form.due_on.data,
            form.why.data,
            clock.now(),
        ),
        _("Given to another body."),
    )
