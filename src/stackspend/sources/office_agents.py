"""Office agents (Excel, Word, PowerPoint, Outlook): traces only, tokens and no cost.

`agent.stream` spans carry the tokens of one request; who it was stands on the root `agent.query` span of the same
trace, possibly in another batch. The span event `office_agent.token.usage` repeats the tokens and is not read.
Source: support.claude.com/en/articles/14447276.
"""

from stackspend.ledger.observation import Evidence, Group, Observation, Usage, group_of, identity_hash
from stackspend.otlp.export import Span
from stackspend.sources.attributes import count, shortened, text
from stackspend.sources.record import Record
from stackspend.sources.vocabulary import CLAUDE_OFFICE_AGENTS, context_of, source_of

REQUEST_SPAN = "agent.stream"
ROOT_SPAN = "agent.query"


def usage_span(record: Record, span: Span) -> Observation:
    """The observation of one request span. Raises Unreadable."""
    attributes = record.attributes
    session, model, who = text(attributes, "session.id"), text(attributes, "model"), record.who
    time, dated_by_arrival = record.dated(span.end_time_unix_nano or span.start_time_unix_nano)
    group = group_of(session, model, who)
    return Observation(
        evidence=Evidence.SPAN,
        identity=identity_hash("span", span.trace_id, span.span_id),
        group=group if session else Group(f"^{shortened(span.trace_id)}", group.model),
        source=source_of(attributes, CLAUDE_OFFICE_AGENTS),
        session_id=session,
        model=model,
        time=time,
        dated_by_arrival=dated_by_arrival,
        usage=Usage(
            input=count(attributes, "input_tokens"),
            output=count(attributes, "output_tokens"),
            cache_read=count(attributes, "cache_read_tokens"),
            cache_creation=count(attributes, "cache_creation_tokens"),
        ),
        who=who,
        context=context_of(attributes),
        tags=record.origin.tags,
        sighting=record.sighting,
        request_id=text(attributes, "request_id"),
        trace_id=shortened(span.trace_id) or None,
    )
