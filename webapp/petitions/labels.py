"""Words of the room: kinds, states, ways, what is wrong with a field."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.petitions.rules import PetitionKind, PetitionState, Way, Words

KINDS = {
    PetitionKind.COMPLAINT: _l("Complaint (khiếu nại)"),
    PetitionKind.DENUNCIATION: _l("Denunciation (tố cáo)"),
}
STATES = {
    PetitionState.PROPOSED: _l("Proposed, to be looked at"),
    PetitionState.TO_HAND_OVER: _l("To be handed over"),
    PetitionState.HANDED_OVER: _l("Handed over"),
    PetitionState.ANSWERED: _l("The body has answered"),
    PetitionState.DECLINED: _l("No complaint by law"),
}
STATE_LOOK = {
    PetitionState.PROPOSED: "wait",
    PetitionState.TO_HAND_OVER: "go",
    PetitionState.HANDED_OVER: "done",
    PetitionState.ANSWERED: "done",
    PetitionState.DECLINED: "stop",
}
WAYS = {
    Way.IN_PERSON: _l("In person"),
    Way.POST: _l("By post"),
    Way.OFFICE_SYSTEM: _l("Through the office's document system"),
}
WORDS = {
    Words.MASKED: _l("The text with hidden parts hidden"),
    Words.ORIGINAL: _l("The original, with who sent it if that was told"),
}
SENTENCES = {
    ("on", "no_such_day"): _l("The day lies before it was received, or in the future."),
    ("answered_on", "no_such_day"): _l("The day lies before the handing over, or in the future."),
    ("body_id", "required"): _l("Please choose the competent body."),
    ("why_original", "required"): _l("Please say why the body needs the original."),
}


def sentences(fields: dict[str, str]) -> dict[str, str]:
    """Return what is wrong, by field, in words; others are known to all rooms."""
    return {name: str(SENTENCES.get((name, key), key)) for name, key in fields.items()}
