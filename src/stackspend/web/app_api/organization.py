"""The organization's own settings: its name, which cost it goes by, where its days and its year begin; and its end."""

from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access import deletion, organizations
from stackspend.access.deletion import DeletionCatalog
from stackspend.access.fiscal_calendar import FiscalCalendar, read_fiscal_calendar
from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.organizations import CostBasis, read_cost_basis, read_currency_label
from stackspend.access.time_zones import read_time_zone, time_zone_names
from stackspend.errors import Conflict, CrossSite, InsufficientRole, InvalidInput, RateLimited, Unauthenticated
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenErase, GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn, ended_cookie


class FiscalYear(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day on which fiscal years begin: of month 1 to 12, day 1 to 28."""

    first_month: int
    first_day: int


class OrganizationChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall change; whatever is left out stays.

    `cost_basis` is `reported` or `list`, and `time_zone` a name of IANA's, such as `Europe/Berlin`.
    `currency_label` stands before amounts on pages and in messages, which stay US dollars.
    """

    name: str | None = None
    cost_basis: str | None = None
    time_zone: str | None = None
    fiscal_calendar: FiscalYear | None = None
    currency_label: str | None = None


class OrganizationEnd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organization's name, typed out, and one's own password, null for who has none."""

    name: str
    password: str | None = None


class OrganizationSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The organization with its settings."""

    id: UUID
    name: str
    cost_basis: CostBasis
    time_zone: str
    fiscal_calendar: FiscalCalendar
    currency_label: str


@get(
    "/organization",
    summary="The organization's settings",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_organization(signed_in: GivenSignedIn, meta: GivenMeta) -> Answer[OrganizationSettings]:
    """Its name, which cost its reports show, in which time zone, and when its fiscal year begins."""
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
    year = data.fiscal_calendar
    changed = await catalog.change_organization(
        signed_in.organization.id,
        name=None if data.name is None else read_name(data.name, of="the organization"),
        cost_basis=None if data.cost_basis is None else read_cost_basis(data.cost_basis),
        time_zone=None if data.time_zone is None else read_time_zone(data.time_zone),
        fiscal_calendar=None if year is None else read_fiscal_calendar(year.first_month, year.first_day),
        currency_label=None if data.currency_label is None else read_currency_label(data.currency_label),
        by=by,
        at=now,
    )
    return Answer(data=_answer(changed), meta=meta)


@post(
    "/organization/delete",
    summary="Delete the organization",
    status_code=200,
    opt={"least_role": Role.OWNER},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, Conflict, RateLimited),
)
async def delete_organization(
    data: JSONBody[OrganizationEnd],
    signed_in: GivenSignedIn,
    catalog: NamedDependency[DeletionCatalog],
    entrance: GivenEntrance,
    settings: GivenSettings,
    erase: GivenErase,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """Everything of it goes, for everybody, and cannot be brought back. Sessions and keys end at once; the ledger is
    cleared from then on, which takes a while if there is much in it."""
    await deletion.delete_organization(
        catalog, entrance.work, signed_in, name=data.name, password=data.password, by=by, now=now
    )
    await erase(signed_in.organization.id)
    return Response(Answer(data=None, meta=meta), cookies=[ended_cookie(settings)])


@get(
    "/time-zones",
    summary="Time zones to choose among",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def list_time_zones(meta: GivenMeta) -> Answer[list[str]]:
    """By their IANA names; browsers know older ones."""
    return Answer(data=time_zone_names(), meta=meta)


def _answer(organization: organizations.Organization) -> OrganizationSettings:
    return OrganizationSettings(
        id=organization.id,
        name=organization.name,
        cost_basis=organization.cost_basis,
        time_zone=organization.time_zone,
        fiscal_calendar=organization.fiscal_calendar,
        currency_label=organization.currency_label,
    )
