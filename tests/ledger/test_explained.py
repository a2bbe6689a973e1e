"""Rule 5: no line item without an explanation, and none that tells another story than the ledger."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stackspend.ledger.explain import explain
from stackspend.ledger.observation import Observation
from tests.ledger.deliver import ACME, PRICES, arrived, counted, node
from tests.ledger.disorder import MISHAPS, disorder, lose
from tests.ledger.generated import Session, costless_requests, exports, sessions
from tests.ledger.memory import MemoryLedger

mishaps = st.sampled_from(list(MISHAPS))
chances = st.randoms(use_true_random=False)


def sightings(ledger: MemoryLedger, session: str, model: str | None) -> list[Observation]:
    return [seen for seen in ledger.sightings(ACME) if (seen.group.session, seen.group.model) == (session, model or "")]


@given(sessions(costless_requests), mishaps, chances)
def test_every_line_item_is_explained_by_records_that_arrived(
    found: list[Session], mishap: str, chance: Random
) -> None:
    ledger = MemoryLedger()
    node(ledger).book(arrived(disorder(lose(exports(found), mishap, chance), chance)))
    for item in counted(ledger):
        explained = explain(item.identity, sightings(ledger, item.group_session, item.model), PRICES)
        assert explained is not None
        assert (explained.booked, explained.stated) == (item.usage, item.stated)
        batches = {at.batch_id for statement in explained.statements for at in statement.sightings}
        assert item.batch_id in batches <= {batch for _, batch in ledger.batches}
