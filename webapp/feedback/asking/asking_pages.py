"""Staff pages of questions to a child: writing one, reading a body's, those that wait."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.feedback import labels, service
from webapp.feedback.web_forms import QuestionForm, ReasonForm, blame
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
# Which page of the questions to read, and of those that wait for a child.
_PAGES = ("trang", "dang-cho")


def _ask_page(opinion_id: str, case_id: int | None, form: QuestionForm) -> str:
    """Show the form; a body sees the words as they were moderated, a moderator came from them.

    Raise NotFound for an opinion that is not behind the case: what was asked about it
    may repeat a child's words.
    """
    words = ""
    if case_id is not None:
        view = tracker.case_view(db.session(), viewer(), case_id, clock.today())
        found = next((one for one in view.opinions if one.id == opinion_id), None)
        if found is None:
            raise NotFound
        words = found.text
    return render_template(
        "feedback/ask_child.html",
        form=form,
        words=words,
        case_id=case_id,
        opinion_id=opinion_id,
        asked=service.questions_of(db.session(), [opinion_id]),
        states=labels.QUESTION_STATES,
        days=directory.number(db.session(), "question_days"),
    )


@staff(Permission.OPINIONS_MODERATE)
def ask_form(opinion_id: str) -> str:
    """Show the form with which a moderator asks the child of an opinion."""
    case_id = opinions.case_of(db.session(), opinion_id)
    return _ask_page(opinion_id, case_id, QuestionForm())


@staff(Permission.OPINIONS_MODERATE)
def ask_child(opinion_id: str) -> Answer:
    """Put a question under the child's receipt."""
    form = QuestionForm()
    case_id = opinions.case_of(db.session(), opinion_id)
    if not form.validate_on_submit():
        return _ask_page(opinion_id, case_id, form), 422
    try:
        service.ask(db.session(), viewer(), opinion_id, form.text.data, clock.now())
    except Invalid as error:
        blame(form, error)
        return _ask_page(opinion_id, case_id, form), 422
    flash(_("Asked. The child finds the question under its receipt."))
    return redirect(url_for("feedback.questions"), 303)


@staff(Permission.CASES_REPLY, Permission.OPINIONS_MODERATE)
def propose_form(case_id: int, opinion_id: str) -> str:
    """Show the form with which the lead body proposes a question."""
    return _ask_page(opinion_id, case_id, QuestionForm())


@staff(Permission.CASES_REPLY, Permission.OPINIONS_MODERATE)
def propose(case_id: int, opinion_id: str) -> Answer:
    """Hand a question to Đoàn xã, who reads it before the child does; a moderator asks at once."""
    if viewer().can(Permission.OPINIONS_MODERATE):
        return ask_child(opinion_id)
    form = QuestionForm()
    if not form.validate_on_submit():
        return _ask_page(opinion_id, case_id, form), 422
    try:
        service.propose(db.session(), viewer(), case_id, opinion_id, form.text.data, clock.now())
    except Invalid as error:
        blame(form, error)
        return _ask_page(opinion_id, case_id, form), 422
    flash(_("Handed in. Đoàn xã reads the question before the child does."))
    return redirect(url_for("tracker.case", case_id=case_id), 303)


def _list(wrong: int = 0, form: QuestionForm | ReasonForm | None = None) -> str:
    session = db.session()
    number, number_of_asked = (request.args.get(name, 1, type=read_number) for name in _PAGES)
    proposed = service.proposed(session, viewer(), number)
    asked = service.asked(session, viewer(), number_of_asked)
    return render_template(
        "feedback/questions.html",
        proposed=proposed,
        asked=asked,
        said={
            one.opinion_id: opinions.masked(session, one.opinion_id).text
            for one in (*proposed.items, *asked.items)
        },
        bodies={body.id: body.short_name for body in directory.bodies(session, None)},
        wrong=wrong,
        form=form,
        page_url=lambda number: url_for("feedback.questions", trang=number),
        asked_url=lambda number: url_for(
            "feedback.questions", **{_PAGES[1]: number}, _anchor="asked"
        ),
    )


def _back() -> Response:
    """Go back to the page of the list the form stood on."""
    number = request.args.get("trang", 1, type=read_number)
    # Without a value the address stays the plain one.
    there = number if number > 1 else None
    return redirect(url_for("feedback.questions", trang=there), 303)


@staff(Permission.OPINIONS_MODERATE)
def questions() -> str:
    """Show the questions a moderator has to read, and those that wait for a child."""
    return _list()


@staff(Permission.OPINIONS_MODERATE)
def approve(question_id: int) -> Answer:
    """Put a body's question to the child."""
    form = QuestionForm(meta={"csrf": False})
    if not form.validate_on_submit():
        return _list(question_id, form), 422
    try:
        service.approve(db.session(), viewer(), question_id, form.text.data, clock.now())
    except Invalid as error:
        blame(form, error)
        return _list(question_id, form), 422
    flash(_("Asked. The child finds the question under its receipt."))
    return _back()


@staff(Permission.OPINIONS_MODERATE)
def decline(question_id: int) -> Answer:
    """Do not put a body's question to the child."""
    form = ReasonForm(meta={"csrf": False})
    if not form.validate_on_submit():
        return _list(question_id, form), 422
    try:
        service.decline(db.session(), viewer(), question_id, form.why.data, clock.now())
    except Invalid as error:
        blame(form, error)
        return _list(question_id, form), 422
    flash(_("Recorded."))
    return _back()
