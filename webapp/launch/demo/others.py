"""Beside the monthly opinions: registrations, dangers, the leader's signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from webapp.directory import service as directory
from webapp.forms.rules import Question, QuestionType
from webapp.intake import service as intake
from webapp.launch.demo.arriving import send
from webapp.launch.demo.matters import NAMES, Said
from webapp.launch.demo.office import read_later
from webapp.launch.demo.sheets import chooser
from webapp.launch.demo.world import World
from webapp.registration import service as registration
from webapp.registration.rules import MOVES, RegistrationState
from webapp.reports import service as reports
from webapp.reports.figures.fingerprint import digest
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState, HandedBy, Receiver
from webapp.safeguarding.service import HandedOver
from webapp.surveykit import Role

FORUM, DIALOGUE = "dien-dan-tre-em", "doi-thoai-hoc-duong"
ALL_AGES = "tat-ca"
_R = RegistrationState
# The steps of registrations by turns: those of these days, and those dealt with before.
FRESH_PATHS = ((_R.PLANNED,), (), (_R.WAITING_LIST,))
OLDER_PATHS = (
    (_R.PLANNED, _R.CONFIRMED),
    (_R.PLANNED, _R.CONFIRMED, _R.ATTENDED),
    (_R.PLANNED, _R.CONFIRMED),
)
WHY = {
    _R.AWAITING_APPROVAL: "Giấy đồng ý có chữ ký của phụ huynh giữ ở trường.",
    _R.WAITING_LIST: "Đã đủ số em của trường trong lần này.",
}
DEALT_WITH_AFTER = timedelta(days=8)
_C = ConcernState
STEPS = (
    (_C.ACKNOWLEDGED, timedelta(minutes=20), ""),
    (_C.ACTING, timedelta(hours=4), "Đã gặp em ở trường cùng cô chủ nhiệm; em đang an toàn."),
    (_C.CLOSED, timedelta(days=6), "Đã có kế hoạch hỗ trợ, người thân cam kết bằng văn bản."),
)
HANDED_OVER = HandedOver(
    Receiver.COMMITTEE, HandedBy.PAPER, datetime(2026, 1, 1, tzinfo=UTC),
    "Ủy ban nhân dân xã", "Mẫu Văn Minh, Phó Chủ tịch", "01/BG", "Kèm Mẫu số 01.",
)  # fmt: skip


def plan_registrations(world: World, survey: str, round_id: int, count: int, first: date) -> None:
    """Let *count* children register or ask, one after the other since *first*."""
    schools = directory.schools(world.session, None)
    span = (world.today - first).days
    for number in range(count):
        day = first + timedelta(days=number * span // count)
        school = schools[number % len(schools)]
        registers = partial(_register, world, survey, round_id, (school.name, school.id), number)
        world.agenda.at(world.agenda.office_hour(day), registers)


def _register(
    world: World, survey: str, round_id: int, school: tuple[str, int], turn: int, now: datetime
) -> None:
    school_name, school_id = school
    matter = world.book.forum if survey == FORUM else world.book.dialogue
    text = matter.said[turn % len(matter.said)]
    give = chooser(world.random, 12, ("QUYEN",), {}, _personal(survey, school_name, text, turn))
    submission_id = send(world, round_id, ALL_AGES, None, give, now)
    if not safeguarding.is_sealed(world.session, submission_id):
        read_later(world, submission_id, [Said(text, matter)], school_id, now)


def _personal(survey: str, school: str, text: str, turn: int) -> Callable[[Question], list[str]]:
    """Return how personal questions are answered; every third question comes without a name."""
    named = survey == FORUM or turn % 3
    known: dict[str, str] = {
        Role.CHILD_NAME: NAMES[turn % len(NAMES)] if named else "",
        Role.BIRTH_DATE: str(2012 + turn % 4),
        Role.SCHOOL: school,
        Role.CLASS: "7A",
        Role.VILLAGE: "Xóm Suối Sao",
        Role.GUARDIAN_NAME: "Mẫu Thị Phụ Huynh",
        Role.GUARDIAN_PHONE: "0900000099",
        Role.OPINION: text,
    }

    def give(question: Question) -> list[str]:
        if question.type is QuestionType.ACKNOWLEDGE:
            return ["OK"]
        value = known.get(question.role, "")
        return [value] if value else []

    return give


def move_registrations(world: World, now: datetime) -> None:
    """Deal with the registrations as far as they would be today, the oldest first."""
    moderator = world.cast.moderators[0]
    lines = [
        line
        for survey in (FORUM, DIALOGUE)
        for line in registration.listing(world.session, moderator, survey)
    ]
    for number, line in enumerate(lines):
        fresh = now.date() - line.received_on <= DEALT_WITH_AFTER
        paths = FRESH_PATHS if fresh else OLDER_PATHS
        path = list(paths[number % len(paths)])
        if not fresh and line.state is _R.AWAITING_GUARDIAN:
            path.insert(0, _R.AWAITING_APPROVAL)
        state = line.state
        moment = min(now, world.agenda.office_hour(line.received_on + timedelta(days=2)))
        for state_after in path:
            if state_after in MOVES[state]:
                why = WHY.get(state_after, "")
                registration.move(world.session, moderator, line.id, state_after, why, moment)
                state = state_after


def handle_concerns(world: World, now: datetime) -> None:
    """Let the protection officer act on all but the newest sign of danger; a film was no danger."""
    officer = world.cast.protection
    found = safeguarding.concerns(world.session, officer, now)
    waiting = [line for line in found if line.state is _C.NEW]
    for line in sorted(waiting, key=lambda line: line.received_at)[:-1]:
        opened = safeguarding.open_concern(world.session, officer, line.id, line.received_at)
        film = any("xem phim" in text.text for text in opened.texts)
        for state, after, note in STEPS:
            moment = line.received_at + after
            if moment > now:
                break
            if film and state is _C.ACTING:
                why = "Em kể lại một đoạn phim; đã gặp em và cô giáo."
                intake.release_concern(world.session, officer, line.id, why, moment.date(), moment)
                break
            safeguarding.move(world.session, officer, line.id, state, note, moment)
            if state is _C.ACTING:
                handed = replace(HANDED_OVER, handed_at=moment)
                safeguarding.hand_over(world.session, officer, line.id, handed, moment)


def sign_last_month(world: World, now: datetime) -> None:
    """Let the leader sign the month before the present one."""
    last_month = (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    published = reports.published_month(world.session, last_month, now.date())
    seen = digest(published)
    reports.sign(world.session, world.cast.leader, last_month, seen, now)
