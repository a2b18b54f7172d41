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

WAITING = "Đang chờ một lần chạy khác chuẩn bị xong… (Waiting for another start to finish.)"


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock at *path*; a second process waits until the first has finished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not _got(file.fileno()):
            print(WAITING, flush=True)
            while not _got(file.fileno()):
                time.sleep(0.2)
        try:
            yield
        finally:
            _release(file.fileno())


if sys.platform == "win32":

    def _got(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _got(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
