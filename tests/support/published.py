"""A matter on its way to the public: children's opinions behind a case with a published reply."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_round,
    add_school,
    add_submission,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role
from webapp.opinions import service as opinions
from webapp.opinions.service import TextAnswer
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REPLY = ReplyText(
    Decision.WILL_DO, "Các em muốn có cây.", "Trồng 10 cây.", "Sân nắng.", "Trước Tết."
)


class Matter:
    """A case of one school, raised by some children and answered, also by the school itself."""

    def __init__(self, session: Session, children: int, *, by_school: bool = False) -> None:
        self.session = session
        self.school = add_school(session)
        office = self.school.body_id if by_school else None
        self.body_id = office or add_body(session, f"van-hoa-{secrets.token_hex(4)}", "Văn hóa")
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body_id))
        self.round_id = add_round(session)
        self.opinions: list[str] = []
        self.case_id = tracker.open_case(
            session,
            self.moderator.user_id,
            title="Sân trường ít cây",
            topic=None,
            school_id=self.school.id,
            now=NOW,
        )
        self.join(children)
        tracker.route(
            session, self.moderator.user_id, self.case_id, self.body_id, [], None, "", NOW
        )
        tracker.acknowledge(session, self.official, self.case_id, NOW)

    def join(self, children: int) -> None:
        """Let more children say the same."""
        for _ in range(children):
            sent = add_submission(self.session, self.round_id, TODAY, self.school.id)
            text = f"Sân nắng quá, bóng râm thứ {len(self.opinions) + 1} ở đâu ạ."
            (one,) = opinions.open_opinions(
                self.session, sent, [TextAnswer("q", "Em muốn nói gì?", text)], TODAY, TODAY
            )
            opinions.accept(self.session, self.moderator.user_id, one, NOW)
            opinions.attach(self.session, self.moderator.user_id, one, self.case_id, NOW)
            self.opinions.append(one)

    def reply(self, text: ReplyText = REPLY) -> int:
        """Publish a reply and return its id."""
        tracker.submit_reply(self.session, self.official, self.case_id, text, NOW)
        tracker.publish_reply(self.session, self.moderator, self.case_id, NOW)
        reply = tracker.published_reply(self.session, self.case_id)
        assert reply is not None
        return reply.id
