"""In how many ways can a model fail us, what does each mean to people, and what follows?"""

from datetime import timedelta
from enum import StrEnum
from typing import Any

import httpx2
import openai

SHORT_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(seconds=60)
"""Nobody waits longer than this for better words; the embedded drafter's are at hand."""


class Action(StrEnum):
    """What follows a failure."""

    RETRY_LATER = "retry later"
    FALL_BACK = "fall back"
    TELL_THE_ADMIN = "tell the admin"


class Kind(StrEnum):
    """A way to fail."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    QUOTA = "quota"
    CREDENTIALS = "credentials"
    MODEL = "model"
    TOO_LONG = "too_long"
    BAD_REQUEST = "bad_request"
    PROVIDER = "provider"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    CUT_OFF = "cut_off"
    MALFORMED = "malformed"
    EMPTY = "empty"

    @property
    def sentence(self) -> str:
        """What people read about it."""
        return _MEANING[self][0]

    @property
    def action(self) -> Action:
        """What follows."""
        return _MEANING[self][1]


_MEANING = {
    Kind.TIMEOUT: ("The language model took too long to answer.", Action.FALL_BACK),
    Kind.UNREACHABLE: ("The language model could not be reached.", Action.RETRY_LATER),
    Kind.RATE_LIMITED: ("The language model is asked too much at the moment.", Action.RETRY_LATER),
    Kind.QUOTA: (
        "The account at the language model’s provider has no credit left; whoever runs Baton has to top it up.",
        Action.TELL_THE_ADMIN,
    ),
    Kind.CREDENTIALS: (
        "The language model does not accept Baton’s key; whoever runs Baton has to mend OPENAI_API_KEY.",
        Action.TELL_THE_ADMIN,
    ),
    Kind.MODEL: (
        "The endpoint does not know the language model; whoever runs Baton has to mend BATON_MODEL or OPENAI_BASE_URL.",
        Action.TELL_THE_ADMIN,
    ),
    Kind.TOO_LONG: ("The request is longer than the language model can read.", Action.FALL_BACK),
    Kind.BAD_REQUEST: (
        "The language model does not understand Baton’s request; whoever runs Baton may try another BATON_LLM_API.",
        Action.TELL_THE_ADMIN,
    ),
    Kind.PROVIDER: ("The language model’s provider has trouble of its own.", Action.RETRY_LATER),
    Kind.REFUSED: ("The language model declined to write about this request.", Action.FALL_BACK),
    Kind.TRUNCATED: ("The language model’s answer was longer than Baton lets it be.", Action.FALL_BACK),
    Kind.CUT_OFF: ("The language model’s answer broke off.", Action.RETRY_LATER),
    Kind.MALFORMED: ("The language model’s answer could not be read.", Action.FALL_BACK),
    Kind.EMPTY: ("The language model answered nothing.", Action.FALL_BACK),
}


class ModelFailure(Exception):
    """The model's move, or its provider's; `str()` is a sentence for people, `detail` is for the log only."""

    def __init__(self, kind: Kind, detail: str = "", pause: timedelta = SHORT_PAUSE) -> None:
        self.kind = kind
        self.detail = detail
        self.pause = pause
        super().__init__(kind.sentence)

    @property
    def is_worth_waiting(self) -> bool:
        """Tell whether another try within a minute may do better."""
        return self.kind.action is Action.RETRY_LATER and self.pause <= LONGEST_PAUSE


def failure(error: openai.OpenAIError | httpx2.HTTPError) -> ModelFailure:
    """Return what an error of the client means."""
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return ModelFailure(Kind.TIMEOUT, repr(error))
    if isinstance(error, openai.APIStatusError):
        return _refusal(error)
    if isinstance(error, openai.APIConnectionError):
        return ModelFailure(Kind.UNREACHABLE, repr(error))
    if isinstance(error, httpx2.HTTPError):
        return ModelFailure(Kind.CUT_OFF, repr(error))  # the answer had begun: before that the client wraps it
    return ModelFailure(Kind.BAD_REQUEST, repr(error))


_BY_STATUS = {
    400: Kind.BAD_REQUEST,
    401: Kind.CREDENTIALS,
    402: Kind.QUOTA,
    403: Kind.CREDENTIALS,
    404: Kind.MODEL,
    408: Kind.TIMEOUT,
    413: Kind.TOO_LONG,
    422: Kind.BAD_REQUEST,
    429: Kind.RATE_LIMITED,
}
_BY_CODE = {
    "insufficient_quota": Kind.QUOTA,
    "billing_hard_limit_reached": Kind.QUOTA,
    "context_length_exceeded": Kind.TOO_LONG,
    "string_above_max_length": Kind.TOO_LONG,
    "model_not_found": Kind.MODEL,
    "invalid_api_key": Kind.CREDENTIALS,
    "content_filter": Kind.REFUSED,
    "content_policy_violation": Kind.REFUSED,
    "rate_limit_exceeded": Kind.RATE_LIMITED,
    "server_error": Kind.PROVIDER,
}


def _refusal(error: openai.APIStatusError) -> ModelFailure:
    kind = by_code(error.code) or by_code(error.type) or _BY_STATUS.get(error.status_code, Kind.PROVIDER)
    return ModelFailure(kind, f"{error.status_code} {error.code or ''}".strip(), _pause(error.response.headers))


def by_code(code: object) -> Kind | None:
    """Return the kind that a provider's error code tells, if it is a known one."""
    return _BY_CODE.get(code) if isinstance(code, str) else None


def _pause(headers: httpx2.Headers) -> timedelta:
    try:
        asked = timedelta(seconds=float(headers.get("retry-after", "")))
    except (ValueError, OverflowError):
        return SHORT_PAUSE
    return max(asked, timedelta(seconds=1))


def reported(error: Any) -> ModelFailure:
    """Return what an error object inside an answer means."""
    code = error.get("code") or error.get("type") if isinstance(error, dict) else None
    return ModelFailure(by_code(code) or Kind.PROVIDER, f"reported: {code}")
