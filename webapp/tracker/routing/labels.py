"""Why a body would lead, in one line beside the choice."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.tracker.routing.rules import Basis, Why


def condition_words(topic: str, school: str, village: str) -> str:
    """Return when a rule holds, from the names it speaks of; empty ones fit anything."""
    parts = []
    if topic:
        parts.append(_("topic “%(topic)s”", topic=topic))
    if school:
        parts.append(_("at school %(school)s", school=school))
    if village:
        parts.append(_("in %(village)s", village=village))
    return ", ".join(parts)


def why_words(why: Why | None) -> str:
    """Return what the usual route rests on, as a sentence without a full stop; or nothing."""
    if why is None:
        return ""
    condition = condition_words(why.topic, why.school, why.village)
    plain = {
        Basis.RULE: _("by rule: %(condition)s", condition=condition),
        Basis.TOPIC: _("by topic: “%(topic)s” is usually answered there", topic=why.topic),
        Basis.OWN_SCHOOL: _("the child's own school answers “%(topic)s”", topic=why.topic),
        Basis.NOTHING: _("no rule says who; please choose"),
    }
    words = plain[why.basis]
    if why.followed:
        words += " · " + _("in place of %(body)s, which no longer exists", body=why.followed)
    return words
