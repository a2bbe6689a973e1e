"""The audit: its entries page by page, the same as CSV, and who is in it."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromQuery

from stackspend.access.audit import Action, AuditEntry, AuditFilters, AuditPage
from stackspend.access.members import Role
from stackspend.actor import ActorKind
from stackspend.errors import InsufficientRole, InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.question import read_instant, read_limit
from stackspend.spreadsheet import write_table
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenAuditCatalog, GivenMeta
from stackspend.web.envelope import Answer, Page, page_of
from stackspend.web.problems import refusals

MOST = 500
MOST_IN_CSV = 100_000
_OPT = {"scope": "admin", "least_role": Role.ADMIN}
_REFUSALS = refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole)
_COLUMNS = ("time", "action", "subject", "by", "by_kind", "address", "request_id", "before", "after")


class AuditActor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it; `address` and `request_id` are null for what was not done over HTTP."""

    kind: ActorKind
    name: str
    address: str | None
    request_id: str | None


class AuditEntryView(msgspec.Struct, frozen=True, kw_only=True):
    """One entry; `before` and `after` hold the fields that differ, and are null where nothing was or is."""

    id: str
    at: datetime
    action: str
    subject: str
    subject_id: str | None
    by: AuditActor
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class AuditChoices(msgspec.Struct, frozen=True, kw_only=True):
    """What the audit can be narrowed to: every action that can be entered, and everybody who is in it."""

    actions: list[str]
    people: list[str]


@get("/audit", summary="The audit, newest first", opt=_OPT, responses=_REFUSALS)
async def list_audit(
    asker: GivenAsker,
    audit_catalog: GivenAuditCatalog,
    meta: GivenMeta,
    action: FromQuery[str | None] = None,
    person: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    limit: FromQuery[int] = 50,
    cursor: FromQuery[str | None] = None,
) -> Page[AuditEntryView]:
    """Every change and sign-in. `person` is a name as `by` has it; `since` (included) and `until` are ISO 8601.

    `limit` is from 1 to 500.
    """
    filters = _read_filters(action=action, person=person, since=since, until=until)
    page = await audit_catalog.audit(asker.organization_id, filters, limit=read_limit(limit, MOST), cursor=cursor)
    return page_of([_view(entry) for entry in page.entries], page.next_cursor, meta)


@get(
    "/audit.csv",
    summary="The audit as CSV",
    opt=_OPT,
    media_type="text/csv",
    responses={**_REFUSALS, 200: ResponseSpec(data_container=str, media_type="text/csv", generate_examples=False)},
)
async def download_audit(
    asker: GivenAsker,
    audit_catalog: GivenAuditCatalog,
    action: FromQuery[str | None] = None,
    person: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
) -> Response[str]:
    """The same entries as a table, no more than 100,000 of them; no cell is a formula to a spreadsheet."""
    filters = _read_filters(action=action, person=person, since=since, until=until)
    rows: list[AuditEntry] = []
    page = AuditPage([], None)
    while len(rows) < MOST_IN_CSV:
        page = await audit_catalog.audit(asker.organization_id, filters, limit=1_000, cursor=page.next_cursor)
        rows += page.entries
        if page.next_cursor is None:
            break
    return Response(
        write_table(_COLUMNS, map(_cells, rows)),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


@get("/audit/choices", summary="What the audit can be narrowed to", opt=_OPT, responses=_REFUSALS)
async def list_audit_choices(
    asker: GivenAsker, audit_catalog: GivenAuditCatalog, meta: GivenMeta
) -> Answer[AuditChoices]:
    """For filters that people choose from."""
    people = await audit_catalog.audit_actors(asker.organization_id)
    return Answer(data=AuditChoices(actions=list(Action), people=people), meta=meta)


def _read_filters(*, action: str | None, person: str | None, since: str | None, until: str | None) -> AuditFilters:
    if action is not None and action not in set(Action):
        raise InvalidInput(f"There is no action {action!r}; choose among {', '.join(Action)}.")
    return AuditFilters(
        action=action, by=person, since=read_instant("since", since), until=read_instant("until", until)
    )


def _view(entry: AuditEntry) -> AuditEntryView:
    by = entry.by
    return AuditEntryView(
        id=str(entry.id),
        at=entry.at,
        action=entry.action,
        subject=entry.subject,
        subject_id=entry.subject_id,
        by=AuditActor(kind=by.kind, name=by.name, address=by.address, request_id=by.request_id),
        before=None if entry.before is None else dict(entry.before),
        after=None if entry.after is None else dict(entry.after),
    )


def _cells(entry: AuditEntry) -> list[str]:
    by = entry.by
    who = [by.name, by.kind, by.address or "", by.request_id or ""]
    changed = ["" if fields is None else msgspec.json.encode(fields).decode() for fields in (entry.before, entry.after)]
    return [entry.at.isoformat(), entry.action, entry.subject, *who, *changed]
