"""The forms of Nghị định 56/2017: filled for one concern, and kept as templates."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.extensions import db
from webapp.safeguarding.labels import PAPER_FAULTS
from webapp.safeguarding.papers import keeping
from webapp.safeguarding.papers.fields import FIELDS, LISTS, TITLES
from webapp.safeguarding.rules import Paper
from webapp.web.guards import staff, viewer
from webapp.web.input_limits import takes_files
from webapp.web.transaction import writes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@writes
@staff(Permission.CONCERNS_HANDLE, hidden=True)
def made(concern_id: str, paper: str) -> Response:
    """Send a form filled with what is known of a concern."""
    content = keeping.made(db.session(), viewer(), concern_id, Paper(paper), clock.now())
    return _file(content, paper)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def papers() -> str:
    """List the forms with the versions in use."""
    session = db.session()
    return render_template(
        "safeguarding/papers.html",
        papers=keeping.papers(session, viewer()),
        titles=TITLES,
        names={one.id: one.display_name for one in accounts.people(session)},
        fields=FIELDS,
        lists=LISTS,
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def template(paper: str) -> Response:
    """Send a template to be changed in Word."""
    return _file(keeping.template(db.session(), viewer(), Paper(paper)), paper)


@takes_files
@staff(Permission.CONCERNS_HANDLE, hidden=True)
def replace(paper: str) -> Response:
    """Use the office's own file from now on."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if file:
        # A larger file lies in a temporary one, which is gone as soon as it is closed.
        file.close()
    try:
        found = keeping.replace(db.session(), viewer(), Paper(paper), content, clock.now())
    except Invalid as error:
        fault = next(words for key, words in PAPER_FAULTS.items() if key == error.fields["file"])
        flash(f"{fault} {error.message}".strip(), "error")
        return redirect(url_for("safeguarding.papers"), 303)
    flash(_("Used from now on; %(count)s fields are filled in by itself.", count=len(found.used)))
    return redirect(url_for("safeguarding.papers"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def take_back(paper: str) -> Response:
    """Use the form we ship again."""
    keeping.take_back(db.session(), viewer(), Paper(paper), clock.now())
    return redirect(url_for("safeguarding.papers"), 303)


def _file(content: bytes, paper: str) -> Response:
    answer = Response(content, mimetype=WORD)
    answer.headers["Content-Disposition"] = f'attachment; filename="mau-so-{paper}.docx"'
    return answer
