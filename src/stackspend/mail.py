"""Send letters by SMTP: each as plain text and as HTML, over TLS whenever the server offers it."""

import asyncio
import html
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import msgspec

from stackspend.errors import TransientError

PORTS = {"smtp": 587, "smtps": 465}
_SECONDS = 10

_PAGE = """<!doctype html><html lang="en"><body style="margin:0;padding:32px 16px;background:#f4f4f7;
font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#191a1f;font-size:15px;line-height:1.55">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border:1px solid #e6e6eb;border-radius:14px">
<p style="margin:0 0 20px;font-weight:600">StackSpend</p>{paragraphs}
<p style="margin:28px 0"><a href="{url}" style="display:inline-block;padding:11px 20px;border-radius:8px;
background:#5b5bd6;color:#fff;text-decoration:none;font-weight:600">{action}</a></p>
<p style="margin:0;color:#5b5e69;font-size:13px">Or copy this address into your browser:<br>
<span style="word-break:break-all">{url}</span></p></div></body></html>"""


class Table(msgspec.Struct, frozen=True):
    """Rows of a name and what there is to say of it, under a title."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that asks for one thing: open `url`. All texts are plain."""

    to: str
    subject: str
    paragraphs: tuple[str, ...]
    action: str
    url: str
    thread: str | None = None
    """Letters that share this word lie together in the receiver's mailbox."""
    tables: tuple[Table, ...] = ()


class Postman:
    """Sends letters through one server."""

    def __init__(self, smtp_url: str, sender: str) -> None:
        self._server = urlsplit(smtp_url)
        self._sender = sender

    async def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises `TransientError` when the server is away or does not take it."""
        message = compose(letter, self._sender)
        try:
            await asyncio.to_thread(self._deliver, message)
        except (OSError, smtplib.SMTPException) as error:
            raise TransientError(f"The mail server did not take the letter: {error}.") from error

    def _deliver(self, message: EmailMessage) -> None:
        scheme, host = self._server.scheme, self._server.hostname or ""
        port = self._server.port or PORTS[scheme]
        secure = ssl.create_default_context()
        if scheme == "smtps":
            with smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=secure) as server:
                self._hand_over(server, message)
            return
        with smtplib.SMTP(host, port, timeout=_SECONDS) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=secure)
                server.ehlo()
            elif self._server.username:
                raise smtplib.SMTPException("it offers no STARTTLS, and a password is not sent in clear")
            self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self._server.username:
            server.login(unquote(self._server.username), unquote(self._server.password or ""))
        server.send_message(message)


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The message: text first, then the same in HTML, with every text escaped."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"], message["Message-ID"] = formatdate(usegmt=True), make_msgid(domain="stackspend")
    if letter.thread is not None:
        message["References"] = f"<{letter.thread}@stackspend>"  # RFC 5322 3.6.4: what they all answer to
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    plain = (*letter.paragraphs, *map(_plain, letter.tables), f"{letter.action}: {letter.url}")
    message.set_content("\n\n".join(plain) + "\n")
    paragraphs = "".join(f'<p style="margin:0 0 14px">{html.escape(text)}</p>' for text in letter.paragraphs)
    paragraphs += "".join(map(_drawn, letter.tables))
    page = _PAGE.format(paragraphs=paragraphs, url=html.escape(letter.url), action=html.escape(letter.action))
    message.add_alternative(page, subtype="html")
    return message


def _plain(table: Table) -> str:
    return "\n".join((f"{table.title}:", *(f"  {' · '.join(cell for cell in row if cell)}" for row in table.rows)))


def _drawn(table: Table) -> str:
    rows = "".join(
        "<tr>" + "".join(_cell(text, is_name=place == 0) for place, text in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    title = f'<p style="margin:24px 0 6px;font-weight:600">{html.escape(table.title)}</p>'
    return f'{title}<table style="width:100%;border-collapse:collapse;font-size:14px">{rows}</table>'


def _cell(text: str, *, is_name: bool) -> str:
    align = "left;word-break:break-word" if is_name else "right;white-space:nowrap;padding-left:12px"
    style = f"padding:5px 0;border-top:1px solid #e6e6eb;vertical-align:top;text-align:{align}"
    return f'<td style="{style}">{html.escape(text)}</td>'
