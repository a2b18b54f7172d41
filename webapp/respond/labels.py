"""What a child is told before saying yes, and something quiet to read instead.

Every line is a promise the system keeps; change the system before the line.
Sentences for the youngest have at most 14 syllables in Vietnamese.
"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# Why a picture was not taken, by the key of ``submissions.pictures``.
PICTURE_REFUSED = {
    "picture_too_large": _l("This picture is too large for us. Choose a smaller one, or skip it."),
    "no_picture": _l("We cannot open this file. Choose a picture: its name ends in jpg or png."),
    "too_many_pictures": _l("There are many pictures here already. Take one away first."),
}


def time_of(words: str, time: int) -> str:
    """Return how one time of a repeat is headed; *words* are its label, if it has any."""
    if not words:
        return str(_("Time %(time)s", time=time))
    return str(_("%(words)s – time %(time)s", words=words, time=time))


# Shown where the survey folder brings no opening words of its own.
OPENING_SMALL = (
    _l("We want to hear what you think."),
    _l("There is no right or wrong answer."),
    _l("You do not have to write your name."),
    _l("Skip any question you do not like. You can stop at any time."),
)
OPENING_BIG = (
    _l("Here you say what matters to you and what should change at school, at home, around you."),
    _l("You answer of your own free will. Nobody may blame you for what you say or do not say."),
    _l("Do not write names, phone numbers or addresses: not yours, not anyone's."),
)
AFTER_SMALL = (
    _l("Đoàn xã reads every paper. Teachers cannot open yours."),
    _l("We hide names. Then we send it to people who can help."),
    _l("It is different when you tell that somebody hurts you."),
    _l("Then the child-protection person reads it and finds a way to help."),
    _l("At the end you get a number. With it you can read the reply."),
)
AFTER_BIG = (
    _l("Only the people of Đoàn xã read your paper. Teachers and schools cannot open it."),
    _l("They hide what could show who wrote it, and send your opinion to the body in charge."),
    _l(
        "One exception: when you or another child may be in danger, the child-protection "
        "officer reads it and finds a way to help."
    ),
    _l("At the end you get a number that only you hold. With it you can read the reply."),
    _l("This computer keeps nothing. But somebody behind you can see the screen."),
)
AFTER_REGISTRATION = (
    _l("What shows who you are is encrypted and kept apart from what you say."),
    _l("Only the people of Đoàn xã who prepare the event can open them."),
    _l(
        "One exception: when you or another child may be in danger, the child-protection "
        "officer reads it and finds a way to help."
    ),
    _l("At the end you get a number. With it you can see what became of it."),
    _l(
        "You can stop at any time. What you have not sent is deleted within an hour, or after "
        "seven days when you take a number to go on later."
    ),
)
AFTER_ADULT = (
    _l(
        "Đoàn xã reads your paper, hides what could show who is meant, and sends it to the body "
        "in charge. What you say is marked as said by an adult and never counted as a child's."
    ),
    _l(
        "You need not give a name. If you want to be answered directly, you give a name and a "
        "phone: encrypted, kept apart, read only to answer you, and deleted with your paper."
    ),
    _l(
        "When a child may be in danger, the child-protection officer reads it at once. A complaint "
        "or denunciation by law is handed to the competent body, and your number tells you where."
    ),
    _l("At the end you get a number. With it you can read the reply, or have your words deleted."),
)
# Reading for a child who does not take part: from behind it looks like a form.
PASSAGES = (
    (
        _l("Bamboo"),
        _l(
            "Bamboo is a grass, not a tree. Some kinds grow almost one metre in a single day. "
            "Its roots hold hands under the ground, so a bamboo hedge stands firm in a storm."
        ),
    ),
    (
        _l("Swallows"),
        _l(
            "A swallow weighs about as much as a spoonful of rice. It flies thousands of "
            "kilometres when the cold comes, and finds its old nest again in spring."
        ),
    ),
    (
        _l("Rain"),
        _l(
            "A raindrop does not look like a tear. It is round when small and flat below when "
            "large, like a little bun. The smell of first rain comes from the soil."
        ),
    ),
    (
        _l("Ants"),
        _l(
            "An ant can carry things many times heavier than itself. Ants have no ears; they "
            "feel the ground tremble with their feet and talk to each other by smell."
        ),
    ),
    (
        _l("The Moon"),
        _l(
            "The Moon gives no light of its own. It shows us the light of the Sun. There is no "
            "wind up there, so a footprint can stay for millions of years."
        ),
    ),
    (
        _l("Rice"),
        _l(
            "One rice plant can bear hundreds of grains. People bend thousands of times to plant "
            "a field. That is why grandparents say: every grain is a drop of sweat."
        ),
    ),
)
