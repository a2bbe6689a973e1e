"""Keep text of people out of the stores: what of an export is removed before it is spooled.

Most exports have none, or the client redacted it, and pass after a look at their keys. Booking never reads what is
removed, so the line items are the same with and without.
"""

import gzip

from stackspend.otlp.export import Encoding, Signal
from stackspend.otlp.removal import Removed, remove
from stackspend.sources.content import CONTENT_KEYS


def without_content(
    body: bytes, unpacked: bytes, signal: Signal, encoding: Encoding
) -> tuple[bytes, tuple[Removed, ...]]:
    """The body to keep, packed again if it was, and what was removed from it; `body` itself if that is nothing."""
    rewritten, removed = remove(unpacked, signal, encoding, CONTENT_KEYS)
    if not removed:
        return body, ()
    return rewritten if body is unpacked else gzip.compress(rewritten, compresslevel=1, mtime=0), removed
