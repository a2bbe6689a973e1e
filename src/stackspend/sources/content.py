"""Attributes that carry text of people, or quote it: data, by source. Unless a provider keeps them they are not stored.

Only records have them: of log records, spans and the events of spans they are removed. Resources and data points carry
none with these clients, and what an organization declares there under such a name is a tag like any other.
"""

from collections.abc import Mapping

from stackspend.sources.vocabulary import CLAUDE_CODE, CLAUDE_COWORK, CLAUDE_OFFICE_AGENTS

CONTENT: Mapping[str, tuple[str, ...]] = {
    CLAUDE_CODE: (
        "prompt",
        "prompt_text",
        "user_prompt",  # of spans
        "response",
        "tool_parameters",
        "tool_input",
        "tool_output",
        "body",  # of api_request_body and api_response_body: the whole conversation
        "body_ref",
        "error",  # a failing tool quotes its input
        "full_command",
        "file_path",
    ),
    CLAUDE_COWORK: ("workspace.host_paths",),
    CLAUDE_OFFICE_AGENTS: (
        "user.message",
        "document.url",
        "document.title",
        "document.name",
        "tool.input",
        "tool.output",
        "file.upload.name",
    ),
    "codex": ("arguments", "output"),
    # https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/ and /exception/
    "any": (
        "gen_ai.prompt",
        "gen_ai.completion",
        "gen_ai.input.messages",
        "gen_ai.output.messages",
        "gen_ai.system_instructions",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result",
        "exception.message",
        "exception.stacktrace",
    ),
}
CONTENT_KEYS = frozenset(key for keys in CONTENT.values() for key in keys)
