"""The members of the organization: list them, change a role, remove one."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stackspend.access.members import ListedMember, MemberCatalog, Role, read_role, require_rank
from stackspend.access.members import Member as KnownMember
from stackspend.errors import Conflict, CrossSite, InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.web.app_api.answers import Member, member_answer
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

GivenMembers = NamedDependency[MemberCatalog]
_CHANGE = {"least_role": Role.ADMIN}
_REFUSALS = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound, Conflict)


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the organization; `name` is null until the person gives one."""

    id: UUID
    email: str
    name: str | None
    role: Role
    joined_at: datetime
    signed_in_at: datetime | None
    has_one_time_codes: bool


class NewRole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the member shall be."""

    role: str


@get(
    "/members",
    summary="Members",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def list_members(signed_in: GivenSignedIn, catalog: GivenMembers, meta: GivenMeta) -> Answer[list[MemberRow]]:
    """Everybody in the organization, by e-mail address."""
    found = await catalog.members(signed_in.organization.id)
    return Answer(data=[_row(one) for one in found], meta=meta)


@put("/members/{member_id:uuid}", summary="Change a member's role", opt=_CHANGE, responses=_REFUSALS)
async def change_member(
    member_id: FromPath[UUID],
    data: JSONBody[NewRole],
    signed_in: GivenSignedIn,
    catalog: GivenMembers,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[Member]:
    """Give another role, which holds at once: the member's sessions end. Only owners make, change or remove owners."""
    organization_id, role = signed_in.organization.id, read_role(data.role)
    member = await _own_member(catalog, organization_id, member_id)
    require_rank(signed_in.member.role, role, member.role)
    changed = await catalog.change_role(organization_id, member_id, role, by=by, at=now)
    return Answer(data=member_answer(changed), meta=meta)


@delete("/members/{member_id:uuid}", summary="Remove a member", status_code=200, opt=_CHANGE, responses=_REFUSALS)
async def remove_member(
    member_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenMembers,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[None]:
    """End a membership at once, everywhere. Keys that the member made go on working, and go on naming who made them."""
    organization_id = signed_in.organization.id
    member = await _own_member(catalog, organization_id, member_id)
    require_rank(signed_in.member.role, member.role)
    await catalog.remove_member(organization_id, member_id, by=by, at=now)
    return Answer(data=None, meta=meta)


async def _own_member(catalog: MemberCatalog, organization_id: UUID, member_id: UUID) -> KnownMember:
    member = await catalog.member(organization_id, member_id)
    if member is None:
        raise NotFound(f"There is no member {member_id} here.")
    return member


def _row(listed: ListedMember) -> MemberRow:
    member = listed.member
    return MemberRow(
        id=member.id,
        email=member.email,
        name=listed.name,
        role=member.role,
        joined_at=member.created_at,
        signed_in_at=listed.signed_in_at,
        has_one_time_codes=listed.has_totp,
    )
