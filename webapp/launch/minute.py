"""Calling the duties once a minute while the program serves."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger("em-noi")
FIRST_AFTER, EVERY = 5.0, 60.0
# A mail under way is given the time its server may take, no more.
LONGEST_GOODBYE = 25.0


class EveryMinute:
    """A thread that calls *work* once a minute until it is stopped."""

    def __init__(self, work: Callable[[], object], first: float = FIRST_AFTER) -> None:
        self._work, self._first = work, first
        self._stop = threading.Event()
        # It must not keep the program alive when the goodbye was too short.
        self._thread = threading.Thread(target=self._run, name="duties", daemon=True)

    def start(self) -> None:
        """Begin; the first call comes a few seconds later, when the program serves."""
        self._thread.start()

    def stop(self) -> None:
        """End before the next call; one under way is waited for."""
        self._stop.set()
        self._thread.join(LONGEST_GOODBYE)

    def _run(self) -> None:
        wait = self._first
        while not self._stop.wait(wait):
            wait = EVERY
            try:
                self._work()
            except Exception as error:
                # Not even a database that is gone may end the thread; its words stay out.
                log.error("duties failed", kind=type(error).__name__)
