"""The catalog's tables as SQLAlchemy models.

Every row carries its organization, and references between rows of an organization go by (organization, id): the
database itself then refuses a key that is bound to a provider of somebody else.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from stackspend.access.names import LONGEST_EMAIL, LONGEST_NAME
from stackspend.access.organizations import LONGEST_LABEL
from stackspend.access.senders import LONGEST_AGENT
from stackspend.ledger.mapping_rules import LONGEST_FIELD, LONGEST_PATTERN
from stackspend.store.catalog.instants import Instant

LONGEST_REASON = 500
LONGEST_USER_AGENT = 300
LONGEST_ISSUER = 300
LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2
_LONGEST_NETWORK = 50
_LONGEST_AUTHOR = 300  # an e-mail, or a key's name with its prefix


class Row(DeclarativeBase):
    """The base of every model; constraint names are spelt out so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant(), bytes: LargeBinary()}


class OrganizationRow(Row):
    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_at: Mapped[datetime]
    cost_basis: Mapped[str] = mapped_column(String(20), server_default="reported")
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    fiscal_month: Mapped[int] = mapped_column(server_default="1")
    fiscal_day: Mapped[int] = mapped_column(server_default="1")
    currency_label: Mapped[str] = mapped_column(String(LONGEST_LABEL), server_default="$")
    raw_days: Mapped[int | None]
    item_months: Mapped[int | None]
    kept_since: Mapped[date | None]
    # Refers to this table itself; SQLite cannot add that constraint to a table that is referred to.
    sample_of: Mapped[UUID | None] = mapped_column(index=True, unique=True)
    sample_ready_at: Mapped[datetime | None]


class MemberRow(Row):
    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("organization_id", "email"), UniqueConstraint("organization_id", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class AccountRow(Row):
    """By e-mail address, of no organization: whoever proves to be this person is it everywhere on the server."""

    __tablename__ = "accounts"

    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_set_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None] = mapped_column(String(32))
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class RecoveryCodeRow(Row):
    __tablename__ = "recovery_codes"

    email: Mapped[str] = mapped_column(ForeignKey("accounts.email"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)


class IdentityRow(Row):
    """Whom an OpenID provider means by a subject."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(String(LONGEST_ISSUER), primary_key=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT), primary_key=True)
    email: Mapped[str] = mapped_column(ForeignKey("accounts.email"))
    linked_at: Mapped[datetime]


class ResetLinkRow(Row):
    __tablename__ = "reset_links"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    expires_at: Mapped[datetime]


class SetUpLinkRow(Row):
    """The link by which the first organization is made; there is one at most."""

    __tablename__ = "set_up_links"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]


class AttemptRow(Row):
    __tablename__ = "attempts"

    bucket: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime]


class InvitationRow(Row):
    """Gone once it is accepted or revoked."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("organization_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    role: Mapped[str] = mapped_column(String(20))
    digest: Mapped[bytes] = mapped_column(unique=True)
    invited_by: Mapped[str] = mapped_column(String(_LONGEST_AUTHOR))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInLinkRow(Row):
    __tablename__ = "sign_in_links"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "member_id"], ["members.organization_id", "members.id"]),
    )

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    member_id: Mapped[UUID]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SessionRow(Row):
    __tablename__ = "sessions"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "member_id"], ["members.organization_id", "members.id"]),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    member_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(20), server_default="link")
    address: Mapped[str | None] = mapped_column(String(60))
    user_agent: Mapped[str | None] = mapped_column(String(LONGEST_USER_AGENT))


class ConnectionRow(Row):
    __tablename__ = "connections"
    __table_args__ = (UniqueConstraint("organization_id", "type", "name"), UniqueConstraint("organization_id", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    type: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_at: Mapped[datetime]
    last_synced_at: Mapped[datetime | None]
    refused_count: Mapped[int]
    refused_at: Mapped[datetime | None]
    refused_reason: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    keeps_content: Mapped[bool] = mapped_column(server_default=false())


class ApiKeyRow(Row):
    __tablename__ = "api_keys"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "connection_id"], ["connections.organization_id", "connections.id"]),
        ForeignKeyConstraint(["organization_id", "created_by"], ["members.organization_id", "members.id"]),
        ForeignKeyConstraint(["organization_id", "predecessor_id"], ["api_keys.organization_id", "api_keys.id"]),
        UniqueConstraint("organization_id", "id"),
        UniqueConstraint("predecessor_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    prefix: Mapped[str] = mapped_column(String(20))
    digest: Mapped[bytes] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    connection_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    last_used_agent: Mapped[str | None] = mapped_column(String(LONGEST_AGENT))
    last_used_network: Mapped[str | None] = mapped_column(String(_LONGEST_NETWORK))
    created_by_key: Mapped[str | None] = mapped_column(String(_LONGEST_AUTHOR))
    stamp_team: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    stamp_project: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    predecessor_id: Mapped[UUID | None]
    warned_days: Mapped[int | None]


class KeySenderRow(Row):
    """Who was seen with a key; an agent or network that is not known is an empty text."""

    __tablename__ = "key_senders"
    __table_args__ = (ForeignKeyConstraint(["organization_id", "key_id"], ["api_keys.organization_id", "api_keys.id"]),)

    organization_id: Mapped[UUID]
    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    agent: Mapped[str] = mapped_column(String(LONGEST_AGENT), primary_key=True)
    network: Mapped[str] = mapped_column(String(_LONGEST_NETWORK), primary_key=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class MappingRuleRow(Row):
    __tablename__ = "mapping_rules"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    pattern: Mapped[str] = mapped_column(String(LONGEST_PATTERN), primary_key=True)
    team: Mapped[str | None] = mapped_column(String(LONGEST_FIELD))
    cost_centre: Mapped[str | None] = mapped_column(String(LONGEST_FIELD))
    project: Mapped[str | None] = mapped_column(String(LONGEST_FIELD))
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(_LONGEST_AUTHOR))


class PriceOverrideRow(Row):
    """`entry` is the whole override as JSON, its amounts as decimal text."""

    __tablename__ = "price_overrides"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(_LONGEST_AUTHOR))


class SavedViewRow(Row):
    """`question` is what the Explorer's address says, as JSON."""

    __tablename__ = "saved_views"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "owner_id"], ["members.organization_id", "members.id"]),
        UniqueConstraint("organization_id", "owner_id", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    question: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_shared: Mapped[bool]
    changed_at: Mapped[datetime]


class AuditRow(Row):
    """`position` is the order of writing; triggers refuse updates, and deletes while the organization exists."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "organization_id", "position"), {"sqlite_autoincrement": True})

    position: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(60))
    by_kind: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None]
    by_name: Mapped[str] = mapped_column(String(_LONGEST_AUTHOR))
    address: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[str | None] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(400))
    subject_id: Mapped[str | None] = mapped_column(String(400))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class DeletedOrganizationRow(Row):
    """What stays of an organization; its id is never used again."""

    __tablename__ = "deleted_organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    deleted_at: Mapped[datetime]
    by_kind: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None]
    by_name: Mapped[str] = mapped_column(String(_LONGEST_AUTHOR))
    address: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[str | None] = mapped_column(String(64))
