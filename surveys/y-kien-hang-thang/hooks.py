"""Suggests a topic where the child told of a worry but picked no topic."""

from __future__ import annotations

from webapp.surveykit import Answers

# On the way to school (form 6-10), the greater danger first.
ROAD_TOPICS = (
    ("qua_song", "DUOI_NUOC"),
    ("xe_nhanh", "ATGT"),
    ("toi_vang", "ATGT"),
    ("cho_du", "TNTT"),
)


def suggest_topic(answers: Answers) -> str | None:
    """Return the topic the answers point to; ``None`` when they point nowhere.

    What the child chose by itself counts more than anything read out of answers.
    """
    if answers.get("chua_thich", ["khong_co"]) != ["khong_co"] or answers.get("quan_tam"):
        return None
    if answers.get("bi_treu") == "nhieu_lan" or answers.get("bat_nat") == "nhieu_lan":
        return "BLHD"
    feared = answers.get("duong")
    for place, topic in ROAD_TOPICS:
        if isinstance(feared, list) and place in feared:
            return topic
    if answers.get("cho_choi") in {"hong_ban", "khong_co"}:
        return "SAN_CHOI"
    return None
