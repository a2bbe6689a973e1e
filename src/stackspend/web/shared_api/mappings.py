"""Mapping rules: list them, take them along, replace all of them, set one, remove one."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.access.web_app import AppCatalog
from stackspend.errors import (
    CrossSite,
    InsufficientRole,
    InvalidInput,
    InvalidScope,
    NotFound,
    TooLarge,
    Unauthenticated,
    UnsupportedMedia,
)
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_change import MappingChange, WrittenRule
from stackspend.ledger.mapping_csv import read_csv, write_csv
from stackspend.ledger.mapping_rules import StatedRule, read_rule, read_rules, read_subject
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMappingCatalog, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.bodies import JSON, MAX_BODY, TEXT, Body, operation_with, read_body

CSV = "text/csv"
_READ = {"scope": "mappings:read", "least_role": Role.MEMBER}
_WRITE = {"scope": "mappings:write", "least_role": Role.ADMIN}
_REFUSALS = (InvalidInput, Unauthenticated, InvalidScope, InsufficientRole, CrossSite)
_RULE = Schema(
    type=OpenAPIType.OBJECT,
    required=["kind", "pattern"],
    properties={
        "kind": Schema(type=OpenAPIType.STRING, enum=list(MappingKind)),
        "pattern": TEXT,
        **{name: Schema(type=[OpenAPIType.STRING, OpenAPIType.NULL]) for name in ("team", "cost_centre", "project")},
    },
)

Sent = TypeVar("Sent")


class SentRule(StatedRule, frozen=True, kw_only=True):
    """A rule in a body. A list that was answered can be sent back: when and by whom it was written is not read."""

    created_at: object = None
    created_by: object = None


class MappingRuleView(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, and when and by whom it was written as it is now."""

    kind: MappingKind
    pattern: str
    team: str | None
    cost_centre: str | None
    project: str | None
    created_at: datetime
    created_by: str


@get(
    "/mappings",
    summary="Mapping rules",
    opt=_READ,
    responses=refusals(Unauthenticated, InvalidScope, InsufficientRole),
)
async def list_mappings(
    asker: GivenAsker, mapping_catalog: GivenMappingCatalog, meta: GivenMeta
) -> Answer[list[MappingRuleView]]:
    """All rules by kind, the most specific first, then by pattern."""
    found = await mapping_catalog.written_rules(asker.organization_id)
    return Answer(data=[_view(written) for written in found], meta=meta)


@get(
    "/mappings.csv",
    summary="Mapping rules as CSV",
    opt=_READ,
    media_type=CSV,
    responses={
        **refusals(Unauthenticated, InvalidScope, InsufficientRole),
        200: ResponseSpec(data_container=str, media_type=CSV, generate_examples=False),
    },
)
async def download_mappings(asker: GivenAsker, mapping_catalog: GivenMappingCatalog) -> Response[str]:
    """All rules as the import reads them; no cell is a formula to a spreadsheet."""
    rules = await mapping_catalog.mapping_rules(asker.organization_id)
    return Response(
        write_csv(rules),
        media_type=CSV,
        headers={"Content-Disposition": 'attachment; filename="mappings.csv"'},
    )


@put(
    "/mappings",
    summary="Replace all mapping rules",
    opt=_WRITE,
    request_max_body_size=MAX_BODY,
    operation_class=operation_with({JSON: Schema(type=OpenAPIType.ARRAY, items=_RULE), CSV: TEXT}),
    responses=refusals(*_REFUSALS, TooLarge, UnsupportedMedia),
)
async def replace_mappings(
    request: Request[object, object, State],
    asker: GivenAsker,
    catalog: GivenCatalog,
    mapping_catalog: GivenMappingCatalog,
    now: GivenInstant,
    meta: GivenMeta,
    *,
    dry_run: FromQuery[bool] = False,
) -> Answer[MappingChange]:
    """These rules and no others, from JSON or from CSV with the header `kind,pattern,team,cost_centre,project`.

    Answers what that changes; with `dry_run=true` nothing is written.
    """
    body = await read_body(request, JSON, CSV)
    keys = await _keys(catalog, asker.organization_id)
    change = await mapping_catalog.replace_mapping_rules(
        asker.organization_id, _read_all(body, keys), by=asker.by, at=now, dry_run=dry_run
    )
    return Answer(data=change, meta=meta)


@post(
    "/mappings",
    summary="Set one mapping rule",
    status_code=200,
    opt=_WRITE,
    request_max_body_size=MAX_BODY,
    operation_class=operation_with({JSON: _RULE}),
    responses=refusals(*_REFUSALS, TooLarge, UnsupportedMedia),
)
async def set_mapping(
    request: Request[object, object, State],
    asker: GivenAsker,
    catalog: GivenCatalog,
    mapping_catalog: GivenMappingCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[MappingChange]:
    """Add a rule, or put it in the place of the one with the same kind and pattern; answers what that changes."""
    body = await read_body(request, JSON)
    rule = read_rule(_decode(body, SentRule), keys=await _keys(catalog, asker.organization_id))
    change = await mapping_catalog.set_mapping_rule(asker.organization_id, rule, by=asker.by, at=now)
    return Answer(data=change, meta=meta)


@delete(
    "/mappings",
    summary="Remove one mapping rule",
    status_code=200,
    opt=_WRITE,
    responses=refusals(*_REFUSALS, NotFound),
)
async def remove_mapping(
    asker: GivenAsker,
    mapping_catalog: GivenMappingCatalog,
    now: GivenInstant,
    meta: GivenMeta,
    kind: FromQuery[str],
    pattern: FromQuery[str],
) -> Answer[MappingRule]:
    """Forget the rule with this kind and pattern, and answer it once more."""
    subject = read_subject(kind, pattern)
    rule = await mapping_catalog.remove_mapping_rule(asker.organization_id, subject, by=asker.by, at=now)
    if rule is None:
        raise NotFound(f"There is no mapping rule for the {subject[0]} {subject[1]} here.")
    return Answer(data=rule, meta=meta)


def _read_all(body: Body, keys: Collection[UUID]) -> list[MappingRule]:
    if body.media == CSV:
        return read_rules(read_csv(body.content), keys=keys)
    sent = _decode(body, list[SentRule])
    return read_rules(((f"Rule {number}", rule) for number, rule in enumerate(sent, start=1)), keys=keys)


def _decode(body: Body, wanted: type[Sent]) -> Sent:
    try:
        return msgspec.json.decode(body.content, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The body is not as it should be: {str(error).rstrip('.')}.") from error


async def _keys(catalog: AppCatalog, organization_id: UUID) -> set[UUID]:
    return {key.id for key in await catalog.keys(organization_id)}


def _view(written: WrittenRule) -> MappingRuleView:
    rule = written.rule
    return MappingRuleView(
        kind=rule.kind,
        pattern=rule.pattern,
        team=rule.team,
        cost_centre=rule.cost_centre,
        project=rule.project,
        created_at=written.created_at,
        created_by=written.created_by,
    )
