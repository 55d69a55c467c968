"""How is a link for somebody without Slack asked for, shown once, listed and revoked?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.views.blocks import Block, button, confirm, context, divider, header, plain, section
from bot.views.buttons import MAKE_LINK, REVOKE_LINK, LinkValue, RevokeValue
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import date, escaped, mention
from bot.views.post import Post
from bot.views.wording import by_name, name, noun, title
from workflow.brief import Brief
from workflow.drafting.words import count
from workflow.links import LONGEST, LONGEST_NAME, Link, name_of_person
from workflow.values import InvalidInput, clean

CALLBACK_ID = "link"
USUAL_DAYS = 7
LONGEST_EMAIL = 200
MOST_SHOWN = 20

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_DAYS = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Shown:
    """A link as a list shows it: whose address it was meant for, and how often it was opened, last when."""

    link: Link
    email: str | None = None
    opens: int = 0
    last_opened_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What somebody wants a link for."""

    brief: str
    stage: str
    name: str
    email: str | None
    days: int


def link_button(brief: Brief, stage: str | None = None) -> Block:
    """Return the button that asks for a link; without `stage` the form asks for which one."""
    return button("Invite by link", MAKE_LINK, LinkValue(brief=brief.id, stage=stage).dumps())


def link_modal(brief: Brief, stages: Sequence[str], links: Sequence[Shown], now: datetime) -> dict[str, Any]:
    """Return the modal that asks for whom a link to one of `stages` is, and shows the links that there are."""
    only = stages[0] if len(stages) == 1 else None
    value = LinkValue(brief=brief.id, stage=only)
    where = [] if only else [_stage_question(brief, stages)]
    listed = [divider(), header(f"Links of this {noun(brief)}"), *_rows(brief, links, now)] if links else []
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Link without Slack", 24),
        "submit": plain("Make the link", 24),
        "close": plain("Close", 24),
        "private_metadata": value.dumps(),
        "blocks": [section(_introduction(brief, only)), *where, *_questions(), *listed],
    }


def read_link(view: Mapping[str, Any]) -> Asked:
    """Return what the submitted modal asks for.

    Raises:
        InvalidInput: with a sentence for each field that has to be mended.
        OldButton: when it does not say what it was opened for.
    """
    value = LinkValue.loads(str(view.get("private_metadata", "")))
    values = view["state"]["values"]
    held = {key: clean(str(answer(values.get(key)) or "")) for key in ("stage", "name", "email", "days")}
    called, days = name_of_person(held["name"]), held["days"]
    wrong = {
        "name": "Write the name under which they decide." if not called else None,
        "email": "Write it like jo@example.com, or leave it empty." if not _is_address(held["email"]) else None,
        "days": f"Write a number of days from 1 to {LONGEST.days}." if not _is_possible(days) else None,
    }
    errors = {field: sentence for field, sentence in wrong.items() if sentence}
    if errors:
        raise InvalidInput(errors)
    return Asked(value.brief, value.stage or held["stage"], called[:LONGEST_NAME], held["email"] or None, int(days))


def _is_address(text: str) -> bool:
    return not text or (len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None)


def _is_possible(days: str) -> bool:
    return _DAYS.fullmatch(days) is not None and 1 <= int(days) <= LONGEST.days


def given_modal(brief: Brief, link: Link, address: str) -> dict[str, Any]:
    """Return the modal that shows a new link, once."""
    warning = (
        "*Copy it now and send it to them yourself.* Baton does not keep it and cannot show it again. "
        "Whoever has it can decide in their name, so send it to nobody else."
    )
    opening = (
        f"*{by_name(link)}* can open this address and decide about {name(brief)} ({brief.id}) "
        f"for {title(brief, link.stage)}, {date(link.until, 'until ')}:"
    )
    lines = (opening, f"```{escaped(address, 1000)}```", warning)
    blocks = [*map(section, lines), context(f"`/brief links {brief.id}` shows who has a link, and revokes one.")]
    return {"type": "modal", "title": plain("Copy the link", 24), "close": plain("Done", 24), "blocks": blocks}


def links_post(brief: Brief, links: Sequence[Shown], now: datetime, said: str | None = None) -> Post:
    """Return the links of a brief, each with a way to revoke it while it holds; `said` is what just happened."""
    text = f"{count(len(links), 'link')} of {name(brief)} ({brief.id})"
    news = [section(escaped(said, 300))] if said else []
    return Post(text, [*news, section(f"*{text}*"), *_rows(brief, links, now)])


def _introduction(brief: Brief, stage: str | None) -> str:
    where = title(brief, stage) if stage else "a stage outside of the team"
    return (
        f"{name(brief)} ({brief.id}), {where}.\n"
        "One person without Slack gets a private address: they read the clean copy there, accept it or ask for "
        "changes, and are recorded under their own name."
    )


def _stage_question(brief: Brief, stages: Sequence[str]) -> Block:
    choices = [option(stage.title, stage.name) for stage in brief.chain if stage.name in stages]
    return question("stage", "For which stage?", {"type": "static_select", "options": choices})


def _questions() -> list[Block]:
    named: Block = {"type": "plain_text_input", "max_length": LONGEST_NAME, **placeholder("Jo Smith")}
    address: Block = {"type": "plain_text_input", "max_length": LONGEST_EMAIL, **placeholder("jo@example.com")}
    days: Block = {"type": "number_input", "is_decimal_allowed": False, "initial_value": str(USUAL_DAYS)}
    bounds = {"min_value": "1", "max_value": str(LONGEST.days)}
    return [
        question("name", "Their name", named, hint="Shown wherever it says who decided."),
        question("email", "Their e-mail", address, hint="For the record only: Baton writes to nobody.", optional=True),
        question("days", "Days until it expires", {**days, **bounds}, hint=f"{LONGEST.days} at most."),
    ]


def _rows(brief: Brief, links: Sequence[Shown], now: datetime) -> list[Block]:
    if not links:
        return [section(f"Nobody has a link to this {noun(brief)}.")]
    newest = list(reversed(links))[:MOST_SHOWN]
    left = len(links) - len(newest)
    return [*(_row(brief, one, now) for one in newest), *([context(f"… and {left} older ones.")] if left else [])]


def _row(brief: Brief, shown: Shown, now: datetime) -> Block:
    link = shown.link
    address = f" ({escaped(shown.email, LONGEST_EMAIL)})" if shown.email else ""
    lines = [
        f"*{by_name(link)}*{address} for {title(brief, link.stage)}",
        f"Made by {mention(link.by)}, {date(link.made_at)}. {_use(shown)}",
        _standing(brief, link, now),
    ]
    holds = link.holds(now) and not brief.status.is_final
    return section("\n".join(lines), _revoke(brief, link) if holds else None)


def _use(shown: Shown) -> str:
    if not shown.opens or shown.last_opened_at is None:
        return "Not opened yet."
    return f"Opened {count(shown.opens, 'time')}, {date(shown.last_opened_at, 'last ')}."


def _standing(brief: Brief, link: Link, now: datetime) -> str:
    if link.revoked_at and link.revoked_by:
        return f"Revoked by {mention(link.revoked_by)}, {date(link.revoked_at)}."
    if brief.status.is_final:
        return f"Ended with the {noun(brief)}."
    return f"Works {date(link.until, 'until ')}." if link.holds(now) else f"Expired {date(link.until)}."


def _revoke(brief: Brief, link: Link) -> Block:
    value = RevokeValue(brief=brief.id, person=link.person).dumps()
    sure = confirm("Revoke this link?", f"{by_name(link)} cannot decide by it any more.", "Revoke", "Leave it")
    return button("Revoke", REVOKE_LINK, value, style="danger", confirm=sure)
