"""The routing rules: which hold, trying one out, beginning and ending one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyKind
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.naming import Names, names_of
from webapp.tracker.routing.finding import RuleView
from webapp.tracker.routing.labels import condition_words, why_words
from webapp.tracker.routing.rules import Condition
from webapp.tracker.routing.web_forms import OWN_SCHOOL, RuleForm
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True)
class ShownRule:
    """A rule in words; ``number`` is its place in the list."""

    id: int
    number: int
    condition: str
    lead: str
    instead: str
    void: bool
    helpers: str
    note: str
    who: str
    since: datetime
    against: str


@staff(Permission.ROUTING_EDIT)
def routing() -> str:
    """Show the rules in the order they decide, and try out who would lead."""
    return _page(_filled_form(RuleForm(formdata=None)))


@staff(Permission.ROUTING_EDIT)
def begin_rule() -> Answer:
    """Begin a rule."""
    form = _filled_form(RuleForm())
    if not form.validate_on_submit():
        return _page(form), 422
    condition = Condition(
        form.topic.data or None, form.school_id.data or None, form.village_id.data or None
    )
    lead = form.lead_body_id.data if form.lead_body_id.data != OWN_SCHOOL else None
    try:
        service.add_rule(
            db.session(),
            viewer().user_id,
            condition,
            lead,
            form.helpers.data or [],
            form.note.data or "",
            clock.now(),
        )
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _page(form), 422
    flash(_("The rule holds from now on."))
    return redirect(url_for("tracker.routing"), 303)


@staff(Permission.ROUTING_EDIT)
def end_rule(rule_id: int) -> Response:
    """End a rule."""
    service.end_rule(db.session(), viewer().user_id, rule_id, clock.now())
    flash(_("The rule has ended. What was sent by it stays where it is."))
    return redirect(url_for("tracker.routing"), 303)


def _page(form: RuleForm) -> str:
    today, names = clock.today(), names_of(db.session())
    rules = service.routing_rules(db.session(), today)
    return render_template(
        "tracker/routing.html",
        rules=shown_rules(rules, names),
        form=form,
        tried=_tried(names) if "thu" in request.args else None,
        asked=request.args,
        topics=[topic for topic in names.topics.values() if not topic.protected],
        schools=directory.schools(db.session(), today),
        villages=directory.bodies(db.session(), today, [BodyKind.VILLAGE]),
    )


def _filled_form(form: RuleForm) -> RuleForm:
    """Give *form* its choices: what exists today."""
    today = clock.today()
    anything = _("any")
    topics = [topic for topic in directory.topics(db.session()) if not topic.protected]
    form.topic.choices = [("", anything), *((topic.code, topic.name) for topic in topics)]
    schools = directory.schools(db.session(), today)
    form.school_id.choices = [(0, anything), *((one.id, one.name) for one in schools)]
    bodies = directory.bodies(db.session(), today)
    villages = [(one.id, one.name) for one in bodies if one.kind is BodyKind.VILLAGE]
    form.village_id.choices = [(0, anything), *villages]
    leads = [(one.id, one.name) for one in bodies if one.kind in ROUTABLE]
    form.lead_body_id.choices = [(OWN_SCHOOL, _("the child's own school")), *leads]
    helpers = [one for one in bodies if one.kind is not BodyKind.OUTSIDE]
    form.helpers.choices = [(one.id, one.short_name) for one in helpers]
    return form


def _tried(names: Names) -> tuple[str, str, str]:
    """Return who would lead, who would help, and why, for what the address asks."""

    def number(name: str) -> int | None:
        return request.args.get(name, None, type=read_number) or None

    topic = request.args.get("chude") or None
    found = service.usual_route(
        db.session(), topic if topic in names.topics else None, number("truong"), number("thon")
    )
    helpers = ", ".join(names.body(body_id) for body_id in found.coordinating)
    return names.body(found.lead_body_id), helpers, why_words(found.why)


def shown_rules(rules: list[RuleView], names: Names) -> list[ShownRule]:
    """Return the rules in words, numbered in the order they decide."""
    numbers = {view.rule.id: number for number, view in enumerate(rules, start=1)}
    return [_shown(view, numbers, names) for view in rules]


def _shown(view: RuleView, numbers: dict[int, int], names: Names) -> ShownRule:
    rule = view.rule
    own_school = rule.lead_body_id is None
    moved = not own_school and view.lead_today is not None and view.lead_today != rule.lead_body_id
    return ShownRule(
        id=rule.id,
        number=numbers[rule.id],
        condition=_condition(rule.condition, names),
        lead=_("the child's own school") if own_school else names.body(rule.lead_body_id),
        instead=names.body(view.lead_today) if moved else "",
        void=not own_school and view.lead_today is None,
        helpers=", ".join(names.body(body_id) for body_id in rule.helpers),
        note=view.note,
        who=names.people.get(view.made_by, ""),
        since=view.made_at,
        against=", ".join(str(numbers[rule_id]) for rule_id in view.conflicts_with),
    )


def _condition(condition: Condition, names: Names) -> str:
    village = names.body(condition.village_id) if condition.village_id else ""
    return condition_words(names.topic(condition.topic), names.school(condition.school_id), village)
