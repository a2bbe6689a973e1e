"""How finely spend is summed up: a list of grains, coarsest first, so that a chart reads as few rows as it can.

Whatever line items can be grouped by follows from who used something or from what was used. Both are kept once, in
`spenders` and `usage_kinds`, under a hash of their columns; a row of `summed_spend` has the two hashes, and 0 where its
grain does not tell them apart. So a question joins a few thousand names with sums, and a mapping rule or a link between
identities is applied once to a spender instead of once to each of his line items.

To serve another kind of question, add a row to GRAINS: days are rolled up by it once they are touched.
"""

from collections.abc import Iterable

import msgspec

NAMED = "(item.user_email IS NOT NULL OR item.enduser_id IS NOT NULL)"
"""Whether a line item or a spender says who it is; links name the others."""

WHO = (
    "provider_type", "connection_id", "key_id", "user", "user_email", "user_declared", "enduser_id", "account_uuid",
    "account_id", "user_id", "tags", "session_name",
)  # fmt: skip
"""The columns of `spenders`. The last is the name that links lead to from the session of usage which names nobody: with
the session itself, such spenders would be as many as sessions."""

BROADLY = ("source", "model", "effort", "speed")
WHAT = (*BROADLY, "query_source", "skill", "plugin", "marketplace", "agent", "mcp_server", "mcp_tool")
"""The columns of `usage_kinds`; of a kind that is told broadly, all but the first few are null.

The client's version is not among them: it changes weekly, and would multiply the kinds by all its values.
"""

NONE = "CAST(NULL, 'Nullable(String)')"


def who_columns() -> list[str]:
    """The expressions of WHO over a line item, in its order; goes with `links.linking`."""
    return [*(f"item.{name}" for name in WHO[:-1]), f"if({NAMED}, NULL, session_name)"]


def what_columns(*, broadly: bool) -> list[str]:
    """The expressions of WHAT over a line item, in its order."""
    return [f"item.{name}" if name in BROADLY or not broadly else NONE for name in WHAT]


def hashed(columns: Iterable[str]) -> str:
    """The key of a spender or a usage kind.

    Each column is hashed by itself, which the engine does once for each distinct value; null becomes 0. With a million
    spenders of one organization, two of them share a key with a probability of 3 in 100 million.
    """
    return f"sipHash64({', '.join(f'ifNull(sipHash64({column}), 0)' for column in columns)})"


class Grain(msgspec.Struct, frozen=True):
    """What the rows of one grain tell apart beside the day: the client's version goes with `what`, and with `session`,
    which hardly ever has two."""

    name: str = ""
    who: bool = False
    what: bool = False
    what_broadly: bool = False
    session: bool = False
    hour: bool = False

    def serves(self, wanted: "Grain") -> bool:
        """Whether everything that is wanted is told apart here."""
        told = self.who, self.what, self.what or self.what_broadly, self.session, self.hour
        asked = wanted.who, wanted.what, wanted.what_broadly, wanted.session, wanted.hour
        return all(has or not asks for has, asks in zip(told, asked, strict=True))


BY_SESSION = Grain("sessions", who=True, what_broadly=True, session=True)
GRAINS = (
    Grain("models", what_broadly=True),
    Grain("usage", what=True),
    Grain("people", who=True),
    Grain("people and models", who=True, what_broadly=True),
    Grain("everything", who=True, what=True),
    BY_SESSION,
    Grain("usage by hour", what=True, hour=True),
    Grain("people by hour", who=True, hour=True),
)


def coarsest(wanted: Grain) -> Grain | None:
    """The first grain that serves a question; None leaves it to the line items."""
    return next((grain for grain in GRAINS if grain.serves(wanted)), None)
