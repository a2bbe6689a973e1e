"""The tables of the ledger, as numbered steps that run once each.

All are ReplacingMergeTree on a deterministic identity, so an append that is repeated after a crash changes nothing once
copies are removed: readers say FINAL. Every table begins with the organization, and so does every WHERE.
"""

from stackspend.store.ledger.database import LedgerDatabase

# A crash of the machine must not take what the spool has given up, so parts are written through to the disk.
_DURABLE = "SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"
_USD = "Decimal(38, 24)"
_INSTANT = "DateTime64(6, 'UTC')"

# The body is compressed before it is handed over: the engine then copies, writes and merges a tenth of the bytes.
_RAW_BATCHES = f"""
CREATE TABLE IF NOT EXISTS raw_batches (
    organization_id UUID,
    connection_id UUID,
    received_at {_INSTANT},
    batch_id UUID,
    signal LowCardinality(String),
    encoding LowCardinality(String),
    content_encoding LowCardinality(Nullable(String)),
    key_id Nullable(UUID),
    key_prefix LowCardinality(Nullable(String)),
    user_agent LowCardinality(Nullable(String)),
    digest String,
    records UInt32,
    set_aside String,
    size UInt32,
    body String CODEC(NONE),
    INDEX batch batch_id TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (organization_id, connection_id, received_at, batch_id)
{_DURABLE}
"""

_OBSERVATIONS = f"""
CREATE TABLE IF NOT EXISTS observations (
    organization_id UUID,
    session String,
    model LowCardinality(String),
    identity UUID,
    batch_id UUID,
    position UInt32,
    connection_id UUID,
    received_at {_INSTANT},
    evidence LowCardinality(String),
    source LowCardinality(String),
    client_version LowCardinality(Nullable(String)),
    time {_INSTANT},
    dated_by_arrival Bool,
    series Nullable(UUID),
    time_ns UInt64,
    cumulative Bool,
    cost Nullable({_USD}),
    input Nullable(UInt64),
    output Nullable(UInt64),
    cache_read Nullable(UInt64),
    cache_creation Nullable(UInt64),
    statement String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
ORDER BY (organization_id, session, model, identity, batch_id, position)
{_DURABLE}
"""

_LINE_ITEMS = f"""
CREATE TABLE IF NOT EXISTS line_items (
    organization_id UUID,
    usage_date Date32,
    id UUID,
    version UInt64,
    state LowCardinality(String),
    identity UUID,
    usage_time {_INSTANT},
    connection_id UUID,
    key_id Nullable(UUID),
    provider_type LowCardinality(String),
    source LowCardinality(String),
    evidence LowCardinality(String),
    group_session String,
    session_id Nullable(String),
    model LowCardinality(Nullable(String)),
    user LowCardinality(Nullable(String)),
    user_email LowCardinality(Nullable(String)),
    user_declared Bool,
    enduser_id LowCardinality(Nullable(String)),
    account_uuid LowCardinality(Nullable(String)),
    account_id LowCardinality(Nullable(String)),
    user_id LowCardinality(Nullable(String)),
    claude_organization LowCardinality(Nullable(String)),
    plan LowCardinality(Nullable(String)),
    query_source LowCardinality(Nullable(String)),
    query_source_detail LowCardinality(Nullable(String)),
    skill LowCardinality(Nullable(String)),
    plugin LowCardinality(Nullable(String)),
    marketplace LowCardinality(Nullable(String)),
    agent LowCardinality(Nullable(String)),
    mcp_server LowCardinality(Nullable(String)),
    mcp_tool LowCardinality(Nullable(String)),
    effort LowCardinality(Nullable(String)),
    speed LowCardinality(Nullable(String)),
    terminal LowCardinality(Nullable(String)),
    client_version LowCardinality(Nullable(String)),
    tags Map(LowCardinality(String), String),
    reported_cost Nullable({_USD}),
    cost_from_metrics Bool,
    list_cost Nullable({_USD}),
    list_price LowCardinality(Nullable(String)),
    unpriced LowCardinality(Nullable(String)),
    assumptions Array(LowCardinality(String)),
    input Nullable(UInt64),
    output Nullable(UInt64),
    cache_read Nullable(UInt64),
    cache_creation Nullable(UInt64),
    cache_creation_5m Nullable(UInt64),
    cache_creation_1h Nullable(UInt64),
    stated String CODEC(ZSTD(1)),
    request_id Nullable(String),
    trace_id Nullable(String),
    batch_id UUID,
    position UInt32,
    received_at {_INSTANT},
    dated_by_arrival Bool,
    INDEX id id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX session session_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(usage_date)
ORDER BY (organization_id, usage_date, id)
{_DURABLE}
"""

_ACTIVITY = f"""
CREATE TABLE IF NOT EXISTS activity (
    organization_id UUID,
    identity UUID,
    rank UInt64,
    kind LowCardinality(String),
    value Decimal(38, 18),
    time {_INSTANT},
    connection_id UUID,
    source LowCardinality(String),
    session_id Nullable(String),
    model LowCardinality(Nullable(String)),
    label LowCardinality(Nullable(String)),
    user LowCardinality(Nullable(String)),
    user_email LowCardinality(Nullable(String)),
    account_uuid LowCardinality(Nullable(String)),
    account_id LowCardinality(Nullable(String)),
    user_id LowCardinality(Nullable(String)),
    batch_id UUID,
    received_at {_INSTANT}
) ENGINE = ReplacingMergeTree(rank)
ORDER BY (organization_id, kind, identity)
{_DURABLE}
"""

_LINKS = f"""
CREATE TABLE IF NOT EXISTS links (
    organization_id UUID,
    kind LowCardinality(String),
    key String,
    name String
) ENGINE = ReplacingMergeTree
ORDER BY (organization_id, kind, key, name)
{_DURABLE}
"""

_TOUCHED_DAYS = f"""
CREATE TABLE IF NOT EXISTS touched_days (
    organization_id UUID,
    usage_date Date32,
    touched_at {_INSTANT} DEFAULT now64(6, 'UTC')
) ENGINE = ReplacingMergeTree(touched_at)
ORDER BY (organization_id, usage_date)
{_DURABLE}
"""

_SPEND_DAYS = f"""
CREATE TABLE IF NOT EXISTS spend_days (
    organization_id UUID,
    usage_date Date32,
    generation UInt64,
    provider_type LowCardinality(String),
    source LowCardinality(String),
    connection_id UUID,
    key_id Nullable(UUID),
    model LowCardinality(Nullable(String)),
    user LowCardinality(Nullable(String)),
    user_email LowCardinality(Nullable(String)),
    user_declared Bool,
    enduser_id LowCardinality(Nullable(String)),
    account_uuid LowCardinality(Nullable(String)),
    account_id LowCardinality(Nullable(String)),
    user_id LowCardinality(Nullable(String)),
    query_source LowCardinality(Nullable(String)),
    skill LowCardinality(Nullable(String)),
    plugin LowCardinality(Nullable(String)),
    marketplace LowCardinality(Nullable(String)),
    agent LowCardinality(Nullable(String)),
    mcp_server LowCardinality(Nullable(String)),
    mcp_tool LowCardinality(Nullable(String)),
    effort LowCardinality(Nullable(String)),
    speed LowCardinality(Nullable(String)),
    client_version LowCardinality(Nullable(String)),
    tags Map(LowCardinality(String), String),
    session_id Nullable(String),
    trace_id Nullable(String),
    net_reported Nullable({_USD}),
    net_list Nullable({_USD}),
    reported_cost Nullable({_USD}),
    list_cost Nullable({_USD}),
    input Nullable(UInt64),
    output Nullable(UInt64),
    cache_read Nullable(UInt64),
    cache_creation Nullable(UInt64),
    line_items UInt64,
    requests UInt64,
    unpriced UInt64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(usage_date)
ORDER BY (organization_id, usage_date, generation)
"""

_ROLLED_DAYS = f"""
CREATE TABLE IF NOT EXISTS rolled_days (
    organization_id UUID,
    usage_date Date32,
    generation UInt64
) ENGINE = ReplacingMergeTree(generation)
ORDER BY (organization_id, usage_date)
{_DURABLE}
"""

_SPENDERS = """
CREATE TABLE IF NOT EXISTS spenders (
    organization_id UUID,
    who UInt64,
    provider_type LowCardinality(String),
    connection_id UUID,
    key_id Nullable(UUID),
    user LowCardinality(Nullable(String)),
    user_email LowCardinality(Nullable(String)),
    user_declared Bool,
    enduser_id LowCardinality(Nullable(String)),
    account_uuid LowCardinality(Nullable(String)),
    account_id LowCardinality(Nullable(String)),
    user_id LowCardinality(Nullable(String)),
    tags Map(LowCardinality(String), String),
    session_id Nullable(String),
    trace_id Nullable(String)
) ENGINE = ReplacingMergeTree
ORDER BY (organization_id, who)
"""

_USAGE_KINDS = """
CREATE TABLE IF NOT EXISTS usage_kinds (
    organization_id UUID,
    what UInt64,
    source LowCardinality(String),
    model LowCardinality(Nullable(String)),
    effort LowCardinality(Nullable(String)),
    speed LowCardinality(Nullable(String)),
    query_source LowCardinality(Nullable(String)),
    skill LowCardinality(Nullable(String)),
    plugin LowCardinality(Nullable(String)),
    marketplace LowCardinality(Nullable(String)),
    agent LowCardinality(Nullable(String)),
    mcp_server LowCardinality(Nullable(String)),
    mcp_tool LowCardinality(Nullable(String))
) ENGINE = ReplacingMergeTree
ORDER BY (organization_id, what)
"""

_SPEND_SUMS = f"""
CREATE TABLE IF NOT EXISTS spend_sums (
    organization_id UUID,
    usage_date Date32,
    generation UInt64,
    grain LowCardinality(String),
    who UInt64,
    what UInt64,
    client_version LowCardinality(Nullable(String)),
    session_id Nullable(String),
    day Date32,
    hour DateTime('UTC'),
    first_used {_INSTANT},
    last_used {_INSTANT},
    net_reported Nullable({_USD}),
    net_list Nullable({_USD}),
    input Nullable(UInt64),
    output Nullable(UInt64),
    cache_read Nullable(UInt64),
    cache_creation Nullable(UInt64),
    cache_creation_5m Nullable(UInt64),
    cache_creation_1h Nullable(UInt64),
    line_items UInt64,
    requests UInt64,
    unpriced UInt64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(usage_date)
ORDER BY (organization_id, grain, usage_date, generation)
"""

# A session was a spender's own, and unnamed spenders were as many as sessions.
_SPENDERS_BY_SESSION_NAME = (
    "ALTER TABLE spenders DROP COLUMN IF EXISTS session_id, DROP COLUMN IF EXISTS trace_id",
    "ALTER TABLE spenders ADD COLUMN IF NOT EXISTS session_name LowCardinality(Nullable(String))",
    "TRUNCATE TABLE spenders",
    "TRUNCATE TABLE IF EXISTS spend_sums",
    "TRUNCATE TABLE rolled_days",
)

# What a link may lead to later: the days that it then changes are rolled up anew.
_UNNAMED_PLACES = """
CREATE TABLE IF NOT EXISTS unnamed_places (
    organization_id UUID,
    kind LowCardinality(String),
    key String,
    usage_date Date32
) ENGINE = ReplacingMergeTree
ORDER BY (organization_id, kind, key, usage_date)
"""

# Days are local to the zone that they were summed up in; a day of another zone is summed up anew.
_ROLLED_IN_A_ZONE = "ALTER TABLE rolled_days ADD COLUMN IF NOT EXISTS zone LowCardinality(String) DEFAULT 'UTC'"

# A question reads one grain over months: its rows lie in a few parts of their own.
_SPEND_TOTALS = (
    _SPEND_SUMS.replace("spend_sums", "spend_totals")
    .replace("toYYYYMM(usage_date)", "(grain, toYear(usage_date))")
    .replace("unpriced UInt64", "unpriced UInt64,\n    subagent_requests UInt64")
)

# What was found in a batch, so that batches are found by it. A replay tells it of those that were kept before.
_FOUND_IN_BATCHES = (
    "ALTER TABLE raw_batches ADD COLUMN IF NOT EXISTS usage Nullable(UInt32) AFTER records",
    "ALTER TABLE raw_batches ADD COLUMN IF NOT EXISTS activity Nullable(UInt32) AFTER usage",
    "ALTER TABLE raw_batches ADD COLUMN IF NOT EXISTS client_versions Array(LowCardinality(String)) AFTER activity",
)

# One spender's sums of a week lie together, and few others with them: a question about a few people, or one session,
# reads few of all rows. Months would be too broad for questions about days.
_SUMMED_SPEND = (
    _SPEND_TOTALS.replace("spend_totals", "summed_spend")
    .replace(
        "usage_date Date32,",
        "usage_date Date32,\n    week Date32 MATERIALIZED addDays(usage_date, 1 - toDayOfWeek(usage_date)),",
    )
    .replace(
        "subagent_requests UInt64",
        "subagent_requests UInt64,\n    INDEX session session_id TYPE bloom_filter(0.01) GRANULARITY 1",
    )
    .replace(
        "grain, usage_date, generation)\n",
        "grain, week, who, usage_date, generation)\nSETTINGS index_granularity = 1024\n",
    )
)

STEPS: tuple[tuple[str, ...], ...] = (
    (_RAW_BATCHES, _OBSERVATIONS, _LINE_ITEMS, _ACTIVITY, _LINKS),
    (_TOUCHED_DAYS, _SPEND_DAYS, _ROLLED_DAYS),
    # Nobody reads it: an explanation finds what was stated in the observations.
    ("ALTER TABLE line_items DROP COLUMN IF EXISTS stated",),
    ("ALTER TABLE raw_batches ADD COLUMN IF NOT EXISTS removed String DEFAULT '[]' AFTER set_aside",),
    (
        _SPENDERS,
        _USAGE_KINDS,
        _SPEND_SUMS,
        "DROP TABLE IF EXISTS spend_days",
        "TRUNCATE TABLE rolled_days",
        _ROLLED_IN_A_ZONE,
    ),
    (_UNNAMED_PLACES, *_SPENDERS_BY_SESSION_NAME),
    ("DROP TABLE IF EXISTS spend_sums", _SPEND_TOTALS, "TRUNCATE TABLE rolled_days"),
    _FOUND_IN_BATCHES,
    ("DROP TABLE IF EXISTS spend_totals", _SUMMED_SPEND, "TRUNCATE TABLE rolled_days"),
)
"""Step n brings a ledger of n - 1 steps to n. A step that has been released is never edited."""

DERIVED_TABLES = (
    "observations", "line_items", "activity", "links", "touched_days", "spenders", "usage_kinds", "summed_spend",
    "rolled_days", "unnamed_places",
)  # fmt: skip
"""What a replay makes anew from the raw batches."""


def migrate(database: LedgerDatabase) -> None:
    """Run the steps that this ledger has not seen. Running them twice at once does no harm: each is idempotent."""
    database.command(
        "CREATE TABLE IF NOT EXISTS schema_steps (step UInt32, at DateTime DEFAULT now()) "
        "ENGINE = ReplacingMergeTree ORDER BY step"
    )
    done = database.rows("SELECT max(step) AS step FROM schema_steps", {})[0]["step"]
    for number, statements in enumerate(STEPS[done:], start=done + 1):
        for statement in statements:
            database.command(statement)
        database.insert("schema_steps", [{"step": number}])
