"""A fingerprint of everything a summary prints, for the leader's signature."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from webapp.reports.figures.publication import PublishedMonth, Table
from webapp.reports.rules import Timeliness


def digest(published: PublishedMonth) -> str:
    """Return a fingerprint of everything printed, for the leader's signature.

    The day of counting and the mere passing of a deadline do not count as a
    change: nothing happened that the leader has not seen.
    """

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Timeliness) and value is Timeliness.OVERDUE:
            return Timeliness.NOT_YET.value
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        if hasattr(value, "__dataclass_fields__"):
            return {
                name: plain(getattr(value, name))
                for name in value.__dataclass_fields__
                if name not in ("counted_on", "small")
            }
        return value

    found = plain(published)
    found["answered"] = {
        "in_time": _number(published.answered, Timeliness.IN_TIME),
        "late": _number(published.answered, Timeliness.LATE),
        "all": published.answered.total.number,
    }
    text = json.dumps(found, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _number(table: Table, key: str) -> int:
    return next((line.figure.number or 0 for line in table.lines if line.key == key), 0)
