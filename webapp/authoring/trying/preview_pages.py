"""A form as a child would see it: every page, in every language, on a phone and on a screen.

The staff page lists the pages and says what hides each; the child's own page stands
beside the list in a frame, made by the child's own templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import force_locale

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import checked_draft
from webapp.authoring.pages import draft_frame
from webapp.authoring.trying import trial
from webapp.authoring.trying.condition_words import everything_shown, page_conditions
from webapp.base import clock
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import Form, Page, text_in
from webapp.respond.opening import OLDEST_OF_THE_SMALL
from webapp.respond.showing import more_values, question_values
from webapp.web.guards import staff
from webapp.web.headers import framed_here, frames_here
from webapp.web.language import DEFAULT, LANGUAGES, chosen_language

WIDTHS = ("phone", "screen")


@dataclass(frozen=True)
class PageShown:
    """One page in the list: what it is called and what hides it or something on it."""

    number: int
    title: str
    conditions: tuple[tuple[str, str], ...]
    more: bool


def is_small(slug: str, band_code: str) -> bool:
    """Tell whether a band is for the youngest, who get larger type."""
    survey = forms.survey_of(db.session(), slug)
    band = survey.band(band_code) if survey else None
    return band is not None and max(band.ages, default=99) <= OLDEST_OF_THE_SMALL


def _pages(form: Form, language: str) -> list[PageShown]:
    return [
        PageShown(
            number=page.number,
            title=_title(form, page, language),
            conditions=tuple(page_conditions(form, page, language)),
            more=page.asks_for_more,
        )
        for page in form.pages
    ]


def _title(form: Form, page: Page, language: str) -> str:
    """Return what a page is called: its heading, else its first question."""
    default = form.default_language
    if page.title:
        return text_in(page.title, language, default)
    if page.questions:
        question = form.question(page.questions[0])
        return text_in(question.label, language, default) or question.name
    section = form.sections_by_name.get(page.repeat)
    return text_in(section.label, language, default) if section else ""


def _language(form: Form) -> str:
    """Return the language of the form that was asked for, else its first one."""
    wanted = request.args.get("tieng", "")
    return wanted if wanted in form.languages else form.default_language


def _chosen(form: Form) -> dict[str, Any]:
    """Return what was chosen in the address: page, language, width."""
    language = _language(form)
    number = request.args.get("trang", type=read_number) or 1
    width = request.args.get("rong", "")
    pages = _pages(form, chosen_language())
    return {
        "pages": pages,
        "number": number if form.page(number) else 1,
        "tieng": language,
        "form_languages": [(code, LANGUAGES.get(code, code)) for code in form.languages],
        "width": width if width in WIDTHS else WIDTHS[0],
    }


@frames_here
@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def preview(draft_id: int) -> str:
    """Show the pages of a draft."""
    view = service.draft(db.session(), draft_id)
    checked = checked_draft(view)
    values = draft_frame(view, "authoring.preview")
    if checked.form is None:
        return render_template("authoring/not_yet.html", **values)
    return render_template(
        "authoring/preview.html",
        **values,
        **_chosen(checked.form),
        here=url_for("authoring.preview", draft_id=draft_id),
        sheet=url_for("authoring.preview_sheet", draft_id=draft_id),
    )


@frames_here
@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def preview_version(version_id: int) -> str:
    """Show the pages of a version."""
    session = db.session()
    view = forms.version(session, version_id)
    return render_template(
        "authoring/preview.html",
        version=view,
        title=view.title,
        **_chosen(forms.form_of(session, version_id)),
        here=url_for("authoring.preview_version", version_id=version_id),
        sheet=url_for("authoring.version_sheet", version_id=version_id),
    )


@framed_here
@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def preview_sheet(draft_id: int) -> str:
    """Show one page of a draft as a child sees it."""
    view = service.draft(db.session(), draft_id)
    form = checked_draft(view).form
    if form is None:
        abort(404)
    return _sheet(form, is_small(view.survey, view.band))


@framed_here
@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def version_sheet(version_id: int) -> str:
    """Show one page of a version as a child sees it."""
    view = forms.version(db.session(), version_id)
    form = forms.form_of(db.session(), version_id)
    return _sheet(form, is_small(view.survey, view.band))


def _sheet(form: Form, small: bool) -> str:
    whole = everything_shown(form)
    sheet = trial.begun(whole, clock.today())
    number = request.args.get("trang", type=read_number) or 1
    page = next((page for page in sheet.pages if page.number == number), None)
    if page is None:
        abort(404)
    language = _language(form)
    ours = language if language in LANGUAGES else DEFAULT
    with force_locale(ours):
        if page.asks_for_more:
            values, template = more_values(sheet, page, language), "more"
        else:
            values, template = question_values(sheet, page, language), "question"
        return render_template(
            "authoring/preview_page.html",
            **values,
            child_page=f"respond/{template}.html",
            small=small,
            language=ours,
            trying=True,
        )
