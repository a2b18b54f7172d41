"""Lists that grow are read fifty at a time, and a form on a later page leads back to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.support.builders import add_round, add_submission, add_user, person, viewer_of
from tests.support.pages import Page
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.feedback.records import ChildQuestion
from webapp.feedback.rules import QuestionState
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason
from webapp.opinions.service import TextAnswer
from webapp.petitions.records import Petition
from webapp.petitions.rules import PetitionKind, PetitionState
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import Hit, SealedText

MANY = 51
SECOND, QUESTIONS = "/can-bo/y-kien/doc-lai", "/can-bo/cau-hoi"
PETITIONS, CONCERNS = "/can-bo/khieu-nai-to-cao", "/can-bo/bao-ve"


@pytest.fixture
def full(app: Flask) -> Flask:
    with app.app_context():
        session, now, today = db.session(), clock.now(), clock.today()
        proposer = viewer_of(add_user(session, Role.MODERATOR, username="nguoi-de-nghi"))
        round_id = add_round(session)
        sender = add_submission(session, round_id, today)
        texts = [TextAnswer(f"q{n}", f"Câu {n}.", f"Đường tối {n}") for n in range(2 * MANY)]
        ids = opinions.open_opinions(session, sender, texts, today, today)
        for opinion_id in ids[:MANY]:
            opinions.propose_refusal(
                session, proposer.user_id, opinion_id, RefusalReason.UNREADABLE, "", now
            )
        for number, opinion_id in enumerate(ids[MANY:]):
            for state in (QuestionState.PROPOSED, QuestionState.ASKED):
                asked = state is QuestionState.ASKED
                session.add(
                    ChildQuestion(
                        opinion_id=opinion_id, text=f"Hỏi {number}.", state=state, review_note="",
                        made_by=proposer.user_id, made_at=now,
                        answer_by=today if asked else None, asked_on=today if asked else None,
                    )
                )  # fmt: skip
            session.add(
                Petition(
                    opinion_id=opinion_id, submission_id=sender.id, kind=PetitionKind.COMPLAINT,
                    state=PetitionState.PROPOSED, received_on=today,
                    due_on=today + timedelta(days=MANY - number),
                )
            )  # fmt: skip
        for number in range(MANY):
            other = add_submission(session, round_id, today)
            texts = [SealedText("q", "Em muốn nói gì?", "Bố đánh em.")]
            hits = [Hit("beating", "bố đánh em", "")]
            at = now - timedelta(minutes=number)
            safeguarding.raise_concern(session, other.id, "6-10", None, None, texts, hits, at)
        session.commit()
    return app


def counts(page: Page, selector: str) -> int:
    return len(page.all(selector))


def test_long_lists_are_paged(full: Flask) -> None:
    reader = person(full, Role.MODERATOR)
    for url, selector, more in (
        (SECOND, "article.second", "trang"), (QUESTIONS, 'form[action*="/hoi?"]', "trang"),
        (QUESTIONS, "#asked tbody tr", "dang-cho"),
    ):  # fmt: skip
        assert counts(reader.get(url), selector) == 50
        assert "Trang 1" in reader.page.words
        assert counts(reader.get(f"{url}?{more}=2"), selector) == MANY - 50
        assert counts(reader.get(f"{url}?{more}=999"), selector) == MANY - 50
        assert counts(reader.get(f"{url}?{more}=-1"), selector) == 50
    lead = person(full, Role.MODERATION_LEAD)
    first = lead.get(PETITIONS)
    assert counts(first, "tbody tr") == 50
    # The most urgent is the one that was added last.
    assert f"số {MANY}" in first.all("tbody tr")[0].get_text()
    assert counts(lead.follow("Trang sau"), "tbody tr") == MANY - 50
    officer = person(full, Role.PROTECTION_OFFICER)
    urgent = [tag.get_text() for tag in officer.get(CONCERNS).all("tbody tr th")]
    assert (len(urgent), urgent) == (50, sorted(urgent)), "the oldest is the most urgent"
    assert counts(officer.follow("Trang sau"), "tbody tr") == MANY - 50


def test_a_form_on_a_later_page_keeps_its_place(full: Flask) -> None:
    reader = person(full, Role.MODERATOR)
    reader.get(f"{SECOND}?trang=2")
    wrong = reader.submit(form="article.second form.give-back", status=422, why=" ")
    assert counts(wrong, "article.second") == MANY - 50
    assert counts(wrong, "article.second .field-error") == 1
    assert reader.submit(form="article.second form.give-back", why="Nên nhận").url.endswith(
        "trang=2"
    )
    reader.get(f"{QUESTIONS}?trang=2")
    wrong = reader.submit(form='form[action*="/hoi?"]', status=422, text=" ")
    assert counts(wrong, 'form[action*="/hoi?"]') == MANY - 50


def test_ones_own_proposals_are_paged_apart(full: Flask) -> None:
    with full.app_context():
        from_outside = person(full, Role.POLICY_OFFICER)
    assert counts(from_outside.get(f"{SECOND}?cua-toi=2"), "article.second") == 50
    assert not from_outside.page.all(".own-proposals")
