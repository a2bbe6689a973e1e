"""An organization may be the sample of another one."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("sample_of", sa.Uuid(), nullable=True))
    op.add_column("organizations", sa.Column("sample_ready_at", Instant(), nullable=True))
    op.create_index("ix_organizations_sample_of", "organizations", ["sample_of"], unique=True)
