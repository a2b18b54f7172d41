"""What Đoàn xã agreed with the bodies before the first child wrote: rules and templates."""

from __future__ import annotations

from datetime import datetime

from webapp.directory import service as directory
from webapp.launch.demo.world import World
from webapp.tracker import service as tracker
from webapp.tracker.routing.rules import Condition
from webapp.tracker.service import Decision, TemplateText

TEMPLATES = (
    TemplateText(
        "Sửa được ngay",
        Decision.WILL_DO,
        topic="CSVC",
        heard="Các em nói … ở … bị hỏng.",
        decided="Chúng tôi sửa … và cử người xem lại mỗi …",
        when_text="Xong trước ngày …",
    ),
    TemplateText(
        "Chưa làm được",
        Decision.WILL_NOT,
        heard="Các em mong có …",
        decided="Lúc này chúng tôi chưa làm được việc này.",
        why="Vì … Trong lúc chờ, các em có thể …",
        when_text="Chúng tôi xem lại vào tháng …",
    ),
    TemplateText(
        "Việc của cấp trên",
        Decision.REFERRED_UP,
        heard="Các em nói …",
        decided="Việc này do … làm. Xã đã gửi văn bản và sẽ báo lại cho các em.",
        when_text="Xã hỏi lại vào ngày …",
    ),
)


def agree(world: World, now: datetime) -> None:
    """Write down who leads what, and words to begin replies with."""
    actor = world.cast.lead.user_id
    police = directory.body_id(world.session, "cong-an")
    culture = directory.body_id(world.session, "van-hoa")
    union = directory.body_id(world.session, "doan-xa")
    village = directory.body_id(world.session, "xom-suoi-sao")
    helpers = [union] if union is not None else []
    for condition, lead, note in (
        (Condition(topic="ATGT"), police, "Thống nhất ngày họp giao ban đầu năm học."),
        (Condition(topic="VE_SINH"), None, "Việc trong trường do chính trường trả lời."),
        (Condition(topic="SAN_CHOI", village_id=village), culture, "Nhà văn hóa xóm đang sửa."),
    ):
        tracker.add_rule(world.session, actor, condition, lead, helpers, note, now)
    for text in TEMPLATES:
        tracker.save_template(world.session, world.cast.moderators[0], None, text, now)
