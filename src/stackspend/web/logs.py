"""Structured logs on stderr: one line an event, as JSON, or in colours where a person looks on.

No secret, prompt or e-mail address is logged at info level: events name ids and counts.
"""

import asyncio
import logging
import sys

import structlog

_CONNECTIONS = "sqlalchemy.pool.impl.AsyncAdaptedQueuePool"


def configure_logs(level: str) -> None:
    """Log at `level` (debug, info, warning, error) and above."""
    person = sys.stderr.isatty()
    # Libraries log through the standard module; what they say at info level is of no use to whoever runs a server.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger(_CONNECTIONS).addFilter(_is_a_fault)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if person else [structlog.processors.format_exc_info]),
            _for_people() if person else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _is_a_fault(record: logging.LogRecord) -> bool:
    """Whether something is wrong, which it is not where whoever gives a connection back is stopped meanwhile.

    The pool closes that connection and opens another when one is asked for.
    """
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def _for_people() -> structlog.dev.ConsoleRenderer:
    # The renderer's own choice shows the local variables of every frame, keys and prompts among them.
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
