"""Which briefs do the tests of the views show: one of each face, with any text in it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.workflow import story as told
from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.checks.rules import Finding, Severity
from workflow.commands import (
    Override,
    Pause,
    RecordDelivery,
    RecordDeliveryFailure,
    RecordDraftFailure,
    RequestChanges,
    Withdraw,
)
from workflow.conditions import Condition
from workflow.draft import Section
from workflow.inputs import Inputs
from workflow.team import Stage
from workflow.values import clean


def note(sentence: str, section: Section = Section.RISKS, severity: Severity = "warn") -> Finding:
    return Finding(check="a check", severity=severity, sentence=sentence, section=section)


DUE = told.START + timedelta(hours=7)

NASTY = (
    "<!channel>",
    "<!here>",
    "<@U1>",
    "<#C1>",
    "<!subteam^S1>",
    "<!date^0^{date}|x>",
    "<http://evil|Approve>",
    "http://evil.test",
    "&",
    "&lt;",
    "*bold*",
    "`code`",
    "```",
    "> quote",
    "_~",
    "\n",
    "👨‍👩‍👧‍👦",
    "\u202e",
    "e\u0301\u0301\u0301",
    "a",
)


NOTES = (
    note("The plan has no mandatories; ask legal & brand.", Section.PROPOSITION),
    note("No insight has a source.", Section.AUDIENCE),
)
PROBLEM = note("The channel budgets add up to £45,000, not £46,000.", Section.CHANNELS, "block")


def hostile(most: int) -> st.SearchStrategy[str]:
    """Text of at most `most` characters made of what Slack would obey, or of very much of one thing."""
    mixed = st.lists(st.sampled_from(NASTY), max_size=60).map("".join)
    long = st.builds(lambda piece, times: piece * times, st.sampled_from(NASTY), st.integers(1, most))
    return st.one_of(mixed, long, st.text(max_size=80)).map(lambda text: clean(text)[:most].strip())


def filled(most: int) -> st.SearchStrategy[str]:
    """Hostile text that leaves something to read on one line or many."""
    return hostile(most - 1).map(lambda text: f"x{text}")


def campaigns() -> st.SearchStrategy[Campaign]:
    """Campaigns with hostile words in every field."""

    def build(name: str, line: str, text: str) -> Campaign:
        words = {"name": name, "goal": text, "metric": line, "audience": text, "proposition": line}
        more = {"market": line, "mandatories": text, "notes": text}
        return Campaign.model_validate(told.CAMPAIGN.model_dump() | words | more)

    return st.builds(build, filled(120), filled(300), filled(3000))


def _chain(title: str, **changes: Any) -> tuple[Stage, ...]:
    return tuple(stage.model_copy(update={"title": title or stage.title, **changes}) for stage in told.CHAIN)


def faces(title: str = "", words: str = "Speak to people who run on roads already.") -> dict[str, Brief]:
    """Return a brief in every state that a view tells apart; `title` names all stages, `words` is all free text."""
    lives: dict[str, Callable[[told.Story], object]] = {
        "drafting": lambda story: story.tell(),
        "draft_failed": lambda story: story.tell(RecordDraftFailure(revision=1, reason=words)),
        "held": lambda story: story.tell(told.stopped().model_copy(update={"blocking": (words,) * 8})),
        "overridden": lambda story: story.tell(
            told.stopped(), Override(by=told.ROSA, reason=words), told.delivered(at=told.START + 3 * told.MINUTE)
        ),
        "edited": lambda story: story.tell(
            told.drafted(), told.delivered(), told.edit(), told.delivered("designer", 2, told.START + 5 * told.MINUTE)
        ),
        "on_its_way": lambda story: story.tell(told.drafted()),
        "blocked": lambda story: story.tell(
            told.drafted(),
            RecordDeliveryFailure(stage="designer", revision=1, reason=f"Invite Baton to C0DESIGN. {words}"),
        ),
        "waiting": lambda story: story.tell(told.drafted(), told.delivered()),
        "approved_once": lambda story: story.tell(told.drafted(), told.delivered(), told.yes()),
        "changes_requested": lambda story: story.tell(told.drafted(), told.delivered(), _asks(words)),
        "returned": lambda story: story.tell(
            told.drafted(), told.delivered(), _asks(words), told.drafted(2), _second_delivery()
        ),
        "completed": lambda story: story.tell(
            told.drafted(), told.delivered(), told.yes(), told.yes(told.MAYA, "marketer"), told.yes(told.AXEL, "agency")
        ),
        "approved_declined": lambda story: story.tell(
            told.drafted(),
            told.delivered(),
            told.yes(),
            told.decline(told.MAYA, "marketer").model_copy(update={"reason": words}),
        ),
        "approved_cancelled": lambda story: story.tell(
            told.drafted(), told.delivered(), told.yes(), told.cancel().model_copy(update={"reason": words})
        ),
        "cancelled": lambda story: story.tell(told.drafted(), told.delivered(), told.cancel()),
        "declined": lambda story: story.tell(
            told.drafted(), told.delivered(), told.decline().model_copy(update={"reason": words})
        ),
        "paused": lambda story: story.tell(told.drafted(), told.delivered(), Pause(by=told.ROSA, reason=words)),
        "withdrawn": lambda story: story.tell(told.drafted(), told.delivered(), Withdraw(by=told.ROSA)),
    }
    return {name: _lived(live, _chain(title)) for name, live in lives.items()} | _policies(title, words)


def _policies(title: str, words: str) -> dict[str, Brief]:
    """Return briefs of chains that are no straight line."""
    chain = _chain(title)
    legal = chain[1].model_copy(update={"when": Condition(budget_over=Decimal(50000), currency="GBP")})
    beside = tuple(stage.model_copy(update={"parallel": "review"}) for stage in chain[:2])
    written = told.drafted(facts=told.facts())

    def apart(story: told.Story) -> None:
        note = told.no(told.MAYA, "marketer").model_copy(update={"note": words})
        story.tell(told.drafted(), told.delivered(), told.delivered("marketer"), note)

    return {
        "skipped": _lived(lambda story: story.tell(written, told.delivered(), told.yes()), (chain[0], legal, chain[2])),
        "side_by_side": _lived(lambda story: story.tell(told.drafted(), told.delivered()), (*beside, chain[2])),
        "asked_beside": _lived(apart, (*beside, chain[2])),
        "kept": _lived(
            lambda story: story.tell(told.drafted(), told.delivered(), told.yes(), told.edit(told.MAYA)), chain
        ),
    }


def waiting_for_two() -> Brief:
    """Return a brief that one of two approvers has approved."""
    return _lived(lambda story: story.tell(told.drafted(), told.delivered(), told.yes()), _chain("", required=2))


def renamed(brief: Brief, campaign: Campaign) -> Brief:
    """Return the brief with another campaign."""
    return replace(brief, inputs=Inputs.model_validate(campaign.answers()))


def _lived(live: Callable[[told.Story], object], chain: tuple[Stage, ...]) -> Brief:
    story = told.Story(chain=chain)
    live(story)
    return story.brief


def _asks(note: str) -> RequestChanges:
    return RequestChanges(by=told.DEE, stage="designer", revision=1, section=Section.AUDIENCE, note=note)


def _second_delivery() -> RecordDelivery:
    return told.delivered(revision=2, at=told.START + 6 * told.MINUTE)
