"""Why a body would lead, in one line beside the choice."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.tracker.naming import Names
from webapp.tracker.routing.rules import Basis, Condition, Why


def condition_words(condition: Condition, names: Names) -> str:
    """Return when a rule holds: topic, school, village."""
    parts = []
    if condition.topic is not None:
        parts.append(_("topic “%(topic)s”", topic=names.topic(condition.topic)))
    if condition.school_id is not None:
        parts.append(_("at school %(school)s", school=names.school(condition.school_id)))
    if condition.village_id is not None:
        parts.append(_("in %(village)s", village=names.body(condition.village_id)))
    return ", ".join(parts)


def why_words(why: Why, names: Names) -> str:
    """Return what the usual route rests on, as a sentence without a full stop."""
    plain = {
        Basis.RULE: _("by rule: %(condition)s", condition=condition_words(why.condition, names)),
        Basis.TOPIC: _(
            "by topic: “%(topic)s” is usually answered there",
            topic=names.topic(why.condition.topic),
        ),
        Basis.OWN_SCHOOL: _("the child's own school answers this topic"),
        Basis.NOTHING: _("no rule says who; please choose"),
    }
    words = plain[why.basis]
    if why.followed is not None:
        ended = names.body(why.followed)
        words += " · " + _("in place of %(body)s, which no longer exists", body=ended)
    return words
