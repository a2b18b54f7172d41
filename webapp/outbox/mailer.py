"""Handing one mail to the commune's mail server (SMTP, the standard library's)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage

from webapp.config import MailSecurity, MailSettings
from webapp.outbox.letter import domain

# Nobody waits longer for a server that does not answer; a stop of the program neither.
TIMEOUT = 10.0

Mailer = Callable[[EmailMessage], None]


class Unreachable(Exception):
    """The server could not be reached or did not let us in: nobody's mail can go."""


class Refused(Exception):
    """The server would not take this one mail."""


def mailer(settings: MailSettings) -> Mailer:
    """Return what hands a mail to the server of *settings*, one connection a mail.

    It raises ``Unreachable`` or ``Refused``, which name the kind of the failure
    only: what a server says may repeat the address.
    """

    def send(message: EmailMessage) -> None:
        server = _connected(settings)
        try:
            server.send_message(message)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise Refused(type(error).__name__) from None
        finally:
            # The mail was taken or not by now; a rude goodbye changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    return send


def _connected(settings: MailSettings) -> smtplib.SMTP:
    greeting = domain(settings.sender)
    safe = ssl.create_default_context()
    server: smtplib.SMTP | None = None
    try:
        if settings.security is MailSecurity.TLS:
            server = smtplib.SMTP_SSL(
                settings.host, settings.port, greeting, timeout=TIMEOUT, context=safe
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, greeting, timeout=TIMEOUT)
        if settings.security is MailSecurity.STARTTLS:
            server.starttls(context=safe)
        if settings.user:
            server.login(settings.user, settings.password)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if server is not None:
            server.close()
        raise Unreachable(type(error).__name__) from None
    return server
