"""A commune with marked words in every place that must not let them out.

Each word is one that stands nowhere else, so finding it on a page, in a
document, in a log line or in a file proves that it got there.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from tests.support.builders import add_user, survey_round, viewer_of
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import PROJECT
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.intake import service as intake
from webapp.moderation import service as moderation
from webapp.moderation.service import Sending
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind, RefusalReason
from webapp.opinions.service import OpinionView
from webapp.plan import service as plan
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState, HandedBy, Receiver
from webapp.safeguarding.service import HandedOver
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest, seat_digest
from webapp.submissions.service import DraftData
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

COMMUNES = PROJECT / "webapp" / "directory" / "communes"

MASKED = "Chemat"
ERASED = "Xoahan"
UNREAD = "Chuadoc"
REFUSED = "Khongnhan"
CONCERN = "Kinbao"
QUESTION = "Kinhoi"
HANDED_OVER = "Banggiao"
SUPPORT = "Kinhotro"
DRAFT = "Phieunhap"
CHILD_NAME = "Tenrieng"
GUARDIAN = "Nguoilonrieng"
PHONE = "0912003004"
NOTICED = "Modnhan"
EXCLUDED_WHY = "Lydoloai"
UNSEAL_WHY = "Lydomo"
HANDED_TO = "Noinhan"
RECEIPT_NUMBER = "Sobiennhan"
# What only the protection officer may read, and what nobody may.
SEALED = (
    CONCERN,
    QUESTION,
    HANDED_OVER,
    SUPPORT,
    NOTICED,
    EXCLUDED_WHY,
    UNSEAL_WHY,
    HANDED_TO,
    RECEIPT_NUMBER,
)
NOWHERE = (ERASED, DRAFT)
NAMES = (CHILD_NAME, GUARDIAN, PHONE)

MONTHLY, FORUM, DIALOGUE = "y-kien-hang-thang", "dien-dan-tre-em", "doi-thoai-hoc-duong"
FORUM_PLAIN = {
    "ho_ten": CHILD_NAME, "ngay_sinh": "2014-05-31", "truong": "THCS Đồng Sao", "lop": "6B",
    "xom": "Xóm Suối Sao", "gioi_thieu_boi": "lop", "nguoi_lon_ten": GUARDIAN, "quan_he": "me",
    "dien_thoai": PHONE, "dong_y_nguoi_lon": True, "chup_anh": "no", "tu_nguyen": True,
}  # fmt: skip
_FORUM_ANSWERS = {**FORUM_PLAIN, "nhu_cau": f"Bố em hay đánh em nên em sợ, {SUPPORT}."}
_QUESTION = {"truong": "THCS Đồng Sao", "lop": "7B", "tu_nguyen": True}
_REPLY = ReplyText(
    Decision.WILL_DO, "Các em muốn sân trường mát.", "Xã trồng cây.", "", "Trong tháng 12"
)


class Planted:
    """The world; ``receipts`` are the digits by what was sent under them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.receipts: dict[str, str] = {}
        self.case_id = 0
        self.case_number = ""
        with app.app_context():
            self._make(db.session())
            db.session.commit()

    def _make(self, session: Session) -> None:
        today = clock.today()
        directory.load_seed(session, COMMUNES / "demo", today)
        plan.import_plan(session, COMMUNES / "thanh-linh", today=today)
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.body = directory.body_id(session, "tram-y-te")
        self.school = directory.schools(session, today)[0].id
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body))
        self.rounds = {
            slug: survey_round(session, slug, today) for slug in (MONTHLY, FORUM, DIALOGUE)
        }
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

    def _send_all(self, session: Session) -> None:
        said = {
            "case": f"Bạn {MASKED} và bạn {ERASED} nói sân trường nóng quá.",
            "unread": f"Em mong có vườn {UNREAD} ở trường.",
            "refused": f"Em không thích món {REFUSED} ở căng tin.",
            "handed": f"Em hay buồn ở {HANDED_OVER} vào buổi tối.",
            "concern": f"Bố em uống rượu về là đánh em đau lắm, ở {CONCERN}.",
        }
        for name, words in said.items():
            self.send(session, name, MONTHLY, "6-10", {"tuoi": "9", "noi_them": words})
        self.send(session, "forum", FORUM, "tat-ca", _FORUM_ANSWERS)
        touched = f"Thầy {QUESTION} sờ vào người em thì em nói với ai?"
        self.send(session, "question", DIALOGUE, "tat-ca", {**_QUESTION, "cau_hoi": touched})
        shelf = {**_QUESTION, "cau_hoi": "Sao lớp em không có tủ sách?"}
        self.send(session, "shelf", DIALOGUE, "tat-ca", shelf)
        self._draft(session, "left", MONTHLY, "6-10", {"tuoi": "8", "noi_them": DRAFT})

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
        seat = self._draft(session, name, slug, band, answers)
        key = self.app.config["SETTINGS"].keys["receipt"]
        self.receipts[name] = intake.receive(session, seat, name, key, clock.today(), clock.now())

    def opinion(self, session: Session, name: str) -> OpinionView:
        """Return the opinion that was sent as *name*, as the moderator sees it."""
        key = self.app.config["SETTINGS"].keys["receipt"]
        sent = submissions.of_receipt(session, receipt_digest(key, self.receipts[name]))
        assert sent is not None
        (found,) = opinions.of_submission(session, self.moderator, sent.id)
        return found

    def _moderate(self, session: Session) -> None:
        now, actor = clock.now(), self.moderator.user_id
        case = self.opinion(session, "case")
        opinions.hide_words(session, actor, case.id, MASKED, HidingKind.MASK, "name", now)
        opinions.hide_words(session, actor, case.id, ERASED, HidingKind.ERASE, "name", now)
        case = self.opinion(session, "case")
        sending = Sending(
            topic="CSVC", title="Sân trường thiếu bóng mát", lead_body_id=self.body, why="Nhờ xem"
        )
        self.case_id = moderation.send(session, self.moderator, case, sending, now)
        refused = self.opinion(session, "refused").id
        opinions.propose_refusal(session, actor, refused, RefusalReason.INSULT, "", now)
        second = viewer_of(add_user(session, Role.MODERATOR))
        opinions.confirm_refusal(session, second, refused, now)
        handed = self.opinion(session, "handed").submission_id
        moderation.to_protection(session, self.moderator, handed, f"Nghe không ổn {NOTICED}", now)
        self._protect(session)

    def _protect(self, session: Session) -> None:
        """Let officers write down everything that can be written about a concern."""
        now = clock.now()
        officer, second = (
            viewer_of(add_user(session, Role.PROTECTION_OFFICER, password="x")) for _ in range(2)
        )
        concern = safeguarding.concerns(session, officer, now)[0].id
        safeguarding.move(session, officer, concern, ConcernState.ACKNOWLEDGED, "", now)
        safeguarding.exclude(session, officer, concern, [second.user_id], EXCLUDED_WHY, now)
        safeguarding.ask_to_unseal(session, officer, concern, UNSEAL_WHY, now)
        handed = HandedOver(
            Receiver.POLICE, HandedBy.PHONE, now, HANDED_TO, "Anh Mẫu", RECEIPT_NUMBER
        )
        safeguarding.hand_over(session, officer, concern, handed, now)
        safeguarding.watch(session, now)

    def _answer(self, session: Session) -> None:
        now = clock.now()
        tracker.acknowledge(session, self.official, self.case_id, now)
        tracker.submit_reply(session, self.official, self.case_id, _REPLY, now)
        tracker.publish_reply(session, self.moderator, self.case_id, now)
        self.case_number = tracker.case_view(
            session, self.moderator, self.case_id, clock.today()
        ).number
