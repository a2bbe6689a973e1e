"""Who used which model in which session, and for what: what the records of an export mostly have in common."""

from collections.abc import Mapping

import msgspec

from stackspend.ledger.observation import Context, Group, Identity, group_of
from stackspend.otlp.export import Plain
from stackspend.sources.attributes import Attributes, text
from stackspend.sources.vocabulary import context_of, identity_of, source_of

_READ = (
    "stackspend.source", "service.name", "service.version", "app.version", "session.id", "model", "user.email",
    "enduser.id", "user.account_uuid", "user.account_id", "user.id", "query_source", "skill.name", "plugin.name",
    "marketplace.name", "agent.name", "mcp_server.name", "mcp_tool.name", "effort", "speed", "terminal.type",
    "organization.id", "anthropic.plan",
)  # fmt: skip
_KEY = msgspec.json.Encoder().encode


class Setting(msgspec.Struct, frozen=True, gc=False):
    """`source` is empty where nothing names it; `group` is that of a client."""

    source: str
    session_id: str | None
    model: str | None
    group: Group
    who: Identity
    context: Context


class Settings:
    """The settings under one resource. Each is made once, so that records which share one can be seen to share it."""

    def __init__(self, resource: Mapping[str, Plain]) -> None:
        self._resource = resource
        self._known: dict[bytes, Setting] = {}

    def of(self, attributes: Attributes) -> Setting:
        """The setting of a record with these attributes."""
        stated = list(map(attributes.get, _READ))
        key = _KEY(stated)  # as values `1` and `true` are equal, as texts they are not
        setting = self._known.get(key)
        if setting is None:
            setting = self._known[key] = self._read(dict(zip(_READ, stated, strict=True)))
        return setting

    def _read(self, stated: Attributes) -> Setting:
        session_id, model, who = text(stated, "session.id"), text(stated, "model"), identity_of(stated, self._resource)
        return Setting(
            source=source_of(stated, ""),
            session_id=session_id,
            model=model,
            group=group_of(session_id, model, who),
            who=who,
            context=context_of(stated),
        )
