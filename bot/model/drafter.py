"""How does a draft come about when a language model is at hand?"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.metrics import MODEL_FAILURES
from bot.model import research
from bot.model.call import Call
from bot.model.caps import CapReached, Caps, Purse
from bot.model.endpoint import Endpoint, Listener
from bot.model.failures import Action, ModelFailure
from bot.model.meter import Meter
from bot.model.passages import Passage
from bot.model.prompt import drafting, repair
from bot.model.redraft import Redraft, redraft
from bot.model.responses import Responses
from bot.model.schema import last_id, parse
from bot.model.signature import signed, unimproved
from bot.model.verdict import found, review
from workflow.draft import Draft
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment, Progress, TryLater, Written, unheard

log = structlog.get_logger()

_RESEARCH_SHARE = 0.4


@dataclass(frozen=True)
class ModelDrafter:
    """Has the embedded drafter write the brief and a model reword its prose; what breaks a rule keeps the old words.

    Attributes:
        endpoint: where the model is asked.
        caps: how long it may take and what it may cost.
        purse: where what it cost is kept.
        now: the clock.
        researches: whether it may search the web first.
        ticks: seconds that pass, whatever is done to the clock.
    """

    endpoint: Endpoint
    caps: Caps
    purse: Purse
    now: Callable[[], datetime]
    researches: bool = False
    ticks: Callable[[], float] = time.monotonic

    def write(self, assignment: Assignment, progress: Progress = unheard, *, patient: bool = False) -> Written:
        """Return the complete draft, in better words if the model has any.

        Raises:
            DraftError: when not even the embedded drafter can write it.
            TryLater: when the caller is patient and the model may answer within a minute.
        """
        embedded = research.kept(EmbeddedDrafter().write(assignment).draft, assignment.previous)
        meter = Meter(self.endpoint, self.caps, self.purse, self.now, self.ticks)
        plan = redraft(assignment, embedded)
        try:
            return Written(self._improved(embedded, assignment, plan, meter, progress), meter.usage)
        except CapReached as capped:
            why = str(capped)
        except ModelFailure as failed:
            _report(failed, assignment)
            if patient and failed.is_worth_waiting:
                raise TryLater(str(failed), failed.pause) from failed
            why = str(failed)
        return Written(self._unanswered(embedded, assignment, plan, why), meter.usage, why)

    def _improved(
        self, embedded: Draft, assignment: Assignment, plan: Redraft, meter: Meter, progress: Progress
    ) -> Draft:
        wanted, may_repair = plan.wanted, True
        researched = self._researched(embedded, assignment, meter)
        texts = dict(plan.carried)
        if wanted:
            call = drafting(assignment, researched, wanted, plan.by_hand)
            answer, may_repair = _readable(meter, call, assignment, _follower(wanted, progress))
            texts |= _of(wanted, answer)
        verdict = review(assignment, researched, plan.offered, texts, wanted)
        to_mend = {each: why for each, why in verdict.faults.items() if each in wanted}
        if to_mend and may_repair:
            texts |= _of(to_mend, self._again(assignment, meter, to_mend))
            verdict = review(assignment, researched, plan.offered, texts, wanted)
        return signed(researched, assignment, plan, verdict, self.endpoint.model)

    def _unanswered(self, embedded: Draft, assignment: Assignment, plan: Redraft, why: str) -> Draft:
        """Return the draft in the words it has without an answer: those of the previous revision that still fit."""
        verdict = review(assignment, embedded, plan.offered, plan.carried, ())
        quiet = replace(plan, wanted=())
        return unimproved(signed(embedded, assignment, quiet, verdict, self.endpoint.model), why)

    def _again(
        self, assignment: Assignment, meter: Meter, faults: Mapping[Passage, tuple[str, tuple[str, ...]]]
    ) -> dict[str, str]:
        """Ask once more for what broke a rule; what fails again, or is not answered, keeps the old words."""
        try:
            return parse(meter.ask(repair(assignment, faults), assignment, _deaf).text)
        except CapReached:
            return {}
        except ModelFailure as failed:
            _report(failed, assignment)
            return {}

    def _researched(self, embedded: Draft, assignment: Assignment, meter: Meter) -> Draft:
        is_possible = self.researches and isinstance(self.endpoint.adapters[0], Responses)
        if not is_possible or assignment.previous is not None:
            return embedded
        try:
            answer = meter.ask(research.question(assignment), assignment, _deaf, _RESEARCH_SHARE)
        except CapReached:
            return embedded
        except ModelFailure as failed:
            _report(failed, assignment)
            return embedded
        draft = research.with_findings(embedded, answer, assignment.today)
        return draft if found(assignment, draft) <= found(assignment, embedded) else embedded


def _readable(meter: Meter, call: Call, assignment: Assignment, listener: Listener) -> tuple[dict[str, str], bool]:
    """Return an answer, and whether it was the first: one that cannot be read is asked for once more.

    Raises:
        CapReached: when the caps have no room for the question.
        ModelFailure: when there is no answer, or no readable one the second time either.
    """
    text = meter.ask(call, assignment, listener).text
    try:
        return parse(text), True
    except ModelFailure as unreadable:
        _report(unreadable, assignment)
        return parse(meter.ask(call, assignment, listener).text), False


def _of(wanted: Iterable[Passage], answer: Mapping[str, str]) -> dict[str, str]:
    """Return what an answer says about passages that were asked for; the rest is nobody's business."""
    return {passage.id: answer[passage.id] for passage in wanted if passage.id in answer}


def _deaf(_text: str) -> None:
    """Listen to nothing."""


def _follower(offered: Sequence[Passage], progress: Progress) -> Listener:
    """Return a listener that tells `progress` whenever the answer reaches another section."""
    sections = {passage.id: passage.section for passage in offered}
    told = None

    def listen(text: str) -> None:
        nonlocal told
        reached = sections.get(last_id(text) or "")
        if reached is not None and reached is not told:
            told = reached
            progress(reached)

    return listen


def _report(failed: ModelFailure, assignment: Assignment) -> None:
    MODEL_FAILURES.labels(failed.kind.value).inc()
    tell = log.error if failed.kind.action is Action.TELL_THE_ADMIN else log.warning
    tell("the model failed", kind=failed.kind.value, detail=failed.detail, brief=assignment.brief)
