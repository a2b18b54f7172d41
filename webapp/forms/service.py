"""Surveys and form versions: what a round pins and a submission was filled in.

The door of the room; versions stand in ``storing.py``, surveys in ``made.py``.
"""

from __future__ import annotations

from webapp.forms.made import (
    change_survey,
    forms_for_round,
    make_survey,
    manifest_of,
    ready_bands,
    slug_is_free,
    survey_of,
    surveys,
    titles,
)
from webapp.forms.sources import files_of, source_of, starter
from webapp.forms.storing import (
    VersionView,
    form_of,
    publish,
    published,
    store_version,
    stored_version,
    version,
    versions,
    workbook_of,
)

__all__ = [
    "VersionView",
    "change_survey",
    "files_of",
    "form_of",
    "forms_for_round",
    "make_survey",
    "manifest_of",
    "publish",
    "published",
    "ready_bands",
    "slug_is_free",
    "source_of",
    "starter",
    "store_version",
    "stored_version",
    "survey_of",
    "surveys",
    "titles",
    "version",
    "versions",
    "workbook_of",
]
