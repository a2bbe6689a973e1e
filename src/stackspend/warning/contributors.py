"""Who and what explains most of a finding: its day against what was usual for two weeks before."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from stackspend.reports.question import Among, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions
from stackspend.warning.alerts import Contributor
from stackspend.warning.cause import explain
from stackspend.warning.findings import Found
from stackspend.warning.scopes import Scope, ScopeKind
from stackspend.warning.spend import DIMENSIONS
from stackspend.warning.windows import ONE_DAY, day_in

_USUAL_DAYS = 14
_MOST_NAMES = 2_000
_DIMENSIONS = (Dimension.USER, Dimension.SESSION, Dimension.MODEL, Dimension.SKILL)


def contributors(
    rollups: RollupQuestions, organization_id: UUID, found: Found, zone: ZoneInfo, perspective: Perspective
) -> tuple[Contributor, ...]:
    """The people, sessions, models and skills; empty where a question cannot be narrowed to the scope, or where no few
    names explain it. Blocks while the ledger answers."""
    finding, scope = found
    session = finding.subject if finding.kind == "runaway_session" else None
    filters = _filters(scope, session)
    if filters is None:
        return ()
    day = day_in(zone, finding.began)
    usual_days = Period(day - timedelta(days=_USUAL_DAYS), day - ONE_DAY, zone.key)

    def ask(by: Dimension, period: Period) -> dict[str | None, Decimal]:
        rows = rollups.breakdown(
            organization_id, period, (by,), by_day=False, most=_MOST_NAMES, filters=filters, perspective=perspective
        )
        return {row.names[0]: row.net_amount_usd or Decimal(0) for row in rows}

    shares: list[Contributor] = []
    for by in _DIMENSIONS:
        if session is None or by is not Dimension.SESSION:
            usual = {} if session else {name: amount / _USUAL_DAYS for name, amount in ask(by, usual_days).items()}
            shares += [
                Contributor(by.value, one.name, one.change, int(one.share * 100))
                for one in explain(usual, ask(by, Period(day, day, zone.key)))
                if one.name is not None
            ]
    return tuple(shares)


def _filters(scope: Scope, session: str | None) -> Filters | None:
    """None for a scope that questions cannot be narrowed to."""
    if session is not None:
        return Filters(session=session)
    if scope.kind is ScopeKind.ORGANIZATION:
        return Filters()
    dimension = DIMENSIONS.get(scope.kind)
    return None if dimension is None else Filters(among=(Among(dimension, (scope.value,)),))
