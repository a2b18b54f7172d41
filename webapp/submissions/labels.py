"""Who spoke, in words: shown as a mark wherever an adult did."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.submissions.rules import Speaker

SPEAKERS = {
    Speaker.CHILD: _l("A child"),
    Speaker.GUARDIAN: _l("A parent or guardian"),
    Speaker.ADVOCATE: _l("Somebody who speaks for children"),
}
