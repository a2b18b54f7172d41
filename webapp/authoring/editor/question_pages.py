"""The form editor: one question, changed or new."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import checked_draft
from webapp.authoring.editing import question_rows, questions
from webapp.authoring.editing.cells import end_of
from webapp.authoring.editing.choice_table import with_list
from webapp.authoring.editing.choices import list_names
from webapp.authoring.editing.kinds import KINDS
from webapp.authoring.editing.outline import item_at, languages
from webapp.authoring.editing.questions import Asked
from webapp.authoring.editing.ready_choices import FACES, ready
from webapp.authoring.editor import labels, shown, story, views
from webapp.authoring.editor.pages import edit_frame, keep, open_draft, row_of, sent
from webapp.authoring.editor.posted import faults_of, read_asked
from webapp.authoring.pages import Answer
from webapp.authoring.service import DraftView
from webapp.base.errors import Invalid
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms.xlsform.workbook import Workbook
from webapp.web.guards import staff


def codes_of(view: DraftView) -> list[str]:
    """Return the codes of the languages a draft has columns for."""
    return [code for code, _name in languages(view.workbook)]


@staff(Permission.FORMS_EDIT)
def edit_question(draft_id: int, number: int) -> Answer:
    """Show one question and take in what was changed of it."""
    view = open_draft(draft_id)
    if request.method == "GET":
        return _page(view, number, questions.read(view.workbook, number))
    return _changed(view, number)


def _changed(view: DraftView, number: int) -> Answer:
    """Keep what was filled in; of two who edit at once the second is shown both."""
    fresh = row_of(view, number)
    if not fresh:
        return _gone(view)
    before = questions.read(view.workbook, fresh)
    asked = read_asked(sent(), before, codes_of(view))
    faults = faults_of(asked)
    try:
        workbook = questions.changed(view.workbook, fresh, asked)
    except Invalid as error:
        return _page(view, fresh, asked, faults | error.fields), 422
    if faults:
        return _page(view, fresh, asked, faults), 422
    item = item_at(view.workbook, fresh)
    if not keep(view, workbook, story.edited(item, before, asked)):
        now = service.draft(db.session(), view.id)
        return _page(now, row_of(now, fresh), asked, meanwhile=True), 409
    flash(_("Saved."))
    return _after(view, fresh)


def _gone(view: DraftView) -> Answer:
    """Offer what was typed for a question that somebody deleted as a new one."""
    asked = read_asked(sent(), Asked(request.form.get("kind", "short"), ""), codes_of(view))
    kind = asked.kind if asked.kind in KINDS else "short"
    return _page(view, 0, replace(asked, kind=kind), meanwhile=True), 409


def _after(view: DraftView, number: int) -> Response:
    """Go where the pressed button leads: on with this question, or back to the outline."""
    if request.form.get("then") == "condition":
        return redirect(url_for("authoring.edit_condition", draft_id=view.id, number=number), 303)
    if request.form.get("then") == "stay":
        return redirect(url_for("authoring.edit_question", draft_id=view.id, number=number), 303)
    anchor = f"r-{number}"
    return redirect(url_for("authoring.edit", draft_id=view.id, hang=number, _anchor=anchor), 303)


@staff(Permission.FORMS_EDIT)
def edit_add(draft_id: int) -> Answer:
    """Ask for the kind of a new question, then for the rest, and put it in."""
    view = open_draft(draft_id)
    before = request.values.get("truoc", type=read_number) or end_of(view.workbook.sheet("survey"))
    kind = request.values.get("kind", "")
    if kind not in KINDS:
        return render_template(
            "authoring/edit_kind.html",
            **edit_frame(view),
            before=before,
            groups=labels.KIND_GROUPS,
            kinds=labels.KINDS,
            hints=labels.KIND_HINTS,
        )
    if request.method == "GET":
        return _page(view, 0, Asked(kind, ""), before=before)
    return _added(view, before, Asked(kind, ""))


def _added(view: DraftView, before: int, blank: Asked) -> Answer:
    typed = read_asked(sent(), blank, codes_of(view))
    asked = _named(view, typed)
    faults = faults_of(asked)
    if _lacks_words(view, asked):
        faults["label"] = "no_label"
    try:
        workbook, number = question_rows.added(view.workbook, before, asked)
        workbook = _with_faces(view, workbook, asked)
    except Invalid as error:
        faults |= error.fields
    if faults:
        return _page(view, 0, typed, faults, before=before), 422
    if not keep(view, workbook, story.added(asked)):
        now = service.draft(db.session(), view.id)
        return _page(now, 0, typed, meanwhile=True, before=before), 409
    flash(_("Added."))
    if not asked.list_name or asked.list_name in list_names(view.workbook):
        return _after(view, number)
    place = list_names(workbook).index(asked.list_name)
    return redirect(url_for("authoring.edit_choices", draft_id=view.id, place=place), 303)


def _named(view: DraftView, typed: Asked) -> Asked:
    """Give a new question a name of its own, and its choices a list of that name."""
    name = typed.name or question_rows.new_name(view.workbook, typed)
    listed = typed.list_name or name if KINDS[typed.kind].chooses else ""
    return replace(typed, name=name, list_name=listed)


def _lacks_words(view: DraftView, asked: Asked) -> bool:
    label = asked.texts.get(("label", shown.first_language(view.workbook)), "")
    return not label and KINDS[asked.kind].family not in {"group", "repeat", "hidden"}


def _with_faces(view: DraftView, workbook: Workbook, asked: Asked) -> Workbook:
    """Fill the new list of a question with faces: nobody finds their signs on a keyboard."""
    if asked.kind != "faces" or asked.list_name in list_names(view.workbook):
        return workbook
    return with_list(workbook, asked.list_name, ready(FACES, codes_of(view)))


def _page(
    view: DraftView,
    number: int,
    asked: Asked,
    faults: dict[str, str] | None = None,
    meanwhile: bool = False,
    before: int = 0,
) -> str:
    """Show the form of a question; *number* 0 is a new one."""
    checked = checked_draft(view)
    remarks = (
        shown.remarks(view.workbook, checked, item_at(view.workbook, number)) if number else ()
    )
    return render_template(
        "authoring/edit_question.html",
        **edit_frame(view),
        **views.question_view(view.workbook, number, asked, faults or {}),
        remarks=remarks,
        meanwhile=meanwhile,
        place=before or end_of(view.workbook.sheet("survey")),
        page=views.preview_pages(checked).get(asked.name),
    )
