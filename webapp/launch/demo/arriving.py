"""Children come, class by class and one by one at home, and send their sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from webapp.directory import service as directory
from webapp.forms import service as forms
from webapp.intake import service as intake
from webapp.launch.demo.matters import Matter, Said, filled_in, said_by
from webapp.launch.demo.office import read_later
from webapp.launch.demo.sheets import Give, chooser
from webapp.launch.demo.sheets import filled_in as sheet_filled_in
from webapp.launch.demo.world import World
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest, seat_digest

MONTHLY = "y-kien-hang-thang"
READER = "Chị Hoa, Bí thư Đoàn xã"
CHILDREN_OF_A_CLASS = (11, 15)
REFUSED_SHARE, DANGER_SHARE, SECOND_TEXT_SHARE = 0.05, 0.02, 0.45
FRESH_MATTERS = 4
# Questions for free words in the two forms: what is the matter, what should be done.
WORDS = {"6-10": ("noi_them", "chu_tich_xa"), "11-15": ("chuyen", "nen_lam")}


def plan_round(world: World, survey: str, title: str, first: date, last: date) -> int:
    """Create and open a round; one that is over by today closes on its last day."""
    actor = world.cast.moderators[0].user_id
    number = rounds.create_round(
        world.session,
        actor,
        survey=survey,
        title=title,
        period=first,
        opens_on=first,
        closes_on=last,
        reply_by=last + timedelta(days=20),
        reader=READER,
        today=first,
    )
    rounds.open_round(world.session, actor, number)
    if last < world.today:
        end = world.agenda.office_hour(last + timedelta(days=1))
        world.agenda.at(end, lambda _now: rounds.close_round(world.session, actor, number))
    return number


def plan_classes(world: World, round_id: int, first: date, last: date) -> None:
    """Let every class of the commune fill in the round on a school day of its own."""
    days = [first + timedelta(days=n) for n in range((min(last, world.today) - first).days + 1)]
    days = [day for day in days if world.agenda.is_working(day)]
    classes = [
        (school.id, school_class)
        for school in directory.schools(world.session, None)
        for school_class in directory.classes(world.session, school.id)
    ]
    for position, (school_id, school_class) in enumerate(classes):
        day = days[position * len(days) // len(classes)]
        comes = partial(_class_comes, world, round_id, school_id, school_class.id)
        world.agenda.at(world.agenda.office_hour(day), comes)


def _class_comes(world: World, round_id: int, school_id: int, class_id: int, now: datetime) -> None:
    coordinator = world.cast.coordinators[school_id]
    code = rounds.open_session(world.session, coordinator, round_id, class_id, now)
    joined = rounds.join(world.session, code, now)
    if joined is None:
        return
    grade = directory.class_view(world.session, class_id).grade
    for number in range(world.random.randint(*CHILDREN_OF_A_CLASS)):
        rounds.note_joined(world.session, joined.id)
        # A few leave before they have sent.
        if not world.chance(0.04):
            moment = now + timedelta(seconds=40 * number)
            age = grade + 5 + world.chance(0.2)
            child_sends(world, round_id, age, joined.id, school_id, moment)
    viewed = rounds.session_of_code(world.session, coordinator, code, now)
    rounds.close_session(world.session, coordinator, viewed.id, now + timedelta(minutes=40))


def plan_danger(world: World, round_id: int, moment: datetime) -> None:
    """Let a child tell of danger at *moment*, whatever chance gives the others."""
    world.agenda.at(moment, partial(_tells_of_danger, world, round_id))


def _tells_of_danger(world: World, round_id: int, now: datetime) -> None:
    texts = dict.fromkeys(WORDS["11-15"], "") | {WORDS["11-15"][0]: world.book.danger[0]}
    send(world, round_id, "11-15", None, chooser(world.random, 12, (), texts, _nothing), now)


def child_sends(
    world: World,
    round_id: int,
    age: int,
    class_session_id: int | None,
    school_id: int | None,
    now: datetime,
) -> None:
    """Let one child say something about one or two matters."""
    band = "6-10" if age <= 10 else "11-15"
    said = _what_is_said(world, now)
    names = WORDS[band]
    texts = dict(zip(names, (s.text for s in said), strict=False)) | {
        name: "" for name in names[len(said) :]
    }
    topics = tuple(s.matter.topic for s in said if s.matter)
    give = chooser(world.random, age, topics, texts, _nothing)
    submission_id = send(world, round_id, band, class_session_id, give, now)
    if not safeguarding.is_sealed(world.session, submission_id):
        read_later(world, submission_id, said, school_id, now)


def _what_is_said(world: World, now: datetime) -> list[Said]:
    if world.chance(DANGER_SHARE):
        return [Said(world.random.choice(world.book.danger))]
    if world.chance(REFUSED_SHARE):
        return [filled_in(world.random, world.random.choice(world.book.refused))]
    matter = world.random.choice(_talked_about(world, now))
    said = [said_by(world.random, matter, matter.said)]
    if world.chance(SECOND_TEXT_SHARE):
        said.append(said_by(world.random, matter, matter.asked))
    return said


def _talked_about(world: World, now: datetime) -> tuple[Matter, ...]:
    """Return the matters of the day; the last ones come up in these very days.

    So there are cases that were opened yesterday, as on any working day.
    """
    older, fresh = world.book.matters[:-FRESH_MATTERS], world.book.matters[-FRESH_MATTERS:]
    if world.is_fresh(now):
        return older[:FRESH_MATTERS] + fresh
    return older if now.date() >= world.second_month else world.book.matters


def _nothing(question: object) -> list[str]:
    return []


def send(
    world: World,
    round_id: int,
    band: str,
    class_session_id: int | None,
    give: Give,
    now: datetime,
) -> str:
    """Fill in and send one sheet at a fresh seat; return the submission's id."""
    world.seats += 1
    keys, secret = world.settings.keys, f"demo-{world.seats}"
    seat = seat_digest(keys["seat"], secret)
    version = rounds.form_version_for(world.session, round_id, band)
    form = forms.form_of(world.session, version)
    today = now.date()
    draft = replace(
        sheet_filled_in(form, today, give),
        round_id=round_id,
        band=band,
        form_version_id=version,
        class_session_id=class_session_id,
    )
    submissions.save_draft(world.session, seat, draft, now)
    receipt = intake.receive(world.session, seat, secret, keys["receipt"], today, now)
    digest = receipt_digest(keys["receipt"], receipt)
    stored = submissions.of_receipt(world.session, digest)
    if stored is None:
        raise LookupError("what was just sent is not there")
    world.digest_of[stored.id] = digest
    world.receipts.append(receipt)
    return stored.id


def plan_homes(world: World, round_id: int, first: date, count: int) -> None:
    """Let some children write from home in the evening."""
    for number in range(count):
        day = first + timedelta(days=1 + number * 2)
        moment = world.agenda.office_hour(day) + timedelta(hours=5)
        age = 8 + number % 8
        if moment.date() <= world.today:
            world.agenda.at(moment, partial(child_sends, world, round_id, age, None, None))
