"""Rules that people maintain: whose usage belongs to which team, cost centre and project.

Rules change what usage is called, never what it costs, and hold for the past as for the future.
"""

from enum import StrEnum

import msgspec


class MappingKind(StrEnum):
    """What a rule goes by, the most specific first: that is the order in which they win."""

    EMAIL = "email"
    KEY = "key"
    TAG = "tag"
    DOMAIN = "domain"


class MappingRule(msgspec.Struct, frozen=True):
    """One rule. `pattern` is an e-mail, an API key's id, `tag=value`, or a domain, all but the key case folded.

    None leaves a field to the next rule, and at last to what the client declared.
    """

    kind: MappingKind
    pattern: str
    team: str | None = None
    cost_centre: str | None = None
    project: str | None = None
