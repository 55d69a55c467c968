"""What can an operator watch? The metrics that `/metrics` shows."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram

ACK_SECONDS = Histogram(
    "baton_ack_seconds",
    "From a gesture's arrival to its acknowledgement",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
SLACK_CALLS = Counter("baton_slack_calls_total", "Calls to Slack's Web API", ["method", "outcome"])
JOBS_WAITING = Gauge("baton_jobs_waiting", "Jobs that are waiting or under way")
OLDEST_JOB_SECONDS = Gauge("baton_oldest_job_seconds", "Age of the oldest waiting job")
MODEL_FAILURES = Counter("baton_model_failures_total", "Calls to the language model that failed", ["kind"])
INCIDENTS = Counter("baton_incidents_total", "Bugs that somebody was shown an incident id for")


@contextmanager
def slack_call(method: str) -> Iterator[None]:
    """Count a call to Slack by how it ended."""
    try:
        yield
    except Exception as error:
        SLACK_CALLS.labels(method, type(error).__name__).inc()
        raise
    SLACK_CALLS.labels(method, "ok").inc()


@contextmanager
def acknowledging() -> Iterator[None]:
    """Measure how long a gesture takes to be acknowledged."""
    began = time.perf_counter()
    try:
        yield
    finally:
        ACK_SECONDS.observe(time.perf_counter() - began)
