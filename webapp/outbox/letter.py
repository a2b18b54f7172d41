"""The mail itself: that something waits, how urgent, and where to sign in.

It is written in the commune's language, since it is read outside of any page.
Nothing of what caused it is known here, so nothing of it can be in the mail.
"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from secrets import token_hex

from webapp.outbox.rules import Level

_SUBJECTS = {
    Level.URGENT: "Khẩn: có việc cần anh chị mở Em nói ngay",
    Level.NEW_WORK: "Có việc cần anh chị mở Em nói",
    Level.REMINDER: "Có việc cần anh chị mở Em nói",
}
_SENTENCES = {
    Level.URGENT: "Có việc khẩn cần anh chị mở Em nói ngay bây giờ.",
    Level.NEW_WORK: "Có việc mới cần anh chị mở Em nói.",
    Level.REMINDER: "Có việc sắp đến hạn hoặc quá hạn cần anh chị mở Em nói.",
}
_TRIAL_SUBJECT = "Thư thử của Em nói"
_TRIAL = "Đây là thư thử. Nếu anh chị đọc được thư này, Em nói gửi thư được cho anh chị."
_WHERE = "Đăng nhập tại: {address}"
_NO_ADDRESS = "Anh chị đăng nhập như mọi ngày."
_WHY = (
    "Thư không ghi việc gì và của ai, để giữ kín cho trẻ em.\n"
    "Chọn loại thư muốn nhận ở trang Thông báo của tôi. Xin đừng trả lời thư này."
)


def letter(level: Level, to: str, sender: str, site: str, now: datetime) -> EmailMessage:
    """Return the mail for notices of which *level* is the most urgent."""
    return _message(_SUBJECTS[level], _SENTENCES[level], to, sender, site, now)


def trial(to: str, sender: str, site: str, now: datetime) -> EmailMessage:
    """Return the mail an administrator sends to find out whether mail works."""
    return _message(_TRIAL_SUBJECT, _TRIAL, to, sender, site, now)


def _message(
    subject: str, sentence: str, to: str, sender: str, site: str, now: datetime
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = to
    message["Date"] = format_datetime(now)
    # Random: a number that means something here would tell something elsewhere.
    message["Message-ID"] = f"<{token_hex(16)}@{domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    where = _WHERE.format(address=f"{site}/can-bo/") if site else _NO_ADDRESS
    body = f"Kính gửi anh chị,\n\n{sentence}\n{where}\n\n{_WHY}\n"
    message.set_content(body, cte="quoted-printable")
    return message


def domain(sender: str) -> str:
    """Return the domain of the sender's address, as the server is greeted with it."""
    return sender.rpartition("@")[2].rstrip("> ") or "localhost"
