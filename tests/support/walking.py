"""Every address of the application that can be opened, filled from the database."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import product

from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from webapp.accounts.rules import Role, permissions_of
from webapp.base import clock
from webapp.extensions import db

# Where the values of an address come from.  An address with another name in it
# fails the walk until a line is added here, so that no page is forgotten.
_FROM_DATABASE = {
    "concern_id": "SELECT id FROM concern",
    "exclusion_id": "SELECT id FROM concern_exclusion",
    "unsealing_id": "SELECT id FROM concern_unsealing",
    "asking_id": "SELECT id FROM lexicon_asking",
    "meeting_id": "SELECT id FROM meeting",
    "petition_id": "SELECT id FROM petition",
    "rule_id": "SELECT id FROM routing_rule",
    "entry_id": "SELECT id FROM board_entry",
    "registration_id": "SELECT id FROM registration",
    "code": "SELECT code FROM topic",
    "body_id": "SELECT id FROM body",
    "contact_id": "SELECT id FROM help_contact",
    "school_id": "SELECT id FROM school",
    "round_id": "SELECT id FROM round",
    "session_id": "SELECT id FROM class_session",
    "occurrence_id": "SELECT id FROM occurrence ORDER BY id LIMIT 3",
    "task_id": "SELECT id FROM task ORDER BY id LIMIT 3",
    "user_id": 'SELECT id FROM "user"',
    "case_id": 'SELECT id FROM "case"',
    "submission_id": "SELECT id FROM submission",
    "opinion_id": "SELECT id FROM opinion",
    "hiding_id": "SELECT id FROM hiding",
    "class_id": "SELECT id FROM school_class",
    "question_id": "SELECT id FROM child_question",
    "reply_id": "SELECT id FROM reply",
    "check_id": "SELECT id FROM promise_check",
    "template_id": "SELECT id FROM reply_template",
    "picture_id": "SELECT id FROM picture",
    "survey": "SELECT DISTINCT survey FROM form_version",
    "draft_id": "SELECT id FROM form_draft",
    "event_id": "SELECT id FROM form_draft_event",
    "version_id": "SELECT id FROM form_version ORDER BY id LIMIT 3",
    "slug": "SELECT DISTINCT survey FROM form_version",
    "band": "SELECT DISTINCT band FROM form_version",
}


def addresses(app: Flask, method: str = "GET") -> Iterator[tuple[Rule, str]]:
    """Yield every rule for *method* with every address the database gives it."""
    with app.app_context():
        values = {name: list(db.session.scalars(text(q))) for name, q in _FROM_DATABASE.items()}
    today = clock.today()
    values |= {
        "year": [today.year], "month": [today.month], "number": [1, 2], "secret": ["x" * 43],
        "day": [20261231], "filename": ["staff.css", "child.css"], "ending": ["xlsx", "md"],
        "key": ["1", "2"], "name": ["mau.png"], "place": [2],
        "paper": ["01", "04"], "part": ["innocent", "spelling"],
    }  # fmt: skip
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        for row in product(*(values[name] for name in names)):
            yield rule, adapter.build(rule.endpoint, dict(zip(names, row, strict=True)), method)


def once_where_refused(
    app: Flask, role: Role, found: Iterable[tuple[Rule, str]]
) -> Iterator[tuple[Rule, str]]:
    """Yield *found*, but one address only of a rule whose guard turns *role* away.

    The guard looks at the role before anything reads the address, so one tells for all.
    """
    granted = permissions_of(frozenset({role}))
    turned_away: set[str] = set()
    for rule, url in found:
        if rule.endpoint in turned_away:
            continue
        kind, permissions = getattr(app.view_functions[rule.endpoint], "access", ("", ()))
        if kind == "staff" and granted.isdisjoint(permissions):
            turned_away.add(rule.endpoint)
        yield rule, url


def opened(data: bytes) -> str:
    """Return what stands in an answer; an archive (xlsx, docx) is opened to its last file."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{opened(archive.read(name))}" for name in archive.namelist())
