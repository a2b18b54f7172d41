"""The marked words of the egress matrix: what each is, and on which pages it may stand.

Each word is one that stands nowhere else, so finding it on a page, in a
document, in a mail, in a log line or in a file proves that it got there.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.accounts.rules import Role


@dataclass(frozen=True)
class Secret:
    """A word, the endpoints it may stand at, and to whom (None: whoever gets in there)."""

    what: str
    pages: frozenset[str] = frozenset()
    roles: frozenset[Role] | None = None
    # Whether the database itself must hold it sealed: a backup is read by others.
    sealed: bool = True

    def may_stand(self, endpoint: str, role: Role | None) -> bool:
        """Tell whether a page may show it to somebody with *role* (None: a child)."""
        return endpoint in self.pages and (self.roles is None or role in self.roles)


_TRIAGE = frozenset({"moderation.queue", "moderation.sheet", "moderation.triage_one"})
# The road of one opinion: its question, its petition, its second reader.
_READING = _TRIAGE | {"feedback.ask_form", "petitions.propose", "moderation.second_reading"}
_MODERATORS = frozenset({Role.MODERATOR, Role.MODERATION_LEAD})
# A hand-over that does not fit shows the concern again with what was typed.
_OFFICER = frozenset({"safeguarding.concern", "safeguarding.paper", "safeguarding.hand_over"})
_ONLY_OFFICER = frozenset({Role.PROTECTION_OFFICER})
_NAMES = frozenset({"registration.registration", "registration.printed_list"})
_PETITION = frozenset(
    {"reports.transfer_slip"}
    | {f"petitions.{name}" for name in ("petition", "petitions", "confirm", "decline")}
    | {"petitions.hand_over", "petitions.note_answer", "petitions.words"}
)
# Whoever asked to be called is called: the page is made for that.
_CALL = frozenset({"feedback.call"})
# The walk itself hands a wish on; what a hand-over shows of it then is the officer's.
_MEETINGS = frozenset({"meetings.meetings", "safeguarding.hand_over"})


def _sealed(what: str) -> Secret:
    return Secret(what, _OFFICER, _ONLY_OFFICER)


MASKED, ERASED, UNREAD, REFUSED = "Chemat", "Xoahan", "Chuadoc", "Khongnhan"
CONCERN, QUESTION, HANDED_OVER, SUPPORT = "Kinbao", "Kinhoi", "Banggiao", "Kinhotro"
OUT_OF_CASE, NOTICED, DANGEROUS_ANSWER = "Rakhoivu", "Modnhan", "Traloikin"
EXCLUDED_WHY, UNSEAL_WHY, HANDED_TO, RECEIPT_NUMBER = "Lydoloai", "Lydomo", "Noinhan", "Sobiennhan"
CHILD_NAME, GUARDIAN, PHONE, DRAFT = "Tenrieng", "Nguoilonrieng", "0912003004", "Phieunhap"
PARENT, PARENT_PHONE, PETITION, PETITION_NAME = "Phuhuynhten", "0987006005", "Donkien", "Bikien"
UNHIDDEN = "Chuache"
CALLED, MEET_AT, MEET_WHEN, MEET_HOW = "Tengap", "Noigap", "Giogap", "Cachgap"
ANSWER, WITHDRAWN, TO_SECOND, DRAFT_REPLY = "Traloihoi", "Rutlai", "Thunguoihai", "Nhaptraloi"

SECRETS = {
    MASKED: Secret("a masked word"),
    ERASED: Secret("an erased word"),
    UNREAD: Secret("an unread text", _READING, _MODERATORS),
    REFUSED: Secret("a refused text", _READING, _MODERATORS),
    ANSWER: Secret("a child's answer before moderation", _READING, _MODERATORS),
    WITHDRAWN: Secret("a withdrawn text"),
    # What is written to the child beside a refusal waits for the second reader as well.
    TO_SECOND: Secret("a note the second reader has not agreed to", _READING, sealed=False),
    CONCERN: _sealed("a sealed text"),
    QUESTION: _sealed("a sealed question of a dialogue"),
    HANDED_OVER: _sealed("a text handed over by a moderator"),
    OUT_OF_CASE: _sealed("a text taken out of a case"),
    SUPPORT: _sealed("a sealed personal answer"),
    DANGEROUS_ANSWER: _sealed("a dangerous answer to a question"),
    NOTICED: _sealed("what a moderator noticed"),
    EXCLUDED_WHY: _sealed("why somebody is excluded"),
    UNSEAL_WHY: _sealed("why a concern is unsealed"),
    HANDED_TO: _sealed("to whom a concern was handed"),
    RECEIPT_NUMBER: _sealed("the number of a hand-over"),
    DRAFT: Secret("what a child has not sent"),
    CHILD_NAME: Secret("a registered name", _NAMES),
    GUARDIAN: Secret("a guardian's name", _NAMES),
    PHONE: Secret("a guardian's phone", _NAMES),
    PARENT: Secret("a parent's name", _CALL),
    PARENT_PHONE: Secret("a parent's phone", _CALL),
    PETITION: Secret("a complaint by law", _READING | _PETITION | _CALL),
    # The policy officer reads no name in a complaint that no moderator has looked at.
    UNHIDDEN: Secret(
        "a name nobody hid in a complaint", _READING | _PETITION | _CALL, _MODERATORS
    ),
    PETITION_NAME: Secret("a name masked in a complaint"),
    CALLED: Secret("how a child wants to be called", _MEETINGS),
    MEET_AT: Secret("where a child can be met", _MEETINGS),
    MEET_WHEN: Secret("when a child can be met", _MEETINGS),
    MEET_HOW: Secret("how a child can be reached", _MEETINGS),
    # Work in progress of a body: colleagues of other bodies and the office see none of it.
    DRAFT_REPLY: Secret(
        "a reply not handed in", frozenset({"tracker.writer", "tracker.write"}),
        frozenset({Role.BODY_OFFICIAL}), sealed=False,
    ),
}  # fmt: skip


def leaks(
    endpoint: str, role: Role | None, said: str, way: str, secrets: dict[str, Secret] = SECRETS
) -> list[str]:
    """Return a sentence for every word in *said* that may not leave by this way."""
    return [
        f"{secret.what} ({word}) left by {way} ({endpoint}), {role or 'a child'}"
        for word, secret in secrets.items()
        if word in said and not secret.may_stand(endpoint, role)
    ]
