"""Which parts of the documentation does the program write itself? `make docs` does; a test finds stale ones."""

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

from bot.scopes import SCOPES
from tests.workflow import story as s
from workflow import commands as c
from workflow import events as e
from workflow.brief import Status
from workflow.checks.run import ALL_RULES
from workflow.errors import WorkflowError
from workflow.fold import evolve
from workflow.lifecycle import ALLOWED, decide
from workflow.reactions import react

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGES = ("workflow", "storage", "bot")
GENERATED = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

TITLES = {
    Status.DRAFTING: "the agent writes",
    Status.DRAFT_FAILED: "no draft could be written",
    Status.IN_REVIEW: "a stage decides",
    Status.PAUSED: "the clock stands still",
    Status.WITHDRAWN: "the author edits it",
    Status.COMPLETED: "everybody who has to approve has",
    Status.DECLINED: "an approver ended it",
    Status.CANCELLED: "the author ended it",
}

COMMANDS: tuple[c.Command, ...] = (
    s.drafted(),
    s.failed(),
    s.stopped(),
    s.override(),
    s.revise(),
    s.edit(),
    c.RetryDraft(by=s.ROSA),
    s.delivered(),
    s.blocked(),
    c.RetryDelivery(by=s.ROSA),
    c.RecordShortage(stage="designer", revision=1, reason="nobody is left"),
    s.reminder(told=("U0DEE",)),
    s.yes(),
    s.yes(s.AXEL, "agency"),
    s.no(),
    s.decline(),
    s.look(),
    s.reassign(to=s.LIV),
    c.LookAgain(by=s.DEE, stage="designer", revision=2),
    c.Withdraw(by=s.ROSA),
    s.pause(),
    c.Resume(by=s.ROSA),
    s.cancel(),
    s.tell_minutes(),
    c.AskOutcome(reminder=False),
    s.tell_outcome(),
)


def states() -> str:
    """Draw the life of a brief by trying every command in every scene."""
    lines = ["```mermaid", "stateDiagram-v2", "    direction TB"]
    lines += [f"    {status.value} : {status.value} – {title}" for status, title in TITLES.items()]
    lines.append("    [*] --> drafting : Open")
    for (source, target), names in _edges().items():
        lines.append(f"    {source.value} --> {target.value} : {', '.join(sorted(names))}")
    lines += [f"    {status.value} --> [*]" for status in Status if status.is_final]
    return "\n".join([*lines, "```"])


def _edges() -> dict[tuple[Status, Status], set[str]]:
    edges: dict[tuple[Status, Status], set[str]] = defaultdict(set)
    for scene in _scenes():
        for command in COMMANDS:
            try:
                events = decide(scene.brief, command, scene.now + s.MINUTE)
            except WorkflowError:
                continue
            after = scene.brief
            for event in events:
                after = evolve(after, event)
            if events:
                edges[scene.brief.status, after.status].add(type(command).__name__)
    return dict(sorted(edges.items(), key=lambda edge: [list(Status).index(status) for status in edge[0]]))


def _scenes() -> list[s.Story]:
    at_the_last_stage, stuck, edited, asked = (s.in_review() for _ in range(4))
    asked.tell(s.delivered())
    edited.tell(s.yes(), s.edit(s.MAYA))
    at_the_last_stage.tell(s.yes(), s.yes(s.MAYA, "marketer"))
    stuck.tell(s.blocked())
    return [
        s.Story(),
        s.held(),
        s.draft_failed(),
        s.in_review(),
        stuck,
        asked,
        at_the_last_stage,
        edited,
        s.paused(),
        s.withdrawn(),
        s.completed(),
        s.declined(),
        s.cancelled(),
    ]


def allowed() -> str:
    """Tabulate which commands a brief takes in which status."""
    rows = ["| command | " + " | ".join(status.value for status in Status) + " |", "|---" * (len(Status) + 1) + "|"]
    for kind in get_args(c.Command):
        marks = ("yes" if kind in ALLOWED[status] else "" for status in Status)
        rows.append(f"| `{kind.__name__}` | " + " | ".join(marks) + " |")
    return "\n".join(rows)


def life() -> str:
    """Tell one brief's life: each command with the events it caused and the effects that followed."""
    story = s.Story()
    rows = ["| command | events | effects |", "|---|---|---|", _row("Open", story.history)]
    commands = (
        s.drafted(),
        s.delivered(),
        s.yes(),
        s.no(s.MAYA, "marketer", message=s.posted(s.START + 6 * s.MINUTE)),
        s.drafted(2),
        s.delivered("marketer", 2, s.START + 8 * s.MINUTE),
        s.yes(s.MAYA, "marketer", 2),
        s.yes(s.AXEL, "agency", 2),
    )
    rows += [_row(type(command).__name__, story.tell(command)) for command in commands]
    return "\n".join(rows)


def _row(command: str, events: list[e.Event]) -> str:
    told = "<br>".join(f"`{_told(event)}`" for event in events)
    effects = "<br>".join(dict.fromkeys(f"`{_told(effect)}`" for event in events for effect in react(event)))
    return f"| `{command}` | {told} | {effects} |"


def _told(value: object) -> str:
    fields = (getattr(value, name, None) for name in ("stage", "revision", "by"))
    return f"{type(value).__name__}({', '.join(str(field) for field in fields if field is not None)})"


def modules() -> str:
    """List every module with the question that its first line says it answers."""
    rows = []
    for package in PACKAGES:
        rows += ["", f"### `{package}/`", "", "| file | the question it answers |", "|---|---|"]
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name != "__init__.py" and "versions" not in path.parts:
                rows.append(f"| `{path.relative_to(ROOT).as_posix()}` | {_question(path)} |")
    return "\n".join(rows[1:])


def _question(path: Path) -> str:
    sentence = ast.get_docstring(ast.parse(path.read_text())) or ""
    return " ".join(sentence.split("\n\n")[0].split()).replace("|", "\\|")


def scopes() -> str:
    """List the scopes of the bot token with their reasons."""
    return "\n".join(["| scope | why |", "|---|---|", *(f"| `{scope}` | {why} |" for scope, why in SCOPES.items())])


def checks() -> str:
    """List every check by its number, with the practice that it comes from."""
    rows = ["| number | check | severity | where to mend it | comes from |", "|---|---|---|---|---|"]
    for rule in sorted(ALL_RULES, key=lambda each: each.number):
        severity = {"block": "holds the brief back", "warn": "to be weighed"}[rule.severity]
        rows.append(f"| {rule.number} | `{rule.name}` | {severity} | {rule.section.label} | {rule.source} |")
    return "\n".join(rows)


PARTS = {part.__name__: part for part in (states, allowed, life, modules, scopes, checks)}


def renewed(text: str) -> str:
    """Return a document with its generated parts as they would be now."""
    return GENERATED.sub(lambda match: f"{match[1]}\n{PARTS[match[2]]()}\n\n{match[3]}", text)


if __name__ == "__main__":
    for document in sorted(DOCS.rglob("*.md")):
        document.write_text(renewed(document.read_text()))
