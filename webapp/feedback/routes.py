"""Addresses of the room ``feedback``."""

from __future__ import annotations

from flask import Blueprint

from webapp.feedback import pages
from webapp.feedback.asking import asking_pages
from webapp.feedback.ledger import ledger_pages, ticket_pages
from webapp.feedback.promises import promise_pages

blueprint = Blueprint("feedback", __name__, template_folder="templates")
blueprint.add_url_rule("/tra-loi", "ask", pages.ask)
blueprint.add_url_rule("/tra-loi", "look_up", pages.look_up, methods=["POST"])
blueprint.add_url_rule("/tra-loi/thu", "letter", pages.letter)
blueprint.add_url_rule("/tra-loi/danh-gia", "rate", pages.rate, methods=["POST"])
blueprint.add_url_rule("/tra-loi/xem-lai", "appeal", pages.appeal, methods=["POST"])
blueprint.add_url_rule("/tra-loi/rut-lai", "withdraw", pages.withdraw, methods=["POST"])
blueprint.add_url_rule("/tra-loi/hoi-them", "answer", pages.answer, methods=["POST"])

_FEEDBACK = "/can-bo/phan-hoi"
_CASE = "/can-bo/vu-viec/<int:case_id>"
blueprint.add_url_rule(_FEEDBACK, "overview", ledger_pages.overview)
blueprint.add_url_rule(f"{_CASE}/phan-hoi", "case", ledger_pages.case)
blueprint.add_url_rule(
    "/can-bo/y-kien/<string(length=16):opinion_id>/goi-lai", "call", ledger_pages.call
)
blueprint.add_url_rule(f"{_CASE}/phan-hoi", "record", ledger_pages.record, methods=["POST"])
blueprint.add_url_rule(f"{_CASE}/ket-thuc", "close", ledger_pages.close, methods=["POST"])
for _group, _name in (
    ("", "commune"),
    ("/truong/<int:school_id>", "school"),
    ("/lop/<int:school_id>/<int:class_id>", "class"),
):
    _path = f"{_FEEDBACK}/phieu/<int:year>/<int:month>{_group}"
    blueprint.add_url_rule(_path, f"ticket_{_name}", ticket_pages.ticket)
    blueprint.add_url_rule(_path, f"record_{_name}", ticket_pages.record, methods=["POST"])
blueprint.add_url_rule("/can-bo/cau-hoi", "questions", asking_pages.questions)
_OPINION = "<string(length=16):opinion_id>"
for _path, _handler, _form in (
    (f"/can-bo/y-kien/{_OPINION}/hoi", asking_pages.ask_child, asking_pages.ask_form),
    (f"{_CASE}/hoi-em/{_OPINION}", asking_pages.propose, asking_pages.propose_form),
):
    blueprint.add_url_rule(_path, _form.__name__, _form)
    blueprint.add_url_rule(_path, _handler.__name__, _handler, methods=["POST"])
for _path, _read in (("hoi", asking_pages.approve), ("khong-hoi", asking_pages.decline)):
    blueprint.add_url_rule(
        f"/can-bo/cau-hoi/<int:question_id>/{_path}", _read.__name__, _read, methods=["POST"]
    )
blueprint.add_url_rule("/can-bo/loi-hua", "promises", promise_pages.promises)
blueprint.add_url_rule("/can-bo/loi-hua/<int:reply_id>", "promise", promise_pages.promise)
blueprint.add_url_rule(
    "/can-bo/loi-hua/<int:reply_id>", "report", promise_pages.report, methods=["POST"]
)
for _path, _look in (("xac-nhan", promise_pages.verify), ("chuyen-lai", promise_pages.send_back)):
    blueprint.add_url_rule(
        f"/can-bo/loi-hua/<int:reply_id>/<int:check_id>/{_path}",
        _look.__name__,
        _look,
        methods=["POST"],
    )
