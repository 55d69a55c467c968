"""What do the newest completed briefs say of the agent's use: minutes, and whose words they have?"""

from rich.console import Console
from rich.table import Table

from bot.clock import now
from bot.console.memory import opened
from bot.console.output import print_json
from bot.leverage import authorships, newest_completed
from bot.settings import Settings
from bot.views.leverage import CAVEAT, own_time, role, saved
from bot.views.minutes import spoken_minutes
from workflow.brief import Brief
from workflow.digest_json import authorship_json, leverage_json, trend_json
from workflow.leverage import Authorship, Leverage, SectionTrend, leverage, trends
from workflow.stays import Period


def show_leverage(settings: Settings, last: int, *, as_json: bool) -> None:
    """Print the minutes and the surviving words of the `last` completed briefs, against as many before them."""
    with opened(settings) as memory:
        baseline = memory.team().baseline_minutes
        newest, before = newest_completed(memory.queries.briefs(), last)
        told = _minutes(newest, baseline)
        now_written, earlier = authorships(newest, memory.drafts), authorships(before, memory.drafts)
    found = trends(now_written, earlier)
    if as_json:
        document = {"last": last, "briefs": [authorship_json(one) for one in now_written]}
        minutes = leverage_json(told) if told else None
        print_json({**document, "leverage": minutes, "sections": [trend_json(trend) for trend in found]})
        return
    _print(newest, told, now_written, found)


def _minutes(briefs: list[Brief], baseline: int | None) -> Leverage | None:
    """Return the minutes of all that was told of `briefs`, whenever it was."""
    if not briefs:
        return None
    return leverage(briefs, Period(min(brief.opened_at for brief in briefs), now()), baseline)


def _print(
    newest: list[Brief], told: Leverage | None, written: list[Authorship], found: tuple[SectionTrend, ...]
) -> None:
    console = Console()
    console.print(f"The {len(newest)} briefs completed last.", highlight=False)
    if told and told.saved_minutes is not None:
        console.print(f"Minutes saved: {saved(told)}.", highlight=False)
    elif told and told.told_minutes is not None:
        took = spoken_minutes(told.told_minutes)
        console.print(f"{told.told} authors told {took} at the median; the team has no baseline_minutes.")
    else:
        console.print("Minutes saved: nobody has told what a brief took.")
    for line in own_time(told) if told else ():
        console.print(line, highlight=False)
    console.print(role(written), highlight=False)
    table = Table("Section", "n", "Words that survive", "Before", "n before")
    for trend in found:
        before = "–" if trend.share_before is None else f"{trend.share_before:.0%}"
        table.add_row(trend.section.label, str(trend.n), f"{trend.share:.0%}", before, str(trend.n_before))
    if found:
        console.print(table)
    console.print(CAVEAT, highlight=False)
