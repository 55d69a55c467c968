"""What does a campaign report say? Every ratio is worked out here from figures that were told, or it is not told."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from workflow.draft import REQUEST_SOURCE, Basis, Claim, Source
from workflow.drafting.metrics import Kind, cost, kind_of
from workflow.drafting.words import day, listing, percent, sentences
from workflow.kinds.kind import Written
from workflow.kinds.paper import Fact, Table
from workflow.kinds.report import CampaignReport, Reached
from workflow.money import money, number

PLAN_SOURCE = "S2"
UNKNOWN = "Insufficient data"


def write(told: CampaignReport, _today: date) -> Written:
    """Return what the figures come to and what people said of them, all of it cited."""
    return Written(
        lead=_lead(told),
        facts=_facts(told),
        claims={
            "result": tuple(_result(told)),
            "cost": tuple(_cost(told)),
            "channels": tuple(_best(told)),
            "worked": _said(told.worked),
            "did_not": _said(told.did_not or ""),
            "next": _said(told.next_time),
        },
        tables={"channels": _table(told)} if told.reached else {},
        sources=_plan(told),
    )


def _plan(told: CampaignReport) -> tuple[Source, ...]:
    if told.brief is None:
        return ()
    return (Source(id=PLAN_SOURCE, title=f"The campaign’s brief, {told.brief}", locator=f"{told.brief} in Baton"),)


def _marks(told: CampaignReport) -> tuple[str, ...]:
    return (REQUEST_SOURCE, PLAN_SOURCE) if told.brief else (REQUEST_SOURCE,)


def _calculated(text: str, told: CampaignReport) -> Claim:
    return Claim(text=text, basis=Basis.CALCULATED, sources=_marks(told))


def _requested(text: str, source: str = REQUEST_SOURCE) -> Claim:
    return Claim(text=text, basis=Basis.REQUEST, sources=(source,))


def _said(text: str) -> tuple[Claim, ...]:
    return tuple(Claim(text=one, basis=Basis.QUOTED, sources=(REQUEST_SOURCE,)) for one in sentences(text))


def _share(told: CampaignReport) -> str | None:
    """Return the result as a share of the target; there is none of a rate, nor of something that should fall."""
    if told.results is None or kind_of(told.metric) not in {Kind.COUNT, Kind.MONEY}:
        return None
    return percent(told.results, told.target)


def _lead(told: CampaignReport) -> str:
    if told.results is None:
        return f"{UNKNOWN}: how many {told.metric} the campaign reached was not told; the target was {_target(told)}."
    share = _share(told)
    aside = f", {share} of the target" if share else ""
    return f"{told.metric[:1].upper()}{told.metric[1:]}: {number(told.results)} of {_target(told)}{aside}."


def _target(told: CampaignReport) -> str:
    return number(told.target)


def _facts(told: CampaignReport) -> tuple[Fact, ...]:
    share, each = _share(told), _each(told.spent, told.results, told)
    result = UNKNOWN if told.results is None else number(told.results)
    return (
        Fact(label="Result", text=f"{result} {told.metric}" if told.results is not None else UNKNOWN),
        Fact(label="Target", text=f"{_target(told)}{f', {share} reached' if share else ''}"),
        Fact(label="Spent", text=_spent(told)),
        Fact(label="Cost per result", text=each or UNKNOWN),
        Fact(label="Flight", text=f"{day(told.start)} to {day(told.end)}"),
        Fact(label="Channels", text=", ".join(channel.label for channel in told.channels)),
    )


def _spent(told: CampaignReport) -> str:
    budget = money(told.budget, told.currency)
    return (
        f"{UNKNOWN}; the budget was {budget}"
        if told.spent is None
        else f"{money(told.spent, told.currency)} of {budget}"
    )


def _each(spent: Decimal | None, results: Decimal | None, told: CampaignReport) -> str | None:
    """Return what one result cost; None where a figure is missing, nothing was reached, or results do not add up."""
    return cost(spent / results, told.currency) if told.adds_up and spent is not None and results else None


def _result(told: CampaignReport) -> Iterator[Claim]:
    yield _requested(f"Goal: {sentences(told.goal)[0]}", PLAN_SOURCE if told.brief else REQUEST_SOURCE)
    yield _calculated(_lead(told), told)
    if _share(told) and told.results is not None:
        gap = told.results - told.target
        words = "more than" if gap > 0 else "short of"
        yield _calculated("Exactly the target." if not gap else f"{number(abs(gap))} {words} the target.", told)


def _cost(told: CampaignReport) -> Iterator[Claim]:
    if told.spent is None:
        yield _requested(f"{UNKNOWN}: what was spent was not told; the budget was {money(told.budget, told.currency)}.")
        return
    budget = money(told.budget, told.currency)
    share = f", {percent(told.spent, told.budget)} of it" if told.budget else ""
    yield _calculated(f"{money(told.spent, told.currency)} of the budget of {budget} was spent{share}.", told)
    each = _each(told.spent, told.results, told)
    if each:
        planned = _each(told.budget, told.target, told)
        yield _calculated(f"On average one result cost {each}; the plan came to {planned}.", told)
    elif told.adds_up:
        yield _requested(f"{UNKNOWN} for a cost per result.")


def _best(told: CampaignReport) -> Iterator[Claim]:
    if not told.reached:
        yield _requested(f"{UNKNOWN}: no figures by channel were told.")
        return
    costs = {one.channel: one.spent / one.results for one in told.reached if one.spent is not None and one.results}
    if told.adds_up and len(costs) > 1:
        low, high = min(costs, key=lambda one: costs[one]), max(costs, key=lambda one: costs[one])
        if costs[low] != costs[high]:
            cheap, dear = cost(costs[low], told.currency), cost(costs[high], told.currency)
            text = f"{low.label} cost least for each result, {cheap}; {high.label} most, {dear}."
            yield _calculated(text, told)
    silent = [channel.label for channel in told.channels if channel not in {one.channel for one in told.reached}]
    if silent:
        yield _requested(f"{UNKNOWN} on {listing(silent)}: planned, and no figures were told.")


def _table(told: CampaignReport) -> Table:
    rows = [_row(one, told) for one in told.reached]
    spent = _sum(one.spent for one in told.reached)
    results = _sum(one.results for one in told.reached) if told.adds_up else None
    left, missing = _rest(told.spent, spent), _rest(told.results, results)
    if left or missing:
        share = _percent(left, told.spent)
        rows.append(("Not told by channel", _amount(left, told), share, _count(missing), "–"))
    whole = told.spent if told.spent is not None else spent
    reached = (told.results if told.results is not None else results) if told.adds_up else None
    total = ("All", _amount(whole, told), _percent(whole, whole), _count(reached), _each(whole, reached, told) or "–")
    headings = ("Channel", "Spent", "Share", told.metric[:1].upper() + told.metric[1:], "Cost per result")
    return Table(headings=headings, rows=tuple(rows), total=total, sources=(REQUEST_SOURCE,))


def _rest(whole: Decimal | None, told: Decimal | None) -> Decimal | None:
    """Return what no channel accounts for; None where that cannot be known."""
    return None if whole is None or told is None else whole - told


def _row(one: Reached, told: CampaignReport) -> tuple[str, ...]:
    each = _each(one.spent, one.results, told) or "–"
    return (one.channel.label, _amount(one.spent, told), _percent(one.spent, told.spent), _count(one.results), each)


def _sum(figures: Iterator[Decimal | None]) -> Decimal | None:
    """Return the sum, or None where a summand is not known."""
    known = list(figures)
    return sum((figure for figure in known if figure is not None), Decimal(0)) if None not in known else None


def _amount(amount: Decimal | None, told: CampaignReport) -> str:
    return "not told" if amount is None else money(amount, told.currency)


def _count(amount: Decimal | None) -> str:
    return "not told" if amount is None else number(amount)


def _percent(part: Decimal | None, whole: Decimal | None) -> str:
    return "–" if part is None or not whole else percent(part, whole)
