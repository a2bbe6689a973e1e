"""Saved views: own ones and shared ones, who may change which, and an entry in the audit for each change."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import func, select

from stackspend.access.members import Member, Role
from stackspend.errors import Conflict, InsufficientRole, InvalidInput, NotFound
from stackspend.reports.saved_views import MOST_VIEWS, NewView, SavedViewCatalog, read_view
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.people import to_member
from stackspend.store.catalog.rows import AuditRow, MemberRow, SavedViewRow
from tests.store.catalog.conftest import NOON, member

ALICE = member("alice")
LATER = NOON + timedelta(hours=1)


def new(name: str = "Opus by team", *, is_shared: bool = False) -> NewView:
    return NewView(name=name, question={"by": ["team"], "filter": ["model:opus"], "compare": True}, is_shared=is_shared)


async def bob(catalog: Catalog, organization_id: UUID, role: Role) -> Member:
    row = MemberRow(
        id=UUID(int=list(Role).index(role) + 1),
        organization_id=organization_id,
        email=f"{role}@acme.example",
        role=role,
        created_at=NOON,
    )
    async with catalog._writing() as session:
        session.add(row)
    return to_member(row)


async def names(catalog: Catalog, asking: Member) -> list[str]:
    return [view.name for view in await catalog.saved_views(asking)]


def test_the_catalog_is_what_the_web_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, SavedViewCatalog)


async def test_members_see_their_own_and_shared_ones_and_a_viewer_own_ones_only(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    for asked in (new("b mine"), new("A shared", is_shared=True)):
        await catalog.add_view(alice, asked, by=ALICE, at=NOON)
    viewer = await bob(catalog, alice.organization_id, Role.VIEWER)
    await catalog.add_view(viewer, new("own"), by=ALICE, at=NOON)

    assert await names(catalog, alice) == ["A shared", "b mine"]
    assert await names(catalog, await bob(catalog, alice.organization_id, Role.MEMBER)) == ["A shared"]
    assert await names(catalog, viewer) == ["own"]
    assert await names(catalog, charlie) == []


async def test_with_a_member_go_the_views_that_nobody_else_sees(catalog: Catalog, alice: Member) -> None:
    leaving = await bob(catalog, alice.organization_id, Role.MEMBER)
    for asked in (new("mine"), new("ours", is_shared=True)):
        await catalog.add_view(leaving, asked, by=ALICE, at=NOON)

    await catalog.remove_member(alice.organization_id, leaving.id, by=ALICE, at=LATER)

    assert await names(catalog, alice) == ["ours"]
    async with catalog._reading() as session:
        assert await session.scalar(select(func.count()).select_from(SavedViewRow)) == 1


@pytest.mark.parametrize(
    ("role", "is_shared", "refused"),
    [
        pytest.param(Role.ADMIN, True, None, id="an administrator changes a shared one"),
        pytest.param(Role.ADMIN, False, NotFound, id="and does not know of others' own ones"),
        pytest.param(Role.MEMBER, True, InsufficientRole, id="a member sees a shared one"),
        pytest.param(Role.VIEWER, True, NotFound, id="a viewer does not"),
    ],
)
async def test_who_may_change_a_view(
    catalog: Catalog, alice: Member, *, role: Role, is_shared: bool, refused: type[Exception] | None
) -> None:
    made = await catalog.add_view(alice, new(is_shared=is_shared), by=ALICE, at=NOON)
    asking = await bob(catalog, alice.organization_id, role)
    if refused is None:
        changed = await catalog.change_view(asking, made.id, new("Renamed"), by=ALICE, at=LATER)
        assert (changed.id, changed.name, changed.owner_id) == (made.id, "Renamed", alice.id)
        return
    with pytest.raises(refused):
        await catalog.change_view(asking, made.id, new("Renamed"), by=ALICE, at=LATER)
    with pytest.raises(refused):
        await catalog.remove_view(asking, made.id, by=ALICE, at=LATER)
    assert await catalog.saved_views(alice) == [made]


async def test_another_organization_neither_sees_nor_touches_it(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    made = await catalog.add_view(alice, new(is_shared=True), by=ALICE, at=NOON)
    with pytest.raises(NotFound):
        await catalog.change_view(charlie, made.id, new("Mine"), by=ALICE, at=NOON)
    with pytest.raises(NotFound):
        await catalog.remove_view(charlie, made.id, by=ALICE, at=NOON)
    assert await catalog.saved_views(alice) == [made]


async def test_somebody_has_one_view_of_a_name_and_not_too_many(catalog: Catalog, alice: Member) -> None:
    for number in range(MOST_VIEWS):
        await catalog.add_view(alice, new(f"View {number}"), by=ALICE, at=NOON)
    with pytest.raises(Conflict, match="There is a view View 7 already"):
        await catalog.add_view(alice, new("View 7"), by=ALICE, at=NOON)
    with pytest.raises(Conflict, match="which are the most"):
        await catalog.add_view(alice, new("One more"), by=ALICE, at=NOON)


async def test_every_change_is_in_the_audit(catalog: Catalog, alice: Member) -> None:
    made = await catalog.add_view(alice, new(), by=ALICE, at=NOON)
    await catalog.change_view(alice, made.id, new("Renamed"), by=ALICE, at=LATER)
    await catalog.remove_view(alice, made.id, by=ALICE, at=LATER)
    query = select(AuditRow).where(AuditRow.subject_id == str(made.id)).order_by(AuditRow.position)
    async with catalog._reading() as session:
        entries = list(await session.scalars(query))
    assert [one.action for one in entries] == ["saved_view.created", "saved_view.changed", "saved_view.removed"]
    assert [one.subject for one in entries] == ["View Opus by team", "View Renamed", "View Renamed"]


def test_what_a_viewer_may_not_keep_is_refused(alice: Member) -> None:
    viewer = msgspec.structs.replace(alice, role=Role.VIEWER)
    with pytest.raises(InsufficientRole, match="own use only"):
        read_view("Shared", {}, is_shared=True, by=viewer)
    with pytest.raises(InvalidInput, match="4,000 are the most"):
        read_view("Long", {"filter": ["x" * 4_000]}, is_shared=False, by=alice)
    with pytest.raises(InvalidInput, match="The name of the view is empty"):
        read_view(" ", {}, is_shared=False, by=alice)
