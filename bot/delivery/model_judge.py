"""The language model that judges beside the reviewers is asked; whatever becomes of it, the trial goes on."""

from datetime import datetime, timedelta

from bot.delivery.drafting import approver_names, name_of
from bot.failures import Temporary
from bot.model_judge import Blind, NotJudged
from bot.services import Services
from workflow.shadow import wishes as w
from workflow.shadow.neutral import nameless
from workflow.shadow.questions import Side
from workflow.shadow.sheet import Sheet
from workflow.shadow.trial import Pair, Trial

PATIENCE = timedelta(hours=1)
"""How long a model that asks to be asked again is: nobody waits for what it says."""

GONE = "No language model is set up any more."


def ask_model(services: Services, trial: Trial, pair: Pair) -> None:
    """Record which brief of a pair the model prefers, or why it says nothing.

    Raises:
        Temporary: when another try within the hour may bring an answer.
    """
    if pair.model_asked_at is None or pair.opinion is not None or pair.no_opinion is not None:
        return
    services.trials.submit(trial.number, _opinion(services, trial, pair), services.now())


def _opinion(services: Services, trial: Trial, pair: Pair) -> w.ModelReport:
    model = trial.started.model_judge
    if services.judge is None:
        return w.RecordModelFailure(pair=pair.number, model=model, reason=GONE)
    try:
        readings = services.judge.judge(_blind(services, trial, pair), model)
    except NotJudged as failed:
        if failed.pause is not None and services.now() - _asked_at(pair) < PATIENCE:
            raise Temporary(str(failed), failed.pause) from failed
        return w.RecordModelFailure(pair=pair.number, model=model, reason=str(failed))
    return w.RecordModelJudgement(pair=pair.number, model=model, readings=readings)


def _blind(services: Services, trial: Trial, pair: Pair) -> Blind:
    """Return both briefs in the order of the first reviewer: the words that they read, less the names of people."""
    names = _names(services, trial, pair)
    sheets = {Side.AGENT: _sheet(services, pair.agent_sheet, names), Side.PERSON: _sheet(services, pair.sheet, names)}
    first = pair.first_for(pair.reviewers[0])
    return Blind(pair.id, pair.campaign.name, sheets[first], sheets[first.other])


def _sheet(services: Services, key: str | None, names: list[str]) -> Sheet:
    return nameless(services.sheets.load(str(key)), names)


def _names(services: Services, trial: Trial, pair: Pair) -> list[str]:
    """Return the names of all whom the trial or the team's chain knows."""
    begun, team = trial.started, services.teams.current()
    people = {begun.by, *begun.reviewers, *begun.readers, *pair.writers}
    approvers = approver_names(services, team.chain) if team else {}
    return sorted({*(name_of(services, one) for one in people), *approvers.values()})


def _asked_at(pair: Pair) -> datetime:
    if pair.model_asked_at is None:
        raise ValueError(f"{pair.id} was not asked about")
    return pair.model_asked_at
