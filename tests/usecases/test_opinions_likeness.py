"""Like opinions are found, topics are learned, and nothing is kept of words that are gone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from tests.support.matters import matters
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import NotFound
from webapp.directory.records import Topic
from webapp.opinions import holdings
from webapp.opinions import service as opinions
from webapp.opinions.likeness.keyed import scheme
from webapp.opinions.likeness.records import Bucket, TopicWord, Trace
from webapp.opinions.rules import HidingKind
from webapp.opinions.views import TextAnswer

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def moderator(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


def said(session: Session, *texts: str) -> list[str]:
    """Store each text as the opinion of another child and return the ids."""
    round_id, made = add_round(session), []
    for text in texts:
        submission = add_submission(session, round_id, DAY)
        made += opinions.open_opinions(
            session, submission, [TextAnswer("q", "Câu hỏi", text)], DAY, DAY
        )
    return made


def kept(session: Session, opinion_id: str) -> tuple[int, ...]:
    """Return how many rows of each kind are kept for an opinion."""
    session.flush()
    return tuple(
        session.scalar(select(func.count()).where(table.opinion_id == opinion_id)) or 0
        for table in (Trace, Bucket, TopicWord)
    )


def alike(session: Session, viewer: Viewer, opinion_id: str) -> list[str]:
    return [found.id for found in opinions.similar_to(session, viewer, opinion_id)]


def submission_of(session: Session, viewer: Viewer, opinion_id: str, other: str) -> str:
    return next(
        found.submission_id
        for found in opinions.similar_to(session, viewer, other)
        if found.id == opinion_id
    )


def test_like_opinions_are_found_however_they_are_spelled(
    session: Session, moderator: Viewer
) -> None:
    chosen = matters()[:8]
    ids = {one.name: said(session, *one.texts) for one in chosen}
    other, teen, *_ = ids["toilet-dirty"]
    opinions.hide_words(session, moderator.user_id, teen, "hôi", HidingKind.MASK, "other", NOW)
    found = opinions.similar_to(session, moderator, other)
    assert {one.id for one in found[:3]} <= set(ids["toilet-dirty"])
    assert not {one.id for one in found} & set(ids["bridge-rail"])
    assert teen in {one.id for one in found}
    assert "hôi" not in next(one.preview for one in found if one.id == teen)
    assert [one.likeness for one in found] == sorted((o.likeness for o in found), reverse=True)
    assert len(opinions.similar_to(session, moderator, other, limit=1)) == 1
    for role in set(Role) - {Role.MODERATOR, Role.MODERATION_LEAD}:
        with pytest.raises(NotFound):
            opinions.similar_to(session, viewer_of(add_user(session, role)), other)
    with pytest.raises(NotFound):
        opinions.similar_to(session, moderator, "no-such-opinion")


def test_nothing_is_kept_of_words_that_are_gone(session: Session, moderator: Viewer) -> None:
    session.add(Topic(code="NUOC", name="Nước", child_name="", position=90))
    text = "Bình nước uống hay hết nước\n\nXe tải chạy nhanh qua cổng trường"
    whole, like, erased, taken, forgotten, withdrawn = said(
        session, text, *["Bình nước uống ở lớp hay hết nước"] * 5
    )
    actor = moderator.user_id
    for one in (whole, like, erased, taken, forgotten, withdrawn):
        opinions.set_topic(session, actor, one, "NUOC")
        assert all(kept(session, one))
    submissions = {one: submission_of(session, moderator, one, like) for one in (taken, forgotten)}
    opinions.start_reading(session, actor, submission_of(session, moderator, whole, like), NOW)
    parts = opinions.split(session, actor, whole, text.split("\n\n"), NOW)
    assert kept(session, whole) == (0, 0, 0)
    before = kept(session, erased)
    opinions.hide_words(session, actor, erased, "nước uống", HidingKind.ERASE, "other", NOW)
    assert kept(session, erased)[2] < before[2]
    opinions.take_out(session, actor, submissions[taken])
    holdings.forget(session, submissions[forgotten])
    opinions.withdraw(session, withdrawn, NOW)
    assert kept(session, taken) == kept(session, withdrawn) == (0, 0, 0)
    assert kept(session, forgotten)[1:] == (0, 0)
    assert parts[0] in alike(session, moderator, like)
    assert not {whole, taken, forgotten, withdrawn, parts[1]} & set(alike(session, moderator, like))
    # Parts of one text are the same child's words and no duplicates of each other.
    assert parts[1] not in alike(session, moderator, parts[0])


def test_topics_are_learned_and_unlearned(session: Session, moderator: Viewer) -> None:
    session.add(
        Topic(code="KIN", name="Bạo lực gia đình", child_name="", position=90, protected=True)
    )
    for place, (code, name) in enumerate({"CHO": "Vật nuôi", "DEN": "Đèn đường"}.items()):
        session.add(Topic(code=code, name=name, child_name="", position=91 + place))
    session.flush()
    dogs = "Chó thả rông đuổi chúng em", "cho tha rong nhieu qua", "chó thả rông cắn bạn em"
    ids = said(session, *dogs)
    asked = "e sợ chó thả rông lắm"
    assert opinions.learned_topic(session, asked) is None
    for one in ids:
        opinions.set_topic(session, moderator.user_id, one, "CHO")
    guess = opinions.learned_topic(session, asked)
    assert guess is not None
    assert guess.topic == "CHO"
    assert guess.share >= 0.6
    assert {"chó", "thả", "rông"} >= set(guess.words) > set()
    assert opinions.learned_topic(session, "em cam on") is None
    for one in ids:
        opinions.set_topic(session, moderator.user_id, one, "KIN")
    assert opinions.learned_topic(session, asked) is None
    # A topic that the directory has no longer is never guessed, and breaks nothing.
    for one in ids:
        opinions.set_topic(session, moderator.user_id, one, "CHO")
    session.execute(TopicWord.__table__.update().values(topic="DA_BO"))
    assert opinions.learned_topic(session, asked) is None


def test_what_was_stored_before_is_caught_up(session: Session, moderator: Viewer) -> None:
    one, other = said(session, "Cầu không có lan can", "cầu treo không lan can sợ ngã")
    assert other in alike(session, moderator, one)
    session.execute(delete(Bucket))
    session.execute(Trace.__table__.update().values(scheme="of another key"))
    assert alike(session, moderator, one) == []
    opinions.catch_up_likeness(session, NOW)
    assert other in alike(session, moderator, one)
    assert set(session.scalars(select(Trace.scheme))) == {scheme()}


def test_the_tables_hold_no_words(session: Session, moderator: Viewer) -> None:
    said(session, "Cầu không có lan can")
    for table in (Trace, Bucket, TopicWord):
        for row in session.execute(select(*table.__table__.columns)):
            assert "lan" not in str(row._mapping).lower()
