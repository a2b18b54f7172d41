"""The board itself: read by everybody, as a page, on paper and as a feed."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from webapp.base import clock
from webapp.base.text import read_number
from webapp.board import service
from webapp.board.labels import CROWDS
from webapp.board.rules import BoardFilter
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.feedback.labels import PROMISES
from webapp.tracker.labels import CHILD_DECISIONS
from webapp.tracker.rules import Decision
from webapp.web.guards import public_page
from webapp.web.headers import findable

LONGEST_PAPER = 200
LONGEST_FEED = 30
WORDS = {"crowds": CROWDS, "decisions": CHILD_DECISIONS, "outcomes": PROMISES}


def _wanted() -> BoardFilter:
    """Return what the address asks for; what cannot be read does not narrow."""
    decision = request.args.get("tra-loi", "")
    year = request.args.get("nam", type=read_number)
    return BoardFilter(
        topic=request.args.get("chu-de") or None,
        decision=Decision(decision) if decision in set(Decision) else None,
        year=year if year and 2000 <= year <= 2999 else None,
    )


def _asked(**more: Any) -> dict[str, Any]:
    asked = {name: request.args.get(name) for name in ("chu-de", "tra-loi", "nam")}
    return {name: value for name, value in {**asked, **more}.items() if value}


def _place() -> str:
    return directory.commune(db.session(), clock.today()).name


@public_page
@findable
def board() -> str:
    """Show one page of the board."""
    number = request.args.get("trang", 1, type=read_number)
    page = service.board(db.session(), _wanted(), number, clock.today())
    return render_template(
        "board/board.html",
        page=page,
        page_url=lambda number: url_for("board.board", **_asked(trang=number)),
        wanted=_wanted(),
        asked=_asked(),
        overview=service.overview(db.session()),
        place=_place(),
        **WORDS,
    )


@public_page
@findable
def entry(entry_id: int) -> str:
    """Show one matter under an address of its own."""
    found = service.entry(db.session(), entry_id, clock.today())
    return render_template("board/entry.html", entry=found, place=_place(), **WORDS)


@public_page
@findable
def paper() -> str:
    """Show the board on A4, to be put up at a school or a village house."""
    page = service.board(db.session(), _wanted(), 1, clock.today(), LONGEST_PAPER)
    return render_template(
        "board/paper.html",
        entries=page.items,
        asked=_asked(),
        place=_place(),
        today=clock.today(),
        **WORDS,
    )


@public_page
@findable
def feed() -> Response:
    """Return the newest matters as an Atom feed (RFC 4287), without words of children."""
    found = service.news(db.session(), clock.today(), LONGEST_FEED)
    at = max((one.news_on for one in found), default=clock.today())
    response = make_response(
        render_template(
            "board/feed.xml",
            entries=found,
            place=_place(),
            updated=clock.day_start(at),
            moment=clock.day_start,
            **WORDS,
        )
    )
    response.mimetype = "application/atom+xml"
    return response
