"""Failures a person can do something about.

A use-case raises one of these; the web layer and the command line turn it into
a status or an exit code.  ``message`` is a finished sentence for the reader.
"""

from __future__ import annotations


class Refused(Exception):
    """The request cannot be carried out; nothing was changed."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refused):
    """No such thing, or not for this person: the two look alike on purpose."""


class NotAllowed(Refused):
    """The person is known, but this action is not theirs."""


class IllegalMove(Refused):
    """The thing is not in a state from which this step can be taken."""


class Invalid(Refused):
    """Some fields do not fit; ``fields`` maps a field's name to its sentence."""

    def __init__(self, message: str = "", fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}
