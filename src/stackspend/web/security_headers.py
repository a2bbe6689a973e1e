"""What browsers are told to refuse, on every answer: OWASP ASVS 5.0, chapter 3.4.

A route that knows better sets a header itself; what is here holds for all others, refusals and unknown paths included.
The OTLP door answers exporters and not browsers, and is no part of this (`stackspend.web.door_answer`).
"""

from urllib.parse import urlsplit

from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

# Scripts come from our own files only. Styles may be inline because Mantine writes its variables into the page and the
# style attributes of its elements, for which a policy knows neither nonces nor hashes.
PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# An answer of an API that is opened as a page shows text and runs, loads and frames nothing.
_NOTHING_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _NOTHING_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for what does not know frame-ancestors
}
_TWO_YEARS = "max-age=63072000"


async def stamp_security_headers(message: Message, scope: Scope) -> None:
    """A `before_send` hook of the application: adds those headers that the answer does not have yet."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if urlsplit(Litestar.from_scope(scope).state.settings.public_url).scheme == "https":
        headers.setdefault("Strict-Transport-Security", _TWO_YEARS)
