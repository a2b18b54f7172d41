"""What becomes of each part of XLSForm: taken, kept without effect, or refused.

Nothing of a workbook is dropped silently.  What is in none of these tables is
told to be unknown, with its row and column.  Types stand here; columns and
settings in ``columns``, appearances and parameters in ``looks``.
"""

from __future__ import annotations

from enum import StrEnum

from webapp.forms.rules import QuestionType, SectionKind
from webapp.surveykit import CONSENT_ROLES, Role


class Fate(StrEnum):
    """What we do with a part of the standard.

    ``SUPPORTED``: it does what the standard says.  ``CARRIED``: it stays in the workbook, has no
    effect here, and a warning says so.  ``REFUSED``: the form is not taken, with the reason.
    """

    SUPPORTED = "supported"
    CARRIED = "carried"
    REFUSED = "refused"


def listed(names: str) -> tuple[str, ...]:
    """Return the single words of *names*."""
    return tuple(names.split())


SHEETS = {
    "survey": Fate.SUPPORTED,
    "choices": Fate.SUPPORTED,
    "settings": Fate.SUPPORTED,
    "external_choices": Fate.SUPPORTED,
    "entities": Fate.CARRIED,
    "osm": Fate.CARRIED,
}


def _prompts(*names: str) -> tuple[str, ...]:
    """Return the old spellings of a type: ``add … prompt`` and ``q …``."""
    return tuple(f"{before}{name}{after}" for name in names for before, after in _OLD)


_OLD = (("", ""), ("add ", " prompt"), ("q ", ""))
_SPELLINGS: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.TEXT: (*_prompts("text"), "string", "q string"),
    QuestionType.INTEGER: (*_prompts("integer"), "int", "q int"),
    QuestionType.DECIMAL: _prompts("decimal"),
    QuestionType.RANGE: ("range",),
    QuestionType.DATE: _prompts("date"),
    QuestionType.TIME: ("time",),
    QuestionType.DATETIME: ("datetime", *_prompts("dateTime", "date time")),
    QuestionType.ACKNOWLEDGE: ("trigger", *_prompts("acknowledge")),
    QuestionType.NOTE: _prompts("note"),
    QuestionType.CALCULATE: _prompts("calculate"),
    QuestionType.HIDDEN: ("hidden",),
    QuestionType.PICTURE: (*_prompts("image", "photo"), "q picture"),
}
TYPES = {name: kind for kind, names in _SPELLINGS.items() for name in names}

# Whole numbers the standard gives bounds of its own.
BOUNDED = {
    "percentage": "0 <= . and . <= 100",
    "number of days in last month": "0 <= . and . <= 31",
    "number of days in last six months": "0 <= . and . <= 183",
    "number of days in last year": "0 <= . and . <= 365",
}
TYPES |= dict.fromkeys(BOUNDED, QuestionType.INTEGER)
# The day of answering, as a calculation.
TODAY = frozenset({"today", "get today"})
TYPES |= dict.fromkeys(TODAY, QuestionType.CALCULATE)

SELECT_TYPES = {
    "select_one": QuestionType.SELECT_ONE,
    "select one": QuestionType.SELECT_ONE,
    "select one from": QuestionType.SELECT_ONE,
    "select1": QuestionType.SELECT_ONE,
    "add select one prompt using": QuestionType.SELECT_ONE,
    "select_multiple": QuestionType.SELECT_MULTIPLE,
    "select all that apply": QuestionType.SELECT_MULTIPLE,
    "select all that apply from": QuestionType.SELECT_MULTIPLE,
    "add select multiple prompt using": QuestionType.SELECT_MULTIPLE,
    "rank": QuestionType.RANK,
}
FILE_SELECT_TYPES = {
    "select_one_from_file": QuestionType.SELECT_ONE,
    "select one from file": QuestionType.SELECT_ONE,
    "select_multiple_from_file": QuestionType.SELECT_MULTIPLE,
    "select multiple from file": QuestionType.SELECT_MULTIPLE,
}
# A row that asks nothing: it names a csv file beside the form for ``instance()``.
DECLARING = frozenset({"csv-external"})
EXTERNAL_SELECT_TYPES = {"select_one_external": QuestionType.SELECT_ONE}
ALL_SELECT_TYPES = SELECT_TYPES | FILE_SELECT_TYPES | EXTERNAL_SELECT_TYPES
OR_OTHER = ("or_other", "or other", "or specify other")

# Types that would collect what we must not know of a child, and what that is.
_PLACE = "vị trí của em"
_DEVICE = "thông tin về máy em dùng"
_VOICE = "giọng nói, hình ảnh quay của em"
_PHONE = "số điện thoại của máy em dùng"
_ACCOUNT = "tên tài khoản của em"
_MAIL = "địa chỉ thư của em"
_HOURS = "giờ giấc em làm phiếu"
_REASONS = {
    _DEVICE: (
        "deviceid",
        "device id",
        "get device id",
        "uri:deviceid",
        "imei",
        "subscriberid",
        "subscriber id",
        "get subscriber id",
        "uri:subscriberid",
        "simserial",
        "sim id",
        "get sim id",
        "uri:simserial",
    ),
    _PHONE: ("phonenumber", "get phone number", "uri:phonenumber"),
    _ACCOUNT: ("username", "uri:username"),
    _MAIL: ("email", "uri:email"),
    "từng thao tác của em trên máy": ("audit",),
    _PLACE: (
        *_prompts("location", "geopoint", "geotrace", "geoshape"),
        "gps",
        "start-geopoint",
        "background-geopoint",
    ),
    _VOICE: (*_prompts("audio", "video"), "background-audio"),
    _HOURS: ("start", "start time", "get start time", "end", "end time", "get end time"),
    "tệp riêng trên máy em dùng": _prompts("file"),
}
FORBIDDEN = {name: reason for reason, names in _REASONS.items() for name in names}

UNSUPPORTED_TYPES = frozenset(
    {
        *_prompts("barcode"),
        "phone number",
        "osm",
        "xml-external",
        "cascading_select",
        "cascading select",
        # Old spellings with no place for the name of a list.
        "q select",
        "q select1",
        "select one using",
        "select multiple from",
        "select multiple using",
        "select one external",
        # Settings written as rows of questions, before there was a sheet for them.
        "form_title",
        "set_form_title",
        "form_id",
        "set_form_id",
        "prefix",
    }
)

_GROUP, _REPEAT = SectionKind.GROUP, SectionKind.REPEAT
_CONTROLS = {"group": _GROUP, "repeat": _REPEAT, "lgroup": _REPEAT, "looped group": _REPEAT}
BEGINS = {f"begin{gap}{name}": kind for name, kind in _CONTROLS.items() for gap in " _"}
ENDS = {f"end{gap}{name}": kind for name, kind in _CONTROLS.items() for gap in " _"}
LOOPS = frozenset({"begin loop", "begin_loop", "end loop", "end_loop"})


def fate_of_type(head: str) -> Fate | None:
    """Return what becomes of the type *head* (without its list); ``None`` when unknown."""
    if any(head in names for names in (TYPES, ALL_SELECT_TYPES, BEGINS, ENDS, DECLARING)):
        return Fate.SUPPORTED
    refused = head in FORBIDDEN or head in UNSUPPORTED_TYPES or head in LOOPS
    return Fate.REFUSED if refused else None


_LONGEST_HEAD = 7


def split_type(written: str) -> tuple[str, str]:
    """Return the type and what follows it: ``select_one lop`` gives both words.

    Types are told apart by case, as the standard's reader does.
    """
    words = written.split()
    for length in range(min(_LONGEST_HEAD, len(words)), 0, -1):
        head = " ".join(words[:length])
        if fate_of_type(head) is not None:
            return head, " ".join(words[length:])
    return (words[0], " ".join(words[1:])) if words else ("", "")


_WORDS = frozenset({QuestionType.TEXT})
_PICK = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})
_PICTURES = frozenset({QuestionType.DRAWING, QuestionType.PICTURE})
_ANY = frozenset(QuestionType) - {QuestionType.NOTE}
ROLE_TYPES: dict[Role, frozenset[QuestionType]] = {
    Role.OPINION: _WORDS,
    Role.TOPIC: _PICK,
    Role.AGE: frozenset({QuestionType.SELECT_ONE, QuestionType.INTEGER}),
    Role.GENDER: _PICK,
    Role.SCHOOL: _WORDS | _PICK,
    Role.CLASS: _WORDS | _PICK,
    Role.WANTED_ANSWERER: _PICK,
    Role.ASKER: _PICK,
    Role.CHANNEL: _PICK,
    Role.BIRTH_DATE: frozenset({QuestionType.DATE}),
    Role.SUPPORT_NEED: _WORDS | _PICK,
    Role.HEALTH: _ANY - _PICTURES,
    **{
        role: frozenset({QuestionType.ACKNOWLEDGE, QuestionType.SELECT_ONE})
        for role in CONSENT_ROLES
    },
}
OTHER_ROLE_TYPES = _WORDS | _PICK
REPEATABLE_ROLES = frozenset({Role.OPINION, Role.TOPIC, Role.SUPPORT_NEED})
