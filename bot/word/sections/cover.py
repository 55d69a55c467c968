"""What does the top of the first page show: whose brief this is, where it stands, what changed?"""

from bot.word.base import TEXT_WIDTH
from bot.word.blocks import between, gap, paragraph, run
from bot.word.palette import ACCENT, WARM, WARM_TINT
from bot.word.stamp import Stamp
from bot.word.tables import box, cell, fact_grid, row, table
from bot.word.words import DOT, written
from bot.word.xml import Element
from workflow.draft import ChangeAnswer, Draft
from workflow.money import money

_FACTS_ACROSS = 3


def cover(draft: Draft, stamp: Stamp) -> list[Element]:
    """Return the band with the title, the line of status, the key facts and the answers to requested changes."""
    return [
        _band(draft, stamp),
        _status_line(draft, stamp),
        fact_grid([(title, [run(text)]) for title, text in _facts(draft, stamp)], _FACTS_ACROSS),
        *changes(draft),
    ]


def _band(draft: Draft, stamp: Stamp) -> Element:
    content = [
        paragraph("BriefKicker", [run(f"CAMPAIGN BRIEF{DOT}{stamp.brief_id or 'Draft'}")]),
        paragraph("Title", [run(draft.title)]),
        paragraph("BriefSubtitle", [run(DOT.join(text for text in (stamp.team, draft.market) if text))]),
    ]
    padding = {"top": 340, "left": 360, "bottom": 340, "right": 360}
    return table([TEXT_WIDTH], [row([cell(TEXT_WIDTH, content, fill=ACCENT, padding=padding)])])


def _status_line(draft: Draft, stamp: Stamp) -> Element:
    status = run(f"Revision {stamp.revision}{DOT}{stamp.status}", bold=True, color=WARM)
    return paragraph("BriefStatus", [status, between(DOT), run(f"{draft.written_by}, {written(draft.written_on)}")])


def _facts(draft: Draft, stamp: Stamp) -> list[tuple[str, str]]:
    facts = [
        *([("Author", stamp.author)] if stamp.author else []),
        ("Budget", money(draft.total_budget, draft.currency)),
        ("Flight", f"{written(draft.start)} to {written(draft.end)}"),
        ("Market", draft.market or "Not stated"),
        ("Channels", ", ".join(plan.channel.label for plan in draft.channels)),
    ]
    return facts + [("Goal", f"{goal.metric}: {goal.target}") for goal in draft.objectives[:1]]


def changes(draft: Draft) -> list[Element]:
    """Return what was done about each requested change, in a box."""
    if not draft.answers:
        return []
    content = [paragraph("BriefCardTitle", [run("What changed in this revision")])]
    content += [part for answer in draft.answers for part in _change(answer)]
    return [gap(), gap(), box(content, WARM_TINT, WARM)]


def _change(answer: ChangeAnswer) -> list[Element]:
    where = answer.section.label if answer.section else "The whole brief"
    asked = f"{answer.by} ({answer.stage}) on revision {answer.revision}{DOT}{where}"
    return [
        paragraph("BriefSublabel", [run(asked)]),
        paragraph("BriefCardText", [run("Asked: ", bold=True), run(answer.note)], keep=True),
        paragraph("BriefCardText", [run("Done: ", bold=True), run(answer.answer)]),
    ]
