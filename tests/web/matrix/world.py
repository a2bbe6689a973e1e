"""A whole application on real stores, with two organizations: Acme, with telemetry of its own, and Rival.

Alice owns Acme and Charlie owns Rival. Bob is whatever member of Acme a walk needs.
"""

import asyncio
import itertools
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from litestar import Litestar
from litestar.testing import TestClient

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Member, Role
from stackspend.access.minting import mint_key
from stackspend.access.passwords import PasswordWork
from stackspend.access.scopes import SCOPES
from stackspend.access.sessions import ABSOLUTE_LIFE
from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.access.sign_in import Way
from stackspend.actor import COMMAND_LINE
from stackspend.app import build, open_ledger
from stackspend.ingest.book import Bookkeeper
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.otlp.export import Signal
from stackspend.pricing import default_price_list
from stackspend.reports.question import NO_FILTERS, Period
from stackspend.reports.saved_views import NewView
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.people import to_member
from stackspend.store.catalog.rows import MemberRow
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.line_items import LineItems
from stackspend.warning.alerts import Cause
from stackspend.warning.anomaly import Severity
from stackspend.warning.budgets import read_budget
from stackspend.warning.notify.channels import ChannelKind, NewChannel
from stackspend.warning.scopes import WHOLE, read_scope
from tests.captured import capture
from tests.ledger.deliver import raw_batch

Answer = TypeVar("Answer")
PASSWORD = "vivid otter climbs"  # of Alice, and of who owns a doomed organization
DOOMED = "Doomed"
EVERY_SCOPE = frozenset(scope.scope for scope in SCOPES)
EVER = Period(date(2020, 1, 1), date(2030, 12, 31))
# Notes of use and work of our own; they are no change that anybody asked for.
NOTED = {
    "last_used_at", "last_used_agent", "last_used_network", "last_synced_at", "seen_at", "progress", "ready_at",
}  # fmt: skip
NOTES = {"key_senders", "deliveries", "told_reports"}
"""Tables that the server writes by itself, whoever asks: who sent, what was told."""


class World:
    """The application, and what a walk has to know of it. Everything asked of the catalog is asked beside it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._numbers = itertools.count()
        self._file = settings.data_dir / "catalog.sqlite3"
        self.alice = self._owner("Acme", "alice@acme.example")
        self.charlie = self._owner("Rival", "charlie@rival.example")
        self.connection_id = self.ask(lambda catalog: catalog.connections(self.acme))[0].connection_id
        self.key_id = self.ask(lambda catalog: catalog.keys(self.acme))[0].id
        self.batch_id, self.line_item_id, self.session_id = self._book()
        self._budget, self._alert, self._channel = self.new_budget(), self.new_alert(), self.new_channel()
        self._view = self.new_view()
        self._give_password(self.alice)
        self._people = self.new_session() | self.new_member() | self.new_invitation()
        self.client: TestClient[Litestar] = TestClient(build(settings), base_url=settings.public_url)

    @property
    def acme(self) -> UUID:
        return self.alice.organization_id

    @property
    def named(self) -> dict[str, str]:
        """What the paths of routes name, all of it Acme's."""
        return {
            "connection_id": str(self.connection_id),
            "key_id": str(self.key_id),
            "batch_id": str(self.batch_id),
            "line_item_id": str(self.line_item_id),
            "session_id": str(self.session_id),
            "budget_id": self._budget["budget_id"],
            "alert_id": self._alert["alert_id"],
            "channel_id": self._channel["channel_id"],
            **self._view,
            **self._people,
        }

    def ask(self, question: Callable[[Catalog], Awaitable[Answer]]) -> Answer:
        """The answer of the catalog, opened anew beside the server."""

        async def asked() -> Answer:
            catalog = await Catalog.open(self.settings.catalog_url)
            try:
                return await question(catalog)
            finally:
                await catalog.close()

        return asyncio.run(asked())

    def key(self, organization_id: UUID, scopes: frozenset[str] = EVERY_SCOPE, *, revoked: bool = False) -> str:
        """The secret of a new key."""
        minted = mint_key(self.unheard_of(), scopes)

        async def made(catalog: Catalog) -> None:
            key = await catalog.add_key(organization_id, minted.key, by=COMMAND_LINE, at=now())
            if revoked:
                await catalog.revoke_key(organization_id, key.id, by=COMMAND_LINE, at=now())

        self.ask(made)
        return minted.secret

    def session(self, member: Member, *, at: datetime | None = None) -> str:
        """The cookie's secret of a new session, made now or at that time."""
        secret = credential.mint(Kind.SESSION)
        self.ask(
            lambda catalog: catalog.add_session(
                credential.digest(secret),
                organization_id=member.organization_id,
                member_id=member.id,
                way=Way.PASSWORD,
                user_agent=None,
                by=COMMAND_LINE,
                at=at or now(),
            )
        )
        return secret

    def expired_session(self) -> str:
        return self.session(self.alice, at=now() - ABSOLUTE_LIFE - timedelta(days=1))

    def bob(self, role: Role, email: str | None = None) -> Member:
        """A member of Acme with this role; without an `email`, of one that nobody has."""
        email = email or f"bob{next(self._numbers)}@acme.example"
        row = MemberRow(id=uuid4(), organization_id=self.acme, email=email, role=role, created_at=now())

        async def joined(catalog: Catalog) -> None:
            async with catalog._writing() as session:
                session.add(row)

        self.ask(joined)
        return to_member(row)

    def owner_of_doomed(self) -> Member:
        """The owner of an organization that the call may delete."""
        owner = self._owner(DOOMED, f"dora{next(self._numbers)}@doomed.example")
        self._give_password(owner)
        return owner

    def rows(self, organization_id: UUID | None = None) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that the catalog keeps of Acme, or of this organization, but for notes of use."""
        of = organization_id or self.acme
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {table: list(self._rows_of(of, database, table)) for table in tables}

    def _rows_of(self, organization_id: UUID, database: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        own = "organization_id" if "organization_id" in columns else "id" if table == "organizations" else None
        if own is None or table in NOTES:
            return
        kept = ", ".join(f'"{column}"' for column in columns if column not in NOTED)
        yield from database.execute(f"SELECT {kept} FROM {table} WHERE {own} = ? ORDER BY 1, 2", (organization_id.hex,))

    def entries(self) -> int:
        """How many entries Acme's audit has."""
        return len(self.rows()["audit_entries"])

    # What a call needs just before.

    def unheard_of(self) -> str:
        """A name that nothing has yet."""
        return f"Name {next(self._numbers)}"

    def tomorrow(self) -> str:
        return (now() + timedelta(days=1, seconds=next(self._numbers))).isoformat()

    def turn(self) -> bool:
        """Not as the provider keeps its content now."""
        return not self._keeps()

    def _keeps(self) -> bool:
        found = self.ask(lambda catalog: catalog.connection_of(self.acme, self.connection_id))
        assert found is not None
        return found.keeps_content

    def new_key(self) -> dict[str, str]:
        minted = mint_key(self.unheard_of(), frozenset({"line_items:read"}))
        key = self.ask(lambda catalog: catalog.add_key(self.acme, minted.key, by=COMMAND_LINE, at=now()))
        return {"key_id": str(key.id)}

    def new_mapping(self) -> dict[str, str]:
        rule = MappingRule(MappingKind.EMAIL, "bob@acme.example", team="Platform")
        self.ask(lambda catalog: catalog.set_mapping_rule(self.acme, rule, by=COMMAND_LINE, at=now()))
        return {}

    def new_budget(self) -> dict[str, str]:
        new = read_budget(read_scope("team", self.unheard_of()), "month", "100", thresholds=[80], warn_of_forecast=True)
        budget = self.ask(lambda catalog: catalog.add_budget(self.acme, new, by=COMMAND_LINE, at=now()))
        return {"budget_id": str(budget.id)}

    def new_alert(self, organization_id: UUID | None = None) -> dict[str, str]:
        of = organization_id or self.acme
        cause = Cause(
            key=self.unheard_of(), kind="spike", severity=Severity.HIGH, title="A spike", summary="Much.", scope=WHOLE,
            began=now(), impact=Decimal(10), levels=("detected",), expected=Decimal(1),
        )  # fmt: skip
        self.ask(lambda catalog: catalog.advance_alerts(of, [cause], now=now(), tell=lambda *_: ()))
        kept = self.ask(lambda catalog: catalog.recent_alerts(of, since=now() - timedelta(days=1)))
        return {"alert_id": str(next(alert.id for alert in kept if alert.cause.key == cause.key))}

    def new_channel(self, kind: ChannelKind = ChannelKind.EMAIL) -> dict[str, str]:
        """By e-mail it leads nowhere: there is no mail server."""
        target = "ops@acme.example" if kind is ChannelKind.EMAIL else "https://hooks.example.com/1"
        new = NewChannel(name=self.unheard_of(), kind=kind, target=target)
        channel = self.ask(
            lambda catalog: catalog.add_channel(self.acme, new, secret="whsec_x", by=COMMAND_LINE, at=now())
        )
        return {"channel_id": str(channel.id)}

    def new_view(self) -> dict[str, str]:
        new = NewView(name=self.unheard_of(), question={"by": ["model"]}, is_shared=True)
        view = self.ask(lambda catalog: catalog.add_view(self.alice, new, by=COMMAND_LINE, at=now()))
        return {"view_id": str(view.id)}

    def without_sample(self) -> dict[str, str]:
        async def removed(catalog: Catalog) -> None:
            sample = await catalog.sample_of(self.acme)
            if sample is not None:
                await catalog.remove_sample(sample, by=COMMAND_LINE, at=now())

        self.ask(removed)
        return {}

    def with_sample(self) -> dict[str, str]:
        """One that holds nothing, in the place of one that may still be made."""
        self.without_sample()

        async def added(catalog: Catalog) -> None:
            sample, _ = await catalog.add_sample(self.acme, [], [], by=COMMAND_LINE, at=now())
            await catalog.finish_sample(sample.id, at=now())

        self.ask(added)
        return {}

    def nobodys_email(self) -> str:
        return f"nobody{next(self._numbers)}@acme.example"

    def new_member(self) -> dict[str, str]:
        return {"member_id": str(self.bob(Role.VIEWER).id)}

    def new_invitation(self) -> dict[str, str]:
        invitation = self.ask(
            lambda catalog: catalog.invite(
                self.acme,
                email=self.nobodys_email(),
                role=Role.MEMBER,
                digest=credential.digest(credential.mint(Kind.INVITATION)),
                by=COMMAND_LINE,
                at=now(),
            )
        )
        return {"invitation_id": str(invitation.id)}

    def new_identity(self) -> dict[str, str]:
        """One that signs Alice in."""
        subject = self.unheard_of()
        self.ask(
            lambda catalog: catalog.link_identity(
                self.alice.email, "https://id.example", subject, by=COMMAND_LINE, at=now()
            )
        )
        return {}

    def new_session(self) -> dict[str, str]:
        """Another browser of Alice's."""
        digest = credential.digest(self.session(self.alice))
        made = self.ask(lambda catalog: catalog.signed_in(digest))
        assert made is not None
        return {"own_session_id": str(made.session.id)}

    def _give_password(self, member: Member) -> None:
        async def given(catalog: Catalog) -> None:
            kept = await PasswordWork().hash(PASSWORD)
            await catalog.set_password(member.email, kept, by=COMMAND_LINE, at=now())

        self.ask(given)

    def _owner(self, organization: str, email: str) -> Member:
        wanted = read_set_up(
            organization=organization, email=email, provider="claude", name=f"Claude of {organization}"
        )
        keys = {"ingest_key": mint_ingest_key(wanted.provider_name).key, "reading_key": mint_reading_key().key}
        return self.ask(lambda catalog: catalog.set_up(wanted, **keys, by=COMMAND_LINE, at=now())).owner

    def _book(self) -> tuple[UUID, UUID, str | None]:
        """Book a recording as Acme's; the ids of a raw batch, of a line item and of its session."""
        sent = next(one for one in capture("j_user3").exports if one.signal is Signal.LOGS)
        raw = raw_batch(
            sent.body,
            sent.signal,
            1,
            organization_id=self.acme,
            connection_id=self.connection_id,
            encoding=sent.encoding,
        )
        database = open_ledger(self.settings)
        try:
            Bookkeeper(Ledger(database), lambda _: default_price_list()).book([raw])
            items = LineItems(database).page(self.acme, EVER, filters=NO_FILTERS, limit=1).items
        finally:
            database.close()
        return raw.batch_id, items[0].id, items[0].session_id


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """A world whose application is running."""
    unlimited = {"STACKSPEND_API_REQUESTS_PER_MINUTE": "0"}
    world = World(read_settings({"STACKSPEND_DATA_DIR": str(folder), **unlimited}))
    with world.client:
        yield world


def now() -> datetime:
    return datetime.now(UTC)
