"""Others who speak: guardians, somebody who complains by law, children who want a visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from webapp.directory import service as directory
from webapp.forms.rules import Question, QuestionType
from webapp.intake import service as intake
from webapp.launch.demo.arriving import plan_round, send
from webapp.launch.demo.matters import Said
from webapp.launch.demo.office import read_later
from webapp.launch.demo.sheets import chooser
from webapp.launch.demo.world import World
from webapp.meetings import service as meetings
from webapp.meetings.rules import Asked, MeetingState, Wish
from webapp.opinions import service as opinions
from webapp.petitions import service as petitions
from webapp.petitions.rules import Handing, PetitionKind, Way, Words
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState

GUARDIANS = "kien-nghi-phu-huynh"
GUARDIAN, ADVOCATE = "phu-huynh", "nguoi-noi-thay"
FOR_CHILDREN = "Tôi mong xã làm thêm lớp bơi cho các cháu lớp 1 và lớp 2, vì ao gần nhà rất sâu."
FOR_NEIGHBOURS = "Nhiều cháu ở xóm đi học qua cầu gỗ đã mục. Đề nghị xã thay cầu trước mùa mưa."
DENOUNCES = (
    "Tôi tố cáo việc thu tiền quỹ lớp không có biên lai.",
    "Tôi khiếu nại quyết định của trường về tiền ăn trưa của con tôi.",
)
WISHES = (
    (9, Asked("Sóc Nâu", "Cổng sau nhà văn hóa", "Chiều thứ Bảy", "", Wish.ADVICE_CLUB)),
    (3, Asked("Bút Chì", "Thư viện trường", "Giờ ra chơi", "Nhắn qua cô thư viện", Wish.ANYBODY)),
    (1, Asked("Mây", "Sân bóng xóm", "Sau 4 giờ chiều", "", Wish.YOUTH_UNION)),
)


def plan_voices(world: World, first: date, last: date) -> None:
    """Let guardians and children who want to be met come on days of their own."""
    round_id = plan_round(world, GUARDIANS, "Kiến nghị của phụ huynh", first, last)
    matters = world.book.matters
    swimming = next(one for one in matters if one.topic == "DUOI_NUOC")
    roads = next(one for one in matters if one.topic == "ATGT")
    for days, band, said in (
        (20, GUARDIAN, Said(FOR_CHILDREN, swimming)),
        (18, ADVOCATE, Said(FOR_NEIGHBOURS, roads)),
    ):
        moment = world.agenda.office_hour(world.today - timedelta(days=days))
        world.agenda.at(moment, partial(_adult_sends, world, round_id, band, said))
    for days, text in zip((7, 2), DENOUNCES, strict=True):
        moment = world.agenda.office_hour(world.today - timedelta(days=days))
        world.agenda.at(moment, partial(_petitioner_sends, world, round_id, text, days))
    for days, asked in WISHES:
        moment = world.agenda.office_hour(world.today - timedelta(days=days))
        world.agenda.at(moment, partial(_child_wishes, world, asked, days))


def _adult_sends(world: World, round_id: int, band: str, said: Said, now: datetime) -> None:
    submission_id = _sent(world, round_id, band, said.text, now)
    read_later(world, submission_id, [said], None, now)


def _sent(world: World, round_id: int, band: str, text: str, now: datetime) -> str:
    """Send an adult's sheet; parents leave a telephone number to be called."""
    called = band == GUARDIAN
    texts = {
        "y_kien": text,
        "cach_nhan": "truc_tiep" if called else "ma_so",
        "ho_ten": "Mẫu Thị Phụ Huynh",
        "dien_thoai": "0900000099",
    }
    give = chooser(world.random, 12, (), texts, _agrees)
    return send(world, round_id, band, None, give, now)


def _agrees(question: Question) -> list[str]:
    return ["OK"] if question.type is QuestionType.ACKNOWLEDGE else []


def _petitioner_sends(world: World, round_id: int, text: str, days: int, now: datetime) -> None:
    """Propose it at once; the older one was confirmed and handed over since."""
    submission_id = _sent(world, round_id, GUARDIAN, text, now)
    reader, lead = world.cast.moderators[0], world.cast.lead
    moment = now + timedelta(minutes=30)
    _give_back(world, now + timedelta(minutes=10))
    opinions.start_reading(world.session, reader.user_id, submission_id, moment)
    found = opinions.of_submission(world.session, reader, submission_id)
    view = next((one for one in found if one.original == text), None)
    if view is None:
        return
    kind = PetitionKind.DENUNCIATION if "tố cáo" in text else PetitionKind.COMPLAINT
    why = "Người gửi đề nghị cơ quan có thẩm quyền giải quyết."
    number = petitions.propose(world.session, reader, view.id, kind, why, moment)
    if days > 5:
        body = directory.body_id(world.session, "ubnd-xa")
        petitions.confirm(world.session, lead, number, kind, body, Words.MASKED, "", moment)
        handing = Handing(now.date(), Way.IN_PERSON, "Mẫu Văn Minh, Phó Chủ tịch UBND xã", "01/PC")
        petitions.hand_over(world.session, lead, number, handing, moment + timedelta(hours=1))


def _give_back(world: World, now: datetime) -> None:
    """Let the officer give back what was just raised: a complaint at law is no danger.

    The list of words may raise such a text or not; the example shows it either way.
    """
    officer = world.cast.protection
    for line in safeguarding.concerns(world.session, officer, now):
        if line.state is ConcernState.NEW and now - line.received_at < timedelta(minutes=15):
            acknowledged = ConcernState.ACKNOWLEDGED
            safeguarding.move(world.session, officer, line.id, acknowledged, "", now)
            why = "Đơn của phụ huynh, không có trẻ em gặp nguy hiểm."
            intake.release_concern(world.session, officer, line.id, why, now.date(), now)


def _child_wishes(world: World, asked: Asked, days: int, now: datetime) -> None:
    """Let the oldest wish be met, the next one be taken, and the newest one wait."""
    meeting_id = f"demo-{days:011}"
    meetings.ask(world.session, meeting_id, asked, now)
    adviser = world.cast.adviser
    if days > 1:
        later = now + timedelta(hours=3)
        meetings.move(world.session, adviser, meeting_id, MeetingState.TAKEN, later)
    if days > 5:
        met = now + timedelta(days=2)
        meetings.met(world.session, adviser, meeting_id, adviser.user_id, met.date(), met)
