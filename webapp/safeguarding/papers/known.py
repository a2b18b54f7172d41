"""What is known of a concern, as a form can print it.

School, class and personal answers are known only while two people have opened the seal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Viewer
from webapp.base import clock
from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.forms import service as forms
from webapp.forms.rules import text_in
from webapp.safeguarding.handling.opening import open_concern
from webapp.safeguarding.papers.fields import Known
from webapp.safeguarding.rules import Clock, ConcernState, HandedBy, Receiver
from webapp.safeguarding.views import ConcernView, Identity
from webapp.surveykit import Role

# Words on paper are Vietnamese whatever language the officer reads the pages in.
_RECEIVED_BY = "phiếu hỏi điện tử “Em nói”"
_RECEIVERS: Mapping[Receiver, str] = {
    Receiver.LINE_111: "Tổng đài 111", Receiver.POLICE: "Công an",
    Receiver.COMMITTEE: "Ủy ban nhân dân", Receiver.OTHER: "Nơi khác",
}  # fmt: skip
_WAYS: Mapping[HandedBy, str] = {
    HandedBy.PHONE: "điện thoại", HandedBy.IN_PERSON: "trực tiếp",
    HandedBy.PAPER: "văn bản giấy", HandedBy.OFFICIAL_NETWORK: "mạng văn bản nội bộ",
}  # fmt: skip
_STEPS: Mapping[ConcernState, str] = {
    ConcernState.NEW: "Báo lại", ConcernState.ACKNOWLEDGED: "Nhận xử lý",
    ConcernState.ASSESSED_URGENT: "Đánh giá: nguy hiểm nghiêm trọng",
    ConcernState.ASSESSED: "Đánh giá: chưa phải nguy hiểm nghiêm trọng",
    ConcernState.ACTING: "Biện pháp", ConcernState.HANDED_OVER: "Bàn giao",
    ConcernState.PLANNED: "Trình kế hoạch", ConcernState.APPROVED: "Phê duyệt kế hoạch",
    ConcernState.REVIEWED: "Rà soát", ConcernState.RELEASED: "Không có nguy cơ",
    ConcernState.CLOSED: "Kết thúc",
}  # fmt: skip
_ASSESSED = (ConcernState.ASSESSED_URGENT, ConcernState.ASSESSED)


def known_of(session: Session, viewer: Viewer, concern_id: str, now: datetime) -> Known:
    """Return what is known of a concern; raises what ``open_concern`` raises."""
    view = open_concern(session, viewer, concern_id, now)
    single = {
        **_place(session, now),
        **_day(now),
        **_received(view),
        "lua_tuoi": _ages(session, view.line.band),
        **_notes(view),
        **(_who(session, view.identity) if view.identity else {}),
        "can_bo": viewer.name,
        "chuc_vu": accounts.person(session, viewer.user_id).title,
    }

    def name_of(user_id: int) -> str:
        return accounts.name_of(session, user_id)

    return Known(single, _lists(view, name_of))


def _place(session: Session, now: datetime) -> dict[str, str]:
    try:
        commune = directory.commune(session, clock.local_day(now))
    except NotFound:
        return {}
    return {
        "ten_xa": commune.name, "dia_danh": commune.place_name, "tinh": commune.province,
    }  # fmt: skip


def _day(now: datetime) -> dict[str, str]:
    """Return the day of making; months 3 to 9 have no nought (Nghị định 30/2020/NĐ-CP)."""
    day = clock.local_day(now)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return {"ngay": f"{day.day:02}", "thang": month, "nam": str(day.year)}


def _received(view: ConcernView) -> dict[str, str]:
    local = clock.local(view.line.received_at)
    plan = view.line.clocks.get(Clock.PLAN)
    return {
        "gio_nhan": local.strftime("%H giờ %M phút"),
        "ngay_nhan": local.strftime("%d/%m/%Y"),
        "hinh_thuc": _RECEIVED_BY,
        "han_khan_cap": _moment(view.line.clock.due_at),
        "han_ke_hoach": plan.due_on.strftime("%d/%m/%Y") if plan and plan.due_on else "",
    }


def _ages(session: Session, band: str) -> str:
    """Return the ages of the form as its survey words them; what has no ages stays open."""
    if not band[:1].isdigit():
        return ""
    bands = (one for survey in forms.surveys(session) for one in survey.bands if one.code == band)
    return next((text_in(one.label, "vi").lower() for one in bands), band)


def _notes(view: ConcernView) -> dict[str, str]:
    """Return the newest note of each kind of step."""
    newest = {step.to_state: step.note for step in view.steps}
    assessed = [step for step in view.steps if step.to_state in _ASSESSED]
    return {
        "danh_gia": assessed[-1].note if assessed else "",
        "muc_do": _STEPS[assessed[-1].to_state].partition(": ")[2] if assessed else "",
        "bien_phap": newest.get(ConcernState.ACTING, ""),
        "ke_hoach": newest.get(ConcernState.PLANNED, ""),
        "phe_duyet": newest.get(ConcernState.APPROVED, ""),
        "ra_soat": newest.get(ConcernState.REVIEWED, ""),
    }


def _who(session: Session, identity: Identity) -> dict[str, str]:
    told = dict(reversed(identity.personal))
    school = (
        directory.school(session, identity.school_id).name
        if identity.school_id is not None
        else told.get(Role.SCHOOL, "")
    )
    class_name = (
        directory.class_view(session, identity.class_id).name
        if identity.class_id is not None
        else told.get(Role.CLASS, "")
    )
    return {
        "truong": school, "lop": class_name, "ho_ten": told.get(Role.CHILD_NAME, ""),
        "ngay_sinh": told.get(Role.BIRTH_DATE, ""), "xom": told.get(Role.VILLAGE, ""),
        "nguoi_cham_soc": told.get(Role.GUARDIAN_NAME, ""),
        "dien_thoai": told.get(Role.GUARDIAN_PHONE, ""),
    }  # fmt: skip


def _lists(view: ConcernView, name_of: Callable[[int], str]) -> dict[str, list[Mapping[str, str]]]:
    return {
        "loi_tre": [{"cau_hoi": _asked(text.label), "loi": text.text} for text in view.texts],
        "viec_da_lam": [
            {"luc": _moment(s.at), "ai": name_of(s.actor_id), "viec": _done(s.to_state, s.note)}
            for s in view.steps
        ],
        "ban_giao": [
            {
                "luc": _moment(one.handed_at),
                "noi": _receiver(one.receiver, one.place),
                "nguoi": one.person,
                "cach": _WAYS[one.handed_by],
                "so": one.receipt_number,
            }
            for one in view.handovers
        ],
    }


def _done(state: ConcernState, note: str) -> str:
    return f"{_STEPS[state]}: {note}" if note else _STEPS[state]


def _asked(label: str) -> str:
    """Return the words of a question as they stand before its answer."""
    return label if label.endswith((":", "?", ".", "!")) else f"{label}:"


def _receiver(receiver: Receiver, place: str) -> str:
    """Name the receiver once, though the place often repeats what kind it is."""
    kind = _RECEIVERS[receiver]
    return place if place.casefold().startswith(kind.casefold()) else f"{kind}: {place}"


def _moment(moment: datetime) -> str:
    """Return a moment as an official letter writes it (Nghị định 30/2020/NĐ-CP)."""
    return clock.local(moment).strftime("%H giờ %M phút ngày %d/%m/%Y")
