"""The product under measurement: a real server with two open rounds, and recorded walks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from benchmarks.load import Step
from tests.support.builders import add_user
from tests.support.live import LiveServer
from tests.support.wire import Child, Field, plain_answer
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import PROJECT, load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.rounds import service as rounds

MONTHLY, TWELVE = "y-kien-hang-thang", "muoi-hai-cau"
LONG_TEXT = "Em mong sân trường có thêm bóng mát và chỗ ngồi đọc sách. " * 12


def start(folder: Path, database_url: str | None) -> LiveServer:
    """Start the product with the real monthly survey and the one of twelve questions."""
    surveys = folder / "surveys"
    shutil.copytree(PROJECT / "surveys" / MONTHLY, surveys / MONTHLY)
    shutil.copytree(PROJECT / "benchmarks" / "surveys" / TWELVE, surveys / TWELVE)
    extra = {"SURVEYS": str(surveys)}
    if database_url:
        extra["DATABASE_URL"] = database_url
    server = LiveServer(folder / "instance", environment=extra).start()
    open_rounds(server, extra)
    return server


def open_rounds(server: LiveServer, extra: Mapping[str, str]) -> None:
    """Open one round of each survey; the start page lists them in this order."""
    os.environ.update({"INSTANCE": str(server.instance), **extra})
    app, today = create_app(load()), clock.today()
    with app.app_context():
        session = db.session()
        actor = add_user(session, Role.MODERATOR)
        for survey in (MONTHLY, TWELVE):
            number = rounds.create_round(
                session,
                actor.id,
                survey=survey,
                title=survey,
                period=today.replace(day=1),
                opens_on=today,
                closes_on=today + timedelta(days=7),
                reply_by=None,
                reader="",
                today=today,
            )
            rounds.open_round(session, actor.id, number)
        session.commit()
        db.session.remove()
        db.engine.dispose()


def long_answer(asked: Field) -> str:
    """Answer with about a kilobyte and a half for the whole form, as peers were measured."""
    return LONG_TEXT if asked.kind == "textarea" else plain_answer(asked)


def recorded(server: LiveServer, survey: str) -> list[Step]:
    """Walk one whole journey and return its steps, from the first page to the receipt."""
    child = Child("127.0.0.1", server.port, long_answer)
    child.begin(_choice(child, survey))
    child.fill_in()
    child.send()
    child.close()
    return list(child.log)


def _choice(child: Child, survey: str) -> int:
    """Return which button of the first page opens *survey*, in its oldest age band."""
    child.get("/")
    ages = child.choices()
    # Values are "round:band"; the rounds were opened one after the other.
    numbers = sorted({age.partition(":")[0] for age in ages}, key=int)
    wanted = numbers[(MONTHLY, TWELVE).index(survey)]
    child.log.clear()
    return max(n for n, age in enumerate(ages) if age.partition(":")[0] == wanted)
