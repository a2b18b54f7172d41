"""The questions, one page after the other, and all answers before they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import render_template, request, session
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.forms import filling
from webapp.forms.rules import Page
from webapp.intake import service as intake
from webapp.respond import lines, opening, picture_pages, repeat_pages, seat, sheet, showing
from webapp.respond.blocks import heads_a_table
from webapp.respond.seat_pages import (
    Answer,
    elsewhere,
    go,
    is_mending,
    key_called,
    this_seat,
    this_sheet,
)
from webapp.respond.sheet import Sheet
from webapp.submissions import service as submissions
from webapp.submissions.rules import slip_digest, slip_of
from webapp.web.guards import child_page
from webapp.web.input_limits import takes_pictures
from webapp.web.language import LANGUAGES, chosen_language


@child_page
def question(key: str) -> Answer:
    """Show one page of the sheet."""
    found = this_sheet()
    if found is None:
        return elsewhere()
    page = found.page(key)
    if page is None:
        following = found.after(key)
        return go("question", key=following.key) if following else go("check")
    if page.asks_for_more:
        return repeat_pages.more_page(found, page)
    return question_page(found, page)


def question_page(
    found: Sheet,
    page: Page,
    result: filling.PageResult | None = None,
    asking: bool = False,
) -> str:
    """Return the page of one question or of several; *result* is what was posted for it."""
    return render_template(
        "respond/question.html",
        asking=asking,
        small=opening.is_small(db.session(), found.form.survey, found.form.band),
        mending=is_mending(),
        waits=found.draft.slip,
        **showing.question_values(found, page, chosen_language(), result),
    )


@child_page
@takes_pictures
def answer(key: str) -> Answer:
    """Save one page and go where the child wants: on, back, to help, to the check."""
    found = this_sheet()
    if found is None:
        return elsewhere()
    page = found.page(key)
    if page is None:
        return go("question", key=key)
    if page.asks_for_more:
        more = _leaving(key, found) or repeat_pages.answer_more(found, page)
        return more or _onward(found, key)
    posted = request.form.to_dict(flat=False)
    taken = picture_pages.take(found, page, posted)
    result = filling.read_page(found.form, page, posted, taken.answers, found.today)
    result = replace(result, errors={**result.errors, **taken.refused})
    after = found.answered(result.answers)
    sheet.save(db.session(), after, clock.now())
    if taken.removed:
        return go("question", key=key, sua=request.form.get("_sua") or None)
    staying = _staying(after, after.page(key) or page, result, 200 if taken.kept else 422)
    return _leaving(key, after) or staying or _onward(after, key)


def _staying(after: Sheet, page: Page, result: filling.PageResult, status: int) -> Answer | None:
    """Return the same page when something is to be mended, read or skipped, else None.

    A page answered with 422 leaves nothing behind, so one that brought a picture is
    answered with 200.
    """
    if result.errors:
        return question_page(after, page, result), status
    if result.revealed:
        return go("question", key=page.key)
    asked = "_skip" in request.form or "_asked" in request.form
    if not asked and left_empty(after, page):
        return question_page(after, page, result, asking=True), 422
    return None


def left_empty(found: Sheet, page: Page) -> bool:
    """Tell whether nothing on *page* is answered although something is asked."""
    questions = [found.form.question(name) for name in page.questions]
    asked = [q.name for q in questions if q.asks and not q.read_only and not heads_a_table(q)]
    return bool(asked) and all(found.state.value(name, page.at) is None for name in asked)


def has_own_answer(found: Sheet, page: Page) -> bool:
    """Tell whether the child answered on *page*, beyond what the form itself puts there."""
    questions = [found.form.question(name) for name in page.questions]
    own = [q.name for q in questions if q.asks and q.default is None and q.calculation is None]
    return any(found.state.value(name, page.at) is not None for name in own)


def _leaving(key: str, after: Sheet) -> Response | None:
    """Return where a button other than "continue" leads; what was typed is kept."""
    language = request.form.get("_language", "")
    if language in LANGUAGES:
        session["language"] = language
        return go("question", key=key, sua=request.form.get("_sua") or None)
    wanted = request.form.get("_go")
    if wanted == "help":
        return go("help_page", tu=key)
    if wanted == "later":
        number = slip_of(key_called("receipt"), after.seat.secret)
        digest = slip_digest(key_called("receipt"), number)
        submissions.put_aside(db.session(), after.seat.digest, digest, clock.now())
        return go("later")
    if wanted == "back":
        before = after.before(key)
        return go("question", key=before.key) if before else go("assent")
    return None


def _onward(after: Sheet, key: str) -> Response:
    following = after.after(key)
    if following is None or request.form.get("_sua"):
        return go("check")
    return go("question", key=following.key)


@child_page
def check() -> Answer:
    """Show all answers before they are sent."""
    found = this_sheet()
    return _check_page(found, {}) if found else elsewhere()


def _check_page(found: Sheet, errors: Mapping[str, str]) -> str:
    parts = lines.parts_of(found, chosen_language(), errors)
    last = found.pages[-1].key if found.pages else "1"
    wrong = [line for part in parts for line in part.lines if line.error]
    return render_template(
        "respond/check.html", parts=parts, wrong=wrong, last=last, waits=found.draft.slip
    )


@child_page
def send() -> Answer:
    """Take the sheet in; sent again in any way it is the same submission."""
    found = this_seat()
    if found is None:
        return go("start")
    if seat.has_sent(session):
        return elsewhere()
    try:
        intake.receive(
            db.session(),
            found.digest,
            found.secret,
            key_called("receipt"),
            clock.today(),
            clock.now(),
            chosen_language(),
        )
    except Invalid as refused:
        opened = this_sheet()
        return (_check_page(opened, refused.fields), 422) if opened else elsewhere()
    except NotFound:
        return elsewhere()
    return go("receipt")
