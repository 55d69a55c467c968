"""How is the team's own template shown in Slack: asked for, mapped, put in force, set aside?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.views.blocks import Block, actions, button, confirm, plain, section, sections
from bot.views.buttons import (
    CHOOSE_PLACE,
    DISCARD_TEMPLATE,
    OWN_DESIGN,
    PREVIEW_TEMPLATE,
    REPLACE_TEMPLATE,
    USE_TEMPLATE,
    TemplateValue,
)
from bot.views.inputs import option, placeholder, question
from bot.views.mrkdwn import date, escaped, mention
from bot.views.post import Post
from workflow.drafting.words import count

CALLBACK_ID = "template"
MOST_CHOICES = 20
MOST_ADDED = 5
LONGEST_WORDS = 200
_CHOSEN = "choose:"
_HEADLINE = 300
_LATER = "Briefs that are written from now on are in it; documents that exist stay as they are."


@dataclass(frozen=True)
class Offer:
    """A template that somebody brought, as its card shows it.

    Attributes:
        recognised: the words of each place and the name of what fills it.
        unrecognised: the words of each place that nothing fills.
        added: names of what the template has no place for.
        choices: what can be chosen for a place: its value and its name.
    """

    number: int
    file: str
    recognised: Sequence[tuple[str, str]]
    unrecognised: Sequence[str]
    added: Sequence[str]
    choices: Mapping[str, str]


def template_modal() -> dict[str, Any]:
    """Return the modal that takes the team's template."""
    element: Block = {"type": "file_input", "filetypes": ["docx", "dotx"], "max_files": 1}
    hint = "Names like {{audience}}, labels in tables, content controls, or headings, even if they are only bold text."
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Your template", 24),
        "submit": plain("Read it", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            section("Baton writes briefs into your own Word document. You see what it recognises before it is used."),
            question("file", "The template, as a Word file", element, hint=hint),
            section("You get the card in a direct message from Baton."),
        ],
    }


def offer_post(offer: Offer) -> Post:
    """Return the card on which the team chooses for what Baton does not recognise, and puts the template in force."""
    name, open_places = escaped(offer.file, _HEADLINE), list(dict.fromkeys(offer.unrecognised))
    whole = len(offer.recognised) + len(offer.unrecognised)
    text = f"{name}: {len(offer.recognised)} of {whole} places recognised."
    mapped = [f"• {escaped(words, LONGEST_WORDS)} → _{name}_" for words, name in offer.recognised]
    shown = [words for words in open_places if len(words) <= LONGEST_WORDS][:MOST_CHOICES]
    return Post(
        text,
        [
            section(f"*{name}*: {len(offer.recognised)} of {whole} places recognised."),
            *sections(mapped),
            *_asked(shown, len(open_places) - len(shown), offer.choices),
            *_rest(offer.added),
            actions(_buttons(offer.number)),
        ],
    )


def _asked(places: Sequence[str], more: int, choices: Mapping[str, str]) -> list[Block]:
    if not places:
        return []
    these = "this one" if len(places) == 1 else f"these {len(places)}"
    beyond = f" {count(more, 'more place')} cannot be chosen for here." if more else ""
    asked = f"*Choose for {these}.* What you do not choose stands in every brief marked in yellow.{beyond}"
    return [section(asked), *(_choice(words, choices) for words in places)]


def _choice(words: str, choices: Mapping[str, str]) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": CHOOSE_PLACE,
        "options": [option(name, value) for value, name in choices.items()],
        **placeholder("Choose…"),
    }
    return {**section(escaped(words, LONGEST_WORDS * 2), element), "block_id": f"{_CHOSEN}{words}"}


def _rest(added: Sequence[str]) -> list[Block]:
    if not added:
        return []
    more = f" and {len(added) - MOST_ADDED} more" if len(added) > MOST_ADDED else ""
    return [
        section(f"It has no place for: {', '.join(added[:MOST_ADDED])}{more}. That stands at the end of every brief.")
    ]


def _buttons(number: int) -> list[Block]:
    value = TemplateValue(template=number).dumps()
    return [
        button("Use this template", USE_TEMPLATE, value, style="primary"),
        button("Preview again", PREVIEW_TEMPLATE, value),
        button("Discard", DISCARD_TEMPLATE, value),
    ]


def read_choices(state: Mapping[str, Any]) -> dict[str, str]:
    """Return what was chosen on the card, by the words of the place."""
    found: dict[str, str] = {}
    for block, elements in (state.get("values") or {}).items():
        option = (elements.get(CHOOSE_PLACE) or {}).get("selected_option")
        if block.startswith(_CHOSEN) and option:
            found[block.removeprefix(_CHOSEN)] = str(option["value"])
    return found


def used_post(file: str, by: str) -> Post:
    """Return what the card becomes once its template is in force."""
    name = escaped(file, _HEADLINE)
    text = f"*{name}* is the team's template now, set by {mention(by)}.\n{_LATER}"
    return Post(f"{name} is the team's template now.", [section(text)])


def discarded_post(file: str) -> Post:
    """Return what the card becomes once its template was discarded."""
    text = f"{escaped(file, _HEADLINE)} was discarded. Nothing has changed."
    return Post(text, [section(text)])


def in_force_post(file: str, by: str, since: datetime) -> Post:
    """Return which template is in force, with what can be done about it."""
    text = f"*{escaped(file, _HEADLINE)}* is the team's template {date(since, 'since ')}, set by {mention(by)}."
    sure = confirm("Back to Baton's own design?", "Briefs written from now on have it.", "Go back", "Keep")
    buttons = [
        button("Use another template", REPLACE_TEMPLATE, "template"),
        button("Back to Baton's own design", OWN_DESIGN, "template", confirm=sure),
    ]
    return Post("The team's template", [section(text), actions(buttons)])


def own_design_post() -> Post:
    """Return what is said once Baton's own design is in force again."""
    text = "Briefs written from now on are in Baton's own design. Documents that exist stay as they are."
    return Post(text, [section(text)])
