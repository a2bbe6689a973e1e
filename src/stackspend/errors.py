"""Everything that StackSpend can refuse or fail at, as one tree.

    StackSpendError
    ├── PermanentError          the same input fails again
    │   ├── InvalidInput        a field, parameter or body is wrong
    │   │   └── InvalidSetting  a setting is wrong, so nothing may start
    │   ├── Unauthenticated     no credential, or one that is unknown, malformed, revoked or expired
    │   ├── InvalidScope        a good credential that may not do this
    │   ├── InsufficientRole    somebody signed in whose role may not do this
    │   ├── CrossSite           a change that another site's page asked a browser for
    │   ├── NotFound            no such thing, or none that the asker may know of
    │   ├── Conflict            it clashes with what is there already
    │   ├── TooLarge            more bytes than the limit
    │   ├── UnsupportedMedia    a content type or encoding that is not read here
    │   └── NotOtlp             bytes that are not an OTLP export
    └── TransientError          worth a retry: a store is busy, locked or away
        └── RateLimited         more in a time than a key may; worth a retry when it is over

Each carries one message for a person: a sentence that says what is wrong, where, and what to do next. The domain raises
these and never names a status code; `stackspend.web.problems` has the one table that does.
"""


class StackSpendError(Exception):
    """The root: catch it to tell our refusals from bugs."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class PermanentError(StackSpendError):
    """Always raised again for the same input; a sender must not retry."""


class TransientError(StackSpendError):
    """May succeed when it is tried again; a sender should retry."""


class RateLimited(TransientError):
    """More in a time than one key may. `retry_after` is in whole seconds, at least one."""

    def __init__(self, message: str, *, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)


class InvalidInput(PermanentError):
    """A field, parameter or body that breaks its rule."""


class InvalidSetting(InvalidInput):
    """A setting that is unknown or whose value breaks its rule."""


class Unauthenticated(PermanentError):
    """No credential, or one that is unknown, malformed, revoked or expired."""


class InvalidScope(PermanentError):
    """A good credential that lacks the scope, or is bound to another provider."""


class InsufficientRole(PermanentError):
    """Somebody signed in whose role in the organization does not allow this."""


class CrossSite(PermanentError):
    """A change that a page of another site asked a signed-in browser for."""


class NotFound(PermanentError):
    """Nothing here for this asker; says the same for what is absent and for what belongs to somebody else."""


class Conflict(PermanentError):
    """Clashes with what is there already."""


class TooLarge(PermanentError):
    """More bytes than the limit, on the wire or after decompression."""


class UnsupportedMedia(PermanentError):
    """A content type or content encoding that is not read here."""


class NotOtlp(PermanentError):
    """Bytes that are not an OTLP export; the message says where and why."""
