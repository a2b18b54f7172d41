"""What must happen by itself: each duty is idempotent and finds its work in the tables.

A duty is a plain function of a room, ``(session, now) -> None``.  Each runs in a
transaction of its own, so that one that fails never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.duties.lease import Standing, standing

__all__ = ["DUTIES", "Duty", "Standing", "standing"]

Duty = Callable[[Session, datetime], None]

# By name, in the order they run: what may concern a child in danger comes first.
DUTIES: Mapping[str, Duty] = {}
