"""How does a draft come about when a language model is at hand?"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.metrics import MODEL_FAILURES
from bot.model import research
from bot.model.caps import CapReached, Caps, Purse
from bot.model.endpoint import Endpoint, Listener
from bot.model.failures import Action, ModelFailure
from bot.model.meter import Meter
from bot.model.passages import Passage, passages, reworded
from bot.model.prompt import drafting, repair
from bot.model.redraft import asked_again, carried
from bot.model.responses import Responses
from bot.model.schema import last_id, parse
from bot.model.verdict import Verdict, found, review
from workflow.draft import ChangeAnswer, Draft
from workflow.drafting.compose import LIMITS, EmbeddedDrafter
from workflow.drafting.port import Assignment, Progress, TryLater, Written, unheard
from workflow.drafting.words import count, listing

log = structlog.get_logger()

_UNANSWERED = "Not rewritten"
_NO_MODEL, _NO_LINES, _NO_RESEARCH = LIMITS[:3]
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
    """

    endpoint: Endpoint
    caps: Caps
    purse: Purse
    now: Callable[[], datetime]
    researches: bool = False

    def write(self, assignment: Assignment, progress: Progress = unheard, *, patient: bool = False) -> Written:
        """Return the complete draft, in better words if the model has any.

        Raises:
            DraftError: when not even the embedded drafter can write it.
            TryLater: when the caller is patient and the model may answer within a minute.
        """
        embedded = EmbeddedDrafter().draft(assignment)
        meter = Meter(self.endpoint, self.caps, self.purse, self.now)
        try:
            draft = self._improved(embedded, assignment, meter, progress)
        except CapReached as capped:
            draft = _unimproved(embedded, str(capped))
        except ModelFailure as failed:
            _report(failed, assignment)
            if patient and failed.is_worth_waiting:
                raise TryLater(str(failed), failed.pause) from failed
            draft = _unimproved(embedded, str(failed))
        return Written(draft, meter.usage)

    def _improved(self, embedded: Draft, assignment: Assignment, meter: Meter, progress: Progress) -> Draft:
        offered = passages(embedded, assignment)
        wanted = asked_again(assignment, offered)
        texts = carried(assignment, offered)
        listener = _follower(wanted, progress)
        researched = self._researched(embedded, assignment, meter)
        if wanted:
            texts |= parse(meter.ask(drafting(assignment, researched, wanted), assignment, listener).text)
        verdict = review(assignment, researched, offered, texts, wanted)
        if to_mend := {each: why for each, why in verdict.faults.items() if each in wanted}:
            texts |= self._again(assignment, meter, to_mend)
            verdict = review(assignment, researched, offered, texts, wanted)
        return _signed(researched, offered, verdict, self.endpoint.model)

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
        if not self.researches or not isinstance(self.endpoint.adapters[0], Responses):
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


def _unimproved(embedded: Draft, why: str) -> Draft:
    return embedded.model_copy(update={"limits": (*embedded.limits, why)})


def _signed(draft: Draft, offered: Sequence[Passage], verdict: Verdict, model: str) -> Draft:
    """Return the draft with the words that are kept, saying whose words are whose."""
    if not verdict.kept:
        return _unimproved(draft, "A language model was asked, but none of its words could be used.")
    touched = {passage.section for passage in offered if passage.id in verdict.kept}
    answers = tuple(_answered(each) if each.section in touched or not each.section else each for each in draft.answers)
    signature = {
        "written_by": f"{model} with Baton’s embedded drafter",
        "limits": tuple(_limits(draft, verdict, model)),
        "answers": answers,
    }
    return reworded(draft, verdict.kept).model_copy(update=signature)


def _limits(draft: Draft, verdict: Verdict, model: str) -> Iterator[str]:
    words = (
        f"{count(len(verdict.kept), 'passage')} in the words of a language model ({model}): proposals, to be weighed."
    )
    yield f"{words} Figures, dates, money, splits, citations and approvals are Baton’s own."
    if verdict.faults:
        kept = Counter(passage.section.label for passage in verdict.faults)
        where = listing([f"{section} ({number})" for section, number in kept.items()])
        yield f"Other words of the model broke a rule, so that the embedded drafter’s stand: {where}."
    untrue = {_NO_MODEL}
    if any(place.endswith(".line") for place in verdict.kept):
        untrue.add(_NO_LINES)
        yield "Hook lines are the model’s suggestions; creatives decide."
    if any(source.title.startswith(research.TITLE) for source in draft.sources):
        untrue.add(_NO_RESEARCH)
    yield from (limit for limit in draft.limits if limit not in untrue)


def _answered(answer: ChangeAnswer) -> ChangeAnswer:
    if not answer.answer.startswith(_UNANSWERED):
        return answer
    told = "The section’s prose was reworded by the model with this request in hand; the request stands beside it word "
    return answer.model_copy(update={"answer": f"{told}for word, and whether it is met is for the author to say."})
