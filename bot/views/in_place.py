"""How is it told who decides in whose place?"""

from collections.abc import Sequence

from bot.views.blocks import Block, context, section
from bot.views.mrkdwn import channel, link, mention, shorten
from bot.views.post import Post
from bot.views.wording import LONGEST_NAME, MOST_NAMED, called, listed, name, title
from workflow.absence import Absence, short_day
from workflow.brief import Brief, Handover
from workflow.cover import Cover
from workflow.events import Reassigned
from workflow.seats import holders

MOST_IN_SHORT = 2


def reassigned_lines(handover: Handover) -> list[str]:
    """Return who decides in the place of whom at an open request, after it was reassigned."""
    return [
        f"{mention(to)} decides in {mention(asked)}’s place." for asked, to in holders(handover).items() if to != asked
    ]


def away_lines(covers: Sequence[Cover]) -> list[str]:
    """Return who of those who are asked is away, until when, and who decides meanwhile."""
    return [f"{mention(one.absence.who)} is away until {until(one.absence)}; {_meanwhile(one)}." for one in covers]


def own_lines(user: str, away: Sequence[Absence], places: Sequence[Absence]) -> list[str]:
    """Return what `user` should know of themselves: that they are `away`, and in whose `places` they decide."""
    own = [
        f"You are away until {until(one)}; "
        f"{f'{mention(one.stand_in)} decides in your place' if one.stand_in else 'nobody stands in'}. "
        "`/brief away end` says that you are back."
        for one in away
        if one.who == user
    ]
    return [*own, *(f"You decide in {mention(one.who)}’s place until {until(one)}." for one in places[:MOST_NAMED])]


def place_line(covers: Sequence[Cover]) -> str:
    """Return in whose place the reader decides, who has the place of each of `covers`."""
    whose = listed([f"{mention(one.absence.who)}’s" for one in covers], "and")
    ends = {until(one.absence) for one in covers}
    return f"In {whose} place" + (f", away until {ends.pop()}" if len(ends) == 1 else "")


def away_in_short(covers: Sequence[Cover]) -> list[str]:
    """Return the same for a line of a list: of very many the first two."""
    left = len(covers) - MOST_IN_SHORT
    return [*away_lines(covers[:MOST_IN_SHORT]), *([f"… and {left} more away."] if left > 0 else [])]


def away_blocks(covers: Sequence[Cover]) -> list[Block]:
    """Return the same as a paragraph, if anybody is away; of very many the first few."""
    lines = away_lines(covers[:MOST_NAMED])
    return [section("\n".join(lines))] if lines else []


def _meanwhile(cover: Cover) -> str:
    return f"{mention(cover.by)} decides in their place" if cover.by else "nobody stands in"


def until(absence: Absence) -> str:
    """Return the last day of an absence."""
    return short_day(absence.last_day, absence.first_day)


def reassigned(brief: Brief, event: Reassigned) -> str:
    """Return who had whose request reassigned to whom."""
    what = f"{title(brief, event.stage)}, revision {event.revision}"
    if event.to == event.asked:
        return f"{mention(event.by)} gave {what}, back to {mention(event.asked)}."
    whose = "their part" if event.asked == event.by else f"{mention(event.asked)}’s part"
    return f"{mention(event.by)} handed {whose} in {what}, to {mention(event.to)}."


def place_post(brief: Brief, handover: Handover, asked: list[str], url: str | None, why: str) -> Post:
    """Return what somebody is told who is to decide in the place of `asked`; `why` is finished mrkdwn."""
    stage = brief.stage_named(handover.stage)
    named = link(url, shorten(called(brief), LONGEST_NAME)) if url else f"*{name(brief, 600)}*"
    where = f", in {channel(stage.channel)}" if stage else ""
    what = f"{named} ({brief.id}, revision {handover.revision}) waits for your decision"
    whose = listed([mention(one) for one in asked], "and")
    lines = [f"{what} at {title(brief, handover.stage)}{where}, in {whose}’s place.", why]
    text = f"Please decide on {name(brief)} ({brief.id}, revision {handover.revision}) in somebody’s place"
    return Post(text, [section("\n".join(lines)), context("Baton’s Home tab has the buttons too.")])
