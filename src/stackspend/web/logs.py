"""Structured logs on stderr: one line an event, as JSON, or in colours where a person looks on.

No secret, prompt or e-mail address is logged at info level: events name ids and counts.
"""

import logging
import sys

import structlog


def configure_logs(level: str) -> None:
    """Log at `level` (debug, info, warning, error) and above."""
    person = sys.stderr.isatty()
    # Libraries log through the standard module; what they say at info level is of no use to whoever runs a server.
    logging.getLogger("alembic").setLevel(logging.WARNING)
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


def _for_people() -> structlog.dev.ConsoleRenderer:
    # The renderer's own choice shows the local variables of every frame, keys and prompts among them.
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
