"""Observations as rows: a statement is whole, and what earlier versions wrote is still read."""

import msgspec

from stackspend.store.ledger.rows import observation_of
from tests.ledger.deliver import ACME, arrived, node
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import logs, metric, metrics, point, record

ALICE = {"session.id": "s-1", "user.email": "alice@example.com", "model": "claude-sonnet-4-5"}


def test_a_statement_is_read_whether_or_not_it_names_what_was_not_said() -> None:
    ledger = MemoryLedger()
    event = logs([record("api_request", 5, **ALICE, cost_usd=0.25, input_tokens=0)])
    node(ledger).book(arrived([event, metrics([metric("cost.usage", [point(0.25, 0, 60, **ALICE)])])]))
    for seen in ledger.sightings(ACME):
        short = msgspec.json.encode(seen)
        assert b"null" not in short.replace(b'"key_id":null', b"")
        long = short.replace(b'"context":{', b'"context":{"skill":null,').replace(b'"who":{', b'"who":{"user_id":null,')
        assert observation_of(short.decode()) == observation_of(long.decode()) == seen
