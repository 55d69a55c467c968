"""How are logs written: for people on a terminal, or one JSON object a line?"""

import logging
import sys
from typing import Literal
from uuid import uuid4

import structlog

_CHATTY = ("alembic", "apscheduler", "dbos", "httpx2", "openai", "slack_bolt", "slack_sdk", "uvicorn")


def set_up(level: str, form: Literal["", "text", "json"]) -> None:
    """Send every log line to stderr; libraries speak only when something is wrong."""
    as_json = form == "json" or (form == "" and not sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: list[structlog.typing.Processor] = (
        [_traceback(), structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _traceback() -> structlog.typing.Processor:
    """Tracebacks without local variables: those hold tokens and what people typed."""
    return structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def incident(log: structlog.typing.FilteringBoundLogger, what: str, error: BaseException, **facts: object) -> str:
    """Log a bug with its traceback and return the id that the person is shown."""
    incident_id = uuid4().hex[:8]
    log.error(what, incident=incident_id, exc_info=error, **facts)
    return incident_id
