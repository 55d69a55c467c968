"""Does the endpoint answer, and does it know the model?"""

import openai

from bot.model.call import Call
from bot.model.endpoint import Endpoint, ask, client
from bot.model.failures import Kind, ModelFailure, failure
from bot.model.schema import SCHEMA

_REACHED = frozenset({Kind.REFUSED, Kind.TRUNCATED, Kind.EMPTY, Kind.RATE_LIMITED})
"""What can be wrong with an answer although the endpoint, the key and the model are right."""


def problem(endpoint: Endpoint, seconds: float) -> str | None:
    """Return what keeps the model from answering and how it is mended, or None when nothing does."""
    try:
        with client(endpoint, seconds) as connection:
            connection.models.retrieve(endpoint.model)
    except openai.NotFoundError:
        return _problem_with_a_call(endpoint, seconds)  # many servers have models and no list of them
    except openai.OpenAIError as error:
        return _told(endpoint, failure(error))
    except ValueError:
        return _told(endpoint, ModelFailure(Kind.MALFORMED))
    return None


def _problem_with_a_call(endpoint: Endpoint, seconds: float) -> str | None:
    call = Call("Return no passages.", "UNTRUSTED DATA, one JSON document:\n{}", SCHEMA)
    try:
        ask(endpoint, call, seconds, lambda _text: None)
    except ModelFailure as failed:
        return None if failed.kind in _REACHED else _told(endpoint, failed)
    return None


def _told(endpoint: Endpoint, failed: ModelFailure) -> str:
    return f"{failed} OPENAI_BASE_URL is {endpoint.base_url}."
