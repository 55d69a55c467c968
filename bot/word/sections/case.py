"""What do the sections that argue the case show: summary, objectives, audience, proposition, learnings?"""

from collections.abc import Sequence

from bot.word.blocks import between, bullets, claim_runs, gap, paragraph, prose, run, subheading
from bot.word.palette import ACCENT, ACCENT_TINT, WARM
from bot.word.tables import Column, Runs, box, fact_grid, ruled_table
from bot.word.words import written
from bot.word.xml import Element
from workflow.draft import Audience, Claim, Draft, Proposition

OBJECTIVE_COLUMNS = (
    Column("Objective", 30),
    Column("Measured by", 24),
    Column("Baseline", 17),
    Column("Target", 15),
    Column("By", 14),
)
"""The columns of the table of objectives."""
LEARNING_COLUMNS = (Column("Campaign", 20), Column("What happened", 40), Column("So for this one", 40))
"""The columns of the table of learnings."""
NO_PROPOSITION = "No proposition was given, and none is invented here. It is among the open questions."
"""What stands where a proposition would."""


def summary(draft: Draft) -> list[Element]:
    """Return the brief in one paragraph."""
    runs = [part for claim in draft.summary for part in (between(" "), *claim_runs(claim))][1:]
    return [paragraph("BriefLead", runs)]


def objectives(draft: Draft) -> list[Element]:
    """Return what must be achieved, as a table."""
    rows = [
        [
            [run(goal.statement, bold=True)],
            [run(goal.metric)],
            [run(goal.baseline)],
            [run(goal.target)],
            [run(written(goal.by))],
        ]
        for goal in draft.objectives
    ]
    return [ruled_table(OBJECTIVE_COLUMNS, rows)]


def audiences(draft: Draft) -> list[Element]:
    """Return each audience with what it needs, what stands in its way and what is known of it."""
    return [part for audience in draft.audiences for part in _audience(audience)]


def _audience(audience: Audience) -> list[Element]:
    tension = _present([("Need", audience.need), ("Barrier", audience.barrier)])
    response = _present([("Think", audience.think), ("Feel", audience.feel), ("Do", audience.do)])
    return [
        subheading(audience.name),
        prose(audience.description, keep=bool(tension or response)),
        *[part for facts in (tension, response) if facts for part in (fact_grid(facts, len(facts)), gap())],
        *bullets("What we know", audience.facts),
    ]


def _present(facts: Sequence[tuple[str, Claim | None]]) -> list[tuple[str, Runs]]:
    return [(title, claim_runs(claim)) for title, claim in facts if claim]


def proposition(draft: Draft) -> list[Element]:
    """Return the one thing to say, why to believe it, and what every execution must carry."""
    given = draft.proposition
    return [
        box([paragraph("BriefCallout", _statement(given))], ACCENT_TINT, ACCENT),
        *bullets("Reasons to believe", given.reasons),
        *bullets("Tone", given.tone),
        *bullets("Call to action", [given.call_to_action] if given.call_to_action else []),
        *bullets("Mandatories", given.mandatories),
    ]


def _statement(given: Proposition) -> list[Element]:
    return claim_runs(given.statement) if given.statement else [run(NO_PROPOSITION, color=WARM)]


def learnings(draft: Draft) -> list[Element]:
    """Return what earlier campaigns taught, or the sentence that says why nothing is cited."""
    rows = [
        [[run(learning.campaign, bold=True)], claim_runs(learning.happened), claim_runs(learning.therefore)]
        for learning in draft.learnings
    ]
    told = [ruled_table(LEARNING_COLUMNS, rows)] if rows else []
    said = [paragraph("Normal", [run(draft.no_learnings)])] if draft.no_learnings else []
    return [*told, *said]
