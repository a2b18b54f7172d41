"""The templates of replies: their list, and one of them being written."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.labels import DECISIONS
from webapp.tracker.replies.plain import EVERYBODY, for_browser, measure
from webapp.tracker.replies.web_forms import TemplateForm, template_text, written
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
_WRITERS = (Permission.CASES_REPLY, Permission.REPLIES_PUBLISH)


@staff(*_WRITERS)
def templates() -> str:
    """Show the templates this person may use."""
    session = db.session()
    return render_template(
        "tracker/templates.html",
        templates=service.templates(session, viewer()),
        bodies={body.id: body.short_name for body in directory.bodies(session, None)},
        topics={topic.code: topic.name for topic in directory.topics(session)},
        decisions=DECISIONS,
    )


def _form(template_id: int | None) -> TemplateForm:
    known = service.template(db.session(), viewer(), template_id).text if template_id else None
    form = TemplateForm(obj=known) if known and request.method == "GET" else TemplateForm()
    topics = directory.topics(db.session())
    form.topic.choices = [("", _("Every topic")), *((topic.code, topic.name) for topic in topics)]
    return form


def _page(template_id: int | None, form: TemplateForm) -> str:
    known = service.template(db.session(), viewer(), template_id) if template_id else None
    return render_template(
        "tracker/template.html",
        form=form,
        editable=known is None or known.editable,
        measure=measure(written(form), EVERYBODY),
        meter=for_browser(EVERYBODY),
    )


@staff(*_WRITERS)
def template(template_id: int | None = None) -> str:
    """Show one template, or an empty one."""
    return _page(template_id, _form(template_id))


@staff(*_WRITERS)
def save(template_id: int | None = None) -> Answer:
    """Keep a template."""
    form = _form(template_id)
    if not form.validate_on_submit():
        return _page(template_id, form), 422
    try:
        service.save_template(db.session(), viewer(), template_id, template_text(form), clock.now())
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _page(template_id, form), 422
    flash(_("Saved."))
    return redirect(url_for("tracker.templates"), 303)
