"""Trying a form as a child fills it in; the answers travel with the page and are never stored."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import checked_draft
from webapp.authoring.labels import PLACES
from webapp.authoring.pages import draft_frame
from webapp.authoring.trying import trial
from webapp.authoring.trying.preview_pages import is_small
from webapp.base import clock
from webapp.base.errors import IllegalMove
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.forms import filling
from webapp.forms.filling import MOST_TIMES
from webapp.forms.rules import Form, Page
from webapp.respond.sheet import Sheet
from webapp.respond.showing import more_values, question_values
from webapp.web.guards import staff
from webapp.web.language import LANGUAGES, chosen_language

STATE = "_tried"


def _signer(draft_id: int) -> URLSafeSerializer:
    key = current_app.config["SETTINGS"].keys["staff_cookie"]
    return URLSafeSerializer(key, salt=f"trying-a-form-{draft_id}")


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def try_out(draft_id: int) -> str:
    """Begin a try at the first page."""
    view, form = _form(draft_id)
    if form is None:
        return render_template("authoring/not_yet.html", **draft_frame(view, "authoring.try_out"))
    sheet = trial.begun(form, clock.today())
    # A form can hide everything until the day it is about has come.
    return _show(view, sheet, sheet.pages[0]) if sheet.pages else _outcome(view, sheet)


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def try_on(draft_id: int) -> str:
    """Take one page of a try and show the next."""
    view, form = _form(draft_id)
    if form is None:
        raise IllegalMove(_stale())
    sheet, page = _resumed(view, form)
    ends = request.form.get("_go") == "end"
    if page.asks_for_more and ends:
        return _outcome(view, sheet)
    if page.asks_for_more:
        return _after_more(view, sheet, page)
    posted = request.form.to_dict(flat=False)
    result = filling.read_page(form, page, posted, sheet.draft.answers, sheet.today)
    after = sheet.answered(result.answers)
    if ends:
        return _outcome(view, after)
    moved = _moved(view, after, page)
    if moved is not None:
        return moved
    if result.errors:
        return _show(view, after, after.page(page.key) or page, result)
    return _onward(view, after, page)


def _form(draft_id: int) -> tuple[service.DraftView, Form | None]:
    view = service.draft(db.session(), draft_id)
    return view, checked_draft(view).form


def _stale() -> str:
    return _("The draft was changed while you tried it. Please begin the try again.")


def _resumed(view: service.DraftView, form: Form) -> tuple[Sheet, Page]:
    """Return the sheet and the page that the posted page carried with it.

    Raises IllegalMove when the draft is another one by now, or somebody changed what
    was signed.
    """
    try:
        kept: dict[str, Any] = _signer(view.id).loads(request.form.get(STATE, ""))
    except BadSignature as error:
        raise IllegalMove(_stale()) from error
    if kept["turn"] != view.turn:
        raise IllegalMove(_stale())
    sheet = trial.sheet_for(form, kept["answers"], clock.today())
    page = sheet.page(kept["key"])
    if page is None:
        raise IllegalMove(_stale())
    return sheet, page


def _spoken(form: Form) -> str:
    """Return the language of the try: the one pressed or carried on, else the person's own."""
    wanted = request.form.get("_language") or request.form.get("_spoken") or chosen_language()
    return wanted if wanted in form.languages else form.default_language


def _moved(view: service.DraftView, sheet: Sheet, page: Page) -> str | None:
    """Return the page another button than "continue" leads to."""
    if "_language" in request.form:
        return _show(view, sheet, sheet.page(page.key) or page)
    if request.form.get("_go") == "back":
        return _show(view, sheet, sheet.before(page.key) or sheet.page(page.key) or page)
    return None


def _after_more(view: service.DraftView, sheet: Sheet, page: Page) -> str:
    """Add a time of a repeat, take one away, or go on."""
    around = page.at[:-1]
    times = sheet.state.times(page.repeat, around)
    answers, form = sheet.draft.answers, sheet.form
    if request.form.get("_more") == "yes" and times < MOST_TIMES:
        after = sheet.answered(filling.add_time(form, answers, page.repeat, around))
        return _show(view, after, after.of_time(page.repeat, (*around, times + 1)) or page)
    drop = request.form.get("_drop", type=read_number) or 0
    if 0 < drop <= times:
        after = sheet.answered(filling.drop_time(form, answers, page.repeat, (*around, drop)))
        asking = (p for p in after.pages if p.asks_for_more and p.repeat == page.repeat)
        return _show(view, after, next((p for p in asking if p.at[:-1] == around), page))
    return _moved(view, sheet, page) or _onward(view, sheet, page)


def _onward(view: service.DraftView, sheet: Sheet, page: Page) -> str:
    following = sheet.after(page.key)
    return _show(view, sheet, following) if following else _outcome(view, sheet)


def _show(
    view: service.DraftView,
    sheet: Sheet,
    page: Page,
    result: filling.PageResult | None = None,
) -> str:
    """Return one page of the child's, with the answers so far inside it."""
    language = _spoken(sheet.form)
    if page.asks_for_more:
        values, template = more_values(sheet, page, language), "more"
    else:
        values, template = question_values(sheet, page, language, result), "question"
    kept = {"turn": view.turn, "key": page.key, "answers": sheet.draft.answers}
    return render_template(
        "authoring/try_page.html",
        **values,
        child_page=f"respond/{template}.html",
        draft=view,
        tried=_signer(view.id).dumps(kept),
        spoken=language,
        languages={code: LANGUAGES.get(code, code) for code in sheet.form.languages},
        language=language if language in LANGUAGES else chosen_language(),
        small=is_small(view.survey, view.band),
        trying=True,
    )


def _outcome(view: service.DraftView, sheet: Sheet) -> str:
    """Show what sending would do with each answer; nothing of it was stored."""
    session, form, answers = db.session(), sheet.form, sheet.draft.answers
    protected = frozenset(topic.code for topic in directory.topics(session) if topic.protected)
    language = _spoken(form)
    return render_template(
        "authoring/tried.html",
        **draft_frame(view, "authoring.try_out"),
        outcomes=trial.outcomes(form, answers, sheet.today, language, protected),
        problems=[
            (place, filling.sentence(form, place, key, language))
            for place, key in filling.problems(form, answers, sheet.today).items()
        ],
        places=PLACES,
    )
