"""Pictures a child sends and sees again, and the pictures and voices of a survey."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

from flask import Response as FlaskResponse
from flask import current_app, request, send_file, url_for

from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.forms import filling
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.rules import PICTURES, Answers, Page
from webapp.respond import media
from webapp.respond.seat_pages import this_seat
from webapp.respond.sheet import Sheet
from webapp.submissions import pictures
from webapp.web.guards import child_page, public_page
from webapp.web.headers import lasting


@dataclass
class Taken:
    """What became of the pictures of one page; ``refused`` maps questions to keys.

    ``answers`` are all answers so far with the new pictures put in.
    """

    answers: Answers
    kept: bool = False
    removed: bool = False
    refused: dict[str, str] = field(default_factory=dict)


def take(found: Sheet, page: Page, posted: dict[str, list[str]]) -> Taken:
    """Keep the files sent with a page, and say which could not be kept.

    A new picture replaces the one before it; a press on "remove" takes it away.
    """
    taken = Taken(found.draft.answers)
    for name in page.questions:
        if found.form.question(name).type not in PICTURES:
            continue
        before = found.state.value(name, page.at)
        if request.form.get("_drop") == name:
            taken.removed, posted[f"{name}.remove"] = True, ["yes"]
        elif not _keep(found, page, name, taken):
            continue
        if before is not None:
            pictures.drop(db.session(), found.seat.digest, str(before))
    return taken


def _keep(found: Sheet, page: Page, name: str, taken: Taken) -> bool:
    """Keep the file sent for *name*; False when there is none, or none that can be kept."""
    file = request.files.get(name)
    if file is None:
        return False
    # A large file lies on the disk until it is closed.
    with closing(file):
        content = file.read(pictures.LARGEST_FILE + 1)
    if not content:
        return False
    try:
        kept = pictures.keep(db.session(), found.seat.digest, name, content, clock.today())
    except Invalid as refused:
        taken.refused[name] = refused.fields["picture"]
        return False
    base = taken.answers if taken.kept else found.state.grown.draft()
    taken.answers = filling.put(found.form, base, name, page.at, kept)
    taken.kept = True
    return True


@child_page
def own_picture(picture_id: str) -> FlaskResponse:
    """Show a child the picture it has just chosen; to any other seat it does not exist."""
    found = this_seat()
    if found is None:
        raise NotFound
    picture = pictures.at_seat(db.session(), found.digest, picture_id)
    return current_app.response_class(picture.content, mimetype=picture.media_type)


@public_page
@lasting
def survey_file(survey: str, name: str) -> FlaskResponse:
    """Send a picture or a recorded voice of a survey; its address changes when it does."""
    path = media.path_of(CATALOGUE.get(survey), name)
    if path is None:
        raise NotFound
    return send_file(path, mimetype=media.TYPES[path.suffix.lower()], conditional=True)


def media_address(survey: str, name: str) -> str:
    """Return the address of a media file, for the templates.

    Only surveys that are folders have any, so nothing is asked of the database.
    """
    found = CATALOGUE.get(survey)
    return url_for("respond.survey_file", survey=survey, name=name, v=media.version_of(found, name))
