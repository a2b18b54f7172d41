"""Headers of columns: what they mean, and what becomes of each.

A header is an alias, a family (``bind::relevant``), a name with a language
(``label::Tiếng Việt (vi)``), one of ours (``emnoi::role``), or somebody's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.forms.xlsform.vocabulary import Fate, listed

OURS = "emnoi::"
_LANGUAGE = re.compile(r".*\(([a-zA-Z]{2,3})\)|([a-z]{2,3}|[A-Z]{2,3})")
# Languages people name without a code.
_NAMED = {
    "english": "en",
    "tiếng việt": "vi",
    "vietnamese": "vi",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "chinese": "zh",
    "russian": "ru",
}

MEDIA = frozenset({"image", "big_image", "audio", "video"})
MESSAGES = frozenset({"required_message", "constraint_message"})
TRANSLATED = frozenset({"label", "hint", "guidance_hint"}) | MESSAGES | MEDIA

_MEDIA_ALIASES = {"big-image": "big_image"}
_ALIASES: dict[str, dict[str, str]] = {
    "survey": {
        "caption": "label",
        "command": "type",
        "tag": "name",
        "value": "name",
        "relevance": "relevant",
        "calculate": "calculation",
        "readonly": "read_only",
        "requiredmsg": "required_message",
        "constraining_message": "constraint_message",
        "noapperrorstring": "no_app_error_string",
        "count": "repeat_count",
        "jr:count": "repeat_count",
        "body": "control",
        **_MEDIA_ALIASES,
    },
    "choices": {"caption": "label", "value": "name", **_MEDIA_ALIASES},
    "settings": {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}
_ALIASES["external_choices"] = _ALIASES["choices"]
# The members of a family that are columns of their own under another name.
_MEMBERS = {
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation",
    ("bind", "readonly"): "read_only",
    ("bind", "jr:constraintmsg"): "constraint_message",
    ("bind", "jr:requiredmsg"): "required_message",
    ("bind", "jr:noapperrorstring"): "no_app_error_string",
    ("bind", "entities:saveto"): "save_to",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
    ("control", "rows"): "rows",
    ("control", "autoplay"): "autoplay",
    ("media", "image"): "image",
    ("media", "big-image"): "big_image",
    ("media", "audio"): "audio",
    ("media", "video"): "video",
}
FAMILIES = frozenset({"bind", "control", "instance", "media", "attribute"})

_SMS = (
    "sms_field",
    "sms_option",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
)
COLUMNS: dict[str, dict[str, Fate]] = {
    "survey": {
        **dict.fromkeys(TRANSLATED, Fate.SUPPORTED),
        **dict.fromkeys(
            listed(
                "type name required constraint relevant calculation default trigger appearance "
                "parameters choice_filter repeat_count read_only rows disabled emnoi::role "
                "emnoi::max_length emnoi::card emnoi::min_choices emnoi::max_choices emnoi::words"
            ),
            Fate.SUPPORTED,
        ),
        **dict.fromkeys(
            ("autoplay", "no_app_error_string", "save_to", "compact_tag", "intent", *_SMS),
            Fate.CARRIED,
        ),
    },
    "choices": {
        **dict.fromkeys(MEDIA, Fate.SUPPORTED),
        **dict.fromkeys(
            listed("list_name name label emnoi::exclusive emnoi::topic"), Fate.SUPPORTED
        ),
        **dict.fromkeys(("sms_option", "geometry"), Fate.CARRIED),
    },
    "settings": {
        **dict.fromkeys(listed("form_title form_id version default_language"), Fate.SUPPORTED),
        **dict.fromkeys(
            listed(
                "name style instance_name public_key submission_url auto_send auto_delete "
                "client_editable allow_choice_duplicates clean_text_values namespaces flat "
                "omit_instanceid instance_id instance_xmlns add_none_option prefix delimiter "
                "sms_keyword entity_version type"
            ),
            Fate.CARRIED,
        ),
        **dict.fromkeys(_SMS, Fate.CARRIED),
    },
}
COLUMNS["external_choices"] = COLUMNS["choices"]
NEEDED = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "external_choices": ("list_name", "name"),
    "settings": (),
}


@dataclass(frozen=True)
class Column:
    """A header: its plain name, the language it is in, and how it was written.

    ``language`` is a code, empty when the header names none, ``?`` when it names
    one that cannot be understood.  A column without header has empty names.
    """

    name: str
    language: str
    written: str


def read_column(written: str, sheet: str = "survey", *, single_colon: bool = False) -> Column:
    """Return what the header *written* means in *sheet*.

    With *single_colon* one colon parts a header, as old workbooks have it that use no double one.
    """
    parts = [part.strip() for part in written.split(":" if single_colon else "::")]
    if single_colon and "jr" in parts[:-1]:
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    name = "_".join(parts[0].split()).lower()
    name = _ALIASES.get(sheet, {}).get(name, name)
    rest = parts[1:]
    member = _MEMBERS.get((name, rest[0].lower())) if rest else None
    if member:
        name, rest = member, rest[1:]
    if not rest:
        known = name in COLUMNS.get(sheet, {}) or name in FAMILIES
        # A column of somebody's own keeps its spelling, which choice_filter refers to.
        return Column(name if known else written, "", written)
    if name in TRANSLATED and len(rest) == 1:
        return Column(name, language_code(rest[0]), written)
    return Column("::".join((name, *(part.lower() for part in rest))), "", written)


def language_code(written: str) -> str:
    """Return the code of a language written ``Tiếng Việt (vi)`` or ``vi``; ``?`` without one."""
    match = _LANGUAGE.fullmatch(written)
    if match is None:
        return _NAMED.get(written.lower(), "?")
    return (match.group(1) or match.group(2)).lower()


def read_columns(headers: list[str], sheet: str) -> tuple[Column, ...]:
    """Return what all *headers* of a sheet mean, in their order."""
    single = not any("::" in header for header in headers)
    return tuple(
        read_column(header, sheet, single_colon=single) if header else Column("", "", "")
        for header in headers
    )
