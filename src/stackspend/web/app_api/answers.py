"""The shapes of the app API: what the web app sends and receives."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.access import members, organizations
from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.providers.connections import Connection, ConnectionState, Health, Refusals, endpoint, health_of


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the organization."""

    id: UUID
    email: str
    role: members.Role


class OwnOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """One of the organizations that the person is a member of."""

    id: UUID
    name: str
    role: members.Role


class Organization(msgspec.Struct, frozen=True, kw_only=True):
    """The organization that the session belongs to."""

    id: UUID
    name: str
    time_zone: str
    fiscal_calendar: FiscalCalendar
    currency_label: str
    is_sample: bool


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, where, and on which version of StackSpend. `organizations` are all of the person's."""

    member: Member
    name: str | None
    has_password: bool
    organization: Organization
    organizations: list[OwnOrganization]
    version: str


class NewProvider(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provider to create: its type and the name to recognize it by."""

    type: str
    name: str


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """One provider; `last_synced_at` is null until its first telemetry was accepted. `health` is that of the last 24
    hours."""

    connection_id: UUID
    type: str
    name: str
    created_at: datetime
    last_synced_at: datetime | None
    endpoint: str
    state: ConnectionState
    health: Health
    raw_batches: int
    refused: Refusals
    keeps_content: bool


class ContentChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a provider shall keep text of people, or have it removed before anything is stored."""

    keep: bool


def member_answer(member: members.Member) -> Member:
    """A member as the web app sees one."""
    return Member(id=member.id, email=member.email, role=member.role)


def organization_answer(organization: organizations.Organization) -> Organization:
    """An organization as the web app sees one."""
    return Organization(
        id=organization.id,
        name=organization.name,
        time_zone=organization.time_zone,
        fiscal_calendar=organization.fiscal_calendar,
        currency_label=organization.currency_label,
        is_sample=organization.sample_of is not None,
    )


def provider_answer(
    connection: Connection, *, public_url: str, raw_batches: Mapping[UUID, int], now: datetime
) -> Provider:
    """A connection as the web app sees one; `raw_batches` counts them by connection."""
    return Provider(
        connection_id=connection.connection_id,
        type=connection.type,
        name=connection.name,
        created_at=connection.created_at,
        last_synced_at=connection.last_synced_at,
        endpoint=endpoint(public_url, type_name=connection.type, connection_id=connection.connection_id),
        state=connection.state,
        health=health_of(connection, now),
        raw_batches=raw_batches.get(connection.connection_id, 0),
        refused=connection.refused,
        keeps_content=connection.keeps_content,
    )
