"""Words of the room that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.registration.rules import RegistrationState
from webapp.surveykit import Role

STATES: dict[RegistrationState, LazyString] = {
    RegistrationState.AWAITING_GUARDIAN: _l("Waits for the guardian"),
    RegistrationState.AWAITING_APPROVAL: _l("Waits for approval"),
    RegistrationState.PLANNED: _l("On the list"),
    RegistrationState.CONFIRMED: _l("Confirmed"),
    RegistrationState.WAITING_LIST: _l("On the waiting list"),
    RegistrationState.ATTENDED: _l("Took part"),
    RegistrationState.ABSENT: _l("Was absent"),
    RegistrationState.WITHDRAWN: _l("Withdrawn"),
    RegistrationState.REFUSED: _l("Not accepted (with a reason)"),
}
STATE_LOOK: dict[RegistrationState, str] = {
    RegistrationState.AWAITING_GUARDIAN: "wait",
    RegistrationState.AWAITING_APPROVAL: "wait",
    RegistrationState.PLANNED: "go",
    RegistrationState.CONFIRMED: "go",
    RegistrationState.WAITING_LIST: "wait",
    RegistrationState.ATTENDED: "done",
    RegistrationState.ABSENT: "stop",
    RegistrationState.WITHDRAWN: "stop",
    RegistrationState.REFUSED: "stop",
}
CONSENTS: dict[str, LazyString] = {
    Role.CONSENT_CHILD: _l("The child takes part of its own will"),
    Role.CONSENT_GUARDIAN: _l("The guardian agrees to taking part"),
    Role.CONSENT_PHOTO: _l("Photos and recordings"),
    Role.CONSENT_PUBLISH: _l("Publishing photos"),
}

EXPORT_COLUMNS = (_l("Number"), _l("State"), _l("Received"), _l("Decision due"), _l("School"))
NO_LONGER_ASKED = _l("(no longer asked)")
