"""What does a brief say about whose words it has?"""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.model import research
from bot.model.passages import Passage, reworded
from bot.model.redraft import Redraft
from bot.model.verdict import Verdict
from workflow.draft import ChangeAnswer, Draft
from workflow.drafting.compose import LIMITS
from workflow.drafting.port import Assignment
from workflow.drafting.words import count, listing

_UNANSWERED = "Not rewritten"
_NO_MODEL, _NO_LINES, _NO_RESEARCH = LIMITS[:3]


def unimproved(draft: Draft, why: str) -> Draft:
    """Return the draft saying why a model did not improve it."""
    return draft.model_copy(update={"limits": (*(limit for limit in draft.limits if limit != why), why)})


def signed(draft: Draft, assignment: Assignment, plan: Redraft, verdict: Verdict, model: str) -> Draft:
    """Return the draft with the words that are kept, saying whose words are whose."""
    if not verdict.kept:
        unusable = "A language model was asked, but none of its words could be used."
        return unimproved(draft, unusable) if verdict.faults or plan.wanted else draft
    touched = {passage.section for passage in plan.offered if passage.id in verdict.kept}
    answers = tuple(_answered(each) if each.section in touched or not each.section else each for each in draft.answers)
    signature = {
        "written_by": f"{model} with Baton’s embedded drafter",
        "limits": tuple(dict.fromkeys(_limits(draft, assignment, plan, verdict, model))),
        "answers": answers,
    }
    return reworded(draft, verdict.kept).model_copy(update=signature)


def _limits(draft: Draft, assignment: Assignment, plan: Redraft, verdict: Verdict, model: str) -> Iterator[str]:
    places = {*verdict.kept, *(passage.id for passage in plan.held if passage not in verdict.faults)}
    words = f"{count(len(places), 'passage')} in the words of a language model ({model}): proposals, to be weighed."
    yield f"{words} Figures, dates, money, splits, citations and approvals are Baton’s own."
    if plan.fixed:
        yield f"What people wrote by hand was left to them: {_where(plan.fixed)}."
    if verdict.faults:
        stand = "what stood before stays" if assignment.edits else "the embedded drafter’s stand"
        yield f"Other words of the model broke a rule, so that {stand}: {_where(verdict.faults)}."
    untrue = {_NO_MODEL}
    if any(place.endswith(".line") for place in places):
        untrue.add(_NO_LINES)
        yield "Hook lines are the model’s suggestions; creatives decide."
    if research.has_findings(draft):
        untrue.add(_NO_RESEARCH)
    yield from (limit for limit in (*LIMITS, *_added(assignment, draft)) if limit not in untrue)


def _added(assignment: Assignment, draft: Draft) -> list[str]:
    """Return the limits that are not the agent's to restate: the embedded drafter's own, or people's."""
    if not assignment.edits:
        return list(draft.limits)
    theirs = {limit for edit in assignment.edits for limit in edit.after.limits if limit not in edit.before.limits}
    return [limit for limit in draft.limits if limit in theirs]


def _where(found: Iterable[Passage]) -> str:
    sections = Counter(passage.section.label for passage in found)
    return listing([f"{section} ({number})" for section, number in sections.items()])


def _answered(answer: ChangeAnswer) -> ChangeAnswer:
    if not answer.answer.startswith(_UNANSWERED):
        return answer
    told = "The section’s prose was reworded by the model with this request in hand; the request stands beside it word "
    return answer.model_copy(update={"answer": f"{told}for word, and whether it is met is for the author to say."})
