"""What does Baton answer to one person alone?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.views.blocks import LONGEST_SECTION, context, header, section, sections
from bot.views.durations import spoken
from bot.views.in_place import away_blocks, away_in_short
from bot.views.mrkdwn import date, escaped, shorten
from bot.views.mrkdwn import link as link_to
from bot.views.post import Post
from bot.views.standing import headline, in_short, progress, standing
from bot.views.wording import called, footer, name, noun
from workflow.brief import Brief
from workflow.cover import Cover
from workflow.drafting.words import count

MOST_LISTED = 20
LONGEST_TYPED = 500

_HELP = """\
*Baton writes campaign briefs and carries them through approval.*
`/brief`  answer a few questions; Baton writes the brief and asks each stage for approval
`/brief status`  where your brief stands; `/brief status BRF-1` asks for one by its id
`/brief list`  all briefs, the newest first
`/brief revise BRF-1`  send the document back, edited in Word; or drop it into the brief's thread
`/brief links BRF-1`  who may decide on it by a link, without Slack, and take a link back
`/brief digest`  where time was lost this week; `/brief digest 2026-10` in a month
`/brief away until Friday @stand-in`  somebody decides in your place; `/brief away` shows who is away, `/brief away end`
`/brief report`  what came of a campaign; `/brief report BRF-1` takes over what its brief says
`/brief template`  the Word template that briefs are written into: bring your own, or see which one is in force
`/brief setup`  for admins: stages, channels, approvers, hours, the digest
`/brief guidance`  what every draft should do, by section, and what people keep rewriting
`/brief library`  prior campaigns and research that drafts may cite; drop files here in a direct message to add some
`/brief shadow`  compare the agent with people, blind: start a trial, or bring a brief to one; `/brief shadow report`

*Brief from this message*, in a message's menu, begins a brief from what somebody wrote.
Baton's Home tab shows what waits for you.

Approvers decide with the buttons on the message in their channel. A reply in a thread is not a decision."""


def help_post() -> Post:
    """Return what `/brief` can do."""
    return _only(
        "What /brief can do: status, list, revise, links, digest, away, template, library, setup, shadow, help.", _HELP
    )


def status_post(brief: Brief, due_at: datetime | None, link: str | None, away: Sequence[Cover] = ()) -> Post:
    """Return where a brief stands; `link` leads to the message that waits for a decision.

    `away` tells who of those who are asked is absent.
    """
    blocks = [
        header(called(brief)),
        section(progress(brief)),
        section(standing(brief, due_at)),
        *away_blocks(away),
        *([section(link_to(link, "Open the message"))] if link else []),
        context(footer(brief, brief.revision)),
    ]
    return Post(headline(brief), blocks)


def list_post(
    briefs: Sequence[Brief],
    now: datetime,
    total: int | None = None,
    away: Mapping[str, Sequence[Cover]] = MappingProxyType({}),
) -> Post:
    """Return the first twenty of `briefs` as lines, and how many more of `total` there are, as of `now`.

    `away` tells by the brief who of those who are asked is absent.
    """
    total = len(briefs) if total is None else total
    if not briefs:
        return unknown_brief_post("")
    lines = [brief_line(brief, now, away.get(brief.id, ())) for brief in briefs[:MOST_LISTED]]
    left = total - len(lines)
    more = [f"… and {left} more. `/brief status BRF-1` shows any of them by its id."] if left > 0 else []
    kinds = {noun(brief) for brief in briefs}
    return Post(count(total, kinds.pop() if len(kinds) == 1 else "brief"), sections([*lines, *more]))


def refusal_post(sentence: str, *, is_mrkdwn: bool = False) -> Post:
    """Return why a wish was refused; `sentence` is plain text unless it is finished mrkdwn."""
    text = shorten(sentence, LONGEST_SECTION) if is_mrkdwn else escaped(sentence, LONGEST_SECTION)
    return _only(text, text)


def told_post(text: str) -> Post:
    """Return a message of one paragraph; `text` is finished mrkdwn of at most 3,000 characters."""
    return _only(text, text)


def incident_post(incident_id: str) -> Post:
    """Return that something broke on our side, with the id under which it was logged."""
    text = (
        "Something broke on Baton's side. Please try again; if it happens again, give whoever runs Baton "
        f"this number: {escaped(incident_id, 100)}"
    )
    return _only(text, text)


def unknown_brief_post(text: str) -> Post:
    """Return that no brief was found, in the words of `text`; no words mean that there is none at all."""
    if not text.strip():
        return _only("There is no brief yet.", "There is no brief yet. Type `/brief` to begin one.")
    sentence = escaped(text, LONGEST_TYPED)
    return _only(sentence, f"{sentence} `/brief list` shows those there are.")


def opened_post(brief: Brief) -> Post:
    """Return that a brief was begun and where it can be followed."""
    text = f"{brief.id} is open: {name(brief)}. Baton writes it now and keeps you posted in a direct message."
    return _only(text, text)


def drawing_post() -> Post:
    """Return that the digest takes a moment."""
    text = "The digest is being drawn; it appears here in a moment."
    return _only(text, text)


def standing_since(brief: Brief) -> datetime:
    """Return since when a brief in flight stands where it does: the first open stay, or its last event."""
    stay = brief.open_handover
    return (stay.delivered_at or stay.handed_over_at) if stay else brief.changed_at


def brief_line(brief: Brief, now: datetime, away: Sequence[Cover] = ()) -> str:
    """Return a brief as one item of a list: what it is, where it stands, for how long, and who is away there."""
    age = date(brief.ended_at, "since ") if brief.ended_at else spoken(max(now - standing_since(brief), timedelta()))
    return "\n".join([f"• *{brief.id}*  {name(brief, 300)}", f"{in_short(brief)} · {age}", *away_in_short(away)])


def _only(text: str, shown: str) -> Post:
    return Post(text, [section(shown)])
