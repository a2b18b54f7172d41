"""Addresses of the room ``authoring``: surveys, forms being written, versions."""

from __future__ import annotations

from flask import Blueprint

from webapp.authoring import draft_pages, pages, survey_pages
from webapp.authoring.editor import pages as edit_pages
from webapp.authoring.editor import question_pages as edit_question_pages
from webapp.authoring.editor import rule_pages as edit_rule_pages
from webapp.authoring.publishing import publish_pages, version_pages
from webapp.authoring.trying import preview_pages, try_pages

blueprint = Blueprint(
    "authoring", __name__, template_folder="templates", url_prefix="/can-bo/phieu-hoi"
)
_SURVEY = "/bieu-mau/<string(maxlength=60):slug>"
_BAND = f"{_SURVEY}/<string(maxlength=20):band>"
_DRAFT = "/nhap/<int:draft_id>"
_STEP = f"{_DRAFT}/lich-su/<int:event_id>"
_EDIT = f"{_DRAFT}/soan"
_ROW = f"{_EDIT}/<int:number>"
_VERSION = "/phien-ban/<int:version_id>"
_FILE = "tep/<any(xlsx, md):ending>"
_POST = ("POST",)
_BOTH = ("GET", "POST")

for _rule, _name, _view, _methods in (
    ("", "all_surveys", pages.all_surveys, None),
    ("/bieu-mau-moi", "new_survey", survey_pages.new_survey, _BOTH),
    (_SURVEY, "survey", pages.survey, None),
    (f"{_SURVEY}/sua", "edit_survey", survey_pages.edit_survey, _BOTH),
    (f"{_BAND}/tai-len", "upload", pages.upload, _POST),
    (f"{_BAND}/bat-dau", "start", pages.start, _POST),
    (f"{_BAND}/{_FILE}", "current_file", pages.current_file, None),
    (f"{_BAND}/phien-ban", "versions", version_pages.versions, None),
    (f"{_BAND}/so-sanh", "compare", version_pages.compare, None),
    (f"{_VERSION}/{_FILE}", "version_file", version_pages.version_file, None),
    (f"{_VERSION}/cong-bo", "publish_version", publish_pages.publish_version, None),
    (f"{_VERSION}/cong-bo", "publish_version_now", publish_pages.publish_version_now, _POST),
    (_DRAFT, "draft", draft_pages.draft, None),
    (f"{_DRAFT}/tai-len", "upload_again", draft_pages.upload_again, _POST),
    (f"{_DRAFT}/bo", "drop", draft_pages.drop, _POST),
    (f"{_DRAFT}/{_FILE}", "draft_file", draft_pages.draft_file, None),
    (f"{_DRAFT}/lich-su", "history", draft_pages.history, None),
    (_STEP, "earlier", draft_pages.earlier, None),
    (f"{_STEP}/{_FILE}", "earlier_file", draft_pages.earlier_file, None),
    (f"{_STEP}/lay-lai", "take_back", draft_pages.take_back, _POST),
    (f"{_DRAFT}/xem-thu", "preview", preview_pages.preview, None),
    (f"{_DRAFT}/xem-thu/trang", "preview_sheet", preview_pages.preview_sheet, None),
    (f"{_VERSION}/xem-thu", "preview_version", preview_pages.preview_version, None),
    (f"{_VERSION}/xem-thu/trang", "version_sheet", preview_pages.version_sheet, None),
    (f"{_DRAFT}/thu", "try_out", try_pages.try_out, None),
    (f"{_DRAFT}/thu", "try_on", try_pages.try_on, _POST),
    (_EDIT, "edit", edit_pages.edit, None),
    (f"{_EDIT}/them", "edit_add", edit_question_pages.edit_add, _BOTH),
    (f"{_EDIT}/ngon-ngu", "edit_language", edit_pages.edit_language, _POST),
    (f"{_EDIT}/lua-chon/<int:place>", "edit_choices", edit_rule_pages.edit_choices, _BOTH),
    (_ROW, "edit_question", edit_question_pages.edit_question, _BOTH),
    (f"{_ROW}/dieu-kien", "edit_condition", edit_rule_pages.edit_condition, _BOTH),
    (f"{_ROW}/chuyen", "edit_move", edit_pages.edit_move, _BOTH),
    (f"{_ROW}/chep", "edit_copy", edit_pages.edit_copy, _POST),
    (f"{_ROW}/xoa", "edit_delete", edit_pages.edit_delete, _POST),
    (f"{_DRAFT}/cong-bo", "publish", publish_pages.publish, None),
    (f"{_DRAFT}/cong-bo", "publish_now", publish_pages.publish_now, _POST),
):
    blueprint.add_url_rule(_rule, _name, _view, methods=_methods)
