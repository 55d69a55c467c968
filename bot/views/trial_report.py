"""What does a trial of the agent come to so far, for those who may see it?"""

from bot.views.blocks import Block, actions, button, context, divider, fields, header, section, sections
from bot.views.buttons import END_TRIAL, GO_LIVE, TRIAL_REPORT, TrialValue
from bot.views.mrkdwn import date, escaped, mention, quoted
from bot.views.post import Post
from workflow.drafting.words import count, day
from workflow.shadow import telling as told
from workflow.shadow.apart import ModelFigures
from workflow.shadow.figures import TrialFigures
from workflow.shadow.questions import Question, Side
from workflow.shadow.trial import Trial
from workflow.surviving import together

MOST_BLOCKED = 5
MOST_FAILURES = 3


def waiting_post() -> Post:
    """Return what is said while the figures are folded."""
    return Post("The figures follow in a moment.", [section("The figures follow in a moment.")])


def word_post() -> Post:
    """Return what is said while the Word report is written."""
    text = "The Word report follows in your direct messages."
    return Post(text, [section(text)])


def document_post(figures: TrialFigures) -> Post:
    """Return the message under which the Word report stands."""
    trial = figures.trial.number
    text = f"*The report of trial {trial}* is in the thread.\n{told.verdict_line(figures)}"
    return Post(f"The report of trial {trial}", [section(text)])


def started_post(trial: Trial) -> Post:
    """Return what the admin who started a trial is told."""
    begun = trial.started
    people = ", ".join(map(mention, begun.reviewers))
    text = (
        f"*Trial {trial.number} runs from {day(begun.first_day)} to {day(begun.last_day)}.* Judges: {people}. "
        f"The bar is {begun.bar}%.\nWhoever writes a brief now brings it with `/brief shadow`. "
        "`/brief shadow report` shows how it goes."
    )
    if begun.model_judge:
        text += f"\nThe language model {escaped(begun.model_judge, 100)} judges too, shown apart and never counted."
    return Post(f"Trial {trial.number} has begun.", [section(text)])


def report_post(figures: TrialFigures, apart: ModelFigures | None = None, *, is_admin: bool) -> Post:
    """Return the figures of a trial on one screen, with what an admin may do about it; its model's stand `apart`."""
    trial = figures.trial
    verdict = told.verdict_line(figures)
    return Post(
        f"Trial {trial.number}. {verdict}",
        [
            header(f"Trial {trial.number} of the agent"),
            section(f"*{verdict}*"),
            fields(_facts(figures)),
            section(_questions(figures)),
            *sections(_more(figures)),
            *_end(trial),
            context("What each figure means, and what it does not say: docs/figures.md."),
            actions(_buttons(trial, is_admin=is_admin)),
            *(_apart(apart) if apart else ()),
        ],
    )


def _apart(found: ModelFigures) -> list[Block]:
    """Return what the model judge says, under a line and after everything else."""
    failures = [f"{pair} was not judged: {escaped(why, 300)}" for pair, why in found.failures.items()]
    more = [f"{count(len(failures) - MOST_FAILURES, 'more pair')} not judged."] if len(failures) > MOST_FAILURES else []
    return [
        divider(),
        section(f"*Apart, not counted: the language model {escaped(found.model, 100)}*"),
        fields(told.model_lines(found)),
        *sections([*failures[:MOST_FAILURES], *more]),
        context(told.NOT_COUNTED),
    ]


def _facts(figures: TrialFigures) -> dict[str, str]:
    minutes = figures.minutes
    left = f"{figures.pairs} counted, {figures.waiting} waiting"
    failed = f", {figures.failed} not drafted (counted as lost)" if figures.failed else ""
    survived = together(figures.survival).share
    return {
        "Pairs": left + failed,
        "The agent": told.outcome_line(figures.outcomes),
        "Reviewers agree": told.agreement_line(figures.agreement),
        "Place": told.position_line(figures.position),
        "Guesses": told.guess_line(figures.guessed),
        "Minutes (median)": f"people {told.minutes_line(minutes[Side.PERSON])}, "
        f"agent {told.minutes_line(minutes[Side.AGENT])}",
        "Agent's words also in people's": "none yet" if survived is None else told.percent(survived),
    }


def _questions(figures: TrialFigures) -> str:
    tallies = ((question.label, figures.by_question[question]) for question in Question)
    lines = [f"• {label}: {one.agent} / {one.neither} / {one.person}" for label, one in tallies]
    return "\n".join(["*Better on…* (single answers: agent / no difference / people)", *lines])


def _more(figures: TrialFigures) -> list[str]:
    floor = [f"{told.SIDE[side]} {told.floor_line(figures.floor[side])}" for side in Side]
    filled = [f"{told.SIDE[side]} {_filled(figures, side)}" for side in Side]
    blocked = [(pair, who, why) for pair in figures.trial.pairs for who, why in pair.blocked.items()]
    waits = [f"{pair.id} could not be shown to {mention(who)}: {escaped(why, 300)}" for pair, who, why in blocked]
    return [
        f"*Quality floor* (checks passed): {'; '.join(floor)}.",
        f"*Sections filled*: {'; '.join(filled)}.",
        *waits[:MOST_BLOCKED],
    ]


def _filled(figures: TrialFigures, side: Side) -> str:
    coverage = figures.coverage[side]
    if not figures.compared:
        return "none yet"
    return f"{sum(coverage.values()) / figures.compared:.1f} of {len(coverage)} on average"


def _end(trial: Trial) -> list[Block]:
    lines = []
    if trial.ended is not None:
        lines.append(f"Ended by {mention(trial.ended.by)} {date(trial.ended.at, 'on ')}.")
        lines.append(quoted(trial.ended.reason, 1000))
    if trial.live is not None:
        live = trial.live
        on = f"{count(live.pairs, 'pair')}: {live.wins} won, {live.ties} tied, {live.losses} lost, bar {live.bar}%"
        lines.append(f"{mention(live.by)} decided to go live {date(live.at, 'on ')}, on {on}.")
        lines.append(quoted(live.reason, 1000))
    return sections(lines)


def _buttons(trial: Trial, *, is_admin: bool) -> list[Block]:
    value = TrialValue(trial=trial.number).dumps()
    buttons = [button("Word report", TRIAL_REPORT, value)]
    if is_admin and trial.live is None:
        buttons.append(button("Go live…", GO_LIVE, value, style="primary"))
        buttons += [] if trial.ended else [button("End the trial…", END_TRIAL, value)]
    return buttons
