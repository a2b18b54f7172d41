"""What a survey folder may rely on: the whole public plugin interface.

A survey is a folder under ``surveys/``; most need no Python at all.  A folder
that has a ``hooks.py`` may import this package and nothing else of the house.
This package imports nothing of the house either, so it can be read, versioned
and tested alone.  The names, one by one:

``API_VERSION``
    The number a manifest states as ``api``.  It grows when a name here changes
    its meaning; a folder written for another number is not loaded.
``KINDS``
    The roads a submission may take: ``opinion``, ``registration``, ``poll``.
``SPEAKERS``
    Who may speak in a survey: ``child`` (where the manifest says nothing), ``guardian``,
    ``advocate``.  Only what children say is counted as children's.
``Role``
    The meanings a question may have (column ``emnoi::role`` of the form).
``PERSONAL_ROLES``
    The roles whose answers identify a person: stored apart and encrypted.
``CONSENT_ROLES``
    The roles that record one consent each.
``Answers``
    What a hook is given: question name to value; hidden and unanswered questions,
    personal answers, pictures, and what is calculated from words or persons are left out.
``Value``
    One of them: ``str`` (text, select_one, calculate; date and time as ISO), ``int`` or
    ``float`` (whole or not: integer, decimal, range), ``bool`` (acknowledge, only ever
    ``True``), ``list[str]`` (select_multiple, rank), or under the name of a repeat a
    list of such mappings, one for each time it was filled.
``SuggestTopic``
    The type of the hook ``suggest_topic``.
``HOOKS``
    The names a ``hooks.py`` may define.  Any other public function is refused,
    so that a misspelt hook is found when the folder is loaded.

Hooks are plain functions of their arguments: no clock, no network, no file, no
database.  An exception inside a hook never costs a child the submission; the
hook counts as absent for that submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

API_VERSION = 1
KINDS = ("opinion", "registration", "poll")
SPEAKERS = ("child", "guardian", "advocate")
HOOKS = ("suggest_topic",)

Value = str | int | float | bool | list[str] | list[dict[str, "Value"]]
Answers = Mapping[str, Value]


class Role(StrEnum):
    """What a question means to the rest of the house."""

    OPINION = "opinion"
    TOPIC = "topic"
    AGE = "age"
    GENDER = "gender"
    SCHOOL = "school"
    CLASS = "class"
    WANTED_ANSWERER = "wanted_answerer"
    ASKER = "asker"
    CHILD_NAME = "child_name"
    CHILD_NICKNAME = "child_nickname"
    BIRTH_DATE = "birth_date"
    VILLAGE = "village"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_RELATION = "guardian_relation"
    GUARDIAN_PHONE = "guardian_phone"
    GUARDIAN_EMAIL = "guardian_email"
    PICKUP_PERSON = "pickup_person"
    SUPPORT_NEED = "support_need"
    HEALTH = "health"
    CONSENT_CHILD = "consent_child"
    CONSENT_GUARDIAN = "consent_guardian"
    CONSENT_PHOTO = "consent_photo"
    CONSENT_PUBLISH = "consent_publish"
    CHANNEL = "channel"


PERSONAL_ROLES = frozenset(
    {
        Role.CHILD_NAME,
        Role.CHILD_NICKNAME,
        Role.BIRTH_DATE,
        Role.VILLAGE,
        Role.GUARDIAN_NAME,
        Role.GUARDIAN_RELATION,
        Role.GUARDIAN_PHONE,
        Role.GUARDIAN_EMAIL,
        Role.PICKUP_PERSON,
        Role.SUPPORT_NEED,
        Role.HEALTH,
    }
)

CONSENT_ROLES = frozenset(
    {Role.CONSENT_CHILD, Role.CONSENT_GUARDIAN, Role.CONSENT_PHOTO, Role.CONSENT_PUBLISH}
)


class SuggestTopic(Protocol):
    """``suggest_topic(answers)``: the topic the opinions of a submission are about.

    Asked first.  Returns a topic code of the commune (for example ``"VE_SINH"``) or
    ``None`` to leave it to the roles of the form (the topic chosen there, if it is
    only one).  Personal answers are not among *answers*.  It is a suggestion shown
    to the moderator, who may change it; it decides nothing alone.
    """

    def __call__(self, answers: Answers) -> str | None:
        """Return a topic code or ``None``."""
