"""One start at a time: a lock on a file, given back by the system even after a crash."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock at *path*; a second process waits until the first has finished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        _wait_for(file.fileno())
        try:
            yield
        finally:
            _release(file.fileno())


if sys.platform == "win32":

    def _wait_for(handle: int) -> None:
        # Windows gives up after ten seconds by itself; a migration may take longer.
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.2)
            else:
                return

    def _release(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _wait_for(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
