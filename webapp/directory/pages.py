"""The directory pages of the administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import read_number
from webapp.directory import changes, service
from webapp.directory.class_list import read_classes
from webapp.directory.labels import (
    CELL_SENTENCES,
    DAY_LABELS,
    KIND_LABELS,
    LEVEL_LABELS,
    SETTING_LABELS,
)
from webapp.directory.rules import ROUTABLE, school_year_of
from webapp.directory.web_forms import (
    BodyForm,
    ClassesForm,
    CommuneForm,
    ContactForm,
    DayForm,
    DirectoryForm,
    EndBodyForm,
    SchoolForm,
    SettingsForm,
    TopicForm,
)
from webapp.extensions import db
from webapp.web.guards import Permission, staff, viewer

Answer = str | Response
_manage = staff(Permission.DIRECTORY_MANAGE)


def _done(form: DirectoryForm, change: Callable[[], Any]) -> bool:
    """Tell whether *form* was sent, fitted and was carried out; else its mistakes are shown."""
    if not form.validate_on_submit():
        return False
    try:
        change()
    except Invalid as refused:
        form.show(refused.fields)
        return False
    flash(_("Saved."))
    return True


def _back(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(f"directory.{endpoint}", **values), 303)


def _names(only_now: bool = False) -> dict[int, str]:
    day = clock.today() if only_now else None
    kinds = ROUTABLE if only_now else None
    return {body.id: body.name for body in service.bodies(db.session(), day, kinds)}


@_manage
def directory() -> Answer:
    """Show and change the commune's name and letterhead."""
    try:
        present = service.commune(db.session(), clock.today())
    except NotFound:
        present = None
    form = CommuneForm(obj=present)

    def change() -> None:
        values = {k: v for k, v in form.data.items() if k != "csrf_token"}
        changes.name_commune(db.session(), viewer().user_id, **values)

    if _done(form, change):
        return _back("directory")
    return render_template("directory/commune.html", form=form, present=present)


@_manage
def bodies() -> Answer:
    """List bodies, ended ones too, and add one."""
    form = BodyForm()

    def change() -> None:
        changes.add_body(
            db.session(),
            viewer().user_id,
            name=form.name.data,
            short_name=form.short_name.data,
            kind=form.kind.data,
            valid_from=form.day_in("valid_from"),
        )

    if _done(form, change):
        return _back("bodies")
    found = service.bodies(db.session(), None)
    return render_template(
        "directory/bodies.html", form=form, bodies=found, names=_names(), kinds=KIND_LABELS
    )


@_manage
def end_body(body_id: int) -> Answer:
    """End a body and name its successor."""
    body = service.body(db.session(), body_id)
    form = EndBodyForm()
    form.offer([(key, name) for key, name in _names(True).items() if key != body_id])

    def change() -> None:
        successor = form.successor_id.data or None
        changes.end_body(
            db.session(), viewer().user_id, body_id, form.day_in("last_day"), successor
        )

    if _done(form, change):
        return _back("bodies")
    return render_template("directory/body_end.html", form=form, body=body)


@_manage
def schools() -> Answer:
    """List schools with their classes of this year, and add a school."""
    form = SchoolForm()

    def change() -> None:
        changes.add_school(
            db.session(),
            viewer().user_id,
            name=form.name.data,
            short_name=form.short_name.data,
            level=form.level.data,
            valid_from=form.day_in("valid_from"),
        )

    if _done(form, change):
        return _back("schools")
    year = school_year_of(clock.today())
    rows = [
        {"school": one, "classes": service.classes(db.session(), one.id, year)}
        for one in service.schools(db.session(), clock.today())
    ]
    return render_template(
        "directory/schools.html", form=form, rows=rows, year=year, levels=LEVEL_LABELS
    )


@_manage
def classes(school_id: int) -> Answer:
    """Paste a school's classes, look at what was read, then save it."""
    school = service.school(db.session(), school_id)
    year = school_year_of(clock.today())
    form = ClassesForm()
    lines = None
    if form.validate_on_submit():
        lines = read_classes(form.text.data, school.level)
        if "save" in request.form and lines and not any(line.faults for line in lines):
            changes.save_classes(db.session(), viewer().user_id, school_id, year, lines)
            flash(_("Saved."))
            return _back("classes", school_id=school_id)
    return render_template(
        "directory/classes.html",
        form=form,
        school=school,
        year=year,
        lines=lines,
        faults=CELL_SENTENCES,
        present=service.classes(db.session(), school_id),
    )


@_manage
def contacts() -> Answer:
    """List the people children can turn to, and add one."""
    form = ContactForm()

    def change() -> None:
        values = {k: v for k, v in form.data.items() if k != "csrf_token"}
        changes.add_contact(db.session(), viewer().user_id, today=clock.today(), **values)

    if _done(form, change):
        return _back("contacts")
    return render_template(
        "directory/contacts.html",
        form=form,
        contacts=service.contacts(db.session(), clock.today()),
        to_check=service.words(db.session(), "province_hotline_to_check"),
        hotline=service.words(db.session(), "province_hotline"),
    )


@_manage
def end_contact(contact_id: int) -> Response:
    """Stop showing a contact."""
    changes.end_contact(db.session(), viewer().user_id, contact_id, clock.today())
    return _back("contacts")


@_manage
def confirm_hotline() -> Response:
    """Show children the province's number: somebody has rung it."""
    changes.confirm_hotline(db.session(), viewer().user_id)
    flash(_("Saved."))
    return _back("contacts")


@_manage
def days() -> Answer:
    """List a year's holidays and swapped days, and set one."""
    form = DayForm()

    def change() -> None:
        changes.set_day(
            db.session(),
            viewer().user_id,
            day=form.day_in("day"),
            kind=form.kind.data,
            name=form.name.data,
        )

    if _done(form, change):
        return _back("days", nam=form.day_in("day").year)
    today = clock.today()
    year = request.args.get("nam", today.year, type=read_number)
    year = min(max(year, 2000), today.year + 5)
    return render_template(
        "directory/days.html",
        form=form,
        year=year,
        days=service.special_days(db.session(), year),
        kinds=DAY_LABELS,
        missing=service.missing_holidays(db.session(), today),
    )


@_manage
def remove_day(day: int) -> Response:
    """Make a day, written as yyyymmdd, a plain one again."""
    try:
        found = date.fromisoformat(str(day).zfill(8))
    except ValueError:
        raise NotFound from None
    changes.remove_day(db.session(), viewer().user_id, found)
    return _back("days", nam=found.year)


@_manage
def topics() -> str:
    """List the topics and who usually answers them."""
    return render_template(
        "directory/topics.html", topics=service.topics(db.session()), names=_names()
    )


@_manage
def topic(code: str) -> Answer:
    """Change one topic."""
    found = next((one for one in service.topics(db.session()) if one.code == code), None)
    if found is None:
        raise NotFound
    filled = {**vars(found), "default_body_id": found.default_body_id or 0}
    form = TopicForm(data=filled)
    form.offer(list(_names(True).items()))

    def change() -> None:
        changes.change_topic(
            db.session(),
            viewer().user_id,
            code,
            name=form.name.data,
            child_name=form.child_name.data,
            default_body_id=form.default_body_id.data or None,
        )

    if _done(form, change):
        return _back("topics")
    return render_template("directory/topic.html", form=form, topic=found)


@_manage
def settings() -> Answer:
    """Show and change the time limits and the other settings."""
    form = SettingsForm(data={n: service.words(db.session(), n) for n in SETTING_LABELS})

    def change() -> None:
        values = {name: form[name].data for name in SETTING_LABELS}
        changes.change_settings(db.session(), viewer().user_id, values)

    if _done(form, change):
        return _back("settings")
    return render_template("directory/settings.html", form=form, names=list(SETTING_LABELS))
