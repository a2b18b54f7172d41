"""Words around writing and reviewing a reply."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.tracker.replies.reviewing import Check

CHECKS = {
    Check.ANSWERS: _l("It answers each thing the children said."),
    Check.NAMES_NOBODY: _l("It names nobody and tells of nobody."),
    Check.PLAIN: _l("A child of these ages understands every sentence."),
}
