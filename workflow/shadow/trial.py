"""Where does a trial stand? Its state, as folded from its facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from workflow.campaign import Campaign
from workflow.events import Message
from workflow.shadow import facts as f
from workflow.shadow.questions import Side
from workflow.values import replaced as replace


@dataclass(frozen=True)
class Pair:
    """A person's brief and the agent's, from the same inputs.

    Attributes:
        number: its public number, as in `SHD-3`.
        sheet: the hash of the person's words, None until their document was read.
        refusal: why their document could not be read.
        draft, agent_sheet: the agent's brief, None until it is written.
        failure: why the agent could write none.
        first: whose brief the first reviewer sees as A; None until both are there.
        shown: where the pair stands, by reviewer.
        blocked: why it cannot be shown, by reviewer.
        model_asked_at: when the language model was asked, None where it was not.
        opinion: what it said, which counts for nothing; `no_opinion` why it said nothing.
    """

    number: int
    by: str
    campaign: Campaign
    entered_at: datetime
    minutes: int
    helpers: tuple[str, ...]
    reviewers: tuple[str, str]
    file: str
    sheet: str | None = None
    refusal: str | None = None
    draft: str | None = None
    agent_sheet: str | None = None
    drafted_at: datetime | None = None
    failure: str | None = None
    first: Side | None = None
    shown: Mapping[str, Message] = field(default_factory=dict)
    blocked: Mapping[str, str] = field(default_factory=dict)
    judgements: tuple[f.Judged, ...] = ()
    model_asked_at: datetime | None = None
    opinion: f.ModelJudged | None = None
    no_opinion: str | None = None

    @property
    def id(self) -> str:
        """The id that people know it by."""
        return f"SHD-{self.number}"

    @property
    def writers(self) -> frozenset[str]:
        """Everybody who worked on the person's brief."""
        return frozenset((self.by, *self.helpers))

    def first_for(self, reviewer: str) -> Side:
        """Return whose brief a reviewer sees as A.

        Raises:
            ValueError: while the pair is not ready.
        """
        if self.first is None:
            raise ValueError(f"{self.id} is not ready")
        return self.first if reviewer == self.reviewers[0] else self.first.other

    def judgement_of(self, reviewer: str) -> f.Judged | None:
        """Return what a reviewer said, if they did."""
        return next((one for one in self.judgements if one.by == reviewer), None)


@dataclass(frozen=True)
class Trial:
    """A trial: the rules that were fixed at its start, its pairs, and how it ended.

    Attributes:
        position: how many facts it has.
        counted: how many of them its figures rest on: those about the language model are left out.
    """

    started: f.TrialStarted
    changed_at: datetime
    position: int = 1
    counted: int = 1
    pairs: tuple[Pair, ...] = ()
    ended: f.TrialEnded | None = None
    live: f.WentLive | None = None

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.started.trial

    @property
    def is_over(self) -> bool:
        """Whether nothing more is entered or judged."""
        return self.ended is not None or self.live is not None

    @property
    def next_pair(self) -> int:
        """The number of the pair that is entered next."""
        return self.started.pairs_before + len(self.pairs) + 1

    def pair(self, number: int) -> Pair | None:
        """Return a pair by its public number."""
        return next((pair for pair in self.pairs if pair.number == number), None)

    def today(self, now: datetime) -> date:
        """Return the team's day at `now`."""
        return now.astimezone(ZoneInfo(self.started.zone)).date()

    def is_open(self, now: datetime) -> bool:
        """Tell whether pairs may be entered at `now`."""
        return not self.is_over and self.started.first_day <= self.today(now) <= self.started.last_day


def replay(history: Iterable[f.Fact]) -> Trial:
    """Return the trial that `history`, which begins with `TrialStarted`, tells.

    Raises:
        ValueError: when it does not begin so.
    """
    facts = iter(history)
    first = next(facts, None)
    if not isinstance(first, f.TrialStarted):
        raise ValueError("the history of a trial begins with TrialStarted")
    return reduce(evolve, facts, Trial(first, first.at))


_APART = f.ModelAsked | f.ModelJudged | f.ModelFailed
"""Facts about the language model, which no figure of a trial rests on."""


def evolve(trial: Trial, fact: f.Fact) -> Trial:
    """Return the trial after `fact`: no rules, no clock, no refusal."""
    counted = trial.counted + (not isinstance(fact, _APART))
    changed_at = max(trial.changed_at, fact.at)
    after = replace(trial, position=trial.position + 1, counted=counted, changed_at=changed_at)
    match fact:
        case f.TrialStarted():
            return Trial(fact, fact.at)
        case f.TrialEnded():
            return replace(after, ended=fact)
        case f.WentLive():
            return replace(after, live=fact)
        case f.PairEntered():
            return replace(after, pairs=(*after.pairs, _entered(fact)))
        case _:
            return replace(after, pairs=tuple(_changed(p, fact) if p.number == fact.pair else p for p in after.pairs))


def _entered(fact: f.PairEntered) -> Pair:
    return Pair(
        number=fact.pair,
        by=fact.by,
        campaign=fact.campaign,
        entered_at=fact.at,
        minutes=fact.minutes,
        helpers=fact.helpers,
        reviewers=fact.reviewers,
        file=fact.file,
    )


_CHANGES: dict[type, Callable[[Pair, Any], dict[str, object]]] = {
    f.DocumentSent: lambda _, fact: {"file": fact.file, "refusal": None},
    f.DocumentTaken: lambda _, fact: {"sheet": fact.sheet, "refusal": None},
    f.DocumentRefused: lambda _, fact: {"refusal": fact.reason},
    f.AgentDrafted: lambda _, fact: {"draft": fact.draft, "agent_sheet": fact.sheet, "drafted_at": fact.at},
    f.AgentFailed: lambda _, fact: {"failure": fact.reason},
    f.PairReady: lambda _, fact: {"first": fact.first},
    f.PairShown: lambda pair, fact: {"shown": {**pair.shown, fact.reviewer: fact.message}},
    f.ShowingBlocked: lambda pair, fact: {"blocked": {**pair.blocked, fact.reviewer: fact.reason}},
    f.Judged: lambda pair, fact: {"judgements": (*pair.judgements, fact)},
    f.ModelAsked: lambda _, fact: {"model_asked_at": fact.at},
    f.ModelJudged: lambda _, fact: {"opinion": fact},
    f.ModelFailed: lambda _, fact: {"no_opinion": fact.reason},
}
"""What each fact about a pair changes of it."""


def _changed(pair: Pair, fact: f.Fact) -> Pair:
    return replace(pair, **_CHANGES[type(fact)](pair, fact))
