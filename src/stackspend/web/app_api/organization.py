"""The organization's own settings: its name, which cost it goes by, and where its days begin."""

from uuid import UUID

import msgspec
from litestar import get, patch
from litestar.params import JSONBody

from stackspend.access import organizations
from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.organizations import CostBasis, read_cost_basis
from stackspend.access.time_zones import read_time_zone
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, Unauthenticated
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn


class OrganizationChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall change; whatever is left out stays.

    `cost_basis` is `reported` or `list`, and `time_zone` a name of IANA's, such as `Europe/Berlin`.
    """

    name: str | None = None
    cost_basis: str | None = None
    time_zone: str | None = None


class OrganizationSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The organization with its settings."""

    id: UUID
    name: str
    cost_basis: CostBasis
    time_zone: str


@get(
    "/organization",
    summary="The organization's settings",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_organization(signed_in: GivenSignedIn, meta: GivenMeta) -> Answer[OrganizationSettings]:
    """Its name, which cost its reports show, and in which time zone."""
    return Answer(data=_answer(signed_in.organization), meta=meta)


@patch(
    "/organization",
    summary="Change the organization's settings",
    opt={"least_role": Role.ADMIN},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite),
)
async def change_organization(
    data: JSONBody[OrganizationChange],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[OrganizationSettings]:
    """Settings hold for the past too: both costs of every line item are kept, and the instant of its usage."""
    changed = await catalog.change_organization(
        signed_in.organization.id,
        name=None if data.name is None else read_name(data.name, of="the organization"),
        cost_basis=None if data.cost_basis is None else read_cost_basis(data.cost_basis),
        time_zone=None if data.time_zone is None else read_time_zone(data.time_zone),
        by=by,
        at=now,
    )
    return Answer(data=_answer(changed), meta=meta)


def _answer(organization: organizations.Organization) -> OrganizationSettings:
    return OrganizationSettings(
        id=organization.id,
        name=organization.name,
        cost_basis=organization.cost_basis,
        time_zone=organization.time_zone,
    )
