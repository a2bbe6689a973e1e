"""Where an export is addressed to: the path below PREFIX, and the cure for what people type instead."""

from functools import lru_cache
from urllib.parse import unquote
from uuid import UUID

import msgspec

from stackspend.access.verify import unknown_connection
from stackspend.errors import NotFound
from stackspend.otlp.export import Signal
from stackspend.providers.types import provider_type

PREFIX = "/api/v1/public/ingest/otel/"


class Target(msgspec.Struct, frozen=True):
    """Where an export is addressed to."""

    connection_id: UUID
    signal: Signal


@lru_cache(maxsize=1024)
def read_target(url: bytes) -> Target:
    """The target of a request below PREFIX, as it stands on the request line. Raises NotFound."""
    return read_path(unquote(url.partition(b"?")[0].decode("latin-1")))


def read_path(path: str) -> Target:
    """The target of a path below PREFIX. Raises NotFound with the cure for what people type.

    One segment of the sender's own may stand before `/v1`: per-signal endpoints are used as they are configured.
    """
    parts = path.removeprefix(PREFIX).split("/")
    if len(parts) < 2 or provider_type(parts[0]) is None:
        raise NotFound(f"There is no ingest path {path}: copy the endpoint from the provider's page.")
    try:
        connection_id = UUID(parts[1])
    except ValueError:
        raise unknown_connection(parts[1]) from None
    tail = parts[2:]
    if len(tail) == 3 and tail[0] != "v1":
        tail = tail[1:]
    if len(tail) == 2 and tail[0] == "v1" and tail[1] in set(Signal):
        return Target(connection_id, Signal(tail[1]))
    root = f"{PREFIX}{parts[0]}/{parts[1]}"
    if tail[:1] == ["v1"] and len(tail) > 2:
        raise NotFound(
            f"The path {path} has a signal too many: use the collector root {root}, without /v1/{tail[1]}, as "
            "OTEL_EXPORTER_OTLP_ENDPOINT; the client appends the signal."
        )
    raise NotFound(f"There is nothing at {path}: exports go to {root}/v1/metrics, {root}/v1/logs and {root}/v1/traces.")
