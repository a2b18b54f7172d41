"""A month made by hand, for tests of papers and files."""

from __future__ import annotations

from datetime import date

from webapp.reports.figures.publication import PublishedMonth, publish
from webapp.reports.rules import CaseLine, Count, MonthFigures, RoundLine, Timeliness
from webapp.tracker.rules import CaseState, Decision

MONTH = date(2026, 11, 1)


def case_line(case_id: int, **changes: object) -> CaseLine:
    """Return a case that was sent on and answered in time, except for *changes*."""
    values: dict[str, object] = {
        "id": case_id,
        "number": f"VV-2026-{case_id:04d}",
        "title": "Nước uống ở Trường Tiểu học hay hết giữa buổi, mong có thêm bình",
        "topic": "nuoc",
        "lead": "Trường Tiểu học Đồng Sao",
        "state": CaseState.ANSWERED,
        "opened_on": date(2026, 11, 4),
        "routed_on": date(2026, 11, 5),
        "due_on": date(2026, 11, 16),
        "timeliness": Timeliness.IN_TIME,
        "decision": Decision.WILL_DO,
        "promised_on": date(2026, 12, 1),
        "when_text": "Trước ngày 01/12/2026",
        "why": "",
        "published_on": date(2026, 11, 18),
        "opinions": 7,
    }
    return CaseLine(**{**values, **changes})  # type: ignore[arg-type]


def counts(*pairs: tuple[str, int], label: str = "") -> tuple[Count, ...]:
    """Return counts of codes."""
    return tuple(Count(key, label, number) for key, number in pairs)


def figures() -> MonthFigures:
    """Return a full month: 214 sendings, 305 opinions, four cases, one from before."""
    unanswered = {"decision": None, "promised_on": None, "when_text": "", "published_on": None}
    cases = (
        case_line(1),
        case_line(
            2, title='=HYPERLINK("http://x"; "Đường qua cầu tối, nhà văn hóa khóa cửa")',
            lead="Công chức Địa chính - Xây dựng", topic="duong", opinions=3,
            state=CaseState.ROUTED, timeliness=Timeliness.OVERDUE, **unanswered,
        ),
        case_line(
            3, title="Sân bóng thôn Sen chưa có đèn", lead="Công chức Văn hóa - Xã hội",
            topic="vui-choi", opinions=12, decision=Decision.PARTLY,
            timeliness=Timeliness.LATE, when_text="Quý I năm 2027",
            why="Năm nay chưa có kinh phí mắc điện, xã bố trí đèn năng lượng mặt trời trước.",
        ),
        case_line(4, title="Giờ mở thư viện", topic="hoc-tap", opinions=1, routed_on=None,
                  due_on=None, lead="", state=CaseState.OPENED,
                  timeliness=Timeliness.NOT_YET, **unanswered),
    )  # fmt: skip
    before = case_line(
        90, number="VV-2026-0090", title="Cống trước cổng trường bị hở", opinions=6,
        opened_on=date(2026, 10, 6), routed_on=date(2026, 10, 7), due_on=date(2026, 10, 21),
        state=CaseState.IN_PROGRESS, timeliness=Timeliness.OVERDUE,
        lead="Công chức Địa chính - Xây dựng", **unanswered,
    )  # fmt: skip
    return MonthFigures(
        month=MONTH,
        counted_on=date(2026, 12, 2),
        rounds=(
            RoundLine(
                "Lấy ý kiến tháng 11/2026",
                date(2026, 11, 2),
                date(2026, 11, 20),
                date(2026, 12, 4),
            ),
        ),
        by_survey=(
            Count("y-kien-hang-thang", "Ý kiến hằng tháng", 196),
            Count("dien-dan-tre-em", "Đăng ký Diễn đàn trẻ em", 15),
            Count("doi-thoai-hoc-duong", "Đối thoại học đường", 3),
        ),
        by_age=counts(("6-9", 80), ("10", 41), ("11-13", 62), ("14-15", 28), ("16+", 3)),
        by_level=counts(
            ("primary", 120), ("lower_secondary", 90), ("upper_secondary", 0), ("unknown", 4)
        ),
        by_topic=(
            Count("nuoc", "Nước uống, nhà vệ sinh", 98),
            Count("duong", "Đường đi học, an toàn giao thông", 64),
            Count("vui-choi", "Chỗ vui chơi, thể thao, nhà văn hóa", 88),
            Count("hoc-tap", "Học tập, thư viện", 51),
            Count("moi-truong", "Rác, môi trường", 0),
            Count("unknown", "", 4),
        ),
        by_state=counts(("reading", 11), ("accepted", 268), ("not_accepted", 3), ("in_case", 23)),
        fed_back=counts(("read", 12), ("not_read", 7)),
        ratings=counts(("yes", 6), ("not_yet", 2), ("not_understood", 0)),
        sent_to=(
            Count("a", "Công chức Địa chính - Xây dựng", 1),
            Count("b", "Công chức Văn hóa - Xã hội", 1),
            Count("c", "Trường Tiểu học Đồng Sao", 1),
        ),
        answered=counts(("in_time", 1), ("late", 1), ("not_yet", 0), ("overdue", 1)),
        reopened=1,
        cases=cases,
        still_open=(before,),
    )


def month() -> PublishedMonth:
    """Return the same month as it may be printed."""
    return publish(figures(), 5)
