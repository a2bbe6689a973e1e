"""Identities that were seen together, so that usage which lacks the e-mail can be attributed by another batch."""

from enum import StrEnum

import msgspec

from stackspend.ledger.observation import Identity


class LinkKind(StrEnum):
    """What a link leads from, weakest last: one trace or session is one person's; a machine's user id may be shared."""

    ACCOUNT_UUID = "account_uuid"
    ACCOUNT_ID = "account_id"
    TRACE = "trace"
    SESSION = "session"
    USER_ID = "user_id"


class Link(msgspec.Struct, frozen=True, order=True):
    """`key` of this kind was stated together with `name`, an e-mail (case folded) or an account UUID."""

    kind: LinkKind
    key: str
    name: str


def links_of(who: Identity, session_id: str | None, trace_id: str | None = None) -> list[Link]:
    """What one record links. A declared name links nothing: anyone can declare any name."""
    if who.declared:
        return []
    keys = (
        (LinkKind.ACCOUNT_UUID, who.account_uuid if who.email else None),
        (LinkKind.ACCOUNT_ID, who.account_id),
        (LinkKind.TRACE, trace_id),
        (LinkKind.SESSION, session_id),
        (LinkKind.USER_ID, who.user_id),
    )
    name = who.email.casefold() if who.email else who.account_uuid
    return [Link(kind, key, name) for kind, key in keys if key] if name else []
