"""A commune with marked words (``secret_words``) in every place that must not let them out.

``Planted(app)`` is a commune on a day of work; ``endanger`` adds every kind of
concern there is, ``keep_silent`` the same children who said nothing of danger.
Two copies of one commune, one with either, must look the same to everybody who
is not a protection officer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from tests.support import secret_words as word
from tests.support.builders import add_user, survey_round, viewer_of
from webapp.accounts.records import User
from webapp.accounts.rules import Role, Viewer
from webapp.base import clock, ids
from webapp.board import service as board
from webapp.board.rules import BoardWords
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.feedback import service as feedback
from webapp.intake import service as intake
from webapp.meetings import service as meetings
from webapp.meetings.rules import Asked, Wish
from webapp.moderation import service as moderation
from webapp.moderation.service import Sending
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind, RefusalReason
from webapp.opinions.service import OpinionView
from webapp.outbox import service as outbox
from webapp.outbox.rules import Wishes
from webapp.petitions import service as petitions
from webapp.petitions.rules import PetitionKind, Words
from webapp.plan import service as plan
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest, seat_digest
from webapp.submissions.service import DraftData
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

COMMUNES = PROJECT / "webapp" / "directory" / "communes"
MONTHLY, FORUM, DIALOGUE = "y-kien-hang-thang", "dien-dan-tre-em", "doi-thoai-hoc-duong"
PARENTS = "kien-nghi-phu-huynh"
FORUM_PLAIN = {
    "ho_ten": word.CHILD_NAME, "ngay_sinh": "2014-05-31", "truong": "THCS Đồng Sao", "lop": "6B",
    "xom": "Xóm Suối Sao", "gioi_thieu_boi": "lop", "nguoi_lon_ten": word.GUARDIAN,
    "quan_he": "me", "dien_thoai": word.PHONE, "dong_y_nguoi_lon": True, "chup_anh": "no",
    "tu_nguyen": True,
}  # fmt: skip
ASKED = {"truong": "THCS Đồng Sao", "lop": "7B", "tu_nguyen": True}
_PARENT = {
    "cach_nhan": "truc_tiep", "dong_y_lien_he": True, "ho_ten": word.PARENT,
    "dien_thoai": word.PARENT_PHONE,
    "y_kien": f"Tố cáo ông {word.PETITION_NAME}, cô {word.UNHIDDEN} thu sai: {word.PETITION}.",
}  # fmt: skip
_SAID = {
    "case": f"Bạn {word.MASKED} và bạn {word.ERASED} nói sân trường nóng quá.",
    "joined": f"Sân trường em nắng lắm, chỗ {word.OUT_OF_CASE} không có cây.",
    "second": "Em mong thư viện mở cửa giờ ra chơi.",
    "unread": f"Em mong có vườn {word.UNREAD} ở trường.",
    "refused": f"Em không thích món {word.REFUSED} ở căng tin.",
    "doubtful": "Em muốn nghỉ học thứ Hai.",
    "withdrawn": f"Em mong có thêm {word.WITHDRAWN} ở sân.",
    "asked": "Vòi nước ở trường hay hỏng.",
    "asked_too": "Đường đến trường có ổ gà.",
    "handed": f"Em hay buồn ở {word.HANDED_OVER} vào buổi tối.",
}
_REPLY = ReplyText(
    Decision.WILL_DO, "Các em muốn sân trường mát.", "Xã trồng cây.", "", "Trong tháng 12"
)


@contextmanager
def known_ids(start: str) -> Iterator[None]:
    """Let identifiers be counted and not drawn, so that two houses have the same ones."""
    numbers, before = count(1), ids.secrets
    drawn = SimpleNamespace(
        token_urlsafe=lambda size: f"{start}{next(numbers):x}".ljust(size * 4 // 3, "-")
    )
    ids.secrets = drawn  # type: ignore[assignment]
    try:
        yield
    finally:
        ids.secrets = before


class Planted:
    """The world; ``receipts`` are the digits by what was sent under them.

    ``people`` holds one person of each role, and ``excluded``, an officer whom
    every concern is kept from.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.receipts: dict[str, str] = {}
        self.people: dict[str, int] = {}
        with app.app_context(), known_ids("b"):
            self._make(db.session())
            db.session.commit()

    def viewer(self, session: Session, name: str) -> Viewer:
        """Return one of ``people`` as use-cases see that person."""
        return viewer_of(session.get_one(User, self.people[name]))

    def _make(self, session: Session) -> None:
        today = clock.today()
        directory.load_seed(session, COMMUNES / "demo", today)
        plan.import_plan(session, COMMUNES / "thanh-linh", today=today)
        self.body = directory.body_id(session, "tram-y-te")
        self.school = directory.schools(session, today)[0].id
        self._hire(session)
        self.moderator = self.viewer(session, Role.MODERATOR)
        self.official = self.viewer(session, Role.BODY_OFFICIAL)
        surveys = (MONTHLY, FORUM, DIALOGUE, PARENTS)
        self.rounds = {slug: survey_round(session, slug, today) for slug in surveys}
        class_id = directory.classes(session, self.school, "2026-2027")[0].id
        code = rounds.open_session(
            session, self.moderator, self.rounds[MONTHLY], class_id, clock.now()
        )
        joined = rounds.join(session, code, clock.now())
        assert joined is not None
        self.class_session = joined.id
        self._send_all(session)
        self._moderate(session)
        self._answer(session)
        self._voices(session)

    def _hire(self, session: Session) -> None:
        extra = ("excluded", "second officer", "second moderator")
        roles = (Role.PROTECTION_OFFICER, Role.PROTECTION_OFFICER, Role.MODERATOR)
        for name, role in [*((str(r), r) for r in Role), *zip(extra, roles, strict=True)]:
            user = add_user(
                session, role, username=name.replace(" ", "-"), password="x",
                body_id=self.body, school_id=self.school,
            )  # fmt: skip
            self.people[name] = user.id
            outbox.change_wishes(session, user.id, Wishes(f"p{user.id}@thu.example"))

    def _send_all(self, session: Session) -> None:
        for name, words in _SAID.items():
            self.send(session, name, MONTHLY, "6-10", {"tuoi": "9", "noi_them": words})
        self.send(session, "parent", PARENTS, "phu-huynh", _PARENT)
        shelf = {**ASKED, "cau_hoi": "Sao lớp em không có tủ sách?"}
        self.send(session, "shelf", DIALOGUE, "tat-ca", shelf)
        self._draft(session, "left", MONTHLY, "6-10", {"tuoi": "8", "noi_them": word.DRAFT})
        wish = Asked(word.CALLED, word.MEET_AT, word.MEET_WHEN, word.MEET_HOW, Wish.ADVICE_CLUB)
        meetings.ask(session, ids.new_id(), wish, clock.now())

    def _draft(
        self, session: Session, name: str, slug: str, band: str, answers: dict[str, Any]
    ) -> str:
        keys = self.app.config["SETTINGS"].keys
        seat = seat_digest(keys["seat"], name)
        version = rounds.form_version_for(session, self.rounds[slug], band)
        joined = self.class_session if slug == MONTHLY else None
        data = DraftData(self.rounds[slug], band, version, joined, answers)
        submissions.save_draft(session, seat, data, clock.now())
        return seat

    def send(
        self, session: Session, name: str, slug: str, band: str, answers: dict[str, Any]
    ) -> None:
        """Let a child send something; its receipt is kept under *name*."""
        seat = self._draft(session, name, slug, band, answers)
        key = self.app.config["SETTINGS"].keys["receipt"]
        self.receipts[name] = intake.receive(session, seat, name, key, clock.today(), clock.now())

    def digest(self, name: str) -> str:
        """Return the digest under which the house knows a receipt."""
        return receipt_digest(self.app.config["SETTINGS"].keys["receipt"], self.receipts[name])

    def submission(self, session: Session, name: str) -> str:
        """Return the identifier of what was sent as *name*."""
        sent = submissions.of_receipt(session, self.digest(name))
        assert sent is not None
        return sent.id

    def opinion(self, session: Session, name: str) -> OpinionView:
        """Return the first opinion that was sent as *name*, as the moderator sees it."""
        return opinions.of_submission(session, self.moderator, self.submission(session, name))[0]

    def _to_case(self, session: Session, name: str, sending: Sending) -> int:
        now = clock.now()
        return moderation.send(session, self.moderator, self.opinion(session, name), sending, now)

    def _moderate(self, session: Session) -> None:
        now, actor = clock.now(), self.moderator.user_id
        case = self.opinion(session, "case").id
        opinions.hide_words(session, actor, case, word.MASKED, HidingKind.MASK, "name", now)
        opinions.hide_words(session, actor, case, word.ERASED, HidingKind.ERASE, "name", now)
        title = "Sân trường thiếu bóng mát"
        first = Sending("CSVC", title=title, lead_body_id=self.body, why="Nhờ xem")
        self.case_id = self._to_case(session, "case", first)
        self._to_case(session, "joined", Sending("CSVC", case_id=self.case_id))
        library = Sending("CSVC", title="Giờ mở thư viện", lead_body_id=self.body)
        self.second_case = self._to_case(session, "second", library)
        second = self.viewer(session, "second moderator")
        for name, note in (("refused", ""), ("doubtful", f"Chưa nhận vì {word.TO_SECOND}.")):
            one = self.opinion(session, name).id
            opinions.propose_refusal(session, actor, one, RefusalReason.INSULT, note, now)
        refused = self.opinion(session, "refused").id
        opinions.confirm_refusal(session, second, refused, now)
        feedback.withdraw(session, self.digest("withdrawn"), now)
        self.questions = {
            name: feedback.ask(session, self.moderator, self.opinion(session, name).id, text, now)
            for name, text in (("asked", "Vòi nào hỏng?"), ("asked_too", "Đoạn nào của đường?"))
        }
        words = f"Vòi cạnh {word.ANSWER} ạ."
        feedback.answer(session, self.digest("asked"), self.questions["asked"], words, now)

    def _answer(self, session: Session) -> None:
        now = clock.now()
        for case_id in (self.case_id, self.second_case):
            tracker.acknowledge(session, self.official, case_id, now)
        draft = ReplyText(Decision.DONE, f"Đang viết {word.DRAFT_REPLY}", "", "", "")
        tracker.save_draft(session, self.official, self.second_case, draft, now)
        tracker.submit_reply(session, self.official, self.case_id, _REPLY, now)
        tracker.publish_reply(session, self.moderator, self.case_id, now)
        view = tracker.case_view(session, self.moderator, self.case_id, clock.today())
        self.case_number = view.number
        reply = tracker.published_reply(session, self.case_id)
        assert reply is not None
        shown = BoardWords("Sân trường ít cây", "Các em muốn có cây.", "Trồng 10 cây.")
        lead = self.viewer(session, Role.MODERATION_LEAD)
        board.post(session, lead, reply.id, shown, (), True, now)

    def _voices(self, session: Session) -> None:
        """Let a parent's complaint be handed on with its name masked."""
        now, parent = clock.now(), self.opinion(session, "parent").id
        actor = self.moderator.user_id
        opinions.start_reading(session, actor, self.submission(session, "parent"), now)
        name = word.PETITION_NAME
        opinions.hide_words(session, actor, parent, name, HidingKind.MASK, "name", now)
        kind = PetitionKind.DENUNCIATION
        number = petitions.propose(session, self.moderator, parent, kind, "", now)
        lead = self.viewer(session, Role.MODERATION_LEAD)
        petitions.confirm(session, lead, number, kind, self.body, Words.MASKED, "", now)
