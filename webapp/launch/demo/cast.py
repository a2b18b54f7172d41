"""A person for every role, with one password that the start prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Role, Viewer, permissions_of
from webapp.accounts.web_forms import hashed
from webapp.directory import service as directory
from webapp.safeguarding.oncall.people import set_ladder
from webapp.safeguarding.oncall.watched import set_hours

PASSWORD = "Em noi 2026 xem thu"  # noqa: S105 (printed for everybody: nothing in the demo is real)
OFFICES = ("ubnd-xa", "cong-an", "van-hoa", "tram-y-te", "hoi-phu-nu", "doan-xa")
# User name, name, title, roles; people of bodies and schools are added below.
PEOPLE = (
    ("quan-tri", "Mẫu Quản Trị", "Công chức văn phòng", Role.ADMINISTRATOR),
    ("doan-xa", "Mẫu Thị Hoa", "Bí thư Đoàn xã", Role.MODERATOR),
    ("doan-xa-2", "Mẫu Văn Nam", "Phó bí thư Đoàn xã", Role.MODERATOR),
    ("truong-duyet", "Mẫu Thị Thảo", "Phụ trách duyệt ý kiến của Đoàn xã", Role.MODERATION_LEAD),
    ("chinh-sach", "Mẫu Thị Lan", "Công chức chính sách", Role.POLICY_OFFICER),
    ("lanh-dao", "Mẫu Văn Minh", "Phó Chủ tịch UBND xã", Role.LEADER),
    ("bao-ve-tre-em", "Mẫu Thị Một", "Người làm công tác bảo vệ trẻ em", Role.PROTECTION_OFFICER),
    ("bao-ve-tre-em-2", "Mẫu Văn Hai", "Dự phòng bảo vệ trẻ em", Role.PROTECTION_OFFICER),
    ("co-van", "Mẫu Thị Vui", "Cố vấn câu lạc bộ tư vấn trẻ em", Role.ADVISER),
)
WATCHED = {weekday: "7:00-11:30, 13:30-17:00" for weekday in range(5)}


@dataclass(frozen=True)
class Cast:
    """The people, as use-cases see them."""

    moderators: tuple[Viewer, ...]
    lead: Viewer
    adviser: Viewer
    policy: Viewer
    leader: Viewer
    protection: Viewer
    officials: dict[int, Viewer]
    coordinators: dict[int, Viewer]
    printed: tuple[tuple[str, str], ...]


class Casting:
    """Adds people one after the other; all of them share the printed password."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now
        self._password = hashed(PASSWORD)
        self.printed: list[tuple[str, str]] = []

    def add(
        self,
        username: str,
        name: str,
        title: str,
        role: Role,
        body_id: int | None = None,
        school_id: int | None = None,
    ) -> Viewer:
        """Add a person who has accepted the invitation already."""
        user_id, secret = accounts.create_user(
            self._session,
            None,
            username=username,
            display_name=name,
            title=title,
            roles=[role],
            body_id=body_id,
            school_id=school_id,
            now=self._now,
        )
        accounts.accept_invitation(self._session, secret, self._password, self._now)
        self.printed.append((username, title))
        roles = frozenset({role})
        return Viewer(user_id, name, roles, body_id, school_id, permissions_of(roles))


def _title(body: str) -> str:
    """Return the title of somebody who works for *body*; some bodies are an official already."""
    return body if body.startswith("Công chức") else f"Cán bộ {body}"


def gather(session: Session, now: datetime) -> Cast:
    """Add everybody and return them."""
    casting = Casting(session, now)
    people = {
        username: casting.add(username, name, title, role) for username, name, title, role in PEOPLE
    }
    first, second = people["bao-ve-tre-em"], people["bao-ve-tre-em-2"]
    set_ladder(session, first, [first.user_id, second.user_id])
    set_hours(session, first, WATCHED)
    officials = _officials(session, casting)
    coordinators = _of_schools(session, casting, officials)
    return Cast(
        moderators=(people["doan-xa"], people["doan-xa-2"]),
        lead=people["truong-duyet"],
        adviser=people["co-van"],
        policy=people["chinh-sach"],
        leader=people["lanh-dao"],
        protection=people["bao-ve-tre-em"],
        officials=officials,
        coordinators=coordinators,
        printed=tuple(casting.printed),
    )


def _officials(session: Session, casting: Casting) -> dict[int, Viewer]:
    """Add somebody to each office, by body."""
    officials: dict[int, Viewer] = {}
    for code in OFFICES:
        body_id = directory.body_id(session, code)
        if body_id is not None:
            title = _title(directory.body_name(session, body_id))
            officials[body_id] = casting.add(
                f"cb-{code}", "Mẫu Cán Bộ", title, Role.BODY_OFFICIAL, body_id
            )
    return officials


def _of_schools(
    session: Session, casting: Casting, officials: dict[int, Viewer]
) -> dict[int, Viewer]:
    """Add each school's principal to *officials*, and return the coordinators by school."""
    coordinators: dict[int, Viewer] = {}
    for school in directory.schools(session, None):
        place = (school.body_id, school.id)
        officials[school.body_id] = casting.add(
            f"gv-{school.code}",
            "Mẫu Hiệu Trưởng",
            f"Hiệu trưởng {school.name}",
            Role.BODY_OFFICIAL,
            *place,
        )
        coordinators[school.id] = casting.add(
            f"tpt-{school.code}",
            "Mẫu Phụ Trách",
            f"Tổng phụ trách {school.name}",
            Role.SCHOOL_COORDINATOR,
            *place,
        )
    return coordinators
