"""Filling an empty directory from a commune's folder of plain files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session


def load_seed(session: Session, folder: Path, today: date) -> None:
    """Load what *folder* says and is not there yet; a second call changes nothing.

    Raise Invalid with a sentence naming the file and the entry that does not fit;
    then nothing is kept, since the caller's transaction is rolled back.
    """
