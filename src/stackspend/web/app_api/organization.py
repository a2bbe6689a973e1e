"""The organization's own settings: its name, and which cost it goes by."""

from uuid import UUID

import msgspec
from litestar import get, put
from litestar.params import JSONBody

from stackspend.access import organizations
from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.organizations import CostBasis, read_cost_basis
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, Unauthenticated
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn


class NewOrganizationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the organization shall be called, and which cost it shall go by: `reported` or `list`."""

    name: str
    cost_basis: str


class OrganizationSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The organization with its settings."""

    id: UUID
    name: str
    cost_basis: CostBasis


@get(
    "/organization",
    summary="The organization's settings",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_organization(signed_in: GivenSignedIn, meta: GivenMeta) -> Answer[OrganizationSettings]:
    """Its name, and which cost its reports show."""
    return Answer(data=_answer(signed_in.organization), meta=meta)


@put(
    "/organization",
    summary="Change the organization's settings",
    opt={"least_role": Role.ADMIN},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite),
)
async def change_organization(
    data: JSONBody[NewOrganizationSettings],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[OrganizationSettings]:
    """Both settings at once. The cost basis holds for the past too: both costs of every line item are kept."""
    changed = await catalog.change_organization(
        signed_in.organization.id,
        name=read_name(data.name, of="the organization"),
        cost_basis=read_cost_basis(data.cost_basis),
        by=by,
        at=now,
    )
    return Answer(data=_answer(changed), meta=meta)


def _answer(organization: organizations.Organization) -> OrganizationSettings:
    return OrganizationSettings(id=organization.id, name=organization.name, cost_basis=organization.cost_basis)
