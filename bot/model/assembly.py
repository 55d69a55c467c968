"""How is the model put together from the environment?"""

from bot.clock import Clock
from bot.model.caps import Caps, Unkept
from bot.model.drafter import ModelDrafter
from bot.model.endpoint import OPENAI, Endpoint, adapters
from bot.model.judging import EndpointJudge
from bot.model.pointing import ModelReader
from bot.model.probe import problem
from bot.settings import Settings
from storage.usages import Usages

PROBE_SECONDS = 20.0


def model_drafter(settings: Settings, clock: Clock, purse: Usages | None) -> ModelDrafter:
    """Return the drafter that the environment describes; it names a key."""
    return ModelDrafter(
        endpoint=endpoint(settings),
        caps=_caps(settings),
        purse=purse or Unkept(),
        now=clock,
        researches=settings.baton_web_research == "on",
    )


def model_reader(settings: Settings, clock: Clock, purse: Usages) -> ModelReader:
    """Return who reads messages where the environment names a key."""
    return ModelReader(endpoint=endpoint(settings), caps=_caps(settings), purse=purse, now=clock)


def model_judge(settings: Settings, clock: Clock, purse: Usages) -> EndpointJudge:
    """Return who judges the pairs of trials where the environment names a key."""
    return EndpointJudge(endpoint=endpoint(settings), caps=_caps(settings), purse=purse, now=clock)


def _caps(settings: Settings) -> Caps:
    return Caps(
        seconds=settings.baton_model_seconds,
        per_brief=settings.baton_tokens_per_brief,
        per_person=settings.baton_tokens_per_person,
        per_day=settings.baton_tokens_per_day,
    )


def endpoint(settings: Settings) -> Endpoint:
    """Return where the model is asked."""
    base_url = settings.openai_base_url or OPENAI
    return Endpoint(
        key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else "",
        model=settings.baton_model,
        adapters=adapters(settings.baton_llm_api, base_url),
        base_url=base_url,
    )


def problem_with_model(settings: Settings) -> str | None:
    """Return what keeps the model from answering and how it is mended, or None."""
    return problem(endpoint(settings), min(PROBE_SECONDS, settings.baton_model_seconds))
