"""What does the team want of its briefs, what does it keep rewriting, and how does one become the other?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Block, actions, button, confirm, context, plain, section
from bot.views.buttons import WITHDRAW_GUIDANCE, WRITE_GUIDANCE, GuidanceValue, OldButton, SectionValue
from bot.views.inputs import answer, chosen, option, placeholder, question
from bot.views.leverage import proposal_line
from bot.views.mrkdwn import escaped, mention
from bot.views.post import Post
from workflow.draft import Section
from workflow.drafting.words import count, day
from workflow.guidance import LONGEST_GUIDANCE, Guidance, Proposal
from workflow.latency import FEWEST
from workflow.values import clean

CALLBACK_ID = "guidance"
SHORTEST = 10
MOST_SHOWN = 20
_LONGEST_ASKED = 160
_SECTIONS = [option(one.label, one.value) for one in Section if one not in {Section.APPROVALS, Section.SOURCES}]


@dataclass(frozen=True)
class GuidanceAnswer:
    """What somebody wrote for a section, and where the list that they came from is answered."""

    section: Section | None
    text: str
    response_url: str


def guidance_post(standing: Sequence[Guidance], proposed: Sequence[Proposal], looked_at: int, said: str = "") -> Post:
    """Return what stands and what is proposed, from the `looked_at` briefs completed last; `said` stands before it."""
    write = button("Write guidance", WRITE_GUIDANCE, SectionValue().dumps())
    head = [section(said)] if said else []
    shown = [_line(one) for one in standing[-MOST_SHOWN:]]
    none = [section("The team has no standing guidance yet.")]
    title = section("*Standing guidance* that drafts follow and show in its section.")
    text = said or f"{len(standing)} lines of standing guidance, {len(proposed)} proposed."
    return Post(
        text,
        [
            *head,
            *([title, *shown] if shown else none),
            *_proposed(proposed, looked_at, others=bool(standing)),
            actions([write]),
        ],
    )


def _line(one: Guidance) -> Block:
    told = f"*{one.section.label}*\n> {escaped(one.text, LONGEST_GUIDANCE)}"
    who = f"accepted by {mention(one.accepted_by)} on {day(one.accepted_at.date())}"
    sure = confirm("Withdraw it?", "Later drafts follow it no more; earlier ones stay as they are.", "Withdraw", "Keep")
    value = GuidanceValue(number=one.number).dumps()
    return section(f"{told}\n{who}", button("Withdraw", WITHDRAW_GUIDANCE, value, confirm=sure))


def _proposed(proposed: Sequence[Proposal], looked_at: int, *, others: bool) -> Iterator[Block]:
    if not proposed:
        which = "No other section" if others else "No section"
        seen = f"{count(looked_at, 'completed brief')} looked at, {FEWEST} at least needed"
        yield context(f"{which} is rewritten often: {seen}.")
        return
    yield section("*Often rewritten.* Say once what the draft should do instead.")
    for one in proposed:
        value = SectionValue(section=one.section).dumps()
        yield section(
            f"*{one.section.label}* {proposal_line(one)}{_asked(one)}", button("Write", WRITE_GUIDANCE, value)
        )


def _asked(one: Proposal) -> str:
    return "".join(f"\n> {escaped(note, _LONGEST_ASKED)}" for note in one.asked)


def guidance_modal(chosen_section: Section | None, response_url: str) -> dict[str, Any]:
    """Return the modal in which somebody writes what the team wants."""
    first = chosen(_SECTIONS, [chosen_section.value] if chosen_section else [])
    select: Block = {"type": "static_select", "options": _SECTIONS, **({"initial_option": first[0]} if first else {})}
    text: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "min_length": SHORTEST,
        "max_length": LONGEST_GUIDANCE,
        **placeholder("Plan two weeks for legal before anything that is printed"),
    }
    hint = "It stands in that section of every later draft, with your name, until somebody withdraws it."
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Standing guidance", 24),
        "submit": plain("Let it stand", 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps({"response_url": response_url}),
        "blocks": [question("section", "Section", select), question("text", "What should it do?", text, hint=hint)],
    }


def read_guidance(view: Mapping[str, Any]) -> GuidanceAnswer:
    """Return what the submitted modal says.

    Raises:
        OldButton: when it cannot be read.
    """
    values = view["state"]["values"]
    picked, text = answer(values.get("section")), clean(str(answer(values.get("text")) or ""))
    try:
        where = str(json.loads(str(view.get("private_metadata", "")))["response_url"])
        return GuidanceAnswer(Section(str(picked)) if picked else None, text, where)
    except (KeyError, TypeError, ValueError):
        raise OldButton from None
