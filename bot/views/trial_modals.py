"""What is asked about a trial of the agent: its rules, a person's brief, and the decision at its end?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.views.blocks import Block, context, plain, section
from bot.views.buttons import PairValue, SeenTrialValue, TrialValue
from bot.views.campaign_modal import campaign_questions
from bot.views.inputs import answer, option, placeholder, question
from workflow.shadow.figures import FEWEST_PAIRS, TrialFigures
from workflow.shadow.rules import REVIEWERS
from workflow.shadow.telling import verdict_line
from workflow.shadow.trial import Pair, Trial
from workflow.team import Team
from workflow.values import InvalidInput, clean, parse_number

START_CALLBACK_ID = "shadow_start"
PAIR_CALLBACK_ID = "shadow_pair"
FILE_CALLBACK_ID = "shadow_file"
LIVE_CALLBACK_ID = "shadow_live"
END_CALLBACK_ID = "shadow_end"

USUAL_TRIAL = timedelta(weeks=2)
USUAL_BAR = 50
MOST_MINUTES = 10_000
LONGEST_REASON = 1000
MOST_REVIEWERS = 20
_HIGHEST_BAR = 95
_ASKED = "model"


def start_modal(today: date, model: str | None = None) -> dict[str, Any]:
    """Return the modal in which an admin fixes the rules of a trial; `model` is the one that is set up, if any is."""
    told = (
        "For each brief that somebody writes as always, the agent writes one from the same inputs and routes nothing. "
        "Two reviewers who wrote neither compare them blind. What you fix here stands until the trial ends."
    )
    bar: Block = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
    return _modal(
        START_CALLBACK_ID,
        "Start a trial",
        "Start",
        [
            section(told),
            question("first_day", "First day", {"type": "datepicker", "initial_date": today.isoformat()}),
            question("last_day", "Last day", {"type": "datepicker", "initial_date": (today + USUAL_TRIAL).isoformat()}),
            question(
                "reviewers",
                "Who judges?",
                {
                    "type": "multi_users_select",
                    "max_selected_items": MOST_REVIEWERS,
                    **placeholder("Two people or more"),
                },
                hint="Nobody judges a brief that they worked on: choose three or more if some of them write too.",
            ),
            question(
                "readers",
                "Who else may see the figures?",
                {
                    "type": "multi_users_select",
                    "max_selected_items": MOST_REVIEWERS,
                    **placeholder("Admins always may"),
                },
                optional=True,
            ),
            question(
                "bar",
                "The bar, in percent",
                {**bar, "max_value": str(_HIGHEST_BAR), "initial_value": str(USUAL_BAR)},
                hint="The trial is passed when the low end of the 95% interval of the agent's preference reaches it: "
                f"its wins, ties as half. At 50 it has to be preferred. Nothing is said under {FEWEST_PAIRS} pairs.",
            ),
            _model_judge(model),
        ],
    )


def _model_judge(model: str | None) -> Block:
    if model is None:
        return context("No language model is set up, so that only people judge.")
    label = "Shall a language model judge too, apart?"
    box: Block = {"type": "checkboxes", "options": [option(f"Yes: {model}", _ASKED)]}
    return question(
        "model_judge",
        label,
        box,
        hint="It is shown apart and never counted. Once both reviewers have judged a pair, the words of its two "
        "briefs are sent to the model, without names.",
        optional=True,
    )


@dataclass(frozen=True)
class Rules:
    """The rules of a trial as an admin typed them."""

    first_day: date
    last_day: date
    reviewers: tuple[str, ...]
    readers: tuple[str, ...]
    bar: int
    model_judge: str


def read_start(values: Mapping[str, Any], today: date, model: str | None = None) -> Rules:
    """Return the rules that the submitted modal states; `model` is the language model that is set up, if any is.

    Raises:
        InvalidInput: naming the fields at fault.
    """
    first, last = (date.fromisoformat(str(answer(values.get(name)))) for name in ("first_day", "last_day"))
    reviewers = _people(values, "reviewers")
    errors = {}
    if first < today:
        errors["first_day"] = "This day is over. Begin today or later."
    if last < first:
        errors["last_day"] = "The last day is before the first."
    if len(reviewers) < REVIEWERS:
        errors["reviewers"] = "Choose at least two people: two judge each pair."
    bar = _whole(values, "bar", _HIGHEST_BAR)
    if bar is None:
        errors["bar"] = f"Write a whole number from 1 to {_HIGHEST_BAR}."
    asks_model = bool(answer(values.get("model_judge")))
    if asks_model and model is None:
        errors["model_judge"] = "No language model is set up any more. Take the tick away."
    if errors or bar is None:
        raise InvalidInput(errors)
    return Rules(first, last, reviewers, _people(values, "readers"), bar, (asks_model and model) or "")


def _people(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    held = answer(values.get(name))
    return tuple(dict.fromkeys(map(str, held))) if isinstance(held, list) else ()


def _whole(values: Mapping[str, Any], name: str, most: int) -> int | None:
    """Return a whole number from 1 to `most`; None for anything else."""
    try:
        found = parse_number(answer(values.get(name)))
    except ValueError:
        return None
    number = int(str(found)) if str(found).isdigit() else 0
    return number if 1 <= number <= most else None


def pair_modal(trial: Trial, team: Team, today: date) -> dict[str, Any]:
    """Return the modal that takes a brief that a person wrote, with the inputs that it was written from."""
    told = (
        f"Trial {trial.number}: the brief that you wrote becomes SHD-{trial.next_pair}. The agent gets these answers "
        "and nothing else, so state what you knew when you wrote. Nothing is routed, and your own brief goes its usual "
        "way."
    )
    if trial.started.model_judge:
        told += (
            f" After two people, the language model {trial.started.model_judge} compares the two as well: the words of "
            "your document are sent to it, without names."
        )
    minutes: Block = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", **placeholder("240")}
    return _modal(
        PAIR_CALLBACK_ID,
        "A brief for the trial",
        "Send",
        [
            context(told),
            question("file", "Your brief, as a Word file", _file(), hint="Its looks, names and comments are left out."),
            question("minutes", "Minutes it took you", minutes, hint="Work, not waiting: all who wrote, together."),
            question(
                "helpers",
                "Who else worked on it?",
                _people_input("Nobody"),
                hint="They do not judge this pair.",
                optional=True,
            ),
            *_unfocused(campaign_questions(team, today)),
        ],
        TrialValue(trial=trial.number).dumps(),
    )


def _people_input(example: str) -> Block:
    return {"type": "multi_users_select", "max_selected_items": MOST_REVIEWERS, **placeholder(example)}


def _file() -> Block:
    return {"type": "file_input", "filetypes": ["docx"], "max_files": 1}


def _unfocused(blocks: list[Block]) -> list[Block]:
    for block in blocks:
        block["element"].pop("focus_on_load", None)
    return blocks


def read_minutes(values: Mapping[str, Any]) -> int:
    """Return how many minutes the writer says it took.

    Raises:
        InvalidInput: naming the field, when that is no whole number of them.
    """
    minutes = _whole(values, "minutes", MOST_MINUTES)
    if minutes is None:
        raise InvalidInput({"minutes": f"Write whole minutes, from 1 to {MOST_MINUTES:,}."})
    return minutes


def read_helpers(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return who else worked on the brief."""
    return _people(values, "helpers")


def file_modal(trial: Trial, pair: Pair) -> dict[str, Any]:
    """Return the modal that takes another file for a pair whose document could not be read."""
    value = PairValue(trial=trial.number, pair=pair.number).dumps()
    asked = question("file", "Your brief, as a Word file", _file())
    return _modal(FILE_CALLBACK_ID, f"The brief of {pair.id}", "Send", [asked], value)


def live_modal(figures: TrialFigures) -> dict[str, Any]:
    """Return the modal in which an admin decides on the figures that it shows."""
    trial = figures.trial
    told = f"*{verdict_line(figures)}*\nWith your decision, these figures and your reason are kept, and the trial ends."
    value = SeenTrialValue(trial=trial.number, position=trial.counted).dumps()
    return _modal(LIVE_CALLBACK_ID, "Go live", "Go live", [section(told), _reason("Why?")], value)


def end_modal(trial: Trial) -> dict[str, Any]:
    """Return the modal in which an admin ends a trial without going live."""
    told = f"Trial {trial.number} takes no more briefs and judgements. Its figures stay, and can still be decided on."
    value = TrialValue(trial=trial.number).dumps()
    return _modal(END_CALLBACK_ID, "End the trial", "End it", [section(told), _reason("Why?")], value)


def read_reason(values: Mapping[str, Any]) -> str:
    """Return why an admin decided so."""
    return clean(str(answer(values.get("reason")) or ""))


def _reason(label: str) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": True, "min_length": 3, "max_length": LONGEST_REASON}
    return question("reason", label, element, hint="It stands in the report.")


def _modal(callback_id: str, title: str, submit: str, blocks: list[Block], value: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain("Cancel", 24),
        "private_metadata": value,
        "blocks": blocks,
    }
