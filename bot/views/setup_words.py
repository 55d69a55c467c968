"""How are a team's settings told on a few lines: its hours, a stage, the digest, the admins, what changed?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.views.mrkdwn import approver, channel, date, escaped, mention, width
from bot.views.wording import listed, working_time
from workflow.conditions import Condition, in_words
from workflow.kinds.registry import WORKFLOWS, noun_of
from workflow.setup import Tables
from workflow.team import Team
from workflow.team_difference import Telling, differences

LONGEST_NAME = 300
LONGEST_CONDITION = 500
LONGEST_WORDS = 80
LONGEST_CHANGE = 900
_DAYS = {
    "mon": "Mondays",
    "tue": "Tuesdays",
    "wed": "Wednesdays",
    "thu": "Thursdays",
    "fri": "Fridays",
    "sat": "Saturdays",
    "sun": "Sundays",
}
_SHARES = {0.25: "a quarter", 0.5: "half", 0.75: "three quarters"}
_HOW_MANY = {"any": "one must approve", "all": "all must approve", "majority": "more than half must approve"}

IN_SLACK = Telling(person=approver, place=channel, words=lambda text: escaped(text, LONGEST_WORDS))
"""How a difference between two versions is written in a message."""


def change_lines(team: Team, before: Team | None) -> list[str]:
    """Return what differs from `before`, one line of a list for each part; a long one is cut between two changes."""
    return [f"• {_cut(line)}" for line in differences(before, team, IN_SLACK)]


def _cut(line: str) -> str:
    if width(line) <= LONGEST_CHANGE:
        return line
    kept: list[str] = []
    for piece in line.split("; "):
        if width("; ".join([*kept, piece])) > LONGEST_CHANGE:
            break
        kept.append(piece)
    return "; ".join([*kept, "and more"])


def team_line(team: Tables) -> str:
    """Return a team's name, hours, holidays and currency."""
    days = team.get("working_days") or ()
    hours = f"{days_in_words(days)} {escaped(str(team.get('working_hours', '')), 20)}"
    facts = [escaped(str(team.get("timezone", "")), 60), hours, _holidays(team.get("holidays"))]
    facts.append(escaped(str(team.get("currency", "")), 3))
    own = "\nAuthors may approve their own briefs." if team.get("self_approval") else ""
    return f"*{escaped(str(team.get('name', '')), LONGEST_NAME)}*\n{' · '.join(facts)}{own}"


def days_in_words(days: Sequence[str]) -> str:
    """Return weekdays as people write them: `Mon–Fri`, `Mon, Wed`."""
    order = list(_DAYS)
    numbers = [order.index(day) for day in days]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):  # noqa: PLR2004  # two are a pair
        return f"{days[0].capitalize()}–{days[-1].capitalize()}"
    return ", ".join(day.capitalize() for day in days)


def _holidays(held: object) -> str:
    if isinstance(held, str) and held:
        return f"public holidays of {escaped(held, 10)}"
    many = len(held) if isinstance(held, list | tuple) else 0
    return f"{many} holidays" if many > 1 else "1 holiday" if many else "no holidays"


def stage_line(number: int, stage: Tables, *, joins: bool = False) -> str:
    """Return what a stage is: where, who, how many of them, by when, and under which condition."""
    where = f" in {channel(stage['channel'])}" if stage.get("channel") else ""
    people = listed([approver(one) for one in stage["approvers"]], "or") if stage.get("approvers") else ""
    facts = [people, how_many(stage.get("required", 1)), f"within {working_time(stage.get('sla', '2d'))}"]
    facts += ["at the same time as the stage before"] * joins
    facts += ["people outside of the team"] * bool(stage.get("outside"))
    if stage.get("escalation"):
        facts.append(f"long overdue, {mention(stage['escalation'])} is told")
    lines = [f"*{number}. {escaped(stage['title'], LONGEST_NAME)}*{where}", " · ".join(filter(None, facts))]
    if stage.get("when"):
        condition = in_words(Condition.model_validate(stage["when"]))
        lines.append(f"Only when {escaped(condition, LONGEST_CONDITION)}.")
    return "\n".join(lines)


def how_many(required: Any) -> str:
    """Return how many must approve."""
    if required in _HOW_MANY:
        return _HOW_MANY[required]
    return "one must approve" if required == 1 else f"{required} must approve"


def digest_line(digest: Tables) -> str:
    """Return where and when the digest is posted."""
    day = _DAYS[digest.get("day", "mon")]
    return f"in {channel(digest['channel'])}, {day} at {escaped(str(digest.get('time', '09:00')), 5)}"


def reminders_line(reminders: Tables) -> str:
    """Return when people are reminded of a decision that they owe."""
    if reminders.get("off"):
        return "Nobody is reminded."
    first = share(reminders.get("nudge", 0.5))
    return f"People are reminded in the thread after {first} of a stage’s time, and directly when it is over."


def share(nudge: float) -> str:
    """Return a share of a stage's time as people say it."""
    return _SHARES.get(nudge, f"{nudge:.0%}")


def kept_line(tables: Tables) -> str:
    """Return what the settings hold that no form asks for, and where that is changed; nothing when they hold none."""
    others = [f"who decides on a {noun_of(name)}" for name in WORKFLOWS if name in tables]
    kept = [*others, *(["what the team knows of channels"] if tables.get("playbook") else [])]
    return f"Kept as the team file has it: {listed(kept, 'and')}." if kept else ""


def admins_line(admins: Sequence[str]) -> str:
    """Return who may change the settings."""
    if not admins:
        return "Whoever administers this Slack workspace."
    return f"{listed([approver(one) for one in admins], 'and')}."


def version_line(number: int, at: datetime, by: str) -> str:
    """Return which version is in force, since when and by whom; `by` is a person's id or names the way it came."""
    return f"{came(number, by)} and is in force {date(at, 'since ')}."


def came(number: int, by: str) -> str:
    """Return how a version came in force; `by` is a person's id or names the way it came."""
    ways = {"start": "came from the file that Baton started with", "command line": "came from a team file"}
    return f"Version {number} {ways.get(by) or f'was saved by {mention(by)}'}"
