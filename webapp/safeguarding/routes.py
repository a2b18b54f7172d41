"""Addresses of the room ``safeguarding``; the release stands in ``intake``."""

from __future__ import annotations

from flask import Blueprint

from webapp.safeguarding import pages
from webapp.safeguarding.handling import pages as handling
from webapp.safeguarding.lexicon import agreeing_pages as agreeing
from webapp.safeguarding.lexicon import pages as lexicon
from webapp.safeguarding.oncall import pages as oncall
from webapp.safeguarding.papers import pages as papers
from webapp.safeguarding.rules import Paper

blueprint = Blueprint("safeguarding", __name__, template_folder="templates")

_BASE = "/can-bo/bao-ve"
blueprint.add_url_rule(_BASE, "concerns", pages.concerns)
blueprint.add_url_rule(f"{_BASE}/<string(length=16):concern_id>", "concern", pages.concern)
blueprint.add_url_rule(
    f"{_BASE}/<string(length=16):concern_id>/buoc", "move", pages.move, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_BASE}/<string(length=16):concern_id>/anh/<string(length=16):picture_id>",
    "picture",
    pages.picture,
)

_ONE = f"{_BASE}/<string(length=16):concern_id>"
for address, endpoint, handler in (
    ("loai-tru", "exclude", handling.exclude),
    ("loai-tru/<int:exclusion_id>/bo", "lift", handling.lift),
    ("niem-phong", "ask", handling.ask),
    ("niem-phong/<int:unsealing_id>/dong-y", "approve", handling.approve),
    ("niem-phong/<int:unsealing_id>/mot-minh", "open_alone", handling.open_alone),
    ("ban-giao", "hand_over", handling.hand_over),
):
    blueprint.add_url_rule(f"{_ONE}/{address}", endpoint, handler, methods=["POST"])

_NUMBERS = ",".join(f"'{one.value}'" for one in Paper)
_PAPER = f"<any({_NUMBERS}):paper>"
blueprint.add_url_rule(f"{_ONE}/mau/{_PAPER}", "paper", papers.made)
blueprint.add_url_rule(f"{_BASE}/mau", "papers", papers.papers)
blueprint.add_url_rule(f"{_BASE}/mau/{_PAPER}", "template", papers.template)
blueprint.add_url_rule(f"{_BASE}/mau/{_PAPER}", "replace_paper", papers.replace, methods=["POST"])
blueprint.add_url_rule(
    f"{_BASE}/mau/{_PAPER}/cua-em-noi", "take_back_paper", papers.take_back, methods=["POST"]
)

blueprint.add_url_rule(f"{_BASE}/truc", "on_call", oncall.on_call)
for address, endpoint, change in (
    ("nguoi", "set_ladder", oncall.set_ladder),
    ("gio", "set_hours", oncall.set_hours),
    ("ngay", "set_day", oncall.set_day),
    ("ngay/bo", "drop_day", oncall.drop_day),
):
    blueprint.add_url_rule(f"{_BASE}/truc/{address}", endpoint, change, methods=["POST"])

_WORDS = f"{_BASE}/tu-ngu"
blueprint.add_url_rule(_WORDS, "lexicon", lexicon.overview)
blueprint.add_url_rule(f"{_WORDS}/phan/<string(maxlength=80):part>", "lexicon_part", lexicon.part)
blueprint.add_url_rule(f"{_WORDS}/ban-nhap", "lexicon_review", lexicon.review)
blueprint.add_url_rule(f"{_WORDS}/lich-su", "lexicon_history", lexicon.history)
for address, endpoint, of_words in (
    ("thu", "lexicon_try", lexicon.try_sentence),
    ("phan/<string(maxlength=80):part>", "change_lexicon_part", lexicon.change_part),
    ("ban-nhap/cong-bo", "publish_lexicon", lexicon.publish),
    ("ban-nhap/bo", "discard_lexicon", lexicon.discard),
    ("lich-su/<int:number>/lay-lai", "lexicon_take", lexicon.take),
):
    blueprint.add_url_rule(f"{_WORDS}/{address}", endpoint, of_words, methods=["POST"])

_AGREE = f"{_WORDS}/dong-y"
blueprint.add_url_rule(_AGREE, "lexicon_agreeing", agreeing.agreeing)
blueprint.add_url_rule(
    f"{_AGREE}/<int:asking_id>/duoc", "agree_to_lexicon", agreeing.agree, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_AGREE}/<int:asking_id>/khong", "decline_lexicon", agreeing.decline, methods=["POST"]
)
