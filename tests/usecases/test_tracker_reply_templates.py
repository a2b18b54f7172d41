"""Templates of replies, and the list that is ticked before a reply goes out."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_topic, add_user, viewer_of
from tests.usecases.test_feedback_receipts import NOW, REPLY, Paper
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.tracker import service as tracker
from webapp.tracker.replies.reviewing import Check
from webapp.tracker.rules import CaseState, Decision
from webapp.tracker.service import ReplyText, TemplateText

ALL = [check.value for check in Check]


def test_each_keeps_its_own_templates(session: Session) -> None:
    paper = Paper(session)
    office, body = paper.moderator, paper.official
    stranger = viewer_of(add_user(session, Role.BODY_OFFICIAL))
    topic = add_topic(session, "VE_SINH", "Nhà vệ sinh")
    common = tracker.save_template(
        session, office, None, TemplateText("Sẽ làm", Decision.WILL_DO, decided="Xã sẽ …"), NOW
    )
    own = tracker.save_template(
        session, body, None, TemplateText("Sửa vòi", Decision.WILL_DO, topic, why="Vòi cũ."), NOW
    )
    assert [one.id for one in tracker.fitting(session, body, topic)] == [own, common]
    assert [one.id for one in tracker.fitting(session, body, None)] == [common]
    assert [one.editable for one in tracker.templates(session, body)] == [False, True]
    assert [one.id for one in tracker.templates(session, stranger)] == [common]
    changed = TemplateText("Khác", Decision.PARTLY, in_use=False)
    for who, which in ((body, common), (office, own), (stranger, own)):
        with pytest.raises(NotFound):
            tracker.save_template(session, who, which, changed, NOW)
    with pytest.raises(Invalid):
        tracker.save_template(session, office, None, TemplateText(" ", Decision.DONE), NOW)
    tracker.save_template(session, office, common, changed, NOW)
    assert [one.id for one in tracker.fitting(session, body, None)] == []
    draft = ReplyText(Decision.WILL_DO, "Các em muốn có nước.", "", "", "")
    text = tracker.filled(draft, tracker.template(session, body, own).text)
    assert (text.heard, text.why) == ("Các em muốn có nước.", "Vòi cũ.")


def test_a_reply_goes_out_when_the_whole_list_is_ticked(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    with pytest.raises(IllegalMove):
        tracker.publish_checked(session, paper.moderator, paper.case_id, ALL, NOW)
    telling = ReplyText(
        Decision.WILL_DO, "Bạn Nguyễn Văn An muốn có cây.", "Trồng cây.", "", "Mai."
    )
    tracker.submit_reply(session, paper.official, paper.case_id, telling, NOW)
    for ticked in ([], ALL[1:], ALL):
        with pytest.raises(Invalid):
            tracker.publish_checked(session, paper.moderator, paper.case_id, ticked, NOW)
    tracker.send_reply_back(session, paper.moderator, paper.case_id, "Bỏ tên bạn ấy.", NOW)
    tracker.submit_reply(session, paper.official, paper.case_id, REPLY, NOW)
    tracker.publish_checked(session, paper.moderator, paper.case_id, ALL, NOW)
    assert paper.case.state is CaseState.ANSWERED
