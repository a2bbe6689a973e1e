"""The tables of early warning."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stackspend.store.catalog.rows import Row


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
