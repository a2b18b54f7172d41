"""The people pages of the administrator, and the page an invitation opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service
from webapp.accounts.labels import action_words, detail_words, role_words
from webapp.accounts.rules import INVITATION_TIME, Permission
from webapp.accounts.web_forms import NewPersonForm, PersonForm, WelcomeForm, hashed
from webapp.audit import service as audit
from webapp.audit.service import EventView
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import read_day, read_number
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE
from webapp.extensions import db
from webapp.web.guards import public_page, staff, viewer


@staff(Permission.PEOPLE_MANAGE)
def people() -> str:
    """List everybody, with what keeps them from signing in."""
    names = {body.id: body.short_name for body in directory.bodies(db.session(), None)}
    schools = {one.id: one.short_name for one in directory.schools(db.session(), None)}
    rows = [
        {
            "person": person,
            "roles": role_words(person.roles),
            "place": names.get(person.body_id or 0) or schools.get(person.school_id or 0, ""),
            "state": _state(person),
        }
        for person in service.people(db.session())
    ]
    return render_template("accounts/people.html", rows=rows)


@staff(Permission.PEOPLE_MANAGE)
def add_person() -> str | Response:
    """Add a person and show their one-time link."""
    form = _offered(NewPersonForm())
    if not form.validate_on_submit():
        return render_template("accounts/person_new.html", form=form)
    try:
        user_id, secret = service.create_user(
            db.session(),
            viewer().user_id,
            username=form.username.data,
            now=clock.now(),
            **_plain_values(form),
        )
    except Invalid as refused:
        form.show(refused.fields)
        return render_template("accounts/person_new.html", form=form)
    return _show_link(user_id, secret)


@staff(Permission.PEOPLE_MANAGE)
def person(user_id: int) -> str | Response:
    """Show one person, and change them."""
    found = service.person(db.session(), user_id)
    form = _offered(PersonForm(obj=_filled(found)))
    if form.validate_on_submit():
        try:
            service.change_person(db.session(), viewer().user_id, user_id, **_plain_values(form))
        except Invalid as refused:
            form.show(refused.fields)
        except IllegalMove:
            form.roles.errors = [_last_administrator()]
        else:
            flash(_("Saved."))
            return redirect(url_for("accounts.person", user_id=user_id), 303)
    link = session.pop(f"invitation-{user_id}", None)
    return render_template(
        "accounts/person.html",
        shown=found,
        form=form,
        link=link,
        link_days=INVITATION_TIME.days,
        state=_state(found),
    )


@staff(Permission.PEOPLE_MANAGE)
def invite(user_id: int) -> Response:
    """Make a new one-time link; the one before stops working."""
    secret = service.invite(db.session(), viewer().user_id, user_id, clock.now())
    return _show_link(user_id, secret)


@staff(Permission.PEOPLE_MANAGE)
def deactivate(user_id: int) -> Response:
    """End a person's access; the history keeps their name."""
    try:
        service.deactivate(db.session(), viewer().user_id, user_id, clock.now())
    except IllegalMove as refused:
        raise IllegalMove(_last_administrator()) from refused
    flash(_("The person can no longer sign in. What they did stays in the history."))
    return redirect(url_for("accounts.people"), 303)


@staff(Permission.PEOPLE_MANAGE)
def reactivate(user_id: int) -> Response:
    """Let a person back in by a new one-time link."""
    secret = service.reactivate(db.session(), viewer().user_id, user_id, clock.now())
    return _show_link(user_id, secret)


@public_page
def welcome(secret: str) -> str | Response:
    """Let an invited person choose their password, once."""
    try:
        invited = service.invitation_open(db.session(), secret, clock.now())
    except NotFound:
        raise NotFound(
            _("This link has been used or is too old. Please ask the administrator for a new one.")
        ) from None
    form = WelcomeForm(invited.username, invited.display_name)
    if not form.validate_on_submit():
        return render_template("accounts/welcome.html", form=form, invited=invited)
    password = hashed(form.new_password.data)
    service.accept_invitation(db.session(), secret, password, clock.now())
    flash(_("Your password is set. Please sign in as %(name)s.", name=invited.username))
    return redirect(url_for("security.login"), 303)


def _offered(form: PersonForm) -> PersonForm:
    today = clock.today()
    bodies = directory.bodies(db.session(), today, ROUTABLE)
    form.offer(
        [(body.id, body.name) for body in bodies],
        [(one.id, one.name) for one in directory.schools(db.session(), today)],
    )
    return form


def _filled(found: service.Person) -> object:
    """Return the person with 0 where a list shows "none"."""
    values = {**vars(found), "body_id": found.body_id or 0, "school_id": found.school_id or 0}
    values["roles"] = sorted(found.roles)
    return type("Filled", (), values)()


def _plain_values(form: PersonForm) -> dict[str, Any]:
    return {
        "display_name": form.display_name.data,
        "title": form.title.data,
        "roles": form.roles.data,
        "body_id": form.body_id.data or None,
        "school_id": form.school_id.data or None,
    }


def _show_link(user_id: int, secret: str) -> Response:
    # The link crosses one redirect in the administrator's own signed cookie and
    # is taken out when it is shown: it stands nowhere else.
    session[f"invitation-{user_id}"] = url_for("accounts.welcome", secret=secret, _external=True)
    return redirect(url_for("accounts.person", user_id=user_id), 303)


def _state(person: service.Person) -> tuple[str, str]:
    """Return words and level for what a person's access is like."""
    if not person.active:
        return _("access ended"), "stop"
    if person.invited_until and person.invited_until > clock.now():
        return _("has an open invitation"), "wait"
    if not person.has_password:
        return _("invitation too old"), "wait"
    return _("can sign in"), "done"


def _last_administrator() -> str:
    return _("This is the last administrator. Please make somebody else administrator first.")


@staff(Permission.AUDIT_VIEW)
def log() -> str:
    """Show what was done by whom, and whether the chain is whole."""
    actor_id = request.args.get("nguoi", type=read_number)
    page = audit.events(
        db.session(),
        actor_id=actor_id,
        first_day=read_day(request.args.get("tu", "")),
        last_day=read_day(request.args.get("den", "")),
        page_number=max(1, request.args.get("trang", 1, type=read_number)),
    )
    names = {one.id: one.display_name for one in service.people(db.session())}
    asked = {key: value for key, value in request.args.items() if value and key != "trang"}
    return render_template(
        "accounts/log.html",
        page=page,
        rows=[_log_row(event, names) for event in page.items],
        names=names,
        asked=asked,
        chosen=actor_id,
        page_url=lambda number: url_for("accounts.log", **{**asked, "trang": number}),
        broken=audit.first_broken(db.session()) if "kiem-tra" in request.args else None,
        checked="kiem-tra" in request.args,
    )


def _log_row(
    event: EventView, names: Mapping[int, str]
) -> tuple[EventView, str, tuple[str, str], str, str]:
    """Return an entry with who did it, what in words, to whom or what, and the details."""
    actor = names.get(event.actor_id or 0, "")
    return event, actor, action_words(event), _subject(event, names), detail_words(event)


def _subject(event: EventView, names: Mapping[int, str]) -> str:
    """Say which one an entry is about: a person by name, everything else by its number."""
    if event.subject == "person" and event.subject_id.isdigit():
        return names.get(int(event.subject_id), event.subject_id)
    return event.subject_id
