"""Line items as an organization would have them after a year: made by the ledger itself, out of a seed.

People differ in how much they use, models and clients follow each other, weekends are quiet, usage grows over the year,
a few skills and agents take most of what goes through any. The same seed gives the same line items.
"""

import time
from datetime import date, timedelta
from uuid import UUID

import msgspec

from stackspend.store.ledger.database import LedgerDatabase

MILLION = 1_000_000
DAYS = 400
_SLICE = 500_000
_USE_OF_A_PERSON = 20_000
"""How many line items a year one more person brings."""


class Population(msgspec.Struct, frozen=True):
    """Line items of some organizations up to a day; the first organization is the largest."""

    last_day: date
    organizations: int = 1
    organization_id: UUID = UUID("5eed0000-0000-4000-8000-000000000000")
    """The largest organization."""
    seed: int = 20261122

    @property
    def first_day(self) -> date:
        return self.last_day - timedelta(days=DAYS - 1)

    def person(self, number: int) -> str:
        """The e-mail of a person of the largest organization; 0 uses most."""
        return f"person{number}@org0.example.com"

    def grow(self, database: LedgerDatabase, before: int, after: int) -> None:
        """Add line items to those that are there, spread over all days."""
        for start in range(before, after, _SLICE):
            many = min(_SLICE, after - start)
            # The position within what is added decides the day, so that parts are laid down day after day.
            database.command(
                _LINE_ITEMS.format(
                    start=start,
                    many=many,
                    before=before,
                    added=after - before,
                    seed=self.seed,
                    first_day=self.first_day.isoformat(),
                    days=DAYS,
                    organizations=self.organizations,
                    organization=self.organization_id,
                    people=max(20, after // _USE_OF_A_PERSON // self.organizations),
                )
            )
        database.command(_TOUCHED)
        database.command(_LINKS.format(organization=self.organization_id, people=max(20, after // _USE_OF_A_PERSON)))


def settle(database: LedgerDatabase, *, patience: float) -> int:
    """Wait until nothing is merged any more, or patience ends; the number of parts of line_items that are left."""
    deadline = time.monotonic() + patience
    while True:
        found = database.rows(_MERGING, {})[0]
        if not found["merging"] or time.monotonic() > deadline:
            parts: int = found["parts"]
            return parts
        time.sleep(0.5)


_MERGING = """
SELECT (SELECT count() FROM system.merges) AS merging, count() AS parts
FROM system.parts
WHERE database = currentDatabase() AND table = 'line_items' AND active"""

# `h` is a row's own randomness; shifted, it gives independent parts. `u(n)` is one of them as a number from 0 to 1.
_LINE_ITEMS = """
INSERT INTO line_items (
    organization_id, usage_date, id, version, state, identity, usage_time, connection_id, key_id, provider_type, source,
    evidence, group_session, session_id, model, user, user_email, user_declared, account_uuid, user_id, query_source,
    skill, plugin, agent, mcp_server, effort, speed, terminal, client_version, tags, reported_cost, cost_from_metrics,
    list_cost, list_price, assumptions, input, output, cache_read, cache_creation, request_id, batch_id,
    position, received_at, dated_by_arrival
)
WITH
    number AS n,
    (salt -> cityHash64({seed}, n, salt)) AS h,
    (salt -> (cityHash64({seed}, n, salt) % 1000003) / 1000003) AS u,
    toDate32('{first_day}') + toUInt32(floor({days} * sqrt((n - {before} + u('day')) / {added}))) AS any_day,
    toDayOfWeek(any_day) AS weekday,
    greatest(any_day - if(weekday > 5 AND h('weekend') % 6 > 0, weekday - 5 + h('friday') % 5, 0),
        toDate32('{first_day}')) AS day,
    dateDiff('day', toDate32('{first_day}'), day) / {days} AS progress,
    toUInt32(floor({organizations} * pow(u('organization'), 3))) AS organization,
    toUInt32(floor({people} * pow(u('person'), 2.5))) AS person,
    concat('person', toString(person), '@org', toString(organization), '.example.com') AS email,
    sipHash64({seed}, organization, person, day, h('session') % (1 + person % 5)) AS place,
    UUIDNumToString(sipHash128(place)) AS session,
    toDateTime64(day, 6, 'UTC') + toIntervalSecond(28800 + h('time') % 36000)
        + toIntervalMillisecond(h('millisecond') % 1000) AS time,
    multiIf(place % 100 < 86, 'claude_code', place % 100 < 97, 'claude_cowork', 'claude_office_agents') AS source_,
    multiIf(u('model') < 0.55 * progress, 'claude-sonnet-4-6', u('model') < 0.55, 'claude-sonnet-4-5',
        u('model') < 0.55 + 0.2 * progress, 'claude-opus-4-6', u('model') < 0.78, 'claude-opus-4-5',
        u('model') < 0.97, 'claude-haiku-4-5', 'claude-opus-4-1') AS model_,
    multiIf(model_ = 'claude-opus-4-1', 15, startsWith(model_, 'claude-opus'), 5, startsWith(model_, 'claude-sonnet'),
        3, 1) AS dollars,
    toUInt64(3 + 20 * -log(u('input') + 1e-6)) AS input_,
    toUInt64(20 + 450 * -log(u('output') + 1e-6)) AS output_,
    toUInt64(90000 * pow(u('read'), 2)) AS read_,
    if(u('creates') < 0.7, toUInt64(1200 * -log(u('creation') + 1e-6)), 0) AS creation_,
    -- In thousandths of a millionth of a dollar: exact, as the clients' estimates are.
    dollars * (1000 * input_ + 5000 * output_ + 100 * read_ + 1250 * creation_) AS billionths,
    toDecimal128(billionths, 9) / 1000000000 AS cost,
    reinterpretAsUUID(sipHash128({seed}, n, 'identity')) AS identity_
SELECT
    if(organization = 0, toUUID('{organization}'), reinterpretAsUUID(sipHash128({seed}, organization))),
    day, reinterpretAsUUID(sipHash128({seed}, n, 'id')), 1, if(h('state') % 200 = 0, 'superseded', 'booked'), identity_,
    time, toUUID('00000000-0000-4000-8000-000000000001'), toUUID('00000000-0000-4000-8000-000000000002'), 'claude',
    source_, if(h('evidence') % 50 = 0, 'metric', 'event'), session, session, model_,
    if(place % 20 = 3, NULL, email), if(place % 20 = 3, NULL, email), false,
    UUIDNumToString(sipHash128('account', organization, person)), hex(sipHash128('user', organization, person)),
    multiIf(source_ != 'claude_code', NULL, u('query') < 0.7, 'repl_main_thread', u('query') < 0.85, 'agent', 'sdk'),
    if(u('skill') < 0.08, ['pdf', 'xlsx', 'review', 'deploy', 'docs', 'triage'][1 + toUInt8(6 * pow(u('which'), 3))],
        NULL),
    if(u('skill') < 0.02, 'team-tools', NULL),
    if(u('query') BETWEEN 0.7 AND 0.85,
        ['Explore', 'Plan', 'general-purpose', 'tester'][1 + toUInt8(4 * pow(u('which'), 2))], NULL),
    if(u('mcp') < 0.02, ['github', 'jira', 'postgres'][1 + toUInt8(3 * pow(u('which'), 2))], NULL),
    if(person % 3 = 0, 'high', NULL), if(person % 30 = 7, 'fast', 'normal'),
    ['vscode', 'xterm-256color', 'iTerm.app'][1 + person % 3], concat('2.1.', toString(toUInt32(300 * progress))),
    map('team', concat('team-', toString(person % 12)), 'cost_center', concat('cc-', toString(person % 5))),
    cost, false, cost, 'anthropic-2026-10', [], input_, output_, read_, creation_,
    concat('req_011', substring(base64Encode(sipHash128({seed}, n, 'request')), 1, 21)),
    reinterpretAsUUID(sipHash128({seed}, intDiv(n, 12), 'batch')), n % 12, time + toIntervalSecond(5), false
FROM numbers_mt({start}, {many})
SETTINGS optimize_on_insert = 0, max_insert_threads = 2
"""

# Every day is one that the roll-ups have not seen.
_TOUCHED = (
    "INSERT INTO touched_days (organization_id, usage_date) SELECT DISTINCT organization_id, usage_date FROM line_items"
)

_LINKS = """
INSERT INTO links (organization_id, kind, key, name)
SELECT toUUID('{organization}'),
    'user_id', hex(sipHash128('user', toUInt32(0), toUInt32(number))),
    concat('person', toString(number), '@org0.example.com')
FROM numbers({people})
"""
