"""How well and how quickly like opinions and topics are found.

``python -m benchmarks.likeness [--opinions 50000] [--postgresql] [--quality]`` prints
precision and recall on the invented matters of ``tests/unit``, then fills a database
and times a search, a topic and an arrival in it.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from benchmarks.servers import postgresql_urls
from tests.support.builders import add_round, add_submission, add_user, viewer_of
from tests.support.databases import migrate
from tests.support.matters import Matter, learned_topics, matters, precision_and_recall
from webapp.accounts.rules import Role
from webapp.config import load
from webapp.directory.records import Topic
from webapp.extensions import db
from webapp.factory import create_app
from webapp.opinions import service as opinions
from webapp.opinions.likeness.similar import ALIKE
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState
from webapp.opinions.suggesting.known_words import exactly
from webapp.opinions.views import TextAnswer

DAY = date(2026, 11, 23)
ASKED = 200
SYLLABLES = sorted(
    exactly(
        "ba be bi bo ca co cu da de di do ga ghe gio go ha he ho ke kho la le lo lu ma me mo na "
        "ne no nga nghe pha phe qua quy ra re ro sa se so ta te tha the tho tra tre tri va ve vo "
        "xa xe xo"
    )
)


def quality() -> None:
    """Print how many of one matter are found, and how many topics are guessed."""
    for half in ("tuned", "unseen"):
        precision, recall, same, other = precision_and_recall(matters(half), ALIKE)
        print(
            f"{half}: {same} like pairs, {other} others: precision {precision:.1%}, "
            f"recall {recall:.1%}"
        )
        guessed = learned_topics(matters(half))
        print(
            f"{half}: topics right {guessed.right:.1%}, wrong {guessed.wrong:.1%}, "
            f"none {guessed.none:.1%}"
        )


def fill(session: Session, number: int) -> list[str]:
    """Store *number* opinions: matters with words left out, and much beside them."""
    chance = random.Random(7)
    known = matters()
    for place, code in enumerate(sorted({one.topic for one in known})):
        if session.get(Topic, code) is None:
            session.add(Topic(code=code, name=code, child_name="", position=900 + place))
    session.flush()
    submission = add_submission(session, add_round(session), DAY)
    made: list[str] = []
    while len(made) < number:
        rows = [_opinion(chance, known, submission.id, submission.round_id, n) for n in range(500)]
        session.add_all(rows)
        session.flush()
        made += [row.id for row in rows]
        session.commit()
        session.expunge_all()
    return made


def _opinion(
    chance: random.Random, known: list[Matter], submission_id: str, round_id: int, position: int
) -> Opinion:
    matter = chance.choice(known)
    words = [word for word in chance.choice(matter.texts).split() if chance.random() > 0.2]
    words += [chance.choice(SYLLABLES) + chance.choice(SYLLABLES) for _ in range(6)]
    if chance.random() < 0.5:  # the other half is about something nobody else says
        words = [chance.choice(SYLLABLES) + chance.choice(SYLLABLES) for _ in range(12)]
    return Opinion(
        id=f"{chance.getrandbits(60):016x}",
        submission_id=submission_id,
        round_id=round_id,
        survey="y-kien",
        band="6-10",
        question="q",
        question_label="Câu hỏi",
        position=position,
        original=" ".join(words),
        state=OpinionState.ACCEPTED,
        topic=matter.topic,
        received_on=DAY,
        moderation_due=DAY,
    )


def times(work: Callable[[int], object]) -> str:
    """Return median and 95th percentile of ``ASKED`` runs, in milliseconds."""
    spent = []
    for number in range(ASKED):
        began = time.perf_counter()
        work(number)
        spent.append((time.perf_counter() - began) * 1000)
    late = sorted(spent)[ASKED * 95 // 100]
    return f"median {statistics.median(spent):6.1f} ms   p95 {late:6.1f} ms"


def speed(url: str, folder: Path, number: int) -> None:
    """Fill the database at *url* and print how quickly it answers."""
    os.environ["INSTANCE"] = str(folder / "instance")
    settings = replace(load(), testing=True, database_url=url)
    migrate(settings)
    app = create_app(settings)
    with app.app_context():
        session = db.session()
        viewer = viewer_of(add_user(session, Role.MODERATOR))
        began = time.perf_counter()
        ids = fill(session, number)
        print(f"{number} opinions stored in {time.perf_counter() - began:.0f} s")
        session.execute(text("ANALYZE"))
        session.commit()
        asked = random.Random(8).sample(ids, ASKED)
        print("similar_to     ", times(lambda n: opinions.similar_to(session, viewer, asked[n])))
        texts = session.scalars(select(Opinion.original).where(Opinion.id.in_(asked))).all()
        print("learned_topic  ", times(lambda n: opinions.learned_topic(session, texts[n])))
        sender = add_submission(session, add_round(session), DAY)
        print(
            "one arrives    ",
            times(
                lambda n: opinions.open_opinions(
                    session, sender, [TextAnswer("q", "Câu", texts[n])], DAY, DAY
                )
            ),
        )
        session.rollback()
        db.session.remove()
        db.engine.dispose()


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.likeness")
    parser.add_argument("--opinions", type=int, default=50_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--quality", action="store_true", help="quality only")
    options = parser.parse_args()
    quality()
    if options.quality:
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'like.db'}"
        if options.postgresql:
            url = stack.enter_context(postgresql_urls(folder))[1]
        speed(url, folder, options.opinions)
        if not options.postgresql:
            print(f"file: {(folder / 'like.db').stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
