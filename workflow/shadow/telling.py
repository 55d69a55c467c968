"""In which words are the figures of a trial told, in Slack and in Word alike?"""

from math import ceil, floor

from workflow.drafting.words import count
from workflow.shadow.apart import ModelFigures
from workflow.shadow.figures import FEWEST_PAIRS, Floor, Tally, TrialFigures
from workflow.shadow.floor import FLOOR
from workflow.shadow.questions import Side
from workflow.shadow.statistics import Agreement, Interval

BIASED_FROM = 0.5
"""The share of preferences for A that there would be if the place did not matter."""


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{share * 100:.0f}%"


def interval(found: Interval | None, *, under: bool = False) -> str:
    """Return a share with its 95% interval, rounded outwards, and of how many it is.

    An interval that lies `under` a bar is not rounded up to it.
    """
    if found is None:
        return "none yet"
    low, high = floor(found.low * 100), floor(found.high * 100) if under else ceil(found.high * 100)
    return f"{percent(found.share)} (95% interval {low}% to {high}%, n = {found.n})"


def verdict_line(figures: TrialFigures) -> str:
    """Return what the pairs say about the bar, in a sentence; while the trial runs, as it stands so far."""
    bar = figures.trial.started.bar
    told = figures.preference
    if told is None or figures.verdict == "too_few":
        return f"No verdict: {count(figures.pairs, 'pair')} counted, {FEWEST_PAIRS} are needed."
    so_far = "" if figures.trial.is_over else " so far"
    found = f"{so_far}: the agent is preferred in {interval(told, under=figures.verdict == 'not_passed')}"
    if figures.verdict == "passed":
        return f"Passed{found}, and the low end reaches the bar of {bar}%."
    if figures.verdict == "not_passed":
        return f"Not passed{found}, and even the high end is under the bar of {bar}%."
    return f"Open{found}, which holds the bar of {bar}%. More pairs would tell."


def outcome_line(tally: Tally) -> str:
    """Return wins, ties and losses of the agent."""
    return f"{count(tally.agent, 'win')}, {count(tally.neither, 'tie')}, {count_losses(tally.person)}"


def count_losses(number: int) -> str:
    """Write `1 loss` or `3 losses`."""
    return f"{number} loss" if number == 1 else f"{number} losses"


def agreement_line(found: Agreement | None) -> str:
    """Return how often the two reviewers of a pair said the same, and how far beyond chance."""
    if found is None:
        return "none yet"
    beyond = "undefined" if found.beyond_chance is None else f"{found.beyond_chance:.2f}"
    return f"{percent(found.same)} of {count(found.n, 'pair')}; beyond chance (Scott's pi) {beyond}"


def position_line(found: Interval | None) -> str:
    """Return how often the brief shown as A was preferred, and whether that is more or less than chance."""
    if found is None:
        return "none yet"
    skewed = not found.low <= BIASED_FROM <= found.high
    return f"A preferred in {interval(found)}: " + ("biased, read with care" if skewed else "no bias seen")


def guess_line(found: Interval | None) -> str:
    """Return how often reviewers who guessed which brief was the agent's were right."""
    if found is None:
        return "nobody said which one they took for the agent's"
    seen = found.low > BIASED_FROM
    return f"right in {interval(found)}: " + ("the judging was not blind" if seen else "may be chance")


def minutes_line(found: float | None) -> str:
    """Return a median of minutes."""
    if found is None:
        return "none yet"
    return "under 1 min" if found < 1 else f"{found:,.0f} min"


def floor_line(floor: Floor) -> str:
    """Return how many checks the briefs of a side passed: the median, the least and the most."""
    if not floor.passed:
        return "none yet"
    ranked = sorted(floor.passed)
    middle = (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
    return f"median {middle:g} of {len(FLOOR)} ({ranked[0]} to {ranked[-1]})"


def model_lines(found: ModelFigures) -> dict[str, str]:
    """Return what the model judge comes to, each figure under its name."""
    waiting = f", {found.waiting} waiting" if found.waiting else ""
    failed = f", {len(found.failures)} not judged" if found.failures else ""
    return {
        "Pairs it judged": f"{found.judged}{waiting}{failed}",
        "The agent, to the model": outcome_line(found.outcomes),
        "Says what the reviewers say": agreement_line(found.agreement),
        "Turned round": turned_line(found),
        "What stands first": position_line(found.position),
        "The longer brief": "none yet" if found.longer is None else f"preferred in {interval(found.longer)}",
    }


def turned_line(found: ModelFigures) -> str:
    """Return how often the order of the two briefs changed what the model said."""
    if not found.judged:
        return "none yet"
    return f"said something else in {found.turned} of {count(found.judged, 'pair')}, counted as ties"


NOT_COUNTED = (
    "It is not counted: no figure above and no verdict rests on it. It cannot tell whether a brief is true, whether "
    "your team can work from it, or what a campaign brings; it may favour what stands first, what is longer, and "
    "words like its own, and the agent's words may be its own."
)
"""What has to be said wherever the judgements of a language model are shown."""

SIDE = {Side.AGENT: "Agent", Side.PERSON: "People"}
"""What the sides are called in reports."""
