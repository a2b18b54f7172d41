"""The form editor: when a question shows, by picking, and the lists of choices."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import turn_sent
from webapp.authoring.editing import choice_table, choices
from webapp.authoring.editing.cells import row_at, set_cells, with_sheet
from webapp.authoring.editing.choices import Entry
from webapp.authoring.editing.comparing import Picked
from webapp.authoring.editing.conditions import write_conditions
from webapp.authoring.editing.outline import item_at
from webapp.authoring.editing.ready_choices import WAYS_OUT, ready
from webapp.authoring.editing.references import CHOICE_NAME, Mention
from webapp.authoring.editor import labels, picker, story, views
from webapp.authoring.editor.pages import edit_frame, keep, open_draft, row_of, sent, too_late
from webapp.authoring.editor.picker import condition_faults, read_picked
from webapp.authoring.editor.posted import MOST_LINES, after_button, read_table, text
from webapp.authoring.editor.question_pages import codes_of
from webapp.authoring.pages import Answer
from webapp.authoring.service import DraftView
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.web.guards import staff

BLANK_CHOICES = 3


@staff(Permission.FORMS_EDIT)
def edit_condition(draft_id: int, number: int) -> Answer:
    """Show when a question is shown, as conditions to pick, and take them in."""
    view = open_draft(draft_id)
    sheet = view.workbook.sheet("survey")
    if request.method == "GET":
        source = sheet.value(row_at(sheet, number), "relevant")
        return _condition_page(view, number, picker.picked_of(source), source)
    here = row_of(view, number)
    if not here:
        return too_late(view)
    if "rule" in request.form:
        return _keep_condition(view, here, text(sent(), "rule"), None)
    kinds = picker.may_depend_on(view.workbook, here)
    picked = read_picked(sent(), kinds)
    if "save" not in request.form:
        return _condition_page(view, here, picked, "", more="more" in request.form)
    faults = condition_faults(picked)
    if faults:
        return _condition_page(view, here, picked, "", faults), 422
    return _keep_condition(view, here, write_conditions(picked, kinds), picked)


def _keep_condition(view: DraftView, number: int, rule: str, picked: Picked | None) -> Answer:
    sheet = view.workbook.sheet("survey")
    same = picked is not None and picked == picker.picked_of(
        sheet.value(row_at(sheet, number), "relevant")
    )
    changed = sheet if same else set_cells(sheet, number, {("relevant", ""): rule})
    what = story.conditions(item_at(view.workbook, number))
    if not keep(view, with_sheet(view.workbook, changed), what):
        now = service.draft(db.session(), view.id)
        return _condition_page(now, number, picked, rule, meanwhile=True), 409
    flash(_("Saved."))
    return redirect(url_for("authoring.edit_question", draft_id=view.id, number=number), 303)


def _condition_page(
    view: DraftView,
    number: int,
    picked: Picked | None,
    source: str,
    faults: dict[int, str] | None = None,
    more: bool = False,
    meanwhile: bool = False,
) -> str:
    return render_template(
        "authoring/edit_condition.html",
        **edit_frame(view),
        **views.condition_view(view.workbook, number, picked, source, faults or {}),
        more=more,
        meanwhile=meanwhile,
    )


@staff(Permission.FORMS_EDIT)
def edit_choices(draft_id: int, place: int) -> Answer:
    """Show a list of choices as a table and take the table in."""
    view = open_draft(draft_id)
    names = choices.list_names(view.workbook)
    if request.method == "GET":
        if place >= len(names):
            raise NotFound
        table = list(choices.entries(view.workbook, names[place]))
        return _table_page(view, names[place], [*table, *_blank(table)])
    name = text(sent(), "list")
    if not CHOICE_NAME.fullmatch(name):
        raise NotFound
    if _too_long(view, name):
        raise IllegalMove
    table, line = after_button(read_table(sent(), codes_of(view)), sent())
    if "ways_out" in request.form:
        table, line = _with_ways_out(view, table), len(table)
    if line >= 0:
        return _table_page(view, name, table, line=line)
    return _keep_table(view, name, table)


def _too_long(view: DraftView, name: str) -> bool:
    """Tell whether a list has more rows than one page can send back: none may get lost."""
    return len(choices.rows_of(view.workbook, name)) > MOST_LINES - BLANK_CHOICES


def _blank(table: Sequence[Entry]) -> list[Entry]:
    return [Entry(0, "")] * (BLANK_CHOICES if table else BLANK_CHOICES + 1)


def _with_ways_out(view: DraftView, table: Sequence[Entry]) -> list[Entry]:
    """Add "I do not know" and "I do not want to answer" where they are missing."""
    filled = [entry for entry in table if not entry.blank]
    names = {entry.name for entry in filled}
    codes = codes_of(view)
    return [*filled, *(one for one in ready(WAYS_OUT, codes) if one.name not in names)]


def _keep_table(view: DraftView, name: str, table: Sequence[Entry]) -> Answer:
    lines = choice_table.named(table)
    lost = choice_table.lost(view.workbook, name, lines) if turn_sent() == view.turn else {}
    if lost:
        return _table_page(view, name, table, lost=lost), 422
    try:
        workbook = choice_table.with_list(view.workbook, name, lines)
    except Invalid as error:
        faults = {int(place): str(labels.FAULTS[why]) for place, why in error.fields.items()}
        return _table_page(view, name, lines, faults=faults), 422
    if not keep(view, workbook, story.choices(name)):
        now = service.draft(db.session(), view.id)
        again = choice_table.rematched(now.workbook, name, table)
        return _table_page(now, name, again, meanwhile=True), 409
    flash(_("Saved."))
    return _to_user(view, name)


def _to_user(view: DraftView, name: str) -> Response:
    """Go back to the first question that offers the list."""
    first = next(iter(choices.users(view.workbook, name)), None)
    row = first.number if first else None
    anchor = f"r-{row}" if row else None
    return redirect(url_for("authoring.edit", draft_id=view.id, hang=row, _anchor=anchor), 303)


def _table_page(
    view: DraftView,
    name: str,
    table: Sequence[Entry],
    line: int = -1,
    faults: dict[int, str] | None = None,
    lost: dict[str, list[Mention]] | None = None,
    meanwhile: bool = False,
) -> str:
    pressed = next((one for one in ("up", "down", "drop", "more") if one in request.form), "")
    return render_template(
        "authoring/edit_choices.html",
        **edit_frame(view),
        **views.table_view(view.workbook, name, table, lost or {}),
        place=request.view_args["place"] if request.view_args else 0,
        topic_names=[(topic.code, topic.name) for topic in directory.topics(db.session())],
        line=line,
        pressed=pressed,
        too_long=_too_long(view, name),
        faults=faults or {},
        meanwhile=meanwhile,
    )
