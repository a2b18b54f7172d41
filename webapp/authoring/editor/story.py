"""What a change was, as a short Vietnamese sentence for the history of a draft.

It is kept with the step and read by whoever writes the form, whatever the language of
the page; so it stands here like the sentences of ``complaints``.
"""

from __future__ import annotations

from collections.abc import Mapping

from webapp.authoring.editing.outline import Item
from webapp.authoring.editing.questions import Asked

LONGEST_QUOTE = 60
_COLUMNS = {
    "label": "lời",
    "hint": "gợi ý",
    "required_message": "câu nhắc khi bỏ trống",
    "constraint_message": "câu nhắc khi trả lời sai",
}
_RULES = {
    "calculation": "công thức tính",
    "default": "câu trả lời có sẵn",
    "choice_filter": "điều kiện lọc lựa chọn",
    "repeat_count": "số lần lặp",
    "parameters": "tham số",
}


def called(name: str, labels: Mapping[str, str]) -> str:
    """Return a question as it is called in a sentence: its words, else its name."""
    words = " ".join(next((text for text in labels.values() if text.strip()), "").split())
    shown = words or name or "chưa có tên"
    if len(shown) > LONGEST_QUOTE:
        shown = shown[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”"


def called_item(item: Item) -> str:
    """Return *item* as it is called in a sentence."""
    return ("nhóm " if item.begins else "câu ") + called(item.name, item.texts)


def edited(item: Item, before: Asked, after: Asked) -> str:
    """Return what was changed of a question."""
    parts = list(dict.fromkeys(_parts(before, after)))
    return f"Sửa {', '.join(parts) or 'chi tiết'} của {called_item(item)}"


def _parts(before: Asked, after: Asked) -> list[str]:
    found = [
        words
        for column, words in _COLUMNS.items()
        for place, text in after.texts.items()
        if place[0] == column and text.strip() != before.texts.get(place, "").strip()
    ]
    facts = (
        ("loại", before.kind, after.kind),
        ("danh sách lựa chọn", before.list_name, after.list_name),
        ("cách hiện", before.look, after.look),
        ("vai trò", before.role, after.role),
        ("bắt buộc", before.required, after.required),
        ("giới hạn", (before.limits, before.constraint), (after.limits, after.constraint)),
        ("độ dài", before.max_length, after.max_length),
        ("kiểu lời dẫn", before.card, after.card),
    )
    found += [words for words, old, new in facts if old != new]
    found += [
        words for name, words in _RULES.items() if before.rules.get(name) != after.rules.get(name)
    ]
    if before.name != after.name:
        found.append(f"tên (“{before.name}” thành “{after.name}”)")
    return found


def added(asked: Asked) -> str:
    """Return that a question was added."""
    labels = {place[1]: text for place, text in asked.texts.items() if place[0] == "label"}
    group = asked.kind in {"group", "page", "repeat"}
    return f"Thêm {'nhóm' if group else 'câu'} {called(asked.name, labels)}"


def moved(item: Item, neighbour: Item | None) -> str:
    """Return that *item* now stands before *neighbour*, or at the end."""
    if neighbour is None:
        return f"Chuyển {called_item(item)} xuống cuối phiếu"
    where = "vào cuối nhóm" if neighbour.ends else f"lên trước {called_item(neighbour)}"
    return f"Chuyển {called_item(item)} {where}"


def deleted(item: Item) -> str:
    """Return that *item* was deleted."""
    return f"Xóa {called_item(item)}"


def unwrapped(item: Item) -> str:
    """Return that a group was deleted and its questions kept."""
    return f"Bỏ {called_item(item)}, giữ các câu bên trong"


def doubled(item: Item) -> str:
    """Return that a copy of *item* was made."""
    return f"Chép thêm một bản của {called_item(item)}"


def conditions(item: Item) -> str:
    """Return that it was changed when *item* shows."""
    return f"Sửa điều kiện hiện của {called_item(item)}"


def language_added(name: str) -> str:
    """Return that columns for another language were added."""
    return f"Thêm cột lời {name}"


def choices(list_name: str) -> str:
    """Return that a list of choices was changed."""
    return f"Sửa danh sách lựa chọn “{list_name}”"
