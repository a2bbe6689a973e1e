"""The tables of early warning: budgets, alerts, what tunes detectors, channels, and deliveries on their way.

What only the domain reads is one JSON column; what is searched by has a column of its own.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Float, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stackspend.access.names import LONGEST_NAME
from stackspend.store.catalog.rows import Row

_LONGEST_KEY = 800


class BudgetRow(Row):
    __tablename__ = "budgets"
    __table_args__ = (UniqueConstraint("organization_id", "scope_kind", "scope_value", "window"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    scope_kind: Mapped[str] = mapped_column(String(20))
    scope_value: Mapped[str] = mapped_column(String(300))  # empty where a scope has none: NULLs would not be unique
    window: Mapped[str] = mapped_column(String(10))
    amount: Mapped[str] = mapped_column(String(40))
    thresholds: Mapped[list[int]] = mapped_column(JSON)
    warn_of_forecast: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class AlertRow(Row):
    """`content` is the whole alert; the other columns repeat what is searched by."""

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("organization_id", "key"),
        Index("ix_alerts_organization_id_opened_at", "organization_id", "opened_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    key: Mapped[str] = mapped_column(String(_LONGEST_KEY))
    state: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime]
    is_settled: Mapped[bool]
    """Closed, and nothing is left to be told."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class WatchRow(Row):
    """When an organization's last messages were sent; the rhythm that keeps storms away."""

    __tablename__ = "watches"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    sent: Mapped[list[str]] = mapped_column(JSON)


class SensitivityRow(Row):
    """How much more than usual is asked of one kind of anomaly in one scope, since somebody called one false."""

    __tablename__ = "sensitivities"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    scope_key: Mapped[str] = mapped_column(String(400), primary_key=True)
    scale: Mapped[float] = mapped_column(Float)


class ChannelRow(Row):
    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("organization_id", "id"), UniqueConstraint("organization_id", "name"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    secret: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime]


class ReportTimesRow(Row):
    """When an organization wants its reports, once it has said so."""

    __tablename__ = "report_times"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ToldReportRow(Row):
    """A report that was put into the outbox, by the local day on which that was done."""

    __tablename__ = "told_reports"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]


class DeliveryRow(Row):
    __tablename__ = "deliveries"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "channel_id"], ["channels.organization_id", "channels.id"]),
        Index("ix_deliveries_state_due_at", "state", "due_at"),
        Index("ix_deliveries_organization_id_created_at", "organization_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    event: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[list[Any]] = mapped_column(JSON)
