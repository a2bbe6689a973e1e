"""What an explanation needs: the line item's place in the ledger, all sightings of its group, the links of its keys."""

from uuid import UUID

from stackspend.ledger.link import Link, LinkKind
from stackspend.ledger.observation import Group, Observation
from stackspend.reports.explanation import Booked
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import BOOKED
from stackspend.store.ledger.rows import observation_of

_PLACE = f"""
SELECT item.group_session AS group_session, coalesce(item.model, '') AS model, item.identity AS identity,
    item.list_cost AS list_cost, item.list_price AS list_price, item.user_email AS email,
    item.enduser_id AS enduser_id, item.account_uuid AS account_uuid, item.account_id AS account_id,
    item.trace_id AS trace, item.session_id AS session, item.user_id AS user_id, item.user_declared AS declared,
    item.key_id AS api_key_id
FROM {BOOKED}
WHERE item.organization_id = {{organization_id:UUID}} AND item.id = {{id:UUID}} AND item.state = 'booked'"""
_SIGHTINGS = """
SELECT statement
FROM observations FINAL
WHERE organization_id = {organization_id:UUID} AND session = {session:String} AND model = {model:String}
ORDER BY received_at, batch_id, position"""
_LINKS = """
SELECT DISTINCT kind, key, name
FROM links
WHERE organization_id = {organization_id:UUID} AND (kind, key) IN {keys:Array(Tuple(String, String))}
ORDER BY kind, key, name"""


_KEYS = ("email", "enduser_id", *LinkKind)


class Explanations:
    """The questions behind an explanation."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def booked(self, organization_id: UUID, line_item_id: UUID) -> Booked | None:
        """Where a line item stands in the ledger; None if the organization has none of this id."""
        rows = self._database.rows(_PLACE, {"organization_id": organization_id, "id": line_item_id})
        if not rows:
            return None
        row = rows[0]
        return Booked(
            group=Group(row["group_session"], row["model"]),
            identity=row["identity"],
            list_cost=row["list_cost"],
            list_price=row["list_price"],
            declared=row["declared"],
            keys={name: row[name] for name in _KEYS if row[name]},
            api_key_id=row["api_key_id"],
        )

    def sightings(self, organization_id: UUID, group: Group) -> list[Observation]:
        """Every sighting of every observation of a group."""
        parameters = {"organization_id": organization_id, "session": group.session, "model": group.model}
        return [observation_of(row["statement"]) for row in self._database.rows(_SIGHTINGS, parameters)]

    def links(self, organization_id: UUID, keys: list[tuple[str, str]]) -> list[Link]:
        """What these keys were seen together with."""
        rows = self._database.rows(_LINKS, {"organization_id": organization_id, "keys": keys})
        return [Link(LinkKind(row["kind"]), row["key"], row["name"]) for row in rows]
