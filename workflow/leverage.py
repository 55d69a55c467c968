"""What did Baton save a team's authors, by their own account, and are they its editors or still the writers?

Minutes are never invented: without somebody's answer and the team's own figure of before there are none.
`docs/figures.md` defines every figure and says what it cannot claim.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from workflow.brief import Brief, Status
from workflow.draft import Draft, Section
from workflow.latency import Spread, spread
from workflow.stays import Period
from workflow.surviving import Survival, surviving, together

SITTING = timedelta(hours=2)
"""Two moments that lie no farther apart belong to one session of edits; longer gaps were spent elsewhere."""

WRITER_FROM = 0.5
"""From this part of the signed words on that people typed, they wrote the brief; below it they edited it."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class BriefMinutes:
    """The minutes of one brief.

    Attributes:
        first_draft: from the opening to the first revision, the agent's time and no person's; None before it.
        edited: estimated from sessions in which people edited by hand: nobody saw them begin, or what else they did.
        told: how many minutes of their own the author says that it took.
        baseline: how many the team says that a brief took before Baton.
    """

    brief_id: str
    first_draft: timedelta | None
    edited: timedelta
    told: int | None
    baseline: int | None

    @property
    def saved(self) -> int | None:
        """The baseline less what the author told, below zero where it took longer; None unless both are known."""
        return None if self.told is None or self.baseline is None else self.baseline - self.told


@dataclass(frozen=True)
class Leverage:
    """The minutes of a stretch of time.

    Attributes:
        told: how many authors told in it what a brief of theirs took, and `told_minutes` the median of their answers.
        compared: the answers with a baseline to hold them against, and `saved_minutes` the sum of what they saved.
        baselines: the different baselines among them.
        first_draft: how long the first revisions that were written in it took the agent.
        edited: the editing by hand that the log suggests, of the briefs completed in it that people edited.
    """

    told: int
    told_minutes: float | None
    compared: int
    saved_minutes: int | None
    baselines: tuple[int, ...]
    first_draft: Spread
    edited: Spread


@dataclass(frozen=True)
class Authorship:
    """Whose words a completed brief has: what survived of the agent's first draft, and how many people typed.

    `typed` counts the words that came in with revisions written by hand.
    """

    brief_id: str
    signed_at: datetime
    sections: tuple[Survival, ...]
    typed: int

    @property
    def whole(self) -> Survival:
        """All sections together."""
        return together(self.sections)

    @property
    def typed_share(self) -> float:
        """The part of the signed words that people typed, 0 to 1."""
        return min(1.0, self.typed / max(1, self.whole.signed))

    @property
    def is_written_by_people(self) -> bool:
        """Tell whether people wrote the brief rather than edited it."""
        return self.typed_share >= WRITER_FROM


@dataclass(frozen=True)
class SectionTrend:
    """How much of the agent's words survives in a section: over `n` briefs now, over `n_before` earlier ones."""

    section: Section
    n: int
    share: float
    n_before: int
    share_before: float | None


def brief_minutes(brief: Brief, baseline: int | None = None) -> BriefMinutes:
    """Return the minutes of `brief`; `baseline` counts where none was known when its author answered."""
    told = brief.minutes
    first = brief.revisions[0] if brief.revisions else None
    return BriefMinutes(
        brief_id=brief.id,
        first_draft=first.at - brief.opened_at if first and not first.by_hand else None,
        edited=edited_time(brief),
        told=told.minutes if told else None,
        baseline=(told.baseline or baseline) if told else None,
    )


def edited_time(brief: Brief) -> timedelta:
    """Return the time of editing by hand that the log suggests.

    An edit that is handed in within a sitting of the revision that it changed, by hand or not, counts from there.
    """
    gaps = (new.at - old.at for old, new in pairwise(brief.revisions) if new.by_hand)
    return sum((gap for gap in gaps if gap <= SITTING), timedelta())


def leverage(briefs: Iterable[Brief], period: Period, baseline: int | None = None) -> Leverage:
    """Return the minutes of `period`, from the answers given, the drafts written and the briefs completed in it."""
    known = [(brief, brief_minutes(brief, baseline)) for brief in briefs if _is_touched(brief, period)]
    told = [minutes for brief, minutes in known if brief.minutes and period.holds(brief.minutes.at)]
    saved = [minutes.saved for minutes in told if minutes.saved is not None]
    completed = [minutes for brief, minutes in known if _is_completed(brief) and period.holds(brief.ended_at)]
    drafted = (
        minutes.first_draft for brief, minutes in known if brief.revisions and period.holds(brief.revisions[0].at)
    )
    return Leverage(
        told=len(told),
        told_minutes=median(minutes.told for minutes in told if minutes.told is not None) if told else None,
        compared=len(saved),
        saved_minutes=sum(saved) if saved else None,
        baselines=tuple(sorted({minutes.baseline for minutes in told if minutes.baseline is not None})),
        first_draft=spread(took for took in drafted if took is not None),
        edited=spread(minutes.edited for minutes in completed if minutes.edited),
    )


def _is_touched(brief: Brief, period: Period) -> bool:
    return brief.opened_at < period.end and (brief.ended_at is None or brief.changed_at >= period.start)


def _is_completed(brief: Brief) -> bool:
    return brief.status is Status.COMPLETED


def hashes(brief: Brief) -> tuple[str, ...]:
    """Return under which hashes the drafts are kept that `authorship` compares; none where it compares none."""
    agents = next((one for one in brief.revisions if not one.by_hand), None)
    if agents is None or not _is_completed(brief):
        return ()
    typed = [one.content_hash for pair in pairwise(brief.revisions) if pair[1].by_hand for one in pair]
    return tuple(dict.fromkeys((agents.content_hash, brief.revisions[-1].content_hash, *typed)))


def authorship(brief: Brief, drafts: Mapping[str, Draft]) -> Authorship | None:
    """Return whose words a completed brief has, by the `drafts` under their hashes; None where one is not at hand."""
    wanted = hashes(brief)
    if not wanted or brief.ended_at is None or not set(wanted) <= set(drafts):
        return None
    first, signed = drafts[wanted[0]], drafts[brief.revisions[-1].content_hash]
    by_hand = [
        (drafts[old.content_hash], drafts[new.content_hash]) for old, new in pairwise(brief.revisions) if new.by_hand
    ]
    typed = sum(together(surviving(*pair)).added for pair in by_hand)
    return Authorship(brief.id, brief.ended_at, surviving(first, signed), typed)


def trends(now: Sequence[Authorship], before: Sequence[Authorship] = ()) -> tuple[SectionTrend, ...]:
    """Return how much survives in each section of the briefs `now`, the weakest first, against those `before`."""
    found = [_trend(section, now, before) for section in Section]
    return tuple(sorted((trend for trend in found if trend is not None), key=lambda trend: trend.share))


def _trend(section: Section, now: Sequence[Authorship], before: Sequence[Authorship]) -> SectionTrend | None:
    told, earlier = of_section(now, section), of_section(before, section)
    share, share_before = together(told).share, together(earlier).share
    return None if share is None else SectionTrend(section, len(told), share, len(earlier), share_before)


def of_section(briefs: Iterable[Authorship], section: Section) -> list[Survival]:
    """Return what became of a section in those of `briefs` whose draft had words in it."""
    return [one for brief in briefs for one in brief.sections if one.section is section and one.drafted]
