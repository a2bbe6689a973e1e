"""Accounts with passwords and one-time codes, invitations, reset and set-up links, counted attempts."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("signed_in_at", Instant(), nullable=True))
    op.add_column("members", sa.Column("removed_at", Instant(), nullable=True))
    op.add_column("sessions", sa.Column("way", sa.String(20), nullable=False, server_default="link"))
    op.add_column("sessions", sa.Column("address", sa.String(60), nullable=True))
    op.add_column("sessions", sa.Column("user_agent", sa.String(300), nullable=True))
    _create_accounts()
    _create_links()
    _create_invitations()


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=True),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("password_set_at", Instant(), nullable=True),
        sa.Column("totp_secret", sa.String(32), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_accounts"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("email", "digest", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(["email"], ["accounts.email"], name="fk_recovery_codes_email"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identities"),
        sa.ForeignKeyConstraint(["email"], ["accounts.email"], name="fk_identities_email"),
    )


def _create_links() -> None:
    op.create_table(
        "reset_links",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_reset_links"),
        sa.UniqueConstraint("email", name="uq_reset_links_email"),
    )
    op.create_table(
        "set_up_links",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_set_up_links"),
    )
    op.create_table(
        "attempts",
        sa.Column("bucket", sa.String(80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_attempts"),
    )


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.String(300), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_invitations_organization_id"),
        sa.UniqueConstraint("organization_id", "email", name="uq_invitations_organization_id_email"),
        sa.UniqueConstraint("digest", name="uq_invitations_digest"),
    )
