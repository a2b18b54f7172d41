"""The form editor: the outline of a draft, and moving, copying and deleting its rows."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import changed_meanwhile, checked_draft, turn_sent
from webapp.authoring.editing import question_rows
from webapp.authoring.editing.cells import end_of
from webapp.authoring.editing.outline import (
    ADDED_LANGUAGES,
    Item,
    item_at,
    missing_languages,
    moved,
    one_down,
    one_up,
    outline,
    with_language,
)
from webapp.authoring.editing.references import Mention
from webapp.authoring.editor import shown, story, views
from webapp.authoring.editor.posted import Posted
from webapp.authoring.labels import LEVELS
from webapp.authoring.pages import Answer, draft_frame
from webapp.authoring.service import DraftView
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms.xlsform.workbook import Workbook
from webapp.web.guards import staff, viewer


def sent() -> Posted:
    """Return every value of every field that was sent."""
    return request.form.to_dict(flat=False)


def open_draft(draft_id: int) -> DraftView:
    """Return a draft that may be changed; raises NotFound and IllegalMove."""
    view = service.draft(db.session(), draft_id)
    if not view.open:
        raise IllegalMove(_("This draft is no longer being written, so it cannot be changed."))
    return view


def keep(view: DraftView, workbook: Workbook, what: str) -> bool:
    """Keep *workbook* as the next turn of a draft; False when somebody else was faster.

    Nothing is written into the history where nothing changed.
    """
    if turn_sent() != view.turn:
        return False
    if workbook == view.workbook:
        return True
    try:
        service.change(
            db.session(), viewer().user_id, view.id, view.turn, workbook, what, clock.now()
        )
    except IllegalMove:
        return False
    return True


def row_of(view: DraftView, number: int) -> int:
    """Return the row of the question a page was made for, 0 when it is gone.

    It is *number* unless others changed the draft meanwhile; then its name finds it.
    """
    name = request.form.get("was", "")
    names = {item.number: item.name for item in outline(view.workbook)}
    if names.get(number, "") == name and number in names:
        return number
    return next((row for row, other in names.items() if name and other == name), 0)


def to_outline(view: DraftView, number: int = 0, button: str = "") -> Response:
    """Go back to the outline, to the row *number* and the *button* that was pressed there.

    The focus goes to that button, so that it can be pressed again; a browser does that
    only where the address has no fragment.
    """
    address = url_for(
        "authoring.edit",
        draft_id=view.id,
        hang=number or None,
        nut=button or None,
        _anchor=f"r-{number}" if number and button not in {"up", "down"} else None,
    )
    return redirect(address, 303)


def too_late(view: DraftView) -> Response:
    """Go back to the outline as it stands now, and say why nothing was done."""
    flash(changed_meanwhile(), "error")
    return to_outline(view)


def edit_frame(view: DraftView) -> dict[str, Any]:
    """Return what every page of the editor needs."""
    return {**draft_frame(view, "authoring.edit"), "levels": LEVELS}


@staff(Permission.FORMS_EDIT)
def edit(draft_id: int) -> str:
    """Show all questions of a draft, each with what is to be said of it."""
    view = open_draft(draft_id)
    checked = checked_draft(view)
    return render_template(
        "authoring/edit_outline.html",
        **edit_frame(view),
        checked=checked,
        lines=shown.lines(view.workbook, checked),
        whole=shown.form_remarks(checked),
        end=end_of(view.workbook.sheet("survey")),
        more_languages=[(code, ADDED_LANGUAGES[code]) for code in missing_languages(view.workbook)],
        here=request.args.get("hang", type=read_number),
        pressed=request.args.get("nut", ""),
        pages=views.preview_pages(checked),
    )


@staff(Permission.FORMS_EDIT)
def edit_move(draft_id: int, number: int) -> Answer:
    """Move a question one row up or down, or to a place chosen from a list."""
    view = open_draft(draft_id)
    item = item_at(view.workbook, number)
    if request.method == "GET":
        return render_template(
            "authoring/edit_move.html",
            **edit_frame(view),
            item=item,
            called=shown.called(item),
            places=shown.places(view.workbook, item),
        )
    before = _wanted(view.workbook, item)
    if turn_sent() != view.turn:
        return too_late(view)
    if before is None:
        return to_outline(view, number, request.form.get("to", ""))
    workbook, now_at = moved(view.workbook, number, before)
    neighbour = next((i for i in outline(view.workbook) if i.number == before), None)
    if not keep(view, workbook, story.moved(item, neighbour)):
        return too_late(view)
    return to_outline(view, now_at, request.form.get("to", "place"))


def _wanted(workbook: Workbook, item: Item) -> int | None:
    """Return the row to move before; ``None`` where there is no further to go."""
    to = request.form.get("to")
    if to == "up":
        return one_up(workbook, item.number)
    if to == "down":
        return one_down(workbook, item.number)
    before = request.form.get("before", type=read_number)
    if before is None:
        raise NotFound
    return before


@staff(Permission.FORMS_EDIT)
def edit_language(draft_id: int) -> Response:
    """Add columns for another language."""
    view = open_draft(draft_id)
    code = request.form.get("code", "")
    if code not in missing_languages(view.workbook):
        raise NotFound
    workbook = with_language(view.workbook, code)
    if not keep(view, workbook, story.language_added(ADDED_LANGUAGES[code])):
        return too_late(view)
    flash(_("Added. Each question now has a field for this language."))
    return to_outline(view)


@staff(Permission.FORMS_EDIT)
def edit_copy(draft_id: int, number: int) -> Response:
    """Put a copy of a question or group behind it."""
    view = open_draft(draft_id)
    item = item_at(view.workbook, number)
    workbook, copy = question_rows.doubled(view.workbook, number)
    if not keep(view, workbook, story.doubled(item)):
        return too_late(view)
    flash(_("A copy stands below. Its name is new, so that both answers are kept apart."))
    return to_outline(view, copy)


@staff(Permission.FORMS_EDIT)
def edit_delete(draft_id: int, number: int) -> Answer:
    """Delete a question or group, unless others refer to it."""
    view = open_draft(draft_id)
    item = item_at(view.workbook, number)
    if turn_sent() != view.turn:
        return too_late(view)
    unwrap = "keep" in request.form
    who = () if unwrap else question_rows.referring(view.workbook, item)
    if who:
        return _refused(view, item, who), 409
    change = question_rows.unwrapped if unwrap else question_rows.deleted
    what = story.unwrapped(item) if unwrap else story.deleted(item)
    if not keep(view, change(view.workbook, number), what):
        return too_late(view)
    flash(_("Deleted. In the history it can be taken back."))
    return to_outline(view, max(number - 1, 0))


def _refused(view: DraftView, item: Item, who: tuple[Mention, ...]) -> str:
    """Say who refers to a question that was to be deleted."""
    items = {other.number: other for other in outline(view.workbook)}
    rows = dict.fromkeys(m.number for m in who if m.sheet == "survey" and m.number in items)
    return render_template(
        "authoring/edit_refused.html",
        **edit_frame(view),
        called=shown.called(item),
        users=[(number, shown.called(items[number])) for number in rows],
        elsewhere=sorted({mention.sheet for mention in who if mention.sheet != "survey"}),
    )
