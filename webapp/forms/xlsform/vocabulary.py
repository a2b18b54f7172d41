"""Which parts of XLSForm we take, which we know but do not take, which we refuse.

Nothing of a workbook is dropped silently: what is in none of these tables is
told to be unknown, with its row and column.
"""

from __future__ import annotations

from webapp.forms.rules import QuestionType
from webapp.surveykit import CONSENT_ROLES, Role

TYPES = {
    "text": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "select_one": QuestionType.SELECT_ONE,
    "select one": QuestionType.SELECT_ONE,
    "select_multiple": QuestionType.SELECT_MULTIPLE,
    "select multiple": QuestionType.SELECT_MULTIPLE,
    "acknowledge": QuestionType.ACKNOWLEDGE,
    "trigger": QuestionType.ACKNOWLEDGE,
    "date": QuestionType.DATE,
    "note": QuestionType.NOTE,
}
SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})
GROUP_BEGIN = frozenset({"begin_group", "begin group"})
GROUP_END = frozenset({"end_group", "end group"})

# Types that would collect what we must not know of a child, and what that is.
_PLACE = "vị trí của em"
_DEVICE = "thông tin về máy em dùng"
_VOICE = "giọng nói, hình ảnh của em"
FORBIDDEN = {
    "deviceid": _DEVICE,
    "imei": _DEVICE,
    "subscriberid": _DEVICE,
    "simserial": _DEVICE,
    "phonenumber": "số điện thoại của máy em dùng",
    "username": "tên tài khoản của em",
    "email": "địa chỉ thư của em",
    "audit": "từng thao tác của em trên máy",
    "geopoint": _PLACE,
    "geotrace": _PLACE,
    "geoshape": _PLACE,
    "start-geopoint": _PLACE,
    "background-geopoint": _PLACE,
    "audio": _VOICE,
    "background-audio": _VOICE,
    "video": _VOICE,
    "image": _VOICE,
    "photo": _VOICE,
}
UNSUPPORTED_TYPES = frozenset(
    {
        "decimal",
        "range",
        "rank",
        "time",
        "datetime",
        "barcode",
        "file",
        "calculate",
        "hidden",
        "select_one_from_file",
        "select_multiple_from_file",
        "select_one_external",
        "xml-external",
        "csv-external",
        "osm",
        "start",
        "end",
        "today",
        "begin_repeat",
        "begin repeat",
        "end_repeat",
        "end repeat",
        "begin_loop",
        "begin loop",
        "end_loop",
        "end loop",
    }
)

COLUMNS = {
    "survey": frozenset(
        {
            "type",
            "name",
            "label",
            "hint",
            "required",
            "required_message",
            "constraint",
            "constraint_message",
            "relevant",
            "appearance",
            "emnoi::role",
            "emnoi::max_length",
            "emnoi::card",
        }
    ),
    "choices": frozenset({"list_name", "name", "label", "emnoi::exclusive", "emnoi::topic"}),
    "settings": frozenset({"form_title", "form_id", "version", "default_language"}),
}
NEEDED_COLUMNS = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}
UNSUPPORTED_COLUMNS = {
    "survey": frozenset(
        {
            "guidance_hint",
            "read_only",
            "readonly",
            "calculation",
            "calculate",
            "default",
            "trigger",
            "parameters",
            "choice_filter",
            "repeat_count",
            "image",
            "big_image",
            "audio",
            "video",
            "autoplay",
            "rows",
            "save_to",
        }
    ),
    "choices": frozenset({"image", "big_image", "audio", "video", "geometry"}),
    "settings": frozenset(
        {
            "style",
            "instance_name",
            "public_key",
            "submission_url",
            "auto_send",
            "auto_delete",
            "client_editable",
            "allow_choice_duplicates",
            "clean_text_values",
            "namespaces",
        }
    ),
}
# Families of columns, by what stands before the two colons.
UNSUPPORTED_FAMILIES = frozenset({"bind", "body", "control", "instance", "media", "attribute"})

APPEARANCES = {
    QuestionType.TEXT: frozenset({"multiline"}),
    QuestionType.DATE: frozenset({"year"}),
}

_WORDS = frozenset({QuestionType.TEXT})
_ANY = frozenset(QuestionType) - {QuestionType.NOTE}
_PICK = SELECTS
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
    Role.HEALTH: _ANY,
    **{
        role: frozenset({QuestionType.ACKNOWLEDGE, QuestionType.SELECT_ONE})
        for role in CONSENT_ROLES
    },
}
OTHER_ROLE_TYPES = _WORDS | _PICK
REPEATABLE_ROLES = frozenset({Role.OPINION, Role.TOPIC, Role.SUPPORT_NEED})
