"""Office agents (Excel, Word, PowerPoint, Outlook): traces only, tokens and no cost.

`agent.stream` spans carry the tokens of one request; who it was stands on the root `agent.query` span of the same
trace, possibly in another batch. The span event `office_agent.token.usage` repeats the tokens and is not read.
Source: support.claude.com/en/articles/14447276.
"""

from stackspend.ledger.observation import Evidence, Group, Observation, Usage, identity_hash
from stackspend.otlp.export import Span
from stackspend.sources.attributes import count, shortened, text
from stackspend.sources.record import Record
from stackspend.sources.vocabulary import CLAUDE_OFFICE_AGENTS

REQUEST_SPAN = "agent.stream"
ROOT_SPAN = "agent.query"


def usage_span(record: Record, span: Span) -> Observation:
    """The observation of one request span. Raises Unreadable."""
    attributes, setting = record.attributes, record.setting
    time, dated_by_arrival = record.dated(span.end_time_unix_nano or span.start_time_unix_nano)
    return Observation(
        evidence=Evidence.SPAN,
        identity=identity_hash("span", span.trace_id, span.span_id),
        group=setting.group if setting.session_id else Group(f"^{shortened(span.trace_id)}", setting.group.model),
        source=setting.source or CLAUDE_OFFICE_AGENTS,
        session_id=setting.session_id,
        model=setting.model,
        time=time,
        dated_by_arrival=dated_by_arrival,
        usage=Usage(
            input=count(attributes, "input_tokens"),
            output=count(attributes, "output_tokens"),
            cache_read=count(attributes, "cache_read_tokens"),
            cache_creation=count(attributes, "cache_creation_tokens"),
        ),
        who=setting.who,
        context=setting.context,
        tags=record.origin.tags,
        sighting=record.sighting,
        request_id=text(attributes, "request_id"),
        trace_id=shortened(span.trace_id) or None,
    )
