"""Words that differ between signals and sources, brought into one vocabulary. Data, and the look-ups into it."""

from collections.abc import Mapping

from stackspend.ledger.observation import Context, Identity
from stackspend.otlp.export import Plain
from stackspend.sources.attributes import as_text, shortened, text

CLAUDE_CODE = "claude_code"
CLAUDE_COWORK = "claude_cowork"
CLAUDE_OFFICE_AGENTS = "claude_office_agents"
UNKNOWN_SOURCE = "unknown"

SOURCE_OF_SERVICE = {
    "claude-code": CLAUDE_CODE,
    "claude-code-desktop": CLAUDE_CODE,
    "cowork": CLAUDE_COWORK,
    "claude-desktop": CLAUDE_COWORK,
    "office-agent": CLAUDE_OFFICE_AGENTS,
}

# Resource attributes that the emitters set themselves; every other one was declared by the organization: a tag.
BUILT_IN_RESOURCE = frozenset(
    {
        "service.name", "service.version", "service.namespace", "service.instance.id", "os.type", "os.version",
        "os.description", "host.arch", "host.name", "host.id", "wsl.version", "process.owner", "process.pid",
        "git.sha", "stackspend.source", "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version",
        "user.email", "user.id", "user.account_uuid", "user.account_id", "enduser.id", "organization.id", "session.id",
    }
)  # fmt: skip

MOST_TAG_CHARACTERS = 4_096
"""Of all tags of a resource together: they are kept with every line item under it."""

_MAIN = {"main", "sdk", "repl_main_thread"}


def query_source(stated: str | None) -> str | None:
    """`main`, `subagent` or `auxiliary`.

    Metrics say just these; events say `repl_main_thread`, `sdk`, `agent:builtin:general-purpose`, `compact`,
    `generate_session_title` and more (client 2.1). Anything else that is stated is auxiliary.
    """
    if stated is None:
        return None
    if stated in _MAIN or stated.startswith("repl_main_thread"):
        return "main"
    if stated == "subagent" or stated.startswith("agent:"):
        return "subagent"
    return "auxiliary"


def source_of(attributes: Mapping[str, Plain], otherwise: str) -> str:
    """The source of a record: what the organization declared, else by service name, else `otherwise`.

    `service.name` can be overridden by the user's own resource attributes, so it is a hint and no proof.
    """
    declared = text(attributes, "stackspend.source")
    return declared or SOURCE_OF_SERVICE.get(text(attributes, "service.name") or "", otherwise)


def identity_of(attributes: Mapping[str, Plain], resource: Mapping[str, Plain]) -> Identity:
    """Who a record names. The clients never put their own account on the resource: what stands there was declared."""
    return Identity(
        email=text(attributes, "user.email"),
        declared="user.email" in resource or "enduser.id" in resource,
        enduser_id=text(attributes, "enduser.id"),
        account_uuid=text(attributes, "user.account_uuid"),
        account_id=text(attributes, "user.account_id"),
        user_id=text(attributes, "user.id"),
    )


def context_of(attributes: Mapping[str, Plain]) -> Context:
    """What a record's usage was for; metrics and events use the same names, but for the words of the query source."""
    stated = text(attributes, "query_source")
    return Context(
        query_source=query_source(stated),
        query_source_detail=stated,
        skill=text(attributes, "skill.name"),
        plugin=text(attributes, "plugin.name"),
        marketplace=text(attributes, "marketplace.name"),
        agent=text(attributes, "agent.name"),
        mcp_server=text(attributes, "mcp_server.name"),
        mcp_tool=text(attributes, "mcp_tool.name"),
        effort=text(attributes, "effort"),
        speed=text(attributes, "speed"),
        terminal=text(attributes, "terminal.type"),
        client_version=text(attributes, "service.version") or text(attributes, "app.version"),
        claude_organization=text(attributes, "organization.id"),
        plan=text(attributes, "anthropic.plan"),
    )


def tags_of(resource: Mapping[str, Plain]) -> dict[str, str]:
    """The resource attributes that the organization declared: in their order, as many as MOST_TAG_CHARACTERS hold."""
    tags: dict[str, str] = {}
    room = MOST_TAG_CHARACTERS
    for key, value in resource.items():
        if key not in BUILT_IN_RESOURCE and value is not None:
            tag = shortened(as_text(value))
            room -= len(key) + len(tag)
            if room < 0:
                break
            tags[key] = tag
    return tags
