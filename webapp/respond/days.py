"""Days as a child reads them: "thứ Sáu, ngày 10 tháng 11"."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _


def child_day(day: date) -> str:
    """Return *day* with its weekday and without the year."""
    words: str = format_date(day, _("EEEE, d MMMM"))
    # Vietnamese writes the weekday small inside a sentence.
    return words.replace("Thứ", "thứ", 1).replace("Chủ Nhật", "Chủ nhật", 1)
