"""The same children twice: in one house something dangerous is told, in its twin nothing."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.support import secret_words as word
from tests.support.planted import ASKED, DIALOGUE, FORUM, FORUM_PLAIN, MONTHLY, Planted, known_ids
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.feedback import service as feedback
from webapp.moderation import service as moderation
from webapp.opinions import service as opinions
from webapp.registration.records import Registration, RegistrationEvent
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState, HandedBy, Receiver
from webapp.safeguarding.service import HandedOver

_TOLD = f"Bố em uống rượu về là đánh em đau lắm, ở {word.CONCERN}."
_NEED = f"Bố em hay đánh em nên em sợ, {word.SUPPORT}."
_TOUCHED = f"Thầy {word.QUESTION} sờ vào người em thì em nói với ai?"
_ANSWERED = f"Bố em đánh em chảy máu ở {word.DANGEROUS_ANSWER}, em sợ lắm."
# Opinions that a moderator finds dangerous: one being read, one behind a case already.
_FOUND = ("handed", "joined")


def endanger(world: Planted) -> None:
    """Let every kind of concern come into *world*, and officers write all they can of them."""
    with world.app.app_context():
        session = db.session()
        _send(world, session, {"noi_them": _TOLD}, {"nhu_cau": _NEED}, _TOUCHED)
        now = clock.now()
        asked = world.questions["asked_too"]
        feedback.answer(session, world.digest("asked_too"), asked, _ANSWERED, now)
        out = [world.people["excluded"]]
        for name in _FOUND:
            note, submission = f"Nghe không ổn {word.NOTICED}", world.submission(session, name)
            moderation.to_protection(session, world.moderator, submission, note, now, out)
        _protect(world, session)
        session.commit()


def keep_silent(world: Planted) -> None:
    """Let the same children send the same without a word of danger.

    What cannot be sent without words (a question of a dialogue), and what a
    moderator would have handed on, is as if it had never been written.
    """
    with world.app.app_context():
        session = db.session()
        _send(world, session, {}, {}, "Em hỏi một câu thôi ạ.")
        unsaid = world.submission(session, "question")
        asked = select(Registration.id).where(Registration.submission_id == unsaid)
        session.execute(
            delete(RegistrationEvent).where(RegistrationEvent.registration_id.in_(asked))
        )
        session.execute(delete(Registration).where(Registration.submission_id == unsaid))
        for name in ("question", *_FOUND):
            submission = world.submission(session, name)
            opinions.take_out(session, world.moderator.user_id, submission)
        session.commit()


def _send(
    world: Planted, session: Session, said: dict[str, str], need: dict[str, str], question: str
) -> None:
    with known_ids("c"):
        world.send(session, "concern", MONTHLY, "6-10", {"tuoi": "9", **said})
    with known_ids("f"):
        world.send(session, "forum", FORUM, "tat-ca", {**FORUM_PLAIN, **need})
    with known_ids("q"):
        world.send(session, "question", DIALOGUE, "tat-ca", {**ASKED, "cau_hoi": question})


def _protect(world: Planted, session: Session) -> None:
    """Let officers write down everything that can be written about a concern."""
    now = clock.now()
    officer = world.viewer(session, Role.PROTECTION_OFFICER)
    second = world.viewer(session, "second officer")
    for line in safeguarding.concerns(session, officer, now):
        one = line.id
        safeguarding.move(session, officer, one, ConcernState.ACKNOWLEDGED, "", now)
        if not _is_excluded(session, world, one):
            out = [world.people["excluded"]]
            safeguarding.exclude(session, officer, one, out, word.EXCLUDED_WHY, now)
        safeguarding.ask_to_unseal(session, officer, one, word.UNSEAL_WHY, now)
        opened = safeguarding.open_concern(session, second, one, now)
        # Opened by two is the one without a name; the names of the forum stay sealed.
        if any(word.CONCERN in said.text for said in opened.texts):
            asked = opened.seal.unsealing_id
            safeguarding.approve_unsealing(session, second, one, asked, now)
        handed = HandedOver(
            Receiver.POLICE, HandedBy.PHONE, now, word.HANDED_TO, "Anh Mẫu", word.RECEIPT_NUMBER
        )
        safeguarding.hand_over(session, officer, one, handed, now)
    safeguarding.watch(session, now)


def _is_excluded(session: Session, world: Planted, concern_id: str) -> bool:
    """Tell whether a concern is kept from the excluded officer already."""
    excluded = world.viewer(session, "excluded")
    return concern_id not in {
        line.id for line in safeguarding.concerns(session, excluded, clock.now())
    }
