"""Days as a child reads them: "thứ Sáu, ngày 10 tháng 11", in another year with its year."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from webapp.base import clock


def child_day(day: date) -> str:
    """Return *day* with its weekday, and with the year where it is not this one.

    A promise for next March would otherwise be read as one that was broken.
    """
    same_year = day.year == clock.today().year
    words: str = format_date(day, _("EEEE, d MMMM") if same_year else _("EEEE, d MMMM y"))
    # Vietnamese writes the weekday small inside a sentence.
    return words.replace("Thứ", "thứ", 1).replace("Chủ Nhật", "Chủ nhật", 1)
