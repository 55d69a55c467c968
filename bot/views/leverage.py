"""What is said of the minutes that Baton saved, and of whose words a brief has? Never more than somebody told."""

from collections.abc import Iterator, Sequence

from bot.views.durations import spoken
from bot.views.minutes import terse_minutes
from workflow.digest import Digest
from workflow.guidance import Proposal
from workflow.leverage import Authorship, Leverage, SectionTrend

CAVEAT = (
    "Minutes are the authors’ own account, against the team’s own figure of before; nobody measured either. "
    "Approvers’ time is not in them. Surviving words tell effort and not quality: a bad brief that nobody touched "
    "survives whole, and what the agent rewrote on request counts as lost."
)


def saved_lines(digest: Digest) -> Iterator[str]:
    """Yield the digest's line about minutes saved, or about what is missing to tell them; none where all is."""
    told = digest.leverage
    if told.saved_minutes is not None:
        yield f"*Minutes saved* {saved(told)}"
    elif told.told and told.told_minutes is not None:
        took = f"{_briefs(told.told)} took their authors {terse_minutes(told.told_minutes)}{_at_the_median(told)}"
        yield f"*Minutes saved* {took}; held against what one took before (`/brief setup`) that would be minutes saved"


def proposal_line(one: Proposal) -> str:
    """Return the figures that say that a section is rewritten often."""
    return f"{one.share:.0%} of the agent's words survive; rewritten in {one.rewritten} of {one.n} briefs"


def rewritten_lines(found: Sequence[Proposal]) -> Iterator[str]:
    """Yield the digest's line about the section that people rewrite most, if there is one."""
    for one in found[:1]:
        told = f"*Rewritten* “{one.section.label}”: {proposal_line(one)}"
        yield f"{told}. `/brief guidance` tells every draft what to do there"


def saved(told: Leverage) -> str:
    """Return the minutes saved with how many told them and what they were held against."""
    minutes = told.saved_minutes or 0
    verb = f"about {terse_minutes(minutes)}" if minutes >= 0 else f"none: {terse_minutes(-minutes)} more than before"
    each = [terse_minutes(minutes) for minutes in told.baselines]
    before = f"{each[0]} to {each[-1]} each" if len(each) > 1 else f"{each[0]} each"
    return f"{verb} over {_briefs(told.compared)}, as authors tell it; before Baton {before}"


def _briefs(n: int) -> str:
    return f"{n} brief" if n == 1 else f"{n:,} briefs"


def _at_the_median(told: Leverage) -> str:
    return " each at the median" if told.told > 1 else ""


def own_time(told: Leverage) -> Iterator[str]:
    """Yield what the agent took for first drafts, and what the log suggests that people took to edit by hand."""
    if told.first_draft.p50 is not None:
        yield f"First draft: half within {spoken(told.first_draft.p50)}, the agent's own time (n {told.first_draft.n})."
    if told.edited.p50 is not None:
        took = f"half within {spoken(told.edited.p50)} (n {told.edited.n})"
        yield f"Editing by hand: {took}, an estimate from when edits came, beside what authors tell."


def role(found: Sequence[Authorship]) -> str:
    """Return whether people edit the agent's briefs or still write them, in a sentence."""
    written = sum(one.is_written_by_people for one in found)
    if not found:
        return "No completed brief says yet whether people edit or write."
    edited = len(found) - written
    if not written:
        return f"The marketer is the editor: of {_briefs(len(found))} people typed less than half of any."
    if not edited:
        return f"The marketer is still the writer: people typed half or more of each of {_briefs(len(found))}."
    return f"The marketer was the editor of {_briefs(edited)} and still the writer of {written}, of {len(found)}."


def trend_line(trend: SectionTrend) -> str:
    """Return how much survives in a section, and how that changed."""
    before = f" (before {trend.share_before:.0%}, n {trend.n_before})" if trend.share_before is not None else ""
    return f"{trend.section.label}: {trend.share:.0%} of the agent's words, n {trend.n}{before}"
